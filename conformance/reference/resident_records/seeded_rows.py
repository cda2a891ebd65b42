"""Seeded faults that show in a history row and nowhere else: one item of it is lost, kept or wrong.

All of them meet at one seam, `records.write`, where a row is about to be stored.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from conformance.reference.faults import Fault, fault_active
from conformance.reference.registry import YES, Value

Row = dict[str, Value]
SEAM = "seeded_rows"


class Wrong(NamedTuple):
    """What a fault does to rows of some 異動事由 (none: of all). `row`: the new row, `before`: the one before it."""

    fault: Fault
    reasons: tuple[str, ...]
    make: Callable[[Row, Row], None]


def distorted(row: Row, before: Row) -> Row:
    """Return the row as a system with the active faults stores it."""
    for wrong in WRONG:
        if (not wrong.reasons or row["異動事由"] in wrong.reasons) and fault_active(wrong.fault.id):
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


def _wrong(
    fault: str,
    requirement: str,
    text: str,
    make: Callable[[Row, Row], None],
    *reasons: str,
    touches: tuple[str, ...] = (),
) -> Wrong:
    return Wrong(Fault(fault, requirement, text, SEAM, touches=touches), reasons, make)


ENTRIES = ("国内転入", "国外転入等", "職権記載")
WRONG = (
    _wrong("F-MAIL-CODE-LOST", "RR-1.1.19.O", "郵便物送付コードが残らない", _lose("郵便物送付コード")),
    _wrong("F-NAME-PRIORITY-KEPT", "RR-1.1.2.O", "氏名優先区分を直しても変わらない", _keep("氏名優先区分"), "職権修正"),
    _wrong(
        "F-MOVE-CANCELLED", "RR-1.2.2.N", "転居の取消しが独立した異動事由になる",
        lambda row, _: _correction_cancelled(row), "異動の取消し（修正）",
        touches=("RR-4.6.0.1.M",),  # which names the reason that a cancellation has instead
    ),
    _wrong(
        "F-PRESUMED-DEATH", "RR-4.2.2.1.N", "推定の日による死亡の異動事由が推定死亡になる",
        lambda row, _: _presumed(row), "死亡",
    ),
    _wrong("F-WARD-LOST", "RR-1.1.1.M", "成年被後見人の別が残らない", _lose("成年被後見人フラグ")),
    _wrong("F-STAY-DAYS-LOST", "RR-1.1.2.M", "在留期間の日数が残らない", _lose("在留期間_日")),
    _wrong(
        "F-UNKNOWN-LOST", "RR-1.1.8.M", "転入で生年月日の不詳表記が残らない", _lose("生年月日_不詳表記"), "国内転入"
    ),
    _wrong("F-NO-HONSEKI", "RR-1.1.12.M", "本籍の「なし」が「不明」になる", lambda row, _: _no_honseki(row)),
    _wrong(
        "F-POSTCODE-KEPT", "RR-1.1.17.M", "転居しても住所の郵便番号が前のままになる",
        _old_postcode, "転居",
    ),
    _wrong(
        "F-READING-UNCONFIRMED", "RR-1.1.18.M", "本人が後で確かめたフリガナの確認状況が直らない",
        _keep("氏名_フリガナ確認状況"), "職権修正",
    ),
    _wrong(
        "F-FORMER-UNCONFIRMED", "RR-1.1.18.M", "旧氏のフリガナの確認状況が残らない",
        _lose("旧氏_フリガナ確認状況"), "旧氏の記載",
    ),
    _wrong(
        "F-NOTIFIED-LOST", "RR-1.2.1.M", "申出による職権修正の履歴に通知年月日が残らない",
        lambda row, _: _one_day_only(row), "職権修正",
    ),
    _wrong(
        "F-REASON-OTHER", "RR-1.2.2.M", "旧氏の変更の異動事由が旧氏の記載になる",
        _put({"異動事由": "旧氏の記載"}), "旧氏の変更",
    ),
    _wrong("F-TERMINAL-LOST", "RR-1.3.1.M", "転居の入力端末が残らない", _lose("入力端末"), "転居"),
    _wrong(
        "F-PROCESSED-THEN", "RR-4.0.3.M", "転居の処理年月日が届出年月日になる",
        _copy("処理年月日", "届出年月日"), "転居",
    ),
    _wrong(
        "F-ADDRESS-SINCE", "RR-4.1.1.1.M", "処理の日より前に届け出た転入の住所を定めた年月日が届出の日になる",
        lambda row, _: _filed_earlier(row), *ENTRIES,
    ),
    _wrong(
        "F-DESTINATION-CUT", "RR-4.1.3.0.2.M", "転出先の住所が方書の前で切れる",
        lambda row, _: _without_building(row),
    ),
    _wrong(
        "F-CHANGE-IS-MERGER", "RR-4.1.4.1.M", "世帯変更の異動事由が世帯合併になる",
        _put({"異動事由": "世帯合併"}), "世帯変更",
        touches=("RR-1.2.2.M",),  # whose list of 異動事由 holds 世帯変更 too
    ),
    _wrong("F-NO-OFFICE", "RR-4.2.0.1.M", "職権消除に職権フラグが付かない", _lose("職権フラグ"), "職権消除"),
    _wrong(
        "F-OFFICE-FILED", "RR-4.2.0.2.M", "職権消除が届出年月日を持つ", _copy("届出年月日", "処理年月日"), "職権消除"
    ),
    _wrong("F-NOTICE-UNDATED", "RR-4.2.0.4.M", "出生の通知年月日が残らない", _lose("通知年月日"), "出生"),
    _wrong("F-REPORT-UNDATED", "RR-4.2.0.5.M", "職権消除に申出年月日が残らない", _lose("申出年月日"), "職権消除"),
    _wrong("F-UNKNOWN-ADDRESS", "RR-4.2.1.1.M", "職権記載で転入前住所が残らない", _lose("転入前住所"), "職権記載"),
    _wrong("F-CAUSE-LOST", "RR-4.2.3.2.M", "軽微な修正の修正事由が残らない", _lose("修正事由")),
    Wrong(  # 4.3.1 asks too that a changed code be assigned by itself
        Fault("F-CODE-KEPT", "RR-4.3.2.M", "変更請求で住民票コードが変わらない", SEAM, touches=("RR-4.3.1.M",)),
        ("住民票コードの変更請求",), _keep("住民票コード"),
    ),
    _wrong("F-ID-KEPT", "RR-4.4.M", "個人番号の変更請求で番号が変わらない", _keep("個人番号"), "個人番号の変更請求"),
    _wrong("F-NO-46", "RR-4.5.1.M", "法第30条の46の区分が残らない", lambda row, _: _article(row, "法第30条の46")),
    _wrong("F-NO-47", "RR-4.5.2.M", "法第30条の47の区分が残らない", lambda row, _: _article(row, "法第30条の47")),
    _wrong(
        "F-CANCEL-UNREPORTED", "RR-4.6.1.1.M", "申出による取消しに申出フラグが残らない", _lose("申出フラグ"),
        "異動の取消し（増）", "異動の取消し（減）", "異動の取消し（修正）",
    ),
)  # fmt: skip


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
