"""住登外者宛名番号付番: the numbering function of the reference system, as its official API."""

from functools import cache
from importlib import import_module
from pathlib import Path

from conformance.reference.addressee_numbering.errors import item_errors
from conformance.reference.addressee_numbering.handlers import HANDLERS
from conformance.reference.business import Business
from conformance.reference.faults import read_faults
from conformance.reference.municipality import MUNICIPALITY
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

FOLDER = Path(__file__).parent
MODULES = ("numbering",)


@cache
def business() -> Business:
    """Return the numbering function. It holds no state of any system, so all systems share it."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
    return Business(
        Catalog(load_package("addressee_numbering")),
        HANDLERS,
        FOLDER / "schema",
        municipality=MUNICIPALITY,
        faults=read_faults(FOLDER),
        item_errors=item_errors,
        numbering=True,
    )
