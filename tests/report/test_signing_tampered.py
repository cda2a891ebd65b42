"""Whatever is changed in a signed bundle is found, and the file or the check is named."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from bundles import NAME, SIGNER, Bundle, found, load
from tampered_archives import named
from tampering import CASES

from conformance.certification.signing import archive, unpack
from conformance.certification.signing.verify import verify_bundle

FOLLOW = {"TKG-SIG060", "TKG-SIG064"}  # what a change that is told may entail
FILES = (
    "run.json",
    "plan.json",
    "settings.json",
    "evidence.ndjson",
    "verdict.json",
    "report.html",
    "junit.xml",
)


@pytest.fixture
def bundle(signed: Path, tmp_path: Path) -> Bundle:
    return load(signed, tmp_path / "spoilt.tekigo.zip")


def test_an_untouched_bundle_is_verified(signed: Path, bundle: Bundle) -> None:
    assert set(bundle.members) == {*FILES, NAME}
    assert found(signed) == []
    assert (
        bundle.pack().read_bytes() == signed.read_bytes()
    )  # so the tools of these tests change nothing themselves


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_names_its_file_and_both_digests(bundle: Bundle, name: str) -> None:
    signed = {each["name"]: each["digest"]["sha256"] for each in bundle.statement["subject"]}
    data = bundle.members[name]
    place = max(data.rfind(figure) for figure in (b"1", b"2", b"3", b"7"))  # what was JSON stays JSON
    bundle.members[name] = data[:place] + b"9" + data[place + 1 :]
    now = {each["name"]: each["digest"]["sha256"] for each in bundle.digested()["subject"]}
    outcome = verify_bundle(bundle.pack(), SIGNER.public_key())
    changed = [each for each in outcome.findings if each.code == "TKG-SIG050"]
    assert [(each.file, each.expected, each.found) for each in changed] == [(name, signed[name], now[name])]
    assert outcome.checks["files"] == "wrong"
    assert outcome.checks["signature"] == "right"


@pytest.mark.parametrize(
    ("change", "expected"),
    list(CASES.items()),
    ids=[f"{change.__qualname__.partition('.')[0]}-{number}" for number, change in enumerate(CASES)],
)
def test_tampering_is_found_and_named(
    bundle: Bundle, change: Callable[[Bundle], Path], expected: list[tuple[str, str]]
) -> None:
    outcome = found(change(bundle))
    assert set(expected) <= set(outcome), outcome
    assert {code for code, _ in outcome} - {code for code, _ in expected} <= FOLLOW, outcome


@pytest.mark.parametrize(
    ("module", "limit", "file"),
    [(unpack, "MOST_STATEMENT", NAME), (unpack, "MOST_BYTES", ""), (archive, "MOST_BYTES", "")],
    ids=["statement", "archive", "unpacked"],
)
def test_what_is_too_large_is_not_opened(
    signed: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str, file: str
) -> None:
    monkeypatch.setattr(module, limit, 1000)
    assert found(signed) == [("TKG-SIG021", file)]


def test_nothing_is_written_outside_and_nothing_is_left(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    inside = tmp_path / "deep" / "temporary"
    inside.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(inside))
    found(named("../../evil")(bundle))
    found(bundle.pack())
    assert list(inside.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"deep", "spoilt.tekigo.zip"}


def test_no_flipped_byte_goes_unnoticed(signed_small: Path, tmp_path: Path) -> None:
    """Where a flipped byte is not told, every file is still what was signed: padding bits of the compression."""
    raw = signed_small.read_bytes()
    whole = load(signed_small, tmp_path / "x").members
    spoilt = tmp_path / "flipped.zip"
    silent = []
    for position in range(4, len(raw), 97):
        spoilt.write_bytes(raw[:position] + bytes([raw[position] ^ 0x55]) + raw[position + 1 :])
        if not found(spoilt):
            silent.append(position)
            assert load(spoilt, tmp_path / "x").members == whole
    assert len(silent) <= 1
