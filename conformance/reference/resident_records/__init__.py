"""住民記録: the handlers, tables and faults of the reference system's first business."""

from functools import cache
from importlib import import_module
from pathlib import Path

from conformance.reference.business import Business
from conformance.reference.faults import read_faults
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import Call
from conformance.reference.resident_records.access_log import note_access
from conformance.reference.resident_records.batches import run_due
from conformance.reference.resident_records.extracts import EXTRACTS
from conformance.reference.resident_records.handlers import HANDLERS
from conformance.reference.resident_records.heads import settle_due
from conformance.reference.resident_records.seeded_prohibited import PROHIBITED
from conformance.reference.resident_records.words import NEVER_BLANK, REMEDIES
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

FOLDER = Path(__file__).parent
MODULES = (
    "entries", "births", "returning", "moves", "household_changes", "departures", "arrival_notices", "corrections",
    "other_names", "number_changes", "nationality", "cancellation", "rewriting", "draft_desk", "queries",
    "search", "lists", "certificates", "documents", "notes", "support", "restrictions", "masters", "calendars",
    "rights", "links", "cs_messages", "arrivals_from_cs", "immigration_notices",
    "immigration_reports", "number_requests", "koseki_supplement", "identity_links", "special_entries",
    "bulk_changes", "archive", "sampling", "inspection_extract", "access_log", "batches",
    "domicile_aid", "csv_intake", "one_stop", "registered_readings", "delivery", "printed", "sign_on",
    "overflow", "districts", "notify_on_issue", "requesters",
    "special_cards", "special_renewals", "special_counts",
)  # fmt: skip
OPTIONS = (
    "name_priority_flag", "mail_name_code", "district_management", "support_measure_start_notice",
    "kana_on_certificate", "notify_on_issue_registration", "notify_on_issue_flag", "notify_on_issue_notice",
    "special_permanent_renewal_list", "special_permanent_renewal_application", "special_permanent_renewal_count",
)  # fmt: skip


def time_passes(call: Call) -> None:
    """Do what has come due by now: heads who have left, batches that were scheduled."""
    settle_due(call)
    run_due(call)


@cache
def business() -> Business:
    """Return 住民記録 with all its handlers. It holds no state of any system, so all systems share it."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
    return Business(
        Catalog(load_package("resident_records")),
        HANDLERS,
        FOLDER / "schema",
        municipality=MUNICIPALITY,
        options=OPTIONS,
        faults=read_faults(FOLDER),
        each_time=time_passes,
        never_blank=NEVER_BLANK,
        dated=frozenset({"異動年月日"}),
        keeps_drafts=True,
        remedies=REMEDIES,
        prohibited=PROHIBITED,
        extracts=EXTRACTS,
        journal=note_access,
    )
