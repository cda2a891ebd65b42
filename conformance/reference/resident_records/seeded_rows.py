"""Seeded faults that show in a history row and nowhere else: one item of it is lost, kept or wrong.

All of them meet at one seam, `records.write`, where a row is about to be stored.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from conformance.reference.faults import fault_active
from conformance.reference.registry import YES, Value

Row = dict[str, Value]


class Wrong(NamedTuple):
    """What a fault does to rows of some 異動事由 (none: of all). `row`: the new row, `before`: the one before it."""

    fault: str
    reasons: tuple[str, ...]
    make: Callable[[Row, Row], None]


def without(row: Mapping[str, Value], *names: str) -> Row:
    """Return what is left of a row that a fault tells or prints in part."""
    return {name: value for name, value in row.items() if name not in names}


def distorted(row: Row, before: Row) -> Row:
    """Return the row as a system with the active faults stores it."""
    for wrong in WRONG:
        if (not wrong.reasons or row["異動事由"] in wrong.reasons) and fault_active(wrong.fault):
            wrong.make(row, before)
    return row


def _lose(*items: str) -> Callable[[Row, Row], None]:
    def make(row: Row, _before: Row) -> None:
        for item in items:
            row.pop(item, None)

    return make


def _put(values: Mapping[str, Value]) -> Callable[[Row, Row], None]:
    def make(row: Row, _before: Row) -> None:
        row.update({item: value for item, value in values.items() if item in row})

    return make


def _keep(*items: str) -> Callable[[Row, Row], None]:
    def make(row: Row, before: Row) -> None:
        row.update({item: before[item] for item in items if item in before})

    return make


def _copy(item: str, source: str) -> Callable[[Row, Row], None]:
    def make(row: Row, _before: Row) -> None:
        row[item] = row[source]

    return make


def _old_postcode(row: Row, before: Row) -> None:
    name = "住所_郵便番号"
    if name in row and name in before:
        row[name] = before[name]


def _wrong(fault: str, make: Callable[[Row, Row], None], *reasons: str) -> Wrong:
    return Wrong(fault, reasons, make)


ENTRIES = ("国内転入", "国外転入等", "職権記載")
WRONG = (
    _wrong("F-MAIL-CODE-LOST", _lose("郵便物送付コード")),
    _wrong("F-NAME-PRIORITY-KEPT", _keep("氏名優先区分"), "職権修正"),
    _wrong("F-MOVE-CANCELLED", lambda row, _: _correction_cancelled(row), "異動の取消し（修正）"),
    _wrong("F-PRESUMED-DEATH", lambda row, _: _presumed(row), "死亡"),
    _wrong("F-WARD-LOST", _lose("成年被後見人フラグ")),
    _wrong("F-WARD-MOVED", _lose("成年被後見人フラグ"), "転居"),
    _wrong("F-STAY-DAYS-LOST", _lose("在留期間_日")),
    _wrong("F-UNKNOWN-LOST", _lose("生年月日_不詳表記"), "国内転入"),
    _wrong("F-NO-HONSEKI", lambda row, _: _no_honseki(row)),
    _wrong("F-POSTCODE-KEPT", _old_postcode, "転居"),
    _wrong("F-READING-UNCONFIRMED", _keep("氏名_フリガナ確認状況"), "職権修正"),
    _wrong("F-FORMER-UNCONFIRMED", _lose("旧氏_フリガナ確認状況"), "旧氏の記載"),
    _wrong("F-NOTIFIED-LOST", lambda row, _: _one_day_only(row), "職権修正"),
    _wrong("F-REASON-OTHER", _put({"異動事由": "旧氏の記載"}), "旧氏の変更"),
    _wrong("F-TERMINAL-LOST", _lose("入力端末"), "転居"),
    _wrong("F-PROCESSED-THEN", _copy("処理年月日", "届出年月日"), "転居"),
    _wrong("F-ADDRESS-SINCE", lambda row, _: _filed_earlier(row), *ENTRIES),
    _wrong("F-DESTINATION-CUT", lambda row, _: _without_building(row)),
    _wrong("F-CHANGE-IS-MERGER", _put({"異動事由": "世帯合併"}), "世帯変更"),
    _wrong("F-NO-OFFICE", _lose("職権フラグ"), "職権消除"),
    _wrong("F-OFFICE-FILED", _copy("届出年月日", "処理年月日"), "職権消除"),
    _wrong("F-NOTICE-UNDATED", _lose("通知年月日"), "出生"),
    _wrong("F-REPORT-UNDATED", _lose("申出年月日"), "職権消除"),
    _wrong("F-UNKNOWN-ADDRESS", _lose("転入前住所"), "職権記載"),
    _wrong("F-CAUSE-LOST", _lose("修正事由")),
    _wrong("F-CODE-KEPT", _keep("住民票コード"), "住民票コードの変更請求"),
    _wrong("F-ID-KEPT", _keep("個人番号"), "個人番号の変更請求"),
    _wrong("F-NO-46", lambda row, _: _article(row, "法第30条の46")),
    _wrong("F-NO-47", lambda row, _: _article(row, "法第30条の47")),
    _wrong(
        "F-CANCEL-UNREPORTED",
        _lose("申出フラグ"),
        "異動の取消し（増）",
        "異動の取消し（減）",
        "異動の取消し（修正）",
    ),
)


def _correction_cancelled(row: Row) -> None:
    if row.get("申出フラグ") != YES:
        row["異動事由"] = "転居の取消し"


def _presumed(row: Row) -> None:
    if str(row.get("異動年月日_不詳表記")).startswith("推定"):
        row["異動事由"] = "推定死亡"


def _one_day_only(row: Row) -> None:
    if "申出年月日" in row:
        row.pop("通知年月日", None)


def _no_honseki(row: Row) -> None:
    if row.get("本籍") == "なし":
        row["本籍"] = "不明"


def _without_building(row: Row) -> None:
    if "転出先住所_予定" in row:
        row["転出先住所_予定"] = row["転出先住所_予定"].split("　")[0]


def _filed_earlier(row: Row) -> None:
    if row.get("届出年月日", row["処理年月日"]) < row["処理年月日"]:
        row["住所を定めた年月日"] = row["届出年月日"]


def _article(row: Row, article: str) -> None:
    if row.get("法第30条の46・47区分") == article:
        del row["法第30条の46・47区分"]
