"""`tekigo reference`: the bundled reference system, sound or with seeded faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json, print_table
from conformance.cli.words import say
from conformance.i18n import message

if TYPE_CHECKING:
    from conformance.reference.server import RunningServer


_business = click.option(
    "-b",
    "--business",
    default=None,
    help=say("業務のキー（省くと最初の業務）", "key of the business; the first by default"),
)


@click.group(help=say("付属の参照システムを動かす", "Serve the bundled reference system."))
def command() -> None:
    """Group the subcommands."""


@command.command(
    help=say(
        "参照システムを HTTP で動かします（127.0.0.1 のみ）。Ctrl-C で止まります。",
        "Serves the reference system over HTTP on 127.0.0.1 until Ctrl-C.",
    )
)
@_business
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=say("ポート", "port"))
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("SQLite のファイル（省くとメモリー）", "SQLite file (in memory when left out)"),
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="ID",
    help=say("仕込む誤り（繰り返し可）", "a fault to seed (repeatable)"),
)
@click.option(
    "--clients",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("クライアントのIDと秘密のJSON", "JSON of client ids and secrets"),
)
@click.option(
    "--write-target",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("接続先の定義ファイルを書く", "write a ready target file"),
)
def serve(
    *,
    business: str | None,
    port: int,
    db: Path | None,
    faults: tuple[str, ...],
    clients: Path | None,
    target: Path | None,
) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    from conformance.reference.businesses import DEFAULT_BUSINESS
    from conformance.reference.hosting import host, stop_signal, write_target

    business = business or DEFAULT_BUSINESS
    with (
        stop_signal() as stopped,
        host(business, port=port, db=db, faults=faults, clients=clients) as running,
    ):
        _announce(running)
        if target is not None:
            write_target(running, target)
            click.echo(message("ref.written", None, path=target))
        click.echo(message("ref.serving"))
        stopped.wait()
    return 0


@command.command("faults", help=say("仕込める誤りの一覧", "List the faults that can be seeded."))
@_business
@json_option()
def faults_(business: str | None, as_json: bool) -> int:
    """List the faults of a business."""
    from conformance.reference.businesses import DEFAULT_BUSINESS
    from conformance.reference.hosting import faults_of

    found = faults_of(business or DEFAULT_BUSINESS)
    if as_json:
        print_json(found)
    else:
        columns = (say("誤り", "fault"), say("要件", "requirement"), say("内容", "what it does"))
        print_table(columns, [(fault.id, fault.requirement, fault.text) for fault in found])
    return 0


def _announce(running: RunningServer) -> None:
    """Tell the addresses, the clients, and how to get a token from the shell."""
    lines = [("ref.base_url", running.base_url), ("ref.token_url", running.token_url)]
    if running.system.faults:
        lines.append(("ref.faults", " ".join(sorted(running.system.faults))))
    for key, value in lines:
        click.echo(f"{message(key)}: {value}")
    for role, client in running.clients.items():
        shown = message("ref.client", None, role=role)
        click.echo(f"{shown}: {client.client_id} {client.client_secret}")
    client = next(iter(running.clients.values()))
    click.echo(f"{message('ref.try_it')}:")
    click.echo(f"  curl -u {client.client_id}:{client.client_secret} \\")
    click.echo(f"    -d grant_type=client_credentials {running.token_url}")
