"""児童手当: the handlers, tables and faults of the reference system's module for the child allowance."""

from functools import cache
from importlib import import_module
from pathlib import Path

from conformance.reference.business import Business
from conformance.reference.child_allowance.extracts import EXTRACTS
from conformance.reference.child_allowance.handlers import HANDLERS
from conformance.reference.faults import read_faults
from conformance.reference.municipality import MUNICIPALITY
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

FOLDER = Path(__file__).parent
MODULES = (
    "registration", "claims", "children", "review", "approval", "reductions", "age_events", "ending", "suspension",
    "annual", "book_check", "inquiries", "pay_runs", "payments", "accounts", "unpaid_claims", "debts", "deductions",
    "recipients", "recipient_lists", "notices", "linkage_records", "lapse",
)  # fmt: skip


@cache
def business() -> Business:
    """Return 児童手当 with all its handlers. It holds no state of any system, so all systems share it."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
    return Business(
        Catalog(load_package("child_allowance")),
        HANDLERS,
        FOLDER / "schema",
        municipality=MUNICIPALITY,
        options=("fee_collection", "donation", "income_management"),
        faults=read_faults(FOLDER),
        extracts=EXTRACTS,
        numbers_others=True,
    )
