"""`tekigo run`: certify a target, by default the bundled reference system over real HTTP."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli.run_only import not_passed, of_requirements
from conformance.cli.runs import find_run
from conformance.cli.show import as_of_option, editions_option, json_option, out_option, print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from conformance.certification.certify import Clock
    from conformance.certification.prepare import Choices, Prepared
    from conformance.target.checklist import CheckLine
    from conformance.verdict.model import Verdict


@click.command(
    help=say(
        "接続先(TARGET.yaml)が標準仕様に適合するかを試験し、報告を作ります。省くと、付属の参照システムを試験します。",
        "Certifies a target and writes its reports; without TARGET the bundled reference system, over real HTTP.",
    )
)
@click.argument("target", metavar="[TARGET.yaml]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-b", "--business", "businesses", multiple=True, help=say("業務(繰り返し可)", "a business (repeatable)")
)
@as_of_option()
@editions_option()
@click.option(
    "-n", "processes", type=click.IntRange(1, 64), default=1, help=say("並列の数", "number of processes")
)
@click.option(
    "--fuzz",
    type=click.Choice(["off", "coverage", "full"]),
    default="coverage",
    help=say("ファジング", "fuzzing"),
)
@click.option("--seed", type=click.IntRange(0), help=say("乱数の種", "seed; the same seed asks the same"))
@click.option(
    "--requirement",
    "requirements",
    multiple=True,
    metavar="ID",
    help=say(
        "この要件の検査だけを行う(RR-1.3.* のようにも書ける。繰り返し可)",
        "only the checks of this requirement, or of a pattern such as RR-1.3.* (repeatable)",
    ),
)
@click.option(
    "--only-failed",
    "failed_of",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help=say("前の実行で合格しなかった検査だけを行う", "only what did not pass in that run"),
)
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help=say(
        "途中で止まった実行の残りと、試験不能だった検査を行う",
        "finish an interrupted run, and do again what could not complete",
    ),
)
@click.option(
    "--moved",
    is_flag=True,
    help=say(
        "--resume と共に。同じシステムの住所(base_url)が変わったことを認め、記録する",
        "with --resume: the same system has another address (base_url) now; that is recorded",
    ),
)
@click.option(
    "--time-budget",
    "minutes",
    type=click.FloatRange(0, min_open=True),
    metavar="MINUTES",
    help=say(
        "分。過ぎたら新しい検査を始めず、残りを未実行と記録する(--resume で続けられる)",
        "minutes after which no check begins; the rest is recorded as not run, for --resume",
    ),
)
@out_option()
@click.option(
    "--accept-unverified",
    is_flag=True,
    help=say(
        "証拠のない要件が残るだけなら終了コードを0とする",
        "exit 0 when only requirements without evidence are left",
    ),
)
@json_option()
def command(
    *,
    target: Path | None,
    businesses: tuple[str, ...],
    as_of: datetime | None,
    editions: tuple[str, ...],
    processes: int,
    fuzz: Any,  # noqa: ANN401 - click has checked the choice
    seed: int | None,
    requirements: tuple[str, ...],
    failed_of: Path | None,
    resume: Path | None,
    moved: bool,
    minutes: float | None,
    out: Path,
    accept_unverified: bool,
    as_json: bool,
) -> int:
    from conformance.certification.certify import certify
    from conformance.certification.prepare import Choices
    from conformance.verdict.decide import exit_code

    if moved and resume is None:
        raise TekigoError("TKG-RUN009")
    only = not_passed(failed_of, out) if failed_of else None
    with _target(target, businesses, editions) as file:
        if requirements:
            chosen = of_requirements(file, requirements, fuzz, _day(as_of), editions)
            only = chosen if only is None else only & chosen
        choices = Choices(
            businesses=businesses,
            as_of=_day(as_of),
            editions=editions,
            fuzz=fuzz,
            seed=seed,
            only=only,
            out=out,
        )
        resumed = find_run(resume, out) if resume else None
        # The bundled system has another port each time, and it is tekigo itself that has started it.
        prepared, clock = _prepared(file, choices, resumed, moved=moved or target is None)
        verdict = certify(prepared, processes=processes, minutes=minutes, clock=clock)
        _tell(prepared, verdict, as_json=as_json)
    return exit_code(verdict, accept_unverified=accept_unverified)


def _prepared(file: Path, choices: Choices, resumed: Path | None, *, moved: bool) -> tuple[Prepared, Clock]:
    """Make the run ready and check the set-up first."""
    from conformance.certification.certify import Clock, SetUpError, check_set_up
    from conformance.certification.prepare import prepare
    from conformance.certification.resume import resume

    clock = Clock()
    with clock.phase("plan"):
        prepared = resume(resumed, file, moved=moved) if resumed else prepare(file, choices)
    try:
        with clock.phase("preflight"):
            _note(check_set_up(prepared))
    except SetUpError as error:
        for line in error.lines:
            click.echo(f"{line.name}: {line.code}: {line.detail}\n  → {line.remedy}", err=True)
        raise
    return prepared, clock


def _note(lines: Sequence[CheckLine]) -> None:
    """Say what does not stop the run and yet had better be mended."""
    for line in lines:
        if not line.ok:
            click.echo(f"{message('tgt.mark_note')} {line.name}: {line.code}: {line.detail}", err=True)


def _tell(prepared: Prepared, verdict: Verdict, *, as_json: bool) -> None:
    from conformance.report.bundle import load_bundle
    from conformance.report.console import summary

    if as_json:
        print_json(verdict)
        return
    names = (
        "report.html",
        "tekigohyo.xlsx",
        "verdict.json",
        "evidence.ndjson",
        "junit.xml",
        "allure-results",
        *(each for each in ("data_errors.xlsx",) if (prepared.run_dir / each).is_file()),
    )
    click.echo(summary(load_bundle(prepared.run_dir), [prepared.run_dir / name for name in names]))
    click.echo(_site(prepared.run_dir))


def _site(run_dir: Path) -> str:
    """Build the Allure site where there is an Allure, and say so where there is none."""
    from conformance.certification.reports import write_reports

    try:
        return message("rep.site", None, path=write_reports(run_dir, ("site",))[0])
    except TekigoError as error:
        return message("rep.no_site", None, reason=error.text())


@contextmanager
def _target(target: Path | None, businesses: tuple[str, ...], editions: tuple[str, ...]) -> Iterator[Path]:
    if target is not None:
        with nullcontext(target) as file:
            yield file
        return
    from conformance.certification.bundled import bundled_businesses, bundled_target
    from conformance.certification.editions import served_editions

    chosen = businesses or bundled_businesses()
    named = served_editions(editions, chosen)
    with bundled_target(chosen, extracted=True, editions=named, meanwhile=lambda: _get_ready(chosen)) as file:
        yield file


def _get_ready(businesses: tuple[str, ...]) -> None:
    """Load what the run will need anyway, while the reference system starts."""
    import conformance.certification.certify  # noqa: F401 - loaded for later
    from conformance.checks.scenarios.features import feature_files
    from conformance.checks.scenarios.memory import parsed
    from conformance.checks.scenarios.vocabulary import definitions
    from conformance.spec.load import find_package

    definitions()
    for business in businesses:
        for path, _ in feature_files(find_package(business)):
            with suppress(Exception):  # a file that cannot be read is told where the plan is made
                parsed(path.read_text(encoding="utf-8"))


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None
