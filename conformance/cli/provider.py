"""`tekigo provider`: play the provider of a public API and judge how a vendor's system calls it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, out_option, print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.spec.consumer import Situation


@click.command(
    help=say(
        "公開用APIの提供側を演じ、事業者のシステムが呼ぶ様子を場面ごとに判定して報告を作ります。",
        "Plays the provider of a public API, judges how a vendor's system calls it in each situation, and reports.",
    )
)
@click.argument("target", metavar="TARGET.yaml", type=click.Path(path_type=Path))
@click.option(
    "-b",
    "--business",
    required=True,
    help=say("提供側として演じる業務", "the business that is played as provider"),
)
@click.option("--address", default="127.0.0.1", help=say("待ち受ける住所", "address to listen at"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=say("ポート", "port"))
@click.option(
    "--each",
    metavar="COMMAND",
    help=say(
        "場面ごとに実行する命令（TEKIGO_BASE_URL などを環境に置く）。省くと人の操作を待つ",
        "command to run for each situation, with TEKIGO_BASE_URL and so on set; without it somebody is waited for",
    ),
)
@click.option(
    "--first",
    "first_s",
    type=click.FloatRange(0, 3600, min_open=True),
    default=120.0,
    help=say("場面の最初の呼出しを待つ秒数", "seconds to wait for the first call of a situation"),
)
@click.option(
    "--quiet",
    "quiet_s",
    type=click.FloatRange(0, 600, min_open=True),
    default=3.0,
    help=say("場面を終えるまでの静かな秒数", "seconds of silence that end a situation"),
)
@click.option(
    "--pause",
    "pause_s",
    type=click.FloatRange(0, 600, min_open=True),
    default=3.0,
    help=say("遅い答えと時間切れで待たせる秒数", "seconds that slow answers and time-outs take"),
)
@click.option(
    "--minutes",
    type=click.FloatRange(0, 600, min_open=True),
    default=30.0,
    help=say("全体の長さの限り", "limit of the whole"),
)
@out_option()
@json_option()
def command(
    *,
    target: Path,
    business: str,
    address: str,
    port: int,
    each: str | None,
    first_s: float,
    quiet_s: float,
    pause_s: float,
    minutes: float,
    out: Path,
    as_json: bool,
) -> int:
    from conformance.certification.provide import report, stage
    from conformance.checks.consumer.play import Times, play, serving
    from conformance.checks.consumer.play import command as run_command
    from conformance.verdict.decide import exit_code

    words = _words(each)
    ready = stage(target, business, pause_s=pause_s)
    situations = ready.package.consumer.situations
    with serving(ready.provider, address, port) as base_url:
        click.echo(message("con.at", None, base_url=base_url, token_url=ready.provider.token_url), err=True)
        act = run_command(words, base_url, first_s) if words else None
        times = Times(first_s, quiet_s, minutes * 60)
        played = play(ready.provider, situations, _told(situations, act), times)
    run_dir, verdict = report(ready, played, out)
    if as_json:
        print_json(verdict)
    else:
        _tell(run_dir)
    return exit_code(verdict)


def _words(each: str | None) -> list[str]:
    """Split the command of each situation as a shell would. Raises TekigoError TKG-CON006 for an open quotation."""
    try:
        return shlex.split(each) if each else []
    except ValueError as error:
        raise TekigoError("TKG-CON006", command=each, reason=error) from None


def _told(
    situations: Sequence[Situation], act: Callable[[Situation], None] | None
) -> Callable[[Situation], bool]:
    """Name each situation, and have it acted out where there is a command; tell whether there was."""

    def begin(situation: Situation) -> bool:
        number = situations.index(situation) + 1
        shown = message("con.situation", None, number=number, count=len(situations), title=situation.title)
        click.echo(shown, err=True)
        if act is not None:
            act(situation)
        return act is not None

    return begin


def _tell(run_dir: Path) -> None:
    from conformance.report.bundle import load_bundle
    from conformance.report.console import summary

    names = ("report.html", "tekigohyo.xlsx", "verdict.json", "evidence.ndjson")
    click.echo(summary(load_bundle(run_dir), [run_dir / name for name in names]))
