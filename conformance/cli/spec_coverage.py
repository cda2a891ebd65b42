"""`tekigo spec coverage`: all standards at a glance, or one in detail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from conformance.cli.runs import find_run
from conformance.cli.show import print_json, print_table
from conformance.cli.spec_show import with_edition
from conformance.cli.words import say
from conformance.spec.editions import order_of
from conformance.spec.load import load_package, load_standard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.report.overview.model import BusinessOverview, Overview
    from conformance.spec.coverage import Line, Share
    from conformance.spec.model import Package


def show(
    business: str | None, run: Path | None, html: Path | None, edition: str | None = None, *, as_json: bool
) -> None:
    """Show one business in detail; all at a glance, or whichever with a run or as HTML.

    `edition`: in place of the default one, or of that of the run; without a business, of those that have it.
    """
    if business and run is None and html is None:
        _one(load_package(business, edition=edition), as_json=as_json)
        return
    from conformance.report.bundle import load_bundle
    from conformance.report.overview.gather import overview

    bundle = load_bundle(find_run(run, Path("reports"))) if run else None
    paths = (business,) if business else with_edition(edition)
    judged_by = bundle.manifest.edition if bundle else {}
    made = overview([_package(path, edition, judged_by) for path in paths], bundle)
    if html:
        from conformance.report.overview.html import render

        html.write_text(render(made), encoding="utf-8")
        click.echo(say(f"書きました: {html}", f"written: {html}"), err=as_json)
    if as_json:
        print_json(made)
    elif not html:
        _glance(made)


def _package(path: str, edition: str | None, judged_by: Mapping[str, str]) -> Package:
    """Load a business in the edition named, else in that of the run where the specs still have it."""
    run = judged_by.get(path.rpartition("/")[2], "")
    return load_package(path, edition=edition or (run if run in order_of(load_standard(path)) else None))


def _glance(made: Overview) -> None:
    columns = say(
        "業務 要件 必須 任意 不可 シナリオ 生成検査 検査なし 合格 不合格 まだ 項目 操作 応答なし 規則行 計算",
        "business reqs mandatory optional prohibited scenarios generated unchecked passed failed not-yet"
        " items operations unanswered rule-rows calculations",
    ).split()
    print_table(columns, [_row(each) for each in made.businesses], right=range(1, 16))
    shared = len(made.businesses) - made.standards
    click.echo(
        say(
            f"{made.of}業務のうち {made.standards}業務、業務が共に使う部分 {shared}件。",
            f"{made.standards} of the {made.of} standards, {shared} parts that several share.",
        )
    )
    click.echo(
        say(
            f"合格・不合格は実行 {made.run} による。" if made.run else "実行は与えられていない（--run）。",
            f"Passed and failed by run {made.run}." if made.run else "No run was given (--run).",
        )
    )


def _row(each: BusinessOverview) -> list[object]:
    name = say(each.name, each.business) + (say("（共通）", " (shared)") if each.shared_by else "")
    not_run, found = say("未実行", "not run"), each.verified
    ran = (found.passed, found.failed, found.left) if found else (not_run, not_run, each.requirements)
    return [
        name,
        each.requirements,
        *each.by_class.values(),
        each.with_scenarios,
        each.with_generated,
        each.unchecked,
        *ran,
        each.items,
        each.operations,
        len(each.unanswered),
        each.rule_rows,
        each.calculations,
    ]


def _one(package: Package, *, as_json: bool) -> None:
    """Print counts per class and testability, the testable mandatory requirements without a check, and open points."""
    from conformance.checks.items.plan import open_points, plan_item_checks
    from conformance.report.overview.gather import covered, unanswered
    from conformance.spec.coverage import gaps, shares

    lines = covered(package, plan_item_checks(package))
    standard = package.standard
    unknown, missing = open_points(package), unanswered(package)
    if not as_json:
        _print_shares(f"{standard.name} {standard.default_edition}", lines)
        _print_open(missing, [each.kind for each in unknown])
        return
    print_json(
        {
            "business": package.key,
            "edition": standard.default_edition,
            "shares": [_share(share) for share in shares(lines)],
            "requirements": [_line(line) for line in lines],
            "gaps": [each.id for each in gaps(lines)],
            "unanswered": missing,
            "open": [{"item": each.item, "kind": each.kind} for each in unknown],
        }
    )


def _print_shares(name: str, lines: tuple[Line, ...]) -> None:
    """Print the shares, and the testable mandatory requirements without a check."""
    from conformance.spec.coverage import gaps, shares

    columns = say(
        "類型 確かめ方 要件 試験あり 試験なし うちファジングのみ",
        "class testability total checked unchecked fuzz-only",
    ).split()
    rows = [(s.class_, s.testability, s.total, s.checked, s.unchecked, s.fuzzed_only) for s in shares(lines)]
    print_table(columns, rows, title=name, right=range(2, 6))
    missing = gaps(lines)
    click.echo(
        say(
            f"実行で試験できる実装必須機能のうち、試験のないもの: {len(missing)}件",
            f"testable mandatory requirements without a check: {len(missing)}",
        )
    )
    for each in missing:
        click.echo(f"  {each.id} {each.title} ({each.origin})")


def _print_open(unanswered: Sequence[str], kinds: Sequence[str]) -> None:
    """Print what the reference system does not answer, and how many official values are not at hand, by kind."""
    if unanswered:
        click.echo(
            say(
                f"参照システムがまだ応答しない操作: {len(unanswered)}件",
                f"operations that the reference system does not answer yet: {len(unanswered)}",
            )
        )
        click.echo("  " + say("、", ", ").join(unanswered))
    click.echo(
        say(
            f"公式の値が手元になく、確かめない項目: 桁数 {kinds.count('length')}件、コード {kinds.count('code')}件",
            f"items not checked for want of the official value: {kinds.count('length')} lengths,"
            f" {kinds.count('code')} codes",
        )
    )


def _share(share: Share) -> dict[str, object]:
    facts = structs.asdict(share)
    return {"class": facts.pop("class_"), **facts, "unchecked": share.unchecked}


def _line(line: Line) -> dict[str, object]:
    facts = structs.asdict(line)
    each = facts.pop("requirement")
    return {
        "id": each.id,
        "class": each.class_,
        "testability": each.testability,
        "checked": line.checked,
        **facts,
    }
