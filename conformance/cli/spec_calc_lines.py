"""How `tekigo spec calc` words a calculation for people: step by step, so that each figure can be checked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.cli.spec_rules import FIDELITIES
from conformance.cli.words import say
from conformance.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.spec.calculations.trace import LookUp, StepTrace, Trace, Worked

MOST_ROWS = 60  # of one step; --json tells all
LONGEST = 300  # characters of one value


def lines(trace: Trace) -> Iterator[str]:
    """Word a calculation, line by line."""
    title = say("計算", "calculation")
    yield f"{title}: {trace.name} ({trace.calculation})"
    yield say(f"基準日: {trace.as_of}（{trace.dated_by}）", f"as of: {trace.as_of} ({trace.dated_by})")
    yield say("入力", "given")
    for name, value in trace.given.items():
        yield from _given(name, value, trace.units.get(name, ""))
    for number, step in enumerate(trace.steps, 1):
        yield from _step(number, step, trace.source)
    yield say("結果", "results")
    for name, value in trace.results.items():
        yield f"  {name} = {shown(value, _unit(trace.units, name))}"
    yield say(f"根拠: {trace.source}（{_fidelity(trace)}）", f"source: {trace.source} ({_fidelity(trace)})")


def _given(name: str, value: object, unit: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"  {name} = {shown(value, unit)}"
        return
    yield f"  {name}: {say(f'{len(value)}行', f'{len(value)} rows')}"
    for row in value[:MOST_ROWS]:
        cells = [f"{key}={shown(cell)}" for key, cell in row.items() if key != "番号"]
        yield f"    {row.get('番号', '')}: {'、'.join(cells)}"


def _step(number: int, step: StepTrace, source: str) -> Iterator[str]:
    each = say(f"（{step.each}の行ごと）", f" (each of {step.each})") if step.each else ""
    yield f"{number}. {step.name}{each}"
    told = ("", "")
    for worked in step.worked[:MOST_ROWS]:
        if (worked.when, worked.expression) != told:
            told = (worked.when, worked.expression)
            if worked.when:
                yield f"     {say('場合', 'case')}: {worked.when}"
            yield f"     {say('式', 'is')}: {worked.expression}"
        yield from _worked(step, worked)
    if not step.worked:
        yield f"     {say('行はありません', 'no rows')}"
    elif len(step.worked) > MOST_ROWS:
        more = len(step.worked) - MOST_ROWS
        yield say(f"     ほか{more}行（--json で全行）", f"     {more} more rows (all with --json)")
    if step.note:
        yield f"     {say('注', 'note')}: {step.note}"
    yield f"     {say('根拠', 'source')}: {step.source or source}"


def _worked(step: StepTrace, worked: Worked) -> Iterator[str]:
    lead = f"     [{worked.row}] " if worked.row else "     "
    used = [f"{name}={shown(value)}" for name, value in worked.used.items()]
    if used:
        yield f"{lead}{say('値', 'with')}: {'、'.join(used)}"
    for look_up in worked.look_ups:
        yield f"{lead}{_look_up(look_up)}"
    for call in worked.calls:
        result = shown(call.value, _unit(call.trace.units, call.result))
        yield say(
            f"{lead}計算「{call.trace.name}」の{call.result} = {result}",
            f"{lead}calculation 「{call.trace.name}」 {call.result} = {result}",
        )
        for line in lines(call.trace):
            yield f"{lead}  | {line}"
    if step.rounding:
        before = shown(worked.before_rounding)
        unit = shown(worked.used.get(step.to, step.to))
        yield say(
            f"{lead}端数: {before} を {unit} の単位で{step.rounding}",
            f"{lead}rounding: {before}, {step.rounding} to a multiple of {unit}",
        )
    yield f"{lead}→ {shown(worked.value, step.unit)}"


def _look_up(found: LookUp) -> str:
    where = "、".join(f"{name}={value}" for name, value in found.where.items())
    several = "・" in found.unit  # columns of different units share the cell
    value = shown(found.value, "" if several else found.unit)
    head = say(
        f"規則表「{found.table}」の{found.column}（{where or '―'}、{found.day}） = {value}",
        f"rule table 「{found.table}」 {found.column} ({where or '-'}, {found.day}) = {value}",
    )
    if not found.origin:
        return head + say("（当たる行なし）", " (no row)")
    facts = [say(f"単位 {found.unit}", f"unit {found.unit}")] if several else []
    facts.append(_validity(found))
    facts.append(
        say(f"出典 {found.source}（{_fidelity(found)}）", f"source {found.source} ({_fidelity(found)})")
    )
    return "  ".join([head, *facts, found.origin])


def _validity(found: LookUp) -> str:
    if found.valid_from is None and found.valid_to is None:
        return say("有効期間の限りなし", "valid without limit")
    span = f"{found.valid_from or ''}〜{found.valid_to or ''}"
    return say(f"有効 {span}", f"valid {span}")


def _fidelity(of: LookUp | Trace) -> str:
    return say(*FIDELITIES[of.fidelity]) if of.fidelity else ""


def shown(value: object, unit: str = "") -> str:
    """Write a value for people: figures with separators and their unit."""
    if isinstance(value, bool):
        return say("はい", "yes") if value else say("いいえ", "no")
    if isinstance(value, dict):
        return say(f"{value['rows']}行", f"{value['rows']} rows")
    if value is None:
        return say("（なし）", "(nothing)")
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return say(f"{len(value)}行", f"{len(value)} rows")
        cells = [shown(each, unit) for each in value]
        return one_line(f"[{'、'.join(cells)}]", LONGEST)
    if isinstance(value, int):
        return f"{value:,}{unit}"
    return one_line(f"{value}{unit if _is_figure(value) else ''}", LONGEST)


def _is_figure(value: object) -> bool:
    return str(value).lstrip("-").replace(".", "", 1).replace("/", "", 1).isdigit()


def _unit(units: Mapping[str, str], name: str) -> str:
    return units.get(name.rpartition(".")[2], "")
