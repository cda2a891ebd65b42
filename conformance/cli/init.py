"""`tekigo init`: a target file to start from, by a few questions or from the vendor's OpenAPI document."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli.words import say
from conformance.i18n import message

if TYPE_CHECKING:
    from conformance.target.auth_model import Auth
    from conformance.target.starting.files import Start
    from conformance.target.starting.vendor_api import VendorApi

_AUTHS = ("oauth", "login", "api_key", "basic")
_CLASSES = ("designated_city", "core_city", "ordinary")
_ADDRESS = r"^https?://[^\s/?#@]+(/[^\s?#]*)?$"


@click.command(
    help=say(
        "対象ファイルを書きます。足りないことだけを尋ね、すべてオプションでも指定できます。ファイルは上書きしません。",
        "Writes a target file. Asks for what is missing; every answer is an option too. Overwrites nothing.",
    )
)
@click.option(
    "--openapi",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say(
        "自社の API の OpenAPI 文書。対応付けの雛形も書く",
        "your API's OpenAPI; bindings to fill in come too",
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("target.yaml"),
    help=say("書くファイル", "the file to write"),
)
@click.option("--vendor", help=say("事業者の名前", "name of the vendor"))
@click.option("--product", help=say("製品の名前", "name of the product"))
@click.option("--product-version", help=say("製品の版", "version of the product"))
@click.option(
    "--municipality-code", help=say("全国地方公共団体コード", "code of the municipality, 5 or 6 digits")
)
@click.option("--municipality-name", help=say("自治体の名前", "name of the municipality"))
@click.option("--municipality-class", type=click.Choice(_CLASSES), help=say("自治体の区分", "its class"))
@click.option("--base-url", help=say("システムの住所", "address of the system"))
@click.option("--auth", type=click.Choice(_AUTHS), help=say("認証の方法", "way of authentication"))
@click.option(
    "--token-url", help=say("認可サーバーの住所(oauth)", "address of the authorisation server (oauth)")
)
@click.option("--login-path", help=say("ログインの path(login)", "path of the log-in call (login)"))
@click.option(
    "--user",
    "users",
    multiple=True,
    metavar="ROLE=NAME",
    help=say(
        "役割の利用者名又はクライアントID。例 default=kanri01(繰り返し可)",
        "login name or client id of a role, as default=kanri01 (repeatable)",
    ),
)
@click.option(
    "-b", "--business", "businesses", multiple=True, help=say("業務(繰り返し可)", "a business (repeatable)")
)
@click.option(
    "--test-environment",
    is_flag=True,
    help=say("テスト環境であることを確かめた", "it is made sure that this is a test environment"),
)
def command(*, openapi: Path | None, out: Path, test_environment: bool, **given: Any) -> None:  # noqa: ANN401 - click has checked them
    from conformance.i18n import TekigoError
    from conformance.target.load import load_target
    from conformance.target.starting.files import all_new, refuse_taken, target_text
    from conformance.target.starting.vendor_api import VendorApi, read_vendor_api

    api = read_vendor_api(openapi) if openapi else VendorApi()
    refuse_taken([out])  # before anything is asked
    start = _start(given, api, bound=openapi is not None)
    if not (test_environment or (_asking() and click.confirm(message("conf.ask_test")))):
        raise TekigoError("TKG-CONF024")
    bindings = _bindings(start, api, openapi, out)
    texts = {out: target_text(start, out.name)} | bindings
    with all_new(texts):
        load_target(out)
    click.echo(message("conf.started", None, files="、".join(map(str, texts)), file=out))
    if bindings:
        click.echo(message("conf.fill_in", None, bindings="、".join(map(str, bindings)), file=out))


def _start(given: dict[str, Any], api: VendorApi, *, bound: bool) -> Start:
    from conformance.spec.load import list_packages, load_package
    from conformance.target.starting.files import Start

    known = {package.key: package for package in map(load_package, list_packages())}
    product = _ask(given, "product", api.title)
    businesses = tuple(given["businesses"]) or tuple(_businesses(tuple(known)))
    for key in businesses:
        load_package(key)
    return Start(
        vendor=_ask(given, "vendor"),
        product=product,
        name=product,
        version=_ask(given, "product_version", api.version),
        code=_ask(given, "municipality_code", pattern=r"^[0-9]{5,6}$"),
        municipality=_ask(given, "municipality_name"),
        class_=_ask(given, "municipality_class", "ordinary", choices=_CLASSES),
        base_url=_ask(given, "base_url", api.base_url, pattern=_ADDRESS),
        auth=_auth(given, api.auth),
        businesses=businesses,
        users=_users(given["users"]),
        bindings={key: f"binding/{key}.yaml" for key in businesses} if bound else {},
    )


def _auth(given: dict[str, Any], guessed: Auth | None) -> Auth:
    from conformance.target.auth_model import ApiKeyAuth, BasicAuth, LoginAuth, OAuthAuth

    tag = str(type(guessed).__struct_config__.tag) if guessed else ""
    kind = _ask(given, "auth", tag, choices=_AUTHS)
    if guessed is not None and kind == tag and not (given["token_url"] or given["login_path"]):
        return guessed
    if kind == "oauth":
        return OAuthAuth(token_url=_ask(given, "token_url", pattern=_ADDRESS))
    if kind == "login":
        return LoginAuth(path=_ask(given, "login_path", pattern=r"^(/|https?://[^\s/?#@]+/)[^\s?#@]*$"))
    return ApiKeyAuth() if kind == "api_key" else BasicAuth()


def _users(said: tuple[str, ...]) -> dict[str, str]:
    from conformance.target.preflight import ROLES

    found = {}
    for each in said:
        role, _, name = each.partition("=")
        if role not in ROLES or not name:
            raise click.BadParameter(f"{each} ({'|'.join(ROLES)}=…)", param=_option("users"))
        found[role] = name
    return found


def _businesses(known: tuple[str, ...]) -> list[str]:
    if not _asking():
        raise click.MissingParameter(param=_option("businesses"))
    said = click.prompt(message("conf.ask_businesses", None, known=" ".join(known)))
    return str(said).replace(",", " ").replace("、", " ").split()


def _ask(
    given: dict[str, Any],
    name: str,
    default: str = "",
    *,
    choices: tuple[str, ...] = (),
    pattern: str = "",
) -> str:
    """Return an answer: the option, else what is said at the terminal, else the default."""
    if given[name]:
        return _fit(str(given[name]), name, pattern)
    if not _asking():
        if not default:
            raise click.MissingParameter(param=_option(name))
        return default
    kind = click.Choice(choices) if choices else None
    while True:
        said = str(click.prompt(message(f"conf.ask_{name}"), default=default or None, type=kind))
        try:
            return _fit(said, name, pattern)
        except click.BadParameter as error:
            click.echo(error.format_message(), err=True)


def _fit(said: str, name: str, pattern: str) -> str:
    import re

    if pattern and not re.fullmatch(pattern, said):
        raise click.BadParameter(f"{said} ({pattern})", param=_option(name))
    return said


def _option(name: str) -> click.Parameter:
    return next(each for each in command.params if each.name == name)


def _asking() -> bool:
    """Tell whether there is somebody to ask."""
    return sys.stdin.isatty()


def _bindings(start: Start, api: VendorApi, openapi: Path | None, out: Path) -> dict[Path, str]:
    """Make the bindings to fill in, which go beside the target file."""
    from conformance.spec.load import load_package
    from conformance.target.starting.files import binding_text

    made = {}
    for business, place in start.bindings.items():
        path = out.parent / place
        seen = os.path.relpath(openapi.resolve(), path.parent.resolve()) if openapi else ""
        made[path] = binding_text(load_package(business), api.calls, Path(seen).as_posix())
    return made
