"""The bindings that `tekigo init` writes: with the target file or not at all, and their samples can be used."""

import re
from itertools import count
from pathlib import Path

import pytest

from conformance.binding.load import load_binding
from conformance.cli.main import main
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from tests.cli.test_cli_init import document, saved, words


def test_when_the_binding_is_there_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openapi, out = saved(tmp_path, document()), tmp_path / "target.yaml"
    binding = tmp_path / "binding" / "child_allowance.yaml"
    binding.parent.mkdir()
    binding.write_text("mine", encoding="utf-8")
    assert main(words(out, "--auth", "basic", "--test-environment", "--openapi", str(openapi))) == 2
    assert "TKG-CONF021" in capsys.readouterr().err
    assert not out.exists()
    assert binding.read_text(encoding="utf-8") == "mine"


def test_when_the_binding_cannot_be_written_no_target_file_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openapi, out = saved(tmp_path, document()), tmp_path / "target.yaml"
    (tmp_path / "binding").write_text("a file where the folder has to be", encoding="utf-8")
    assert main(words(out, "--auth", "basic", "--test-environment", "--openapi", str(openapi))) == 2
    assert "TKG-CONF02" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("mark", [r"^#(?! \S)", r"^#(?! \S) ?"])  # by hand, and as editors do
def test_the_samples_of_a_binding_can_be_uncommented(
    tmp_path: Path, lang: str, mark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    openapi, out = saved(tmp_path, document()), tmp_path / "target.yaml"
    given = words(out, "--auth", "basic", "--test-environment", "--openapi", str(openapi))
    assert main(["--lang", lang, *given]) == 0
    path = tmp_path / "binding" / "child_allowance.yaml"
    assert f"tekigo bind check {out}" in capsys.readouterr().out
    places = count()
    samples = re.sub(mark, "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub('""', lambda _: f"place{next(places)}", samples), encoding="utf-8")

    package = load_package("child_allowance")
    read = load_binding(path, Catalog(package), load_error_codes())
    assert list(read.operations) == [each.name for each in package.operations]
    assert read.errors.statuses == {"422": 400}
    assert read.names
