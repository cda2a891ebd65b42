"""Right values of an item that can be told from one another."""

from conformance.contract.specimen import DAY, MONTH, specimen
from conformance.contract.typing import Json
from conformance.spec.catalog import CodeList
from conformance.spec.model import Item

_OTHER = {DAY: "2003-07-09", MONTH: "2003-07", "12:00:00": "13:30:05", "2001": "2003"}
_LETTERS = str.maketrans("適合試験テスト1234567890A", "検証用語コトバ2345678901B")


def marks(item: Item, codes: CodeList | None = None) -> list[Json]:
    """Return two values of an item or more, as the contract carries them: of a code list all of its values.

    They have the item's JSON type and length. A list of one value gives that and nothing (None).
    """
    if codes is not None:
        several: list[Json] = list(codes.values)
        if len(several) == 1:
            several.append(None)
    else:
        one = specimen(item)
        first = one[0] if isinstance(one, list) else one
        several = [first, _other(first)]
    return [[each] for each in several] if item.repeat is not None else several


def _other(value: Json) -> Json:
    if isinstance(value, int):
        return value + 1
    text = str(value)
    return _OTHER.get(text) or text.translate(_LETTERS)
