"""公開用APIの認証認可: no operations and no tables; the authorisation server itself is shared, its faults are here."""

from functools import cache
from pathlib import Path

from conformance.reference.business import Business
from conformance.reference.faults import read_faults
from conformance.reference.municipality import MUNICIPALITY
from conformance.reference.registry import Handlers
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

FOLDER = Path(__file__).parent


@cache
def business() -> Business:
    """Return 公開用APIの認証認可. It holds no state of any system, so all systems share it."""
    return Business(
        Catalog(load_package("api_authorization")),
        Handlers("api_authorization"),
        FOLDER / "schema",
        municipality=MUNICIPALITY,
        options=("client_secret_basic", "several_providers"),
        faults=read_faults(FOLDER),
    )
