"""Where the data is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.i18n import TekigoError
from conformance.spec.paths import data_root, features_dir, specs_dir, steps_dir
from tests.spec.made_package import MadePackage


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Let each test look anew."""
    data_root.cache_clear()
    yield
    data_root.cache_clear()


def test_the_checkout_is_found() -> None:
    root = data_root()
    assert (root / "pyproject.toml").is_file()
    assert (specs_dir(), features_dir(), steps_dir()) == (root / "specs", root / "features", root / "steps")


def test_a_folder_can_be_named(made: MadePackage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEKIGO_ROOT", str(made.root))
    assert data_root() == made.root.resolve()


def test_a_wrong_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEKIGO_ROOT", str(tmp_path))
    with pytest.raises(TekigoError, match="TKG-SPEC001"):
        data_root()
