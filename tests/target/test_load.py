"""A target file is read whole or refused with file, line and cure; a secret in it is refused and not repeated."""

import pickle
import re
from pathlib import Path

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.generated import stale, write
from conformance.spec.load import load_package
from conformance.spec.paths import data_root, specs_dir
from conformance.target.auth_model import ApiKeyAuth, Auth, BasicAuth, LoginAuth, OAuthAuth
from conformance.target.credentials import read_secret
from conformance.target.load import TargetFileErrors, load_target
from conformance.target.model import SecretRef, Target
from conformance.target.schema import SCHEMA_FILE, schemas
from conformance.verdict.basis import facts_of
from conformance.verdict.model import Exemption
from conformance.verdict.rule import names as names_

EXAMPLE = data_root() / "docs" / "examples" / "target.yaml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Copy the example with one change."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "target.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def line_of(text: str) -> int:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def refusal(path: Path) -> TargetFileErrors:
    with pytest.raises(TargetFileErrors) as caught:
        load_target(path)
    return caught.value


def test_the_example_is_read() -> None:
    target = load_target(EXAMPLE)
    assert target.municipality.class_ == "ordinary"
    assert (target.timeouts.read, target.oauth.method, target.version) == (30.0, "client_secret_jwt", "2.1.0")
    assert target.roles["clerk_a"].client_secret.file == str(EXAMPLE.parent / "secrets" / "clerk_a.txt")
    assert target.scope.businesses == ("resident_records",)


MARK = re.compile(r"^( *)# ( *(?:- )?[a-z_]+:.*)$")


def written_out() -> tuple[str, list[str]]:
    """Take the marks of comments off the example; its ways of authentication come apart, one text for each."""
    lines, ways, inside = [], [], False
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        bare = MARK.sub(r"\1\2", line)
        if bare.startswith("auth:"):
            ways.append(bare)
            inside = True
        elif inside and bare.startswith("  "):
            ways[-1] += f"\n{bare}"
        else:
            inside = False
            lines.append(re.sub(r"^(fixtures|declarations|known_failures): \[\]", r"\1:", bare))
    return "\n".join(lines), ways


def test_what_the_example_only_hints_at_is_right_too(tmp_path: Path) -> None:
    text, ways = written_out()
    path = tmp_path / "target.yaml"
    path.write_text(text, encoding="utf-8")
    target = load_target(path)
    catalog = Catalog(load_package("resident_records"))
    (fixture,) = target.fixtures
    names = {item.name for item in catalog.inputs(catalog.operation(fixture.operation))}
    assert set(fixture.ask) <= names
    assert all(catalog.item(name) for name in fixture.expect)
    assert target.limits.requests_per_second == 20
    assert target.tls.client_cert is not None
    assert target.proxy is not None
    assert target.binding == {"resident_records": str(tmp_path.resolve() / "binding/resident_records.yaml")}
    assert target.data_files is not None
    assert target.data_files.folder == str(tmp_path.resolve() / "extracted")
    assert target.data_files.others == {"addressee_management": str(tmp_path.resolve() / "extracted_031")}
    assert [each.business for each in target.data_files.absent] == ["resident_records"]
    (exempt,) = target.scope.exempt
    facts = [facts_of(each) for each in catalog.package.requirements]
    one = Exemption(requirements=exempt.requirements, reason=exempt.reason, reference=exempt.reference)
    assert any(names_(one, each.id) for each in facts)
    for named in (*target.declarations, *target.known_failures):
        assert catalog.requirement(str(named.requirement))
    assert catalog.requirement(target.declarations[0].requirement).testability == "attestation"
    kinds = [type(msgspec.convert(yaml.safe_load(way)["auth"], Auth, strict=False)) for way in ways]
    assert kinds == [LoginAuth, ApiKeyAuth, BasicAuth, OAuthAuth]


def test_a_binding_is_named_for_each_business(tmp_path: Path) -> None:
    path = changed(
        tmp_path, "known_failures: [] ", "binding: {a: b/a.yaml, c: ../c.yaml}\nknown_failures: [] "
    )
    text = path.read_text(encoding="utf-8")
    assert "businesses: [resident_records]" in text
    path.write_text(text.replace("businesses: [resident_records]", "businesses: [a, c]"), encoding="utf-8")
    folder = tmp_path.resolve()
    assert load_target(path).binding == {"a": str(folder / "b/a.yaml"), "c": str(folder / "../c.yaml")}


