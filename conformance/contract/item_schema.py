"""The JSON Schema of an item: its value, and in requests also its emptiness."""

from typing import Any

from conformance.contract.patterns import anchored, chain_pattern, value_pattern
from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

Schema = dict[str, Any]

EMPTY_SUFFIX = ".optional"  # component of an item that may be sent empty, where that makes a difference


def component_name(item: Item, *, empty: bool = False) -> str:
    """Name the component of an item; `empty`: the one that lets an empty value pass."""
    return f"{item.romaji}{EMPTY_SUFFIX}" if empty and takes_empty(item) else item.romaji


def takes_empty(item: Item) -> bool:
    """Tell whether "without a value" can be written at all: an integer can only be left out."""
    return item.repeat is not None or item.type != "9"


def item_schema(item: Item, codes: CodeList | None = None, *, empty: bool = False) -> Schema:
    """Make the schema of an item with its name and meaning. `empty`: empty text or an empty list passes too."""
    schema: Schema = {"title": item.name, "description": _described(item, codes)}
    if item.repeat is None:
        return schema | value_schema(item, codes, empty=empty)
    schema |= {"type": "array", "items": value_schema(item, codes)}
    if not empty:
        schema["minItems"] = 1
    if item.repeat > 1:  # 1 says that the maximum is not known
        schema["maxItems"] = item.repeat
    return schema


def value_schema(item: Item, codes: CodeList | None = None, *, empty: bool = False) -> Schema:
    """Make the schema of a single value."""
    if codes is not None and not item.chain:
        return {"type": "string", "enum": [*codes.values, *([""] if empty else [])]}
    if codes is not None:
        return _text(chain_pattern(item, codes), empty=empty)
    pattern = value_pattern(item)
    if pattern is None:
        return _integer(item)
    return _text(pattern, empty=empty) | _bounds(item, empty=empty)


def _text(pattern: str, *, empty: bool) -> Schema:
    return {"type": "string", "pattern": anchored(pattern, empty=empty)} | ({} if empty else {"minLength": 1})


def _integer(item: Item) -> Schema:
    most = {"maximum": 10 ** item.digits[0] - 1} if item.digits else {}
    return {"type": "integer", "minimum": 0} | most


def _bounds(item: Item, *, empty: bool) -> Schema:
    """Tell the length where JSON Schema counts as the standard does.

    Ｎ is left out: there an ideographic variation sequence is one character but two code points, so its length stands
    in the pattern alone.
    """
    if item.type != "X" or item.charset in ("date", "month") or item.digits is None:
        return {}
    length = item.digits[0]
    least = {"minLength": length} if item.fixed and not empty else {}
    return least | {"maxLength": length}


def _described(item: Item, codes: CodeList | None) -> str:
    parts = [item.definition, f"データ型 {'Ｎ' if item.type == 'N' else item.type}"]
    if codes is None and item.type in ("X", "N", "9", "9V", "S9"):
        parts.append(_length_told(item))
    if codes is not None and codes.official:
        parts.append("、".join(f"{entry.code}={entry.label}" for entry in codes.entries))
    if item.charset == "month":
        parts.append(f"年月 YYYY-MM{'（不明な月は00）' if item.unknown_date else ''}")
    if item.chain:
        parts.append(f"「の」で{item.chain}代まで")
    return "。".join(part for part in parts if part)


def _length_told(item: Item) -> str:
    if item.digits is None:
        return "桁数は定めない（公式の桁数が手元の資料にない）"
    return f"{'' if item.fixed else '最大'}{item.length}桁"
