"""証明書交付 (5.1, 5.4, 5.5) and its log (1.3.8)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.certified import certified, printed_items
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.households import members
from conformance.reference.resident_records.issue_numbers import issue_number, pages_for
from conformance.reference.resident_records.masters import certifier_on
from conformance.reference.resident_records.notify_on_issue import is_registered
from conformance.reference.resident_records.overflow import fitted, note_overflows
from conformance.reference.resident_records.protection_state import has_run_out, is_protected
from conformance.reference.resident_records.records import Snapshot, is_resident
from conformance.reference.resident_records.seeded_prohibited import gone
from conformance.reference.resident_records.views import wide
from conformance.reference.resident_records.words import HEAD

OF_REMOVED = ("住民票の除票の写し", "住民票除票記載事項証明書")
SINGLE, JOINED = "個人票", "世帯連記式"
ON_THE_SHEET = "記載対象者宛名番号"
MUNICIPALITY_NAME, TERMINAL, PRINTER, PLACE = "千代田区", "本庁１", "プリンタ001", "本庁"
MOST_COPIES = 100


@operation("shomeishokofu")
def issue(call: Call) -> Results:
    """証明書交付: one entry per person on the certificate, one row of the log per copy."""
    people = _on_the_certificate(call)
    for person in people:
        _allowed(call, person["宛名番号"])
    copies = call.get("部数", 1)
    if not 1 <= copies <= MOST_COPIES:
        call.refuse("T1102", "部数", f"部数は1から{MOST_COPIES}までで設定してください。")
    call.settle()
    entries = [certified(call, person) for person in people]
    if len(entries) > 1 and fault_active("F-JOINED-ADDRESS-LOST"):
        for entry in entries[1:]:
            entry.pop("住所_番地号表記", None)
    printed = printed_items(entries)
    overflows = fitted(
        call, [(person["宛名番号"], entry) for person, entry in zip(people, entries, strict=True)]
    )
    issued = {
        "証明書種別": call["証明書種別"],
        "様式区分": call.get("様式区分", SINGLE),
        "公用フラグ": call.get("公用フラグ"),
        "交付年月日": call.day,
        **certifier_on(call, call.day),
    }
    issued["発行番号"], *_ = _log(call, people, issued, printed, copies)
    note_overflows(call, overflows, issued["発行番号"])
    return [
        {**entry, **issued, **_told(call, person), "宛名番号": person["宛名番号"]}
        for entry, person in zip(entries, people, strict=True)
    ]


@operation("kofurirekishokai")
def issues(call: Call) -> Results:
    """交付履歴照会: one entry per copy that is about the person, in the order of issue."""
    rows = call.store.all(
        "SELECT i.* FROM issues i JOIN issue_persons p ON p.issue = i.no WHERE p.person = ? ORDER BY i.no",
        call["宛名番号"],
    )
    if len(rows) > 1 and fault_active("F-ISSUES-NEWEST-FIRST"):
        rows = rows[::-1]
    if fault_active("F-JOINED-ISSUE-ONE"):
        rows = [row for row in rows if _first_on(call, row["no"]) == call["宛名番号"]]
    shared = bool(rows) and fault_active("F-COPIES-ONE-NUMBER")
    return [
        {
            **json.decode(row["content"]),
            "宛名番号": call["宛名番号"],
            "発行番号": rows[0]["number"] if shared else row["number"],
        }
        for row in rows
    ]


def _on_the_certificate(call: Call) -> list[Snapshot]:
    """Return who is printed, in order. Removed and current persons never share a sheet (5.1)."""
    person = guards.person(call, call["宛名番号"])
    of_removed = call["証明書種別"] in OF_REMOVED
    anybody = not of_removed and fault_active("F-COPY-OF-REMOVED")
    if of_removed is is_resident(person, call.day) and not anybody:
        raise Refused("T1401", "証明書種別")
    if call.get("様式区分") != JOINED:
        whole = person.get("続柄") == HEAD and not of_removed and fault_active("F-HEAD-WHOLE-HOUSEHOLD")
        return members(call, person["世帯番号"]) if whole else [person]
    if of_removed:
        raise Refused("T1102", "様式区分", "除票は世帯連記式にできません。個人票で請求してください。")
    return [*_chosen(call, members(call, person["世帯番号"])), *gone(call, person["世帯番号"])]


def _chosen(call: Call, household: list[Snapshot]) -> list[Snapshot]:
    """Return those of a household who were asked for, in its order; all of it when nobody was named."""
    if fault_active("F-PLANNED-LEFT-OUT"):
        household = [person for person in household if "消除年月日" not in person]
    named = call.get(ON_THE_SHEET)
    if named is None or fault_active("F-WHOLE-PRINTED"):
        return household
    stranger = not set(named) <= {person["宛名番号"] for person in household}
    if stranger and not fault_active("F-STRANGER-ON-SHEET"):
        raise Refused(
            "T1102",
            ON_THE_SHEET,
            f"{ON_THE_SHEET}に世帯の現在の者でない者がいます。世帯照会で確かめてください。",
        )
    if fault_active("F-PART-AS-NAMED"):
        return sorted(
            (each for each in household if each["宛名番号"] in named),
            key=lambda each: named.index(each["宛名番号"]),
        )
    return [person for person in household if person["宛名番号"] in named]


def _told(call: Call, person: Snapshot) -> Snapshot:
    """Point out somebody who is to be told of the issue (8.1.2)."""
    registered = is_registered(call, person["宛名番号"], call.day)
    overlooked = person["宛名番号"] != call["宛名番号"] and fault_active("F-NOTIFY-FIRST-ONLY")
    return {"本人通知登録フラグ": YES} if registered and not overlooked else {}


def _allowed(call: Call, person: str) -> None:
    """Note T1404 for a protected person, T2003 once the time is over, T1403 and T2004 by restrictions."""
    if is_protected(call.store, person, call.day):
        call.refuse("T1404", "宛名番号")
    elif has_run_out(call.store, person, call.day):
        call.alert("T2003")
    try:
        guards.unrestricted(call, person, guards.ISSUE)
    except Refused as restricted:
        for problem in restricted.problems:
            call.refuse(problem.code, problem.item, problem.message)


def _log(call: Call, people: list[Snapshot], issued: Snapshot, printed: list[str], copies: int) -> list[str]:
    """Give every copy its own number and write it down. Returns the numbers."""
    content = {
        "交付年月日": call.day,
        "交付時刻": call.now.strftime("%H:%M:%S"),
        "交付場所": call.get("交付場所", PLACE),
        "証明書種別": issued["証明書種別"],
        "記載事項": printed,
        "部数": copies,
        "交付請求者区分": call.get("交付請求者区分"),
        "入力端末": call.get("入力端末", TERMINAL),
        "操作者ID": call.user.id,
    }
    if fault_active("F-ISSUER-FIXED"):
        content["操作者ID"] = "system"
    numbers = []
    for _ in range(copies):
        number = _next_number(call, pages_for(len(people)))
        insert = "INSERT INTO issues (number, content) VALUES (?, ?)"
        copy = call.store.run(insert, number, json.encode(content)).lastrowid
        if fault_active("F-UNCHOSEN-LOGGED"):
            people = members(call, people[0]["世帯番号"])
        about = [(person["宛名番号"], copy) for person in people]
        call.store.many("INSERT INTO issue_persons VALUES (?, ?)", about)
        numbers.append(number)
    return numbers


def _first_on(call: Call, copy: int) -> str:
    """Return the 宛名番号 of whoever stands first on a copy, as only a seeded fault asks."""
    sql = "SELECT p.person FROM issue_persons p JOIN people USING (person) WHERE issue = ? ORDER BY rank LIMIT 1"
    return str(call.store.value(sql, copy))


def _next_number(call: Call, pages: int) -> str:
    """Form the next number of today, in full width as its item is of type Ｎ."""
    number = issue_number(
        call.day,
        call.store.next(f"発行番号 {call.day}"),
        municipality=MUNICIPALITY_NAME
        + (call.get("交付場所", "") if fault_active("F-PLACE-PRINTED") else ""),
        terminal=TERMINAL if fault_active("F-ONE-TERMINAL") else call.get("入力端末", TERMINAL),
        printer=PRINTER if fault_active("F-ONE-PRINTER") else call.get("プリンタ名", PRINTER),
        pages=pages,
    )
    return wide(number)
