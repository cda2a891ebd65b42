"""軽自動車税: the handlers, tables and faults of the reference system for light vehicle tax."""

from functools import cache
from importlib import import_module
from pathlib import Path

from conformance.reference.business import Business
from conformance.reference.faults import read_faults
from conformance.reference.light_vehicle_tax.extracts import EXTRACTS
from conformance.reference.light_vehicle_tax.handlers import HANDLERS
from conformance.reference.municipality import MUNICIPALITY
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

FOLDER = Path(__file__).parent
MODULES = (
    "addressees", "vehicles", "changes", "transfers", "disposal", "holding", "classes", "inbound", "notices",
    "plates", "tariff", "levy", "corrections", "due_dates", "bills", "collection", "reductions",
    "certificates", "documents", "environmental", "queries", "inquiries", "links", "statistics", "masters",
    "rights",
)  # fmt: skip


@cache
def business() -> Business:
    """Return 軽自動車税 with all its handlers. It holds no state of any system, so all systems share it."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
    return Business(
        Catalog(load_package("light_vehicle_tax")),
        HANDLERS,
        FOLDER / "schema",
        municipality=MUNICIPALITY,
        options=("special_plates", "no_tax_certificate", "inquiry_record"),
        faults=read_faults(FOLDER),
        extracts=EXTRACTS,
        numbers_others=True,
    )
