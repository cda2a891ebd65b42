"""A generated check of one item of one operation, as a value."""

from typing import Literal

import msgspec
from msgspec import Struct

from conformance.contract.typing import Json
from conformance.engine.evidence import Outcome
from conformance.i18n import message

ItemKind = Literal[
    "control",
    "required",
    "charset",
    "length",
    "code",
    "impossible_date",
    "unknown_date",
    "check_digit",
    "at_least_one",
    "condition",
    "answer",
    "disputed",
]
REQUIRED, CHARSET, LENGTH, RELATION = "E0001", "E0002", "E0003", "E0004"
ERROR_NAMES = {REQUIRED: "required", CHARSET: "charset", LENGTH: "length", RELATION: "relation"}
UNDECIDED = "TKG-ITEM013"  # right under one reading of an official text that differs
LEAP_DAY = "2001-02-29"  # of a common year: right only where an unknown date may be
ANSWERS = ("success", "refusal", "no_token")  # the answers of an official API that have shapes of their own
# Long values are cut in titles; requests carry them whole.
_SHOWN = 24


class ItemCheck(Struct, frozen=True, kw_only=True):
    """One deviation from the standard request of an operation, and the error that must come back for it.

    `item`: Japanese name of the item that the error must name; empty for the positive control.
    `code`: the expected error; empty when the request must not be refused. `also`: errors that are right as well.
    `put`, `drop`: romaji fields set and left out. `fill`: fields that need a right value where the request has none.
    `erratum`: the official text differs here, so that no answer proves anything; `accepted`: refusing nothing is right
    as well. `official`: the messages of errors have to be the official ones.
    """

    id: str
    business: str
    operation: str
    operation_name: str
    item: str = ""
    romaji: str = ""
    kind: ItemKind
    variant: str = ""
    requirement: str
    code: str = ""
    also: tuple[str, ...] = ()
    put: dict[str, Json] = {}
    drop: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    erratum: str = ""
    accepted: bool = False
    official: bool = False

    @property
    def positive(self) -> bool:
        """Tell whether the request must not be refused."""
        return not self.code

    @property
    def mutate(self) -> str:
        """Say what the request deviates in, in the language in use."""
        told = self.variant.partition(":")[0] if self.kind != "disputed" else ""
        key = f"item.{self.kind}_{told}" if told else f"item.{self.kind}"
        return message(key, None, item=self.item, value=self._value(), other=self.variant.partition(":")[2])

    @property
    def title(self) -> str:
        """Name the check for people."""
        return message("item.title", None, operation=self.operation_name, mutate=self.mutate)

    @property
    def expected(self) -> str:
        """Say what a sound system answers."""
        if self.kind == "control":
            return message("item.expect_accepted")
        if self.kind == "answer":
            return message("item.expect_answer")
        if self.accepted:
            codes = "・".join((self.code, *self.also))
            return message("item.expect_any", None, codes=codes, item=self.item)
        if self.positive:
            return message("item.expect_let_pass", None, item=self.item)
        return message("item.expect_error", None, code=self.code, name=error_name(self.code), item=self.item)

    def _value(self) -> str:
        value = self.put.get(self.romaji, "")
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class ItemResult(Struct, frozen=True, kw_only=True):
    """What came of a check. `code` and `reason` are set when it could not be completed."""

    outcome: Outcome
    expected: str
    got: str
    code: str | None = None
    reason: str | None = None


class OpenPoint(Struct, frozen=True, kw_only=True):
    """A rule of an item that the spec does not know, so that no check of it is generated."""

    item: str
    romaji: str
    kind: Literal["length", "code"]
    operations: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Say what is not known."""
        return message(f"item.open_{self.kind}", None, item=self.item)


def error_name(code: str) -> str:
    """Return the official name of one of the four input errors."""
    return message(f"item.error_{ERROR_NAMES[code]}") if code in ERROR_NAMES else ""
