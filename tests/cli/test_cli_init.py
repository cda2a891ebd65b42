"""`tekigo init` writes a target file that loads: from answers, options or OpenAPI, and overwrites nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from conformance.binding.load import BindingErrors, load_binding
from conformance.cli import init
from conformance.cli.main import main
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.auth_model import ApiKeyAuth, Auth, BasicAuth, LoginAuth, OAuthAuth
from conformance.target.load import load_target
from conformance.target.starting.vendor_api import read_vendor_api

OPTIONS = {
    "--vendor": "見本社",
    "--product": "見本: 「製品」 # 1",
    "--product-version": "2.10",
    "--municipality-code": "999997",
    "--municipality-name": "見本市",
    "--base-url": "https://system.example.jp/api",
    "-b": "child_allowance",
}
LOGIN = {"type": "object", "properties": {"userId": {"type": "string"}, "passWord": {"type": "string"}}}
ANSWER = {
    "type": "object",
    "properties": {
        "data": {
            "type": "object",
            "properties": {"accessToken": {"type": "string"}, "expiresIn": {"type": "integer"}},
        }
    },
}


def words(out: Path, *more: str, **changes: str | None) -> list[str]:
    """Spell the command line; a change of None leaves an option out."""
    given = OPTIONS | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    pairs = [word for name, value in given.items() if value is not None for word in (name, value)]
    return ["init", "--out", str(out), *pairs, *more]


def document(**parts: object) -> dict[str, Any]:
    return {"openapi": "3.0.3", "info": {"title": "住民サーバー", "version": 3.1}, "paths": {}, **parts}


def saved(folder: Path, content: object) -> Path:
    path = folder / "vendor" / "openapi.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("more", "kind"),
    [
        (("--auth", "oauth", "--token-url", "https://auth.example.jp/token"), OAuthAuth),
        (("--auth", "login", "--login-path", "/login"), LoginAuth),
        (("--auth", "api_key"), ApiKeyAuth),
        (("--auth", "basic"), BasicAuth),
    ],
)
def test_unattended_it_writes_a_file_that_loads(
    tmp_path: Path, lang: str, more: tuple[str, ...], kind: type
) -> None:
    out = tmp_path / "target.yaml"
    assert main(["--lang", lang, *words(out, *more, "--test-environment")]) == 0
    target = load_target(out)
    assert (target.product, target.version, target.name) == (OPTIONS["--product"], "2.10", target.product)
    assert (target.municipality.code, target.municipality.class_) == ("999997", "ordinary")
    assert isinstance(target.sign_in, kind)
    assert set(target.roles) == {"default", "clerk_a", "clerk_b"}
    assert target.roles["clerk_b"].secret.env == "TEKIGO_CLERK_B_SECRET"
    assert target.scope.businesses == ("child_allowance",)
    assert out.read_text(encoding="utf-8").count("#") > 15


def test_the_names_of_the_users_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "target.yaml"
    given = words(out, "--auth", "basic", "--test-environment")
    assert main([*given, "--user", "admin=kanri01"]) == 2
    assert "--user" in capsys.readouterr().err
    assert main([*given, "--user", "default=kanri01", "--user", "clerk_b=mado 02"]) == 0
    target = load_target(out)
    assert [target.roles[role].username for role in ("default", "clerk_a", "clerk_b")] == [
        "kanri01",
        "clerk_a",
        "mado 02",
    ]


def test_questions_are_asked_and_wrong_answers_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "_asking", lambda: True)
    said = [
        "見本製品",
        "child_allowance light_vehicle_tax",
        "見本社",
        "1.0",
        "12",
        "131016",
        "見本区",
        "core_city",
        "system.example.jp",
        "https://system.example.jp",
        "login",
        "/sessions",
        "y",
    ]
    out = tmp_path / "target.yaml"
    done = CliRunner().invoke(init.command, ["--out", str(out)], input="\n".join(said) + "\n")
    assert done.exception is None, done.output
    target = load_target(out)
    assert (target.municipality.code, target.base_url) == ("131016", "https://system.example.jp")
    assert target.sign_in == LoginAuth(path="/sessions")
    assert target.scope.businesses == ("child_allowance", "light_vehicle_tax")


def test_without_a_test_environment_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "target.yaml"
    assert main(words(out, "--auth", "basic")) == 2
    assert "TKG-CONF024" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("name", ["vendor", "municipality_code", "base_url"])
def test_unattended_what_is_missing_is_named(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "target.yaml"
    assert main(words(out, "--auth", "basic", "--test-environment", **{name: None})) == 2
    assert f"--{name.replace('_', '-')}" in capsys.readouterr().err
    assert not out.exists()


def test_a_wrong_address_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "target.yaml"
    assert main(words(out, "--auth", "basic", "--test-environment", base_url="ftp://x")) == 2
    assert "--base-url" in capsys.readouterr().err


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "target.yaml"
    out.write_text("mine", encoding="utf-8")
    assert main(words(out, "--auth", "basic", "--test-environment")) == 2
    assert "TKG-CONF021" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"


def test_from_openapi_come_address_authentication_and_bindings(tmp_path: Path) -> None:
    api = document(
        servers=[
            {"url": "/relative"},
            {"url": "https://{host}/v2/", "variables": {"host": {"default": "api.example.jp"}}},
        ],
        components={
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Login": LOGIN},
        },
        paths={
            "/people": {"get": {"summary": "人を探す\n# 悪い行: x"}},
            "/auth/login": {
                "post": {
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Login"}}}
                    },
                    "responses": {"200": {"content": {"application/json": {"schema": ANSWER}}}},
                }
            },
        },
    )
    openapi, out = saved(tmp_path, api), tmp_path / "made" / "target.yaml"
    given = words(
        out,
        "--openapi",
        str(openapi),
        "--test-environment",
        base_url=None,
        product=None,
        product_version=None,
    )
    assert main(given) == 0
    target = load_target(out)
    assert (target.base_url, target.product, target.version) == (
        "https://api.example.jp/v2",
        "住民サーバー",
        "3.1",
    )
    assert target.sign_in == LoginAuth(
        path="/auth/login",
        username_field="userId",
        password_field="passWord",
        token="data.accessToken",
        expires="data.expiresIn",
    )
    binding = Path(target.binding["child_allowance"])
    text = binding.read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assert (read["format"], read["business"]) == ("tekigo.binding/1", "child_allowance")
    assert (binding.parent / read["openapi"]).resolve() == openapi.resolve()
    with pytest.raises(BindingErrors, match="operations") as caught:  # all of it is still to be filled in
        load_binding(binding, Catalog(load_package("child_allowance")), load_error_codes())
    assert len(caught.value.findings) == 1
    assert "# - GET /people  人を探す # 悪い行: x\n" in text
    for operation in load_package("child_allowance").operations:
        assert f"#  {operation.name}:" in text


SCHEMES: list[tuple[dict[str, Any], Auth | None]] = [
    ({"type": "apiKey", "in": "header", "name": "X-Key"}, ApiKeyAuth(header="X-Key")),
    ({"type": "apiKey", "in": "query", "name": "key"}, None),
    ({"type": "http", "scheme": "Basic"}, BasicAuth()),
    ({"type": "http", "scheme": "bearer"}, None),
    (
        {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "https://a.example/t", "scopes": {"r": "read"}}},
        },
        OAuthAuth(token_url="https://a.example/t", method="client_secret_basic", scopes=("r",)),
    ),
    ({"type": "oauth2", "flows": {"implicit": {}}}, None),
    ({"type": 5, "flows": []}, None),
]


@pytest.mark.parametrize(("scheme", "auth"), SCHEMES)
def test_each_security_scheme_is_understood_or_left(
    tmp_path: Path, scheme: dict[str, Any], auth: Auth | None
) -> None:
    found = read_vendor_api(saved(tmp_path, document(components={"securitySchemes": {"a": scheme}})))
    assert found.auth == auth


@pytest.mark.parametrize(
    "content", ["", "[1", "- 1", '{"swagger": "2.0"}', "a: &x [*x, *x]\n", '{"openapi": 3}']
)
def test_what_is_no_openapi_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TekigoError, match="TKG-CONF023"):
        read_vendor_api(path)


def test_an_odd_document_gives_what_it_gives(tmp_path: Path) -> None:
    odd = {
        "openapi": "3.1.0",
        "info": [],
        "servers": {"url": 1},
        "paths": {"/a": None, "/login": {"post": []}},
    }
    found = read_vendor_api(saved(tmp_path, odd))
    assert (found.title, found.base_url, found.auth) == ("", "", None)
