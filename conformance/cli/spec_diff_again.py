"""How `tekigo spec diff` words what must be run again, case by case, and counts generated checks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from conformance.cli.words import say
from conformance.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conformance.checks.diff.model import Again, BusinessDifference, Generated, Reason

MOST = 100  # lines of one list
_LONG = 160  # characters of one value


def again_lines(found: BusinessDifference) -> Iterator[str]:
    """Word the cases to run again by feature file and scenario."""
    count = len(found.again)
    yield say(
        f"  もう一度試験するシナリオ: {count}件（全{found.cases}件）",
        f"  scenarios to run again: {count} (of {found.cases})",
    )
    told: list[str] = []
    for feature, cases in groupby(found.again, lambda each: each.feature):
        told.append(f"    features/{feature}.feature")
        for scenario, several in groupby(cases, lambda each: each.scenario):
            told += _scenario(scenario, list(several))
    yield from cut(told, say("行", "lines"))
    if found.renumbered:
        number = len(found.renumbered)
        yield say(f"  番号だけが変わった例: {number}件", f"  examples with another number only: {number}")
    if found.gone:
        yield say(
            f"  なくなった例・シナリオ: {len(found.gone)}件", f"  cases that are gone: {len(found.gone)}"
        )


def _scenario(name: str, cases: Sequence[Again]) -> Iterator[str]:
    """Word a scenario: what all its cases have in common once, the rest case by case."""
    shared = [reason for reason in cases[0].reasons if all(reason in each.reasons for each in cases)]
    number = say(f"（{len(cases)}件）", f" ({len(cases)})") if len(cases) > 1 else ""
    yield f"      {name}{number}{_because(shared)}"
    rows = [(_example(each), [r for r in each.reasons if r not in shared]) for each in cases if each.example]
    plain = " ".join(example for example, own in rows if not own)
    if plain:
        yield f"        {plain}"
    for example, own in rows:
        if own:
            yield f"        {example}{_because(own)}"


def _example(case: Again) -> str:
    out = say("（基準日には対象外）", " (out of scope as of the date)") if case.excluded else ""
    return f"[{case.example}]{out}"


def _because(reasons: Iterable[Reason]) -> str:
    told = say("、", ", ").join(_reason(each) for each in reasons)
    return f" ← {told}" if told else ""


def _reason(reason: Reason) -> str:
    words = {
        "new": ("新しい", "new"),
        "changed": ("内容の変更", "changed itself"),
        "requirement": ("要件", "requirement"),
        "operation": ("操作", "operation"),
        "item": ("項目", "item"),
        "code_list": ("コード一覧", "code list"),
        "error": ("エラーコード", "error code"),
        "rule": ("規則表", "rule table"),
        "steps": ("手順の定義", "step definitions"),
    }
    detail = f"（{short(reason.detail)}）" if reason.detail else ""
    return " ".join(part for part in (say(*words[reason.kind]), reason.name) if part) + detail


def generated_line(found: Generated) -> str:
    """Word how many generated checks of a kind differ."""
    words = {
        "item": ("項目の検査", "item checks"),
        "probe": ("実装しない機能の検査", "probes"),
        "access": ("認証認可の検査", "checks of access"),
        "fuzz": ("ファジングする操作", "fuzzed operations"),
    }
    about = short("、".join(found.concerned))
    return say(
        f"  {words[found.kind][0]}: 追加 {found.added}、削除 {found.removed}、変更 {found.changed}（{about}）",
        f"  {words[found.kind][1]}: {found.added} added, {found.removed} removed, {found.changed} changed ({about})",
    )


def cut(told: Sequence[str], unit: str = "") -> Iterator[str]:
    """Yield the first lines of a list and say how many more there are."""
    yield from told[:MOST]
    if len(told) > MOST:
        more = len(told) - MOST
        yield say(
            f"    ほか{more}{unit or '件'}（--json で全件）", f"    {more} more {unit}(all with --json)"
        )


def short(text: str) -> str:
    """Put a value on one line of a length that can be read."""
    return one_line(text, _LONG)
