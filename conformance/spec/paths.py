"""Where the data is: the checkout this program runs from, or the copy inside an installed wheel."""

import os
from functools import cache
from pathlib import Path

from conformance.i18n import TekigoError

PACKAGE = Path(__file__).resolve().parent.parent
ROOT_VARIABLE = "TEKIGO_ROOT"


@cache
def data_root() -> Path:
    """Return the folder that holds `specs/`, `features/` and `steps/`.

    `TEKIGO_ROOT` wins, then the checkout, then the bundle in the wheel. Raises TekigoError when none has specs.
    """
    named = os.environ.get(ROOT_VARIABLE)
    return _checked(Path(named).resolve() if named else program_root())


def program_root() -> Path:
    """Return the checkout that this program runs from, or the bundle in its wheel: what `TEKIGO_ROOT` may leave out."""
    checkout = PACKAGE.parent
    if (checkout / "specs").is_dir() and (checkout / "pyproject.toml").is_file():
        return checkout
    return PACKAGE / "_bundle"


def specs_dir(root: Path | None = None) -> Path:
    """Return the folder of the spec packages."""
    return (root or data_root()) / "specs"


def features_dir(root: Path | None = None) -> Path:
    """Return the folder of the features, which has the same tree as the specs."""
    return (root or data_root()) / "features"


def steps_dir(root: Path | None = None) -> Path:
    """Return the folder of the step vocabulary."""
    return (root or data_root()) / "steps"


def _checked(root: Path) -> Path:
    if not (root / "specs").is_dir():
        raise TekigoError("TKG-SPEC001", path=root)
    return root
