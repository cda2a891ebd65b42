"""What the tests of the command line share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.i18n import set_language
from conformance.spec.paths import data_root
from tests.spec.made_package import MadePackage

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tekigo(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the command line in this process: (exit code, output, errors)."""

    def run(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out, err = capsys.readouterr()
        return code, out, err

    yield run
    set_language("ja")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MadePackage]:
    """A right spec package that the command line works on."""
    data_root.cache_clear()
    monkeypatch.setenv("TEKIGO_ROOT", str(tmp_path))
    yield MadePackage(tmp_path)
    data_root.cache_clear()