ENV = "{env: TEKIGO_DEFAULT_SECRET}"
KNOWN = "known_failures: [{reason: r, expires: 2026-01-01}] "
DECLARED = "declarations: [{requirement: R, reference: r, date: 2026-02-30}]"
BASE = "https://system.example.jp "
CHANGES = [
    ("environment: test\n", "environment: production\n", "TKG-CONF005", "environment: test"),
    ("environment: test\n", "", "TKG-CONF005", None),
    (f"client_secret: {ENV}", "client_secret: planted-secret-0001", "TKG-CONF006", ENV),
    (BASE, "https://user:planted-secret-0001@system.example.jp ", "TKG-CONF007", "base_url"),
    (ENV, "{env: A, file: b}", "TKG-CONF003", ENV),
    (ENV, "{}", "TKG-CONF003", ENV),
    ("  connect: 5 ", "  connect: soon ", "TKG-SPEC010", "connect: 5"),
    ("  connect: 5 ", "  conect: 5 ", "TKG-SPEC011", "connect: 5"),
    (BASE, "ftp://planted-secret-0001/ ", "TKG-SPEC010", "base_url"),
    ("product: 見本住民情報システム\n", "", "TKG-SPEC012", None),
    ("class: ordinary ", "class: village ", "TKG-SPEC010", "class: ordinary"),
    ("known_failures: [] ", KNOWN, "TKG-CONF003", "known_failures"),
    ("declarations: []", DECLARED, "TKG-SPEC010", "declarations"),
    ("options: [] ", "options: [] \noptions: [] ", "TKG-SPEC042", None),
    ("known_failures: [] ", "binding: binding.yaml\nknown_failures: [] ", "TKG-SPEC010", "known_failures"),
    ("vendor: ", "vendor: [", "TKG-SPEC040", None),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), CHANGES, ids=[f"{c[2]} {c[1]!r}" for c in CHANGES])
def test_each_slip_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: str | None
) -> None:
    path = changed(tmp_path, old, new)
    error = refusal(path)
    assert [found.code for found in error.findings] == [code]
    assert error.findings[0].origin.startswith(f"{path}:")
    if line is not None:
        assert error.findings[0].origin == f"{path}:{line_of(line)}"
    assert "planted-secret" not in str(error) + repr(error.findings)
    assert error.exit_code == 2
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own object


def test_a_binding_of_a_business_out_of_scope_is_told_at_its_line(tmp_path: Path) -> None:
    new = "binding:\n  residents_records: binding.yaml\nknown_failures: [] "
    path = changed(tmp_path, "known_failures: [] ", new)
    (found,) = refusal(path).findings
    assert (found.code, found.origin) == ("TKG-CONF020", f"{path}:{line_of('known_failures: [] ') + 1}")
    assert found.params == {"found": "residents_records", "known": "resident_records"}


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, "environment: test\n\nbase_url", "environment: live\nbase: 1\n\nbase_url")
    assert {found.code for found in refusal(path).findings} == {"TKG-CONF005", "TKG-SPEC011"}


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TekigoError, match="TKG-CONF001"):
        load_target(tmp_path / "none.yaml")


def test_secrets_come_from_variables_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEKIGO_X", "long-enough-secret")
    file = tmp_path / "secret.txt"
    file.write_text("another-long-secret\r\n")
    assert read_secret(SecretRef(env="TEKIGO_X"), "a") == "long-enough-secret"
    assert read_secret(SecretRef(file=str(file)), "a") == "another-long-secret"


@pytest.mark.parametrize(
    ("value", "code"),
    [("", "010"), ("short", "012"), ("has a blank", "012"), ("秘密の値ですよ本当に", "012")],
)
def test_unusable_secrets_are_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str, code: str
) -> None:
    monkeypatch.setenv("TEKIGO_X", value)
    with pytest.raises(TekigoError, match=f"TKG-CONF{code}") as caught:
        read_secret(SecretRef(env="TEKIGO_X"), "a")
    assert not value or value not in str(caught.value)


def test_a_missing_secret_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TekigoError, match="TKG-CONF011"):
        read_secret(SecretRef(file=str(tmp_path / "none")), "a")


def test_the_published_schema_is_the_models(tmp_path: Path) -> None:
    assert stale(specs_dir() / "schema", schemas()) == []
    assert write(tmp_path, schemas()) == [SCHEMA_FILE]
    (tmp_path / SCHEMA_FILE).write_bytes(b"{}")
    assert stale(tmp_path, schemas()) == [SCHEMA_FILE]


def test_the_schema_accepts_the_example_and_refuses_what_the_loader_refuses(tmp_path: Path) -> None:
    schema = msgspec.json.decode(schemas()[SCHEMA_FILE])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(plain(EXAMPLE))) == []
    for old, new, code, _ in CHANGES:
        if code not in ("TKG-SPEC040", "TKG-SPEC042") and "2026-02-30" not in new:
            assert list(validator.iter_errors(plain(changed(tmp_path, old, new)))), new


def plain(path: Path) -> object:
    """Read YAML as an editor with the schema sees it: dates as texts."""
    return msgspec.to_builtins(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_a_target_travels_between_processes() -> None:
    target = load_target(EXAMPLE)
    assert msgspec.convert(msgspec.to_builtins(target), Target) == target
