"""`tekigo bind`: how far a binding reaches, and what one operation becomes on its way."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.show import edition_option, json_option
from conformance.cli.words import say

_target = click.argument("target", metavar="TARGET.yaml", type=click.Path(path_type=Path))
_business = click.option(
    "-b",
    "--business",
    metavar="BUSINESS",
    help=say("業務のキー（省くと対応付けのあるもの）", "key of the business; all that are bound by default"),
)


@click.group(help=say("事業者APIとの対応付けを確かめる", "Check a binding to a vendor's own API."))
def command() -> None:
    """Group the subcommands."""


@command.command(
    help=say(
        "対応付けのファイルを、契約と（あれば）事業者の OpenAPI に照らして確かめます。何も送りません。",
        "Holds the binding files against the contract and the vendor's OpenAPI, if there is one. Sends nothing.",
    )
)
@_target
@_business
@click.option(
    "--openapi",
    type=click.Path(path_type=Path),
    help=say(
        "事業者の OpenAPI（対応付けに書いたものの代わり）", "the vendor's OpenAPI, in place of the one named"
    ),
)
@edition_option()
@json_option()
def check(
    target: Path, business: str | None, openapi: Path | None, edition: str | None, as_json: bool
) -> int:
    """Check the bindings of a target file. Raises TekigoError for a file that is wrong."""
    from conformance.cli import bind_check

    return bind_check.check(target, business, openapi, edition, as_json=as_json)


@command.command(
    "try",
    help=say(
        "操作一つの各段階（契約の要求、呼び出し、答え、契約の答え）を見せます。--send がなければ何も送りません。",
        "Shows every stage of one operation: request, calls, answers, what they mean. Sends nothing without --send.",
    ),
)
@_target
@click.argument("operation", metavar="OPERATION")
@_business
@click.option(
    "--item",
    "items",
    multiple=True,
    metavar="ITEM=VALUE",
    help=say("要求の項目の値（繰り返し可。省くと契約の例）", "a value of the request (repeatable)"),
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help=say(
        '答えの見本のJSON: [{"status": 200, "body": …}]',
        'JSON of sample answers: [{"status": 200, "body": …}]',
    ),
)
@click.option(
    "--send", is_flag=True, help=say("検証環境に実際に送る", "really send it to the test environment")
)
@click.option("--role", default="default", help=say("役割", "role"), show_default=True)
@json_option()
def try_(
    *,
    target: Path,
    operation: str,
    business: str | None,
    items: tuple[str, ...],
    answers: Path | None,
    send: bool,
    role: str,
    as_json: bool,
) -> int:
    """Carry one operation out and show its stages. Raises TekigoError for whatever is wrong with the input."""
    from conformance.cli import bind_try

    return bind_try.show(target, operation, business, items, answers, send=send, role=role, as_json=as_json)
