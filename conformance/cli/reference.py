"""`tekigo reference`: the bundled reference system, sound or with seeded faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.fault_kinds import kind_in_words
from conformance.cli.show import editions_option, json_option, print_json, print_table
from conformance.cli.words import say
from conformance.i18n import message

if TYPE_CHECKING:
    from conformance.reference.server import RunningServer


_businesses = click.option(
    "-b",
    "--business",
    "businesses",
    multiple=True,
    help=say("業務のキー（繰り返し可。省くとすべて）", "key of a business (repeatable; all when left out)"),
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
@_businesses
@editions_option()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=say("ポート", "port"))
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "SQLite のファイル。業務ごとに名前.業務.拡張子となる（省くとメモリー）",
        "SQLite file, one per business: name.BUSINESS.suffix (in memory when left out)",
    ),
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
    businesses: tuple[str, ...],
    editions: tuple[str, ...],
    port: int,
    db: Path | None,
    faults: tuple[str, ...],
    clients: Path | None,
    target: Path | None,
) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    from conformance.certification.editions import served_editions
    from conformance.reference.businesses import known
    from conformance.reference.hosting import host, stop_signal, write_target

    named = served_editions(editions, known(businesses))
    with (
        stop_signal() as wait,
        host(businesses, port=port, db=db, faults=faults, clients=clients, editions=named) as running,
    ):
        _announce(running)
        if target is not None:
            write_target(running, target)
            click.echo(message("ref.written", None, path=target))
        click.echo(message("ref.serving"))
        wait()
    return 0


@command.command(
    help=say(
        "参照システムのデータを、業務ごとのフォルダーにグループごとの CSV として書き出します。"
        "確かめるには tekigo data check DIR/業務 -b 業務。",
        "Writes the data of the reference system as CSV, one file per group in a folder per business. "
        "Check them with: tekigo data check DIR/BUSINESS -b BUSINESS.",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@_businesses
@editions_option()
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "serve の --db に使った名前（省くと、小さな町を作って書き出す）",
        "the name given to serve --db (a small town is made up when left out)",
    ),
)
@click.option(
    "--families", type=click.IntRange(1, 10_000), default=10, help=say("作る町の大きさ", "size of the town")
)
@click.option("--seed", type=click.IntRange(0), default=1, help=say("乱数の種", "seed"))
@click.option(
    "--fault",
    metavar="ID",
    help=say("ファイルに仕込む誤り（F-FILE-…）", "a fault to seed into the files (F-FILE-…)"),
)
def export(
    *,
    folder: Path,
    businesses: tuple[str, ...],
    db: Path | None,
    editions: tuple[str, ...],
    families: int,
    seed: int,
    fault: str | None,
) -> int:
    """Export the data as files."""
    from conformance.cli import reference_export

    return reference_export.export(
        folder, businesses, database=db, families=families, seed=seed, fault=fault, editions=editions
    )


@command.command("faults", help=say("仕込める誤りの一覧", "List the faults that can be seeded."))
@_businesses
@json_option()
def faults_(businesses: tuple[str, ...], as_json: bool) -> int:
    """List the faults of the businesses."""
    from conformance.reference.hosting import faults_of

    found = faults_of(businesses)
    if as_json:
        print_json(found)
    else:
        columns = (
            say("業務", "business"),
            say("誤り", "fault"),
            say("要件", "requirement"),
            say("種類", "kind"),
            say("内容", "what it does"),
        )
        rows = [
            (each.business, each.id, each.requirement, kind_in_words(each.kind), each.text) for each in found
        ]
        print_table(columns, rows)
    return 0


def _announce(running: RunningServer) -> None:
    """Tell the addresses, the clients, and how to get a token from the shell."""
    system = running.system
    lines = [
        (message("ref.businesses"), ", ".join(hosted.business.key for hosted in system.hosted)),
        (message("ref.base_url"), running.base_url),
        (message("ref.token_url"), running.token_url),
    ]
    for hosted in system.hosted:
        if isinstance(hosted.database, Path):
            lines.append((message("ref.database", None, key=hosted.business.key), str(hosted.database)))
    if system.faults:
        lines.append((message("ref.faults"), " ".join(sorted(system.faults))))
    for name, value in lines:
        click.echo(f"{name}: {value}")
    for role, client in running.clients.items():
        shown = message("ref.client", None, role=role)
        click.echo(f"{shown}: {client.client_id} {client.client_secret}")
    client = next(iter(running.clients.values()))
    click.echo(f"{message('ref.try_it')}:")
    click.echo(f"  curl -u {client.client_id}:{client.client_secret} \\")
    scopes = sorted(scope for hosted in system.hosted[:1] for scope in hosted.business.scopes)
    named = f" -d scope={scopes[0]}" if scopes else ""
    click.echo(f"    -d grant_type=client_credentials{named} {running.token_url}")
