"""CSV取込 and CSV取込照会 (10.8): data of papers and cards taken in as items, for later entry."""

import csv

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, Value
from conformance.reference.resident_records.handlers import operation
from conformance.spec.validation import judge_of

KIND, LINES, NUMBER, LINE = "取込種別", "CSV行", "ファイル取込番号", "CSV行番号"
COLUMNS = (
    "氏名", "氏名_フリガナ", "生年月日", "性別", "住所", "転入前住所", "異動年月日", "届出年月日", "転出先住所_予定",
    "転出予定年月日", "宛名番号", "証明書種別", "部数",
)  # fmt: skip


@operation("csvtorikomi")
def take_in(call: Call) -> Results:
    """CSV取込: all lines or none."""
    try:
        head, *lines = csv.reader(call[LINES], strict=True)
    except csv.Error:
        raise Refused(
            "T1102", LINES, "CSV行をCSVとして読めません。引用符の対応を確かめてください。"
        ) from None
    unknown = [name for name in head if name not in COLUMNS]
    if unknown and not fault_active("F-CSV-UNKNOWN-COLUMN"):
        raise Refused("T1102", LINES, "CSV行の見出しに取り込めない項目があります。見出しを確かめてください。")
    if not lines:
        raise Refused("T1102", LINES, "CSV行にデータがありません。見出しの次からデータの行を並べてください。")
    if len(lines) > 1 and fault_active("F-CSV-LAST-ROW"):
        lines = lines[:-1]
    number = call.store.next(NUMBER)
    for line, values in enumerate(lines, 1):
        sql = "INSERT INTO imports VALUES (?, ?, ?, ?)"
        call.store.run(sql, number, line, call[KIND], json.encode(_content(call, head, line, values)))
    return _taken_in(call, str(number))


@operation("csvtorikomishokai")
def taken_in(call: Call) -> Results:
    """CSV取込照会."""
    found = _taken_in(call, call[NUMBER])
    if not found:
        raise Refused("T1201", NUMBER)
    return found


def _content(call: Call, head: list[str], line: int, values: list[str]) -> dict[str, Value]:
    """Return the items of a line. Raises T1102 for one that does not fit its head or holds a value that cannot be."""
    if len(values) != len(head) and not fault_active("F-CSV-SHORT-ROW"):
        raise Refused("T1102", LINES, f"CSV行の{line}行目の値の数が見出しと合いません。数を揃えてください。")
    if "" in values and fault_active("F-CSV-SHIFTED"):
        values = [value for value in values if value]
    content = {}
    for name, text in zip(head, values, strict=False):
        if name not in COLUMNS and fault_active("F-CSV-UNKNOWN-COLUMN"):
            continue
        if not text:
            continue
        item = call.business.catalog.item(name)
        codes = call.business.catalog.codes_of(item)
        value = codes.value(text) if codes else text
        if judge_of(item, codes)(value):
            message = f"CSV行の{line}行目の{name}があり得ない値です。値を確かめてください。"
            raise Refused("T1102", LINES, message)
        content[name] = int(text) if item.type == "9" else value
    return content


def _taken_in(call: Call, number: str) -> Results:
    rows = call.store.all("SELECT * FROM imports WHERE CAST(no AS TEXT) = ? ORDER BY line", number)
    return [
        {**json.decode(row["content"]), NUMBER: str(row["no"]), KIND: row["kind"], LINE: row["line"]}
        for row in rows
    ]
