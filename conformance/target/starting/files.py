"""Writes a first target file, and first bindings, with comments that say what to do next."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from conformance.i18n import TekigoError, language
from conformance.spec.catalog import Catalog
from conformance.target.auth_model import ROLE_PARTS
from conformance.target.preflight import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.spec.model import Package
    from conformance.target.auth_model import Auth
    from conformance.target.starting.vendor_api import VendorCall

_LINE = 100
_NOTES = {
    "path": ("ログインの場所(base_url の後)", "where to log in, after base_url"),
    "username_field": ("利用者名の項目", "the field of the user name"),
    "password_field": ("パスワードの項目", "the field of the password"),
    "token": ("応答の中でトークンのある場所", "where the token stands in the answer"),
    "expires": ("有効な秒数か期限のある場所", "where its seconds or its end stands"),
    "scopes": ("認可サーバーが知るスコープ", "scopes that the authorisation server knows"),
    "method": ("client_secret_jwt / client_secret_basic", "client_secret_jwt / client_secret_basic"),
}


class Start(Struct, frozen=True, kw_only=True):
    """What a first target file says. `bindings`: business → file, relative to the target file. `users`: role → name
    by which it logs in, or its client id.
    """

    name: str
    vendor: str
    product: str
    version: str
    code: str
    municipality: str
    class_: str
    base_url: str
    auth: Auth
    businesses: tuple[str, ...]
    bindings: dict[str, str] = {}
    users: dict[str, str] = {}


def target_text(start: Start, file: str) -> str:
    """Write a target file as it is to be saved under the name `file`."""
    public, secret = ROLE_PARTS[type(start.auth)]
    # What is as it is when nothing is written need not be written; the type always is.
    plain: dict[str, Any] = msgspec.to_builtins(start.auth)
    usual = {each.encode_name: each.default for each in msgspec.structs.fields(start.auth)}
    shown = ("type", "method", "path", "username_field", "password_field", "token", "header", "scheme")
    auth = [
        (k, v) for k, v in plain.items() if v is not None and (k in shown or v != usual.get(k)) and v != {}
    ]
    notes = dict.fromkeys(plain, "") | {
        name: _say(*both)
        for name, both in _NOTES.items()
        if name in plain and not (name == "method" and "path" in plain)
    }
    roles = [(role, public, secret, f"TEKIGO_{role.upper()}_SECRET") for role in ROLES]
    return _rendered("target.yaml.j2", s=start, file=file, auth=auth, notes=notes, roles=roles)


def binding_text(package: Package, calls: Sequence[VendorCall] = (), openapi: str = "") -> str:
    """Write a binding file of a business in which every operation is still to be filled in.

    `openapi`: the vendor's document, as seen from the binding file.
    """
    catalog = Catalog(package)
    required: Mapping[str, list[str]] = {
        each.name: [item.name for item in catalog.required(each)] for each in package.operations
    }
    items = {item.name: item for each in package.operations for item in catalog.inputs(each)}
    coded = {name: found for name, item in items.items() if (found := catalog.codes_of(item)) is not None}
    return _rendered(
        "binding.yaml.j2",
        package=package,
        calls=calls,
        openapi=openapi,
        items=items,
        codes={name: dict.fromkeys(found.values, "") for name, found in coded.items()},
        required=required,
    )


def refuse_taken(paths: Iterable[Path]) -> None:
    """Raise TekigoError TKG-CONF021 for the first of the files that is there already."""
    for path in paths:
        if path.exists():
            raise TekigoError("TKG-CONF021", path=path)


@contextmanager
def all_new(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write files that are not there yet: all, or none when one cannot be written or the block finds fault with them.

    Raises TekigoError: TKG-CONF021 (one is there), TKG-CONF022 (one cannot be written).
    """
    refuse_taken(texts)
    written: list[Path] = []
    try:
        for path, text in texts.items():
            _write_new(path, text)
            written.append(path)
        yield
    except TekigoError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise TekigoError("TKG-CONF021", path=path) from None
    except OSError as error:
        raise TekigoError("TKG-CONF022", path=path, reason=error.strerror or type(error).__name__) from None


def _rendered(template: str, **values: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - YAML; every value goes through `_quoted` or `_comment`
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(say=_say, q=_quoted, comment=_comment, **values)


def _say(japanese: str, english: str) -> str:
    return english if language() == "en" else japanese


def _quoted(value: object) -> str:
    """Write a value so that YAML reads exactly it: JSON is YAML."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def _comment(text: str) -> str:
    """Write foreign text into a comment, where it may not begin a line of its own."""
    return "".join(one if one.isprintable() else " " for one in text)[:_LINE]
