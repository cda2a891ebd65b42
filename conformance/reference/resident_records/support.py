"""支援措置 (1.1.16, 3.4): registration, extension, end."""

import unicodedata

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.kana import fold_name
from conformance.reference.resident_records.links_out import record_delta
from conformance.reference.resident_records.periods import extension_opens, next_period, year_from
from conformance.reference.resident_records.protection_state import (
    ENDED,
    FULL,
    SUCCESSOR,
    Measure,
    measure_of,
    measure_shown,
    measures_about,
)

NUMBER = "支援措置番号"
CONTENT = ("申出者氏名", "併せて支援を求める者", "加害者氏名", "加害者住所", "支援対象手続")


@operation("shiensochitoroku")
def register_measure(call: Call) -> Results:
    """支援措置登録: a year unless an end is sent."""
    person = guards.person(call, call["宛名番号"])
    starts = call["支援措置開始年月日"]
    ends = call.get("支援措置終了年月日") or year_from(starts)
    if ends < starts:
        raise Refused(
            "T1102",
            "支援措置終了年月日",
            "支援措置終了年月日が支援措置開始年月日より前です。日付を確かめてください。",
        )
    kind = call.get("支援措置区分", FULL)
    made = _add(call, person["宛名番号"], kind, (starts, ends), _content(call))
    _tell(call, made)
    return [measure_in_full(made)]


@operation("shiensochiencho")
def extend_measure(call: Call) -> Results:
    """支援措置延長: from a month before the end; the next term begins on the day after and lasts a year."""
    term = _find(call)
    too_early = call.day < extension_opens(term.ends)
    if too_early or term.kind == ENDED or SUCCESSOR in term.content:
        raise Refused("T1401", NUMBER)
    made = _add(call, term.person, term.kind, next_period(term.ends), term.content)
    _keep(call, term.no, term.kind, {**term.content, SUCCESSOR: made.no})
    return [measure_in_full(made)]


@operation("shiensochishuryo")
def end_measure(call: Call) -> Results:
    """支援措置終了."""
    term = _find(call)
    _keep(call, term.no, ENDED, term.content)
    ended = _find(call)
    _tell(call, ended)
    return [measure_in_full(ended)]


@operation("shiensochishokai")
def measures(call: Call) -> Results:
    """支援措置照会: the terms of a person in the order of their start."""
    terms = measures_about(call.store, call["宛名番号"])
    if fault_active("F-ENDED-FORGOTTEN"):
        terms = [term for term in terms if term.kind != ENDED]
    return [measure_in_full(term) for term in terms]


@operation("shiensochikaishitsuchisakusei")
def notice_of_start(call: Call) -> Results:
    """支援措置開始通知作成: to whoever applied."""
    term = _find(call)
    starts = call.day if fault_active("F-START-NOTICE-TODAY") else term.starts
    ends = year_from(starts) if fault_active("F-START-NOTICE-YEAR") else term.ends
    to = term.content["申出者氏名"]
    if fault_active("F-START-NOTICE-TO-PERSON"):
        to = guards.person(call, term.person)["氏名"]
    return [
        {
            **measure_in_full(term),
            "宛先氏名": to,
            "支援措置開始年月日": starts,
            "支援措置終了年月日": ends,
        }
    ]


def _content(call: Call) -> dict[str, object]:
    """Return what was sent of a measure beside its kind and its period."""
    content = call.chosen(CONTENT)
    if fault_active("F-OFFENDER-ADDRESS-LOST"):
        content.pop("加害者住所", None)
    return content


def _find(call: Call) -> Measure:
    row = call.row(NUMBER, "SELECT * FROM support WHERE CAST(no AS TEXT) = ?", call[NUMBER])
    return measure_of(row)


def _add(call: Call, person: str, kind: str, period: tuple[str, str], content: dict[str, object]) -> Measure:
    row = call.store.one(
        "INSERT INTO support (person, kind, starts, ends, content) VALUES (?, ?, ?, ?, ?) RETURNING *",
        person,
        kind,
        *period,
        json.encode(content),
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    made = measure_of(row)
    for named in made.content.get("併せて支援を求める者", ()):
        for companion in _named(call, person, named):
            call.store.run("INSERT OR IGNORE INTO support_companions VALUES (?, ?)", made.no, companion)
    return made


def _named(call: Call, applicant: str, text: str) -> list[str]:
    """Find who is meant by a 宛名番号, in whatever width, or by the name of a member of the household."""
    rows = call.store.all(
        "SELECT person, name, person = ?1 AS numbered FROM people WHERE person = ?1"
        " OR household = (SELECT household FROM people WHERE person = ?2)",
        unicodedata.normalize("NFKC", text),
        applicant,
    )
    name = fold_name(text)
    return [row["person"] for row in rows if row["numbered"] or fold_name(row["name"]) == name]


def _keep(call: Call, number: int, kind: str, content: dict[str, object]) -> None:
    call.store.run(
        "UPDATE support SET kind = ?, content = ? WHERE no = ?", kind, json.encode(content), number
    )


def _tell(call: Call, term: Measure) -> None:
    """Tell other businesses whether those concerned are protected now (7.2.3)."""
    companions = call.store.all("SELECT person FROM support_companions WHERE support = ?", term.no)
    for person in dict.fromkeys((term.person, *(row["person"] for row in companions))):
        marked = measure_shown(call.store, person, call.day) is not None
        known = guards.person(call, person)
        named = {name: known.get(name) for name in ("世帯番号", "氏名")}
        record_delta(call, "支援措置", {**named, "宛名番号": person, "支援措置フラグ": YES if marked else NO})


def measure_in_full(term: Measure) -> dict[str, object]:
    """Return a term of a measure with all that is kept of it."""
    return {
        **term.content,
        NUMBER: str(term.no),
        "宛名番号": term.person,
        "支援措置区分": term.kind,
        "支援措置開始年月日": term.starts,
        "支援措置終了年月日": term.ends,
    }
