"""Folds names for searching, so that spellings which the standard calls alike become equal.

Stored values are never changed by it. Source: 住民記録システム標準仕様書 2.1.2 (検索文字入力).
"""

import re
import unicodedata

from conformance.spec.characters import SELECTORS

# These two cross two rows (ヂ is alike both ジ and チ), so they stay what they are until compared.
_CROSSING = {"ヂ": "シチ", "ヅ": "スツ"}
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_SOUND = str.maketrans({"ワ": "ハ", "ヲ": "オ"})
_V = {"ヴア": "ハ", "ヴイ": "ヒ", "ヴエ": "ヘ", "ヴオ": "ホ", "ヴ": "フ"}
_V_SOUND = re.compile("|".join(_V))
_IGNORED = re.compile(r"[ー―－‐‑–—−ｰ\-\s]")
_O_ROW_U = re.compile("(?<=[オコソトノホモヨロ])ウ")
_VOICE_MARKS = re.compile("[\u3099\u309a]")
_SELECTOR = re.compile(f"[{SELECTORS}]")
_COMPANY_MARK = re.compile(r"[（(][株有名資合財社医学宗福相独監][）)]|[\u3220-\u3247\u3280-\u32b0]")

# Well-known variants in personal and place names; the first of a group stands for all of it.
_GROUPS = (
    "辺邊边邉", "浜濱濵滨", "藤籐籘䕨", "斎齋斉齊", "高髙", "崎﨑碕嵜", "吉𠮷", "沢澤", "島嶋嶌", "桜櫻", "竜龍",
    "広廣", "国國", "恵惠", "真眞", "徳德", "曽曾", "柳栁", "館舘", "富冨", "峰峯", "槙槇", "瀬瀨", "万萬", "関關",
    "塩鹽", "円圓", "桧檜", "条條", "栄榮", "黒黑", "児兒", "静靜", "寿壽", "実實", "浅淺", "滝瀧", "鉄鐵", "当當",
    "豊豐", "宝寶", "与與", "来來", "礼禮", "緑綠", "涼凉", "弥彌", "薮藪", "横橫", "為爲", "衛衞", "奥奧", "学學",
    "亀龜", "気氣", "弁辨瓣辯", "巣巢", "縄繩", "野埜", "会會", "県縣", "区區", "体體", "剣劍劔",
    "薗園", "渋澁", "桑桒",
)  # fmt: skip
_VARIANT = str.maketrans({other: group[0] for group in _GROUPS for other in group[1:]})


def fold_kana(text: str) -> str:
    """Fold a reading: voicing, small kana, long marks and dashes, width, blanks; ウ after the オ row is オ."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).translate(_SMALL)
    plain = _V_SOUND.sub(lambda match: _V[match[0]], plain)
    plain = "".join(char if char in _CROSSING else _unvoiced(char) for char in plain)
    return _O_ROW_U.sub("オ", plain.translate(_SOUND))


def same_reading(one: str, other: str) -> bool:
    """Tell whether two folded readings are alike: ヂ is alike ジ and チ, ヅ is alike ズ and ツ."""
    return len(one) == len(other) and all(
        a == b or b in _CROSSING.get(a, "") or a in _CROSSING.get(b, "")
        for a, b in zip(one, other, strict=True)
    )


def fold_name(text: str) -> str:
    """Fold a name or an address: width, blanks, variation selectors, letter case and variant characters."""
    return fold_spelling(_SELECTOR.sub("", text)).translate(_VARIANT)


def fold_spelling(text: str) -> str:
    """Fold width, blanks and letter case only; every character stays apart from its variants."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def has_company_mark(text: str) -> bool:
    """Tell whether a search text carries a mark such as （株）, by which searching is not offered."""
    return _COMPANY_MARK.search(text) is not None


def _unvoiced(char: str) -> str:
    return _VOICE_MARKS.sub("", unicodedata.normalize("NFD", char))
