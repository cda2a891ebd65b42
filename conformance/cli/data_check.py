"""Shows what the check of extracted files found, and what was judged by it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from conformance.cli.data_lines import lines_of
from conformance.cli.show import print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError, language

if TYPE_CHECKING:
    from conformance.certification.data_run import DataChoices, DataRun
    from conformance.data.model import DataResult
    from conformance.verdict.model import RequirementVerdict, Why, Word

OK, NONCONFORMANT, INCOMPLETE = 0, 3, 4
FILES = ("report.html", "tekigohyo.xlsx", "data_errors.xlsx", "data.json", "verdict.json", "junit.xml")


class Judged(Struct, frozen=True, kw_only=True):
    """The word on one requirement that files judge."""

    business: str
    requirement: str
    word: Word
    why: Why


class Told(Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    run: str
    sound: bool
    valid: bool | None
    requirements: tuple[Judged, ...]
    businesses: tuple[DataResult, ...]


def check(choices: DataChoices, *, xlsx: Path | None, as_json: bool) -> int:
    """Check the files of businesses; 3 when anything is wrong, 4 when a requirement could not be judged."""
    from conformance.certification.data_run import run_files
    from conformance.cli.data_progress import FilesProgress, bytes_in

    folders = [choices.folder, *map(Path, choices.others.values())]
    with FilesProgress(bytes_in(folders)) as progress:
        run = run_files(choices, progress.took)
    if xlsx is not None:
        _list(run, xlsx)
    judged = _judged(run)
    if as_json:
        told = Told(
            run=str(run.run_dir),
            sound=run.found.sound,
            valid=run.verdict.valid if run.verdict else None,
            requirements=tuple(_line(business, each) for business, each in judged),
            businesses=run.found.businesses,
        )
        print_json(told)
    else:
        _show(run, judged, xlsx)
    return _exit(run, judged)


def _exit(run: DataRun, judged: list[tuple[str, RequirementVerdict]]) -> int:
    words = {each.word for _, each in judged}
    if not run.found.sound or "nonconformant" in words:
        return NONCONFORMANT
    open_words = words & {"unverified", "blocked"}
    return INCOMPLETE if open_words or (run.verdict is not None and not run.verdict.valid) else OK


def _list(run: DataRun, path: Path) -> None:
    from conformance.checks.record import JST
    from conformance.report.data_list import write_list_to

    try:
        write_list_to(path, run.found, datetime.now(JST).isoformat(timespec="seconds"))
    except OSError as error:
        raise TekigoError("TKG-DATA077", path=path, reason=error.strerror or error) from None


def _judged(run: DataRun) -> list[tuple[str, RequirementVerdict]]:
    return [
        (business.key, each)
        for business in (run.verdict.businesses if run.verdict else ())
        for each in business.requirements
        if each.requirement.id in run.requirements
    ]


def _line(business: str, each: RequirementVerdict) -> Judged:
    return Judged(business=business, requirement=each.requirement.id, word=each.word, why=each.why)


def _show(run: DataRun, judged: list[tuple[str, RequirementVerdict]], xlsx: Path | None) -> None:
    from conformance.report.labels import labels

    for line in lines_of(run.found):
        click.echo(line)
    words = labels(language())["word"]
    for business, each in judged:
        title = each.requirement.title
        click.echo(f"{business} {each.requirement.id} {title}: {words[each.word]}")
    without = [one.business for one in run.found.businesses if one.business not in {key for key, _ in judged}]
    if without:
        names = "、".join(without)
        click.echo(
            say(
                f"{names}: ファイルで判定する要件がないため、見つかったものだけを示しました（判定はありません）",
                f"{names}: no requirement is judged by files, so this is what was found, without a verdict",
            )
        )
    shown = [run.run_dir / name for name in FILES]
    for path in [*(each for each in shown if each.is_file()), *([xlsx] if xlsx else [])]:
        click.echo(f"  {path}")
