"""What a signed bundle states, and that tools of other makers can read and check it."""

import base64
import hashlib
import json
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from bundles import SIGNER, load
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sample_run import DAY, FACTS, basis, record, tampered, write_run

from conformance.certification.digests import digests
from conformance.certification.signing import archive
from conformance.certification.signing.archive import files_of
from conformance.certification.signing.sign import sign_run
from conformance.certification.signing.statement import predicate_of, result_of
from conformance.certification.signing.suite import suite_of
from conformance.certification.signing.verify import verify_bundle
from conformance.engine.manifest import Manifest, TargetInfo
from conformance.i18n import TekigoError
from conformance.report.bundle import load_bundle
from conformance.spec.load import find_package
from conformance.spec.paths import data_root

GOOD = [FACTS["ZZ-1.M"]]
PASSED = [record(1, "passed", "ZZ-1.M")]


def parts(path: Path) -> tuple[dict, dict, bytes]:
    """Read a bundle with nothing of tekigo: envelope, statement, the bytes that were signed."""
    with zipfile.ZipFile(path) as opened:
        envelope = json.loads(opened.read("statement.dsse.json"))
    payload, kind = base64.b64decode(envelope["payload"]), envelope["payloadType"].encode()
    pae = b"DSSEv1 " + b" ".join(b"%d %b" % (len(part), part) for part in (kind, payload))
    return envelope, json.loads(payload), pae


def test_the_signature_is_a_plain_dsse_one(signed: Path) -> None:
    envelope, _, pae = parts(signed)
    assert set(envelope) == {"payload", "payloadType", "signatures"}
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    (signature,) = envelope["signatures"]
    assert set(signature) == {"keyid", "sig"}
    public = SIGNER.public_key()
    public.verify(base64.b64decode(signature["sig"]), pae)
    with pytest.raises(InvalidSignature):
        public.verify(base64.b64decode(signature["sig"]), pae + b" ")
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert signature["keyid"] == hashlib.sha256(der).hexdigest()


def test_the_commands_of_the_guide_check_a_bundle_without_tekigo(signed: Path, tmp_path: Path) -> None:
    tools = ("bash", "unzip", "python3", "openssl", "sha256sum")
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    guide = (data_root() / "docs" / "en" / "signing.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in guide.partition("## Years later")[2].splitlines() if line[:4] == "    "]
    assert [line.split()[0] for line in lines] == ["unzip", "python3", "openssl", "sha256sum"]
    shutil.copy(signed, tmp_path / "RUN.tekigo.zip")
    key = SIGNER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "vendor.pub.pem").write_bytes(key)

    def run(*commands: str) -> subprocess.CompletedProcess[str]:
        script = ["bash", "-ec", "\n".join(commands)]
        return subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=False)

    done = run(*lines)
    assert done.returncode == 0, done.stderr
    statement = json.loads((tmp_path / "payload.json").read_bytes())
    for each in statement["subject"]:
        assert f"{each['digest']['sha256']}  run/{each['name']}" in done.stdout
    (tmp_path / "pae").write_bytes((tmp_path / "pae").read_bytes() + b" ")
    assert run(lines[2]).returncode != 0


