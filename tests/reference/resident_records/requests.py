"""Items of the requests in a story: few names, places and numbers, so that they meet again."""

from __future__ import annotations

from typing import Any

from tests.reference.resident_records.model.words import FOREIGN, JAPANESE

NAMES = ("適合　一", "適合　二", "適合　三", "適合　四")
RELATIONS = ("妻", "夫", "子", "母", "同居人", "世帯主")
_TOWN = {"住所_都道府県": "東京都", "住所_市区郡町村名": "千代田区", "住所_郵便番号": "1000001"}
PLACES: tuple[dict[str, Any], ...] = (
    {**_TOWN, "住所_町字": "試験町一丁目", "住所_番地号表記": "１番１号"},
    {**_TOWN, "住所_町字": "試験町一丁目", "住所_番地号表記": "１番１号", "住所_方書": "試験荘２０２号"},
    {**_TOWN, "住所_町字": "試験町二丁目", "住所_番地号表記": "２番２号"},
    {**_TOWN, "住所_番地号表記": "３番３号"},
)


def arrival(name: int, place: int, *, foreign: bool) -> dict[str, Any]:
    """Return who arrives where. The same name is the same person for the three items that are compared."""
    asked: dict[str, Any] = {
        "生年月日": f"198{name}-04-01",
        "性別": "1",
        "転入前住所": "大阪府大阪市",
    } | PLACES[place]
    if foreign:
        return asked | {"住民種別": FOREIGN, "氏名": "ＳＨＩＫＥＮ　" + "ＡＢＣＤ"[name], **foreigner(name)}
    honseki = {"本籍": "東京都千代田区試験町一丁目１番", "筆頭者": NAMES[name]}
    return asked | {"住民種別": JAPANESE, "氏名": NAMES[name], "氏名_フリガナ": "テキゴウ"} | honseki


def foreigner(number: int) -> dict[str, str]:
    """Return nationality and the kind of residence."""
    kind = ("特別永住者", "一時庇護許可者", "仮滞在許可者", "出生による経過滞在者")[number]
    return {"国籍・地域": "試験国", "法第30条の45規定区分": kind}


def resident_code(index: int) -> str:
    """Return a 住民票コード that another municipality gave."""
    return f"9000000000{index}"[-11:]


def my_number(index: int) -> str:
    """Return a valid 個人番号 by its published rule: 11 digits and a check digit."""
    digits = f"1234567890{index}"
    weights = [n + 1 if n <= 6 else n - 5 for n in range(11, 0, -1)]
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return digits + str(0 if rest <= 1 else 11 - rest)
