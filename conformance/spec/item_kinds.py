"""Which kinds of check can be generated from an item, so that the generator and the coverage never disagree."""

from conformance.spec.model import CheckKind, Item

_NO_LENGTH = ("DATE", "TIME", "YEAR")
_ANY_CHARACTER = ("N", "X")


def kinds_of(item: Item, *, required: bool) -> tuple[CheckKind, ...]:
    """Return the kinds of item check that can be generated for an input of an operation.

    A length that is not known is not checked; nor is the length of dates and times, which is a matter of their form.
    """
    applicable: dict[CheckKind, bool] = {
        "required": required,
        "charset": bool(item.charset) or item.type not in _ANY_CHARACTER,
        "length": bool(item.length) and item.type not in _NO_LENGTH,
        "code": bool(item.code_list),
        "impossible_date": item.type == "DATE",
        "unknown_date": item.type == "DATE" and not item.unknown_date,
        "check_digit": bool(item.check_digit),
    }
    return tuple(kind for kind, applies in applicable.items() if applies)