def test_the_statement_has_the_published_fields(signed: Path) -> None:
    """The messages of in-toto-attestation are generated from the published schema and refuse unknown fields."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from google.protobuf import json_format
        from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
        from in_toto_attestation.v1 import statement_pb2

    _, statement, _ = parts(signed)
    read = json_format.ParseDict(statement, statement_pb2.Statement())
    assert read.type == "https://in-toto.io/Statement/v1"
    assert read.predicate_type == "https://in-toto.io/attestation/test-result/v0.1"
    predicate = json_format.ParseDict(statement["predicate"], test_result_pb2.TestResult())
    assert predicate.result == "FAILED"
    assert [each.name for each in predicate.configuration] == ["specs"]
    with pytest.raises(json_format.ParseError):
        json_format.ParseDict(statement | {"more": 1}, statement_pb2.Statement())


def test_the_subjects_are_the_digests_of_every_file(signed: Path) -> None:
    _, statement, _ = parts(signed)
    with zipfile.ZipFile(signed) as opened:
        there = {
            name: hashlib.sha256(opened.read(name)).hexdigest()
            for name in opened.namelist()
            if name != "statement.dsse.json"
        }
    assert {each["name"]: each["digest"]["sha256"] for each in statement["subject"]} == there
    assert len(statement["subject"]) == len(there) == 7


def test_signing_twice_gives_the_same_bytes(signed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again" / "r-1"
    folder.mkdir(parents=True)
    for name, data in load(signed, tmp_path).members.items():
        (folder / name).write_bytes(data)
    (folder / "statement.dsse.json").unlink()
    (folder / "notes.txt").write_text("of no concern", encoding="utf-8")
    assert sign_run(folder, SIGNER, tmp_path / "one.zip").path.read_bytes() == signed.read_bytes()
    assert sign_run(folder, SIGNER, tmp_path / "one.zip").path.read_bytes() == signed.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "one.zip"]


@pytest.mark.parametrize(
    ("records", "options", "result", "lists"),
    [
        (PASSED, {}, "PASSED", {"run": "passed", "business:zz": "passed", "requirement:zz/ZZ-1.M": "passed"}),
        (
            [record(1, "failed", "ZZ-1.M")],
            {},
            "FAILED",
            {"run": "passed", "business:zz": "failed", "requirement:zz/ZZ-1.M": "failed"},
        ),
        (
            [record(1, "blocked", "ZZ-1.M")],
            {},
            "WARNED",
            {"run": "passed", "business:zz": "warned", "requirement:zz/ZZ-1.M": "warned"},
        ),
        (
            PASSED,
            {"interrupted": True},
            "FAILED",
            {
                "run": "failed",
                "problem:TKG-VER016": "failed",
                "business:zz": "warned",
                "requirement:zz/ZZ-1.M": "warned",
            },
        ),
        (
            PASSED,
            {"missing": 1},
            "FAILED",
            {
                "run": "failed",
                "problem:TKG-VER010": "failed",
                "business:zz": "warned",
                "requirement:zz/ZZ-1.M": "warned",
            },
        ),
    ],
    ids=["conformant", "nonconformant", "indeterminate", "interrupted", "incomplete"],
)
def test_a_run_is_signed_as_what_it_is(
    tmp_path: Path, records: Sequence, options: dict, result: str, lists: dict[str, str]
) -> None:
    signed = sign_run(write_run(tmp_path / "r-1", records, bases=[basis(GOOD)], **options), SIGNER)
    _, statement, _ = parts(signed.path)
    predicate = statement["predicate"]
    assert (predicate["result"], signed.result) == (result, result)
    told = {name: side for side in ("passed", "warned", "failed") for name in predicate[f"{side}Tests"]}
    assert told == lists
    outcome = verify_bundle(signed.path, SIGNER.public_key())
    assert outcome.verified
    assert outcome.about is not None
    assert outcome.about.interrupted == options.get("interrupted", False)


def test_a_requirement_out_of_scope_is_on_no_list(run_dir: Path) -> None:
    bundle = load_bundle(run_dir)
    predicate = predicate_of(bundle.manifest, bundle.verdict)
    named = [*predicate.passed_tests, *predicate.warned_tests, *predicate.failed_tests]
    scope = [
        each.requirement.id
        for each in bundle.verdict.businesses[0].requirements
        if each.word != "out_of_scope"
    ]
    assert sorted(named) == sorted(["run", "business:zz", *(f"requirement:zz/{each}" for each in scope)])
    assert "ZZ-7.O" not in scope


def test_an_empty_verdict_is_never_passed(run_dir: Path) -> None:
    verdict = msgspec.structs.replace(load_bundle(run_dir).verdict, businesses=())
    assert result_of(verdict) == "WARNED"


def test_one_conformant_business_does_not_carry_another(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "r-1", PASSED, bases=[basis(GOOD), basis([FACTS["ZZ-3.M"]], "yy")])
    verdict = load_bundle(folder).verdict
    assert [business.word for business in verdict.businesses] == ["conformant", "indeterminate"]
    assert result_of(verdict) == "WARNED"


def test_a_verdict_that_was_bent_is_not_signed(run_dir: Path) -> None:
    tampered(run_dir, "verdict.json", '"word": "nonconformant"', '"word": "conformant"')
    with pytest.raises(TekigoError) as told:
        sign_run(run_dir, SIGNER)
    assert told.value.code == "TKG-SIG009"
    assert not list(run_dir.parent.glob("*.zip"))


def test_a_link_in_a_run_is_not_signed(run_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (run_dir / "report.html").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TekigoError) as told:
        sign_run(run_dir, SIGNER)
    assert (told.value.code, told.value.params["path"]) == ("TKG-SIG014", run_dir / "report.html")
    assert [path.name for path in run_dir.parent.iterdir() if "tekigo" in path.name] == []


def test_a_name_that_no_bundle_can_hold_is_not_signed(run_dir: Path) -> None:
    (run_dir / "evidence.証跡.ndjson").touch()
    with pytest.raises(TekigoError) as told:
        sign_run(run_dir, SIGNER)
    assert told.value.code == "TKG-SIG014"


@pytest.mark.parametrize(
    "limits", [{"MOST_BYTES": 100}, {"MOST_FILES": 3}, {"MOST_RATIO": 1, "RATIO_FROM": 1}]
)
def test_what_verification_would_refuse_is_not_signed(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(archive, name, limit)
    with pytest.raises(TekigoError) as told:
        sign_run(run_dir, SIGNER)
    assert told.value.code == "TKG-SIG008"
    assert [path.name for path in run_dir.parent.iterdir()] == ["r-1"]


def test_allure_results_are_taken_when_asked(run_dir: Path) -> None:
    (run_dir / "allure-results").mkdir()
    (run_dir / "allure-results" / "1-result.json").write_text("{}", encoding="utf-8")
    assert "allure-results/1-result.json" not in files_of(run_dir)
    signed = sign_run(run_dir, SIGNER, allure=True)
    assert "allure-results/1-result.json" in zipfile.ZipFile(signed.path).namelist()
    assert verify_bundle(signed.path, SIGNER.public_key()).verified


def test_the_own_suite_is_compared() -> None:
    here = digests([find_package("child_allowance")])
    here |= {"program": "sha256:" + "0" * 64, "binding": "sha256:" + "1" * 64}
    manifest = Manifest(
        run="r",
        started="",
        as_of=DAY,
        edition={"child_allowance": "1"},
        digests=here,
        target=TargetInfo(name="t"),
    )
    assert suite_of(manifest) == {
        "binding": "unknown",
        "features": "same",
        "program": "different",
        "specs": "same",
        "steps": "same",
    }
    elsewhere = msgspec.structs.replace(manifest, edition={"child_allowance": "1", "nothing": "1"})
    assert {name: suite_of(elsewhere)[name] for name in ("features", "specs", "steps")} == {
        "features": "unknown",
        "specs": "unknown",
        "steps": "same",
    }
