"""元号登録 and 和暦西暦変換 (1.3.6)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records.eras import BEFORE, ERAS, JapaneseDate, to_japanese, to_western
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.views import known_eras

WESTERN = "西暦年月日"
PARTS = ("元号", "和暦年", "和暦月", "和暦日")


@operation("gengotoroku")
def add_era(call: Call) -> Results:
    """元号登録: an era that begins on the same day is replaced."""
    call.store.run("INSERT OR REPLACE INTO eras VALUES (?, ?)", call["元号開始年月日"], call["元号名"])
    return [call.chosen(("元号名", "元号開始年月日"))]


@operation("warekihenkan")
def convert(call: Call) -> Results:
    """和暦西暦変換, whichever way round; both ways must agree when both are sent."""
    eras = known_eras(call.store)
    if "元号" not in call:
        western = call[WESTERN]
        if any(era.start == western for era in eras) and fault_active("F-ERA-DAY-LATE"):
            eras = tuple(era for era in eras if era.start != western)
        japanese = to_japanese(western, eras)
        if japanese.era == BEFORE.name:
            raise _no_such_day(WESTERN)
    else:
        japanese = JapaneseDate(*(call[part] for part in PARTS))
        western = to_western(japanese, ERAS if fault_active("F-NEW-ERA-ONE-WAY") else eras)
        if western is None:
            raise _no_such_day("和暦日" if japanese.era in {era.name for era in eras} else "元号")
    if call.get(WESTERN, western) != western:
        raise Refused("T1102", WESTERN, "西暦年月日と和暦の日が違います。どちらかだけを送ってください。")
    shown = (japanese.era, japanese.year, japanese.month, japanese.day)
    return [{WESTERN: western, **dict(zip(PARTS, shown, strict=True))}]


def western_of(call: Call) -> str:
    """Return the birth date that 元号, 和暦年, 和暦月 and 和暦日 of a request name. Raises Refused E0002 for none."""
    japanese = JapaneseDate(*(call[part] for part in PARTS))
    if japanese.year == 1 and fault_active("F-SEARCH-FIRST-YEAR"):
        japanese = JapaneseDate(japanese.era, 2, japanese.month, japanese.day)
    western = to_western(japanese, known_eras(call.store), of_birth=True)
    if western is None:
        raise _no_such_day("元号")
    return western


def _no_such_day(item: str) -> Refused:
    return Refused("E0002", item, f"{item}は暦にある日になるように設定してください。")
