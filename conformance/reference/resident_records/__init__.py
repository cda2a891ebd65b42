"""住民記録: the handlers, tables and faults of the reference system's first business."""

from importlib import import_module
from pathlib import Path

from conformance.reference.business import Business
from conformance.reference.resident_records.handlers import HANDLERS
from conformance.reference.resident_records.numbers import prepare_pool
from conformance.reference.resident_records.seeded import FAULTS, PROHIBITED
from conformance.reference.resident_records.words import NEVER_BLANK
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

MODULES = ("entries", "queries")


def business() -> Business:
    """Return 住民記録 with all its handlers."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
    return Business(
        Catalog(load_package("resident_records")),
        HANDLERS,
        Path(__file__).parent / "schema",
        faults=FAULTS,
        prepare=prepare_pool,
        never_blank=NEVER_BLANK,
        prohibited=PROHIBITED,
    )
