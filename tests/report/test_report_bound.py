"""A run through a binding says so first, keeps the binding, and its signed bundle carries it."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from bundles import SIGNER, found, load
from msgspec.structs import replace
from openpyxl import load_workbook
from sample_run import write_run

from conformance.certification.reports import write_reports
from conformance.certification.signing.sign import sign_run
from conformance.certification.signing.verify import verify_bundle
from conformance.engine.manifest import BoundInfo, Manifest
from conformance.i18n import TekigoError
from conformance.report.bundle import load_bundle
from conformance.report.console import summary

BINDING = b"format: tekigo.binding/1\n"
NAME = "binding.zz.yaml"
DIGEST = f"sha256:{hashlib.sha256(BINDING).hexdigest()}"
INFO = BoundInfo(digest=DIGEST, operations=31, unbound=12)


def bound(manifest: Manifest, **infos: BoundInfo) -> Manifest:
    return replace(manifest, bindings=infos or {"zz": INFO})


@pytest.fixture
def through(tmp_path: Path) -> Path:
    """A run through a binding."""
    folder = write_run(tmp_path / "r-1", changes=bound)
    (folder / NAME).write_bytes(BINDING)
    return folder


def first_screens(folder: Path) -> tuple[str, str, str]:
    page, sheets = write_reports(folder, ("html", "xlsx"))
    first = page.read_text(encoding="utf-8").partition('class="scroll"')[0]
    rows = load_workbook(sheets)["総括"].iter_rows(max_row=14, values_only=True)
    sheet = "\n".join(str(cell) for row in rows for cell in row if cell)
    return first, sheet, summary(load_bundle(folder), [], "ja", color=False)


def test_every_report_says_it_first_with_what_is_left_out(through: Path) -> None:
    for text in first_screens(through):
        assert "対応付け（binding）を通した試験" in text
        assert "契約の操作 31 件のうち 12 件は対応付けられていません" in text
    told = summary(load_bundle(through), [], "en", color=False)
    assert "Tested through a binding. Of the contract's 31 operations 12 are not bound" in told


def test_a_run_without_a_binding_does_not_say_so(run_dir: Path) -> None:
    assert not any("binding" in text.rpartition("<style>")[0] for text in first_screens(run_dir))
    assert not any("対応付け（binding）を通した試験" in text for text in first_screens(run_dir))


def test_a_run_of_an_earlier_tekigo_says_no_more_than_it_recorded(tmp_path: Path) -> None:
    old = write_run(
        tmp_path / "old", changes=lambda it: replace(it, digests=it.digests | {"binding": DIGEST})
    )
    for text in first_screens(old):
        assert "対応付け（binding）を通した試験" in text
        assert "対応付けられていません" not in text
    assert found(sign_run(old, SIGNER).path) == []


def test_the_bundle_carries_the_binding(through: Path) -> None:
    signed = sign_run(through, SIGNER)
    assert zipfile.ZipFile(signed.path).read(NAME) == BINDING
    assert verify_bundle(signed.path, SIGNER.public_key()).verified


@pytest.mark.parametrize("content", [None, b"format: another\n"])
def test_a_run_with_another_binding_is_not_signed(through: Path, content: bytes | None) -> None:
    (through / NAME).unlink()
    if content is not None:
        (through / NAME).write_bytes(content)
    with pytest.raises(TekigoError) as told:
        sign_run(through, SIGNER)
    assert told.value.code == "TKG-SIG016"
    assert NAME in told.value.text()


def test_a_signer_cannot_put_another_binding_into_the_bundle(through: Path, tmp_path: Path) -> None:
    spoilt = load(sign_run(through, SIGNER).path, tmp_path / "spoilt.tekigo.zip")
    spoilt.members[NAME] = b"format: another\n"
    spoilt.sign(spoilt.digested())
    assert found(spoilt.pack()) == [("TKG-SIG066", NAME)]
    del spoilt.members[NAME]
    spoilt.sign(spoilt.digested())
    assert found(spoilt.pack()) == [("TKG-SIG066", NAME)]


def test_no_name_in_a_manifest_leads_out_of_the_bundle(tmp_path: Path) -> None:
    (tmp_path / "binding.zz.yaml").write_bytes(BINDING)
    for number, key in enumerate(("/../zz", "zz/../../zz", "ZZ", "")):
        folder = write_run(tmp_path / f"r-{number}", changes=lambda it, key=key: bound(it, **{key: INFO}))
        with pytest.raises(TekigoError, match="TKG-SIG016"):
            sign_run(folder, SIGNER)
