"""The typed model of the spec files. Reading, checking and the JSON Schemas all come from these classes."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from conformance.spec.access import AccessCase
from conformance.spec.calculations.model import Calculation
from conformance.spec.consumer import ConsumerScript
from conformance.spec.official import Api, Erratum
from conformance.spec.row import Fidelity, RequirementClass, Row, Text
from conformance.spec.rules.model import RuleData
from conformance.spec.standard import Standard

Testability = Literal["api", "file", "document", "attestation"]
ItemType = Literal["X", "N", "9", "9V", "S9", "DATE", "TIME", "YEAR"]
# mixed: half and full width in one value (the official X,Ｎ混在); the others narrow the type
Charset = Literal["", "digit", "alnum", "katakana", "date", "month", "text", "mixed"]
Algorithm = Literal["", "kojinbango", "modulus11", "hojinbango", "dantaicode"]

RequirementId = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*-[0-9A-Za-z.]+$")]
Romaji = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Length = Annotated[str, Meta(pattern=r"^([0-9]+(,[0-9]+)?)?$")]


class Requirement(Row, frozen=True, kw_only=True):
    """One sentence-sized duty of a standard."""

    id: RequirementId
    section: str = ""
    official_id: str = ""
    title: Text
    summary: Text
    summary_en: str = ""
    class_: RequirementClass = field(name="class")
    applies_to: tuple[str, ...] = ()
    optional_for: tuple[str, ...] = ()
    introduced: str = ""
    withdrawn: str = ""
    due: datetime.date | None = None
    transition_until: datetime.date | None = None
    option: str = ""
    testability: Testability
    testability_reason: str = ""
    source: str = ""
    fidelity: Fidelity
    note: str = ""


class Item(Row, frozen=True, kw_only=True):
    """One データ項目 of a 基本データリスト. An empty length means that the official one is not known.

    `chain`: how many words of the code list may be joined by の; none means exactly one value.
    `repeat`: the item holds a list, of at most that many values; 1 says that the maximum is not known.
    `digit_unasked`: the check digit holds for numbers that the system issues, and is not asked of those sent to it.
    """

    no: str = ""
    name: Text
    romaji: Romaji
    group: str = ""
    pk: bool = False
    fk: str = ""
    type: ItemType
    length: Length = ""
    fixed: bool = False
    code_list: str = ""
    chain: int | None = None
    repeat: int | None = None
    charset: Charset = ""
    check_digit: Algorithm = ""
    digit_unasked: bool = False
    unknown_date: bool = False
    impl: str = ""
    output_condition: str = ""
    requirement: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    introduced: str = ""
    withdrawn: str = ""
    fidelity: Fidelity

    @property
    def digits(self) -> tuple[int, int] | None:
        """Return (whole part or characters, decimals), None when the length is open."""
        if not self.length:
            return None
        whole, _, decimals = self.length.partition(",")
        return int(whole), int(decimals or 0)

    @property
    def is_personal_number(self) -> bool:
        """Tell whether its values are 個人番号, which nobody may keep or show: its check digit says so."""
        return self.check_digit == "kojinbango"


class Code(Row, frozen=True, kw_only=True):
    """One value of a code list. An empty code means that the official value is not known."""

    list: Text
    code: str = ""
    label: Text
    note: str = ""
    introduced: str = ""
    withdrawn: str = ""
    source: str = ""
    fidelity: Fidelity


class When(Row, frozen=True, kw_only=True):
    """The state of one item: equal to a value, to one of several, or (no `is`) present at all."""

    item: Text
    is_: str | tuple[str, ...] = field(default=(), name="is")


class Condition(Row, frozen=True, kw_only=True):
    """Items that become required when another has a certain value (E0004)."""

    when: When
    required: tuple[str, ...]


class Refusal(Row, frozen=True, kw_only=True):
    """An error or alert an operation answers with, and the situation in words."""

    code: Text
    when: Text
    requirement: str = ""


class Preparation(Row, frozen=True, kw_only=True):
    """An operation to run first; its result is known by the name `as` in value expressions."""

    operation: Text
    as_: Text = field(name="as")
    with_: dict[str, str | tuple[str, ...]] = field(default_factory=dict, name="with")


class Transition(Row, frozen=True, kw_only=True):
    """The state of the subject before and after."""

    from_: str | tuple[str, ...] = field(default="", name="from")
    to: str = ""


class Operation(Row, frozen=True, kw_only=True):
    """Something one can ask a system to do or to tell. `accepts`: the labels an item may have here, of all.

    `api`: the official API that it is; without one its address and its answers are tekigo's own.
    `pdf`: the item that the text of the PDF becomes with which it answers. No target need offer such an operation.
    """

    id: Romaji
    name: Text
    summary: str = ""
    kind: Literal["transaction", "query", "issue", "master"]
    action: Literal["Create", "Read", "Update", "Delete"]
    subject: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    accepts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refuses: tuple[Refusal, ...] = ()
    alerts: tuple[Refusal, ...] = ()
    sample: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    prepare: tuple[Preparation, ...] = ()
    state: Transition | None = None
    api: Api | None = None
    introduced: str = ""
    withdrawn: str = ""
    pdf: str = ""
    note: str = ""


class Probe(Row, frozen=True, kw_only=True):
    """A prohibited function whose absence is tested: an operation, an item or a code that must not exist."""

    id: Text
    name: Text
    requirement: Text
    kind: Literal["operation", "item", "code"] = "operation"
    operation: str = ""
    item: str = ""
    romaji: str = ""
    code_list: str = ""
    value: str = ""
    note: str = ""


class Operations(Row, frozen=True, kw_only=True):
    """The file operations.yaml: named sets of items, operations and probes."""

    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    probes: tuple[Probe, ...] = ()


class Report(Row, frozen=True, kw_only=True):
    """One 帳票."""

    id: Text
    official_id: str = ""
    name: Text
    requirement: str = ""
    section: str = ""
    source: str = ""
    fidelity: Fidelity
    note: str = ""


class Linkage(Row, frozen=True, kw_only=True):
    """One exchange of data with another business or body. `counterpart`: the id of the row in the partner's package."""

    id: Text
    direction: Literal["send", "receive"]
    partner: Text
    partner_key: str = ""
    counterpart: str = ""
    content: Text
    requirement: str = ""
    source: str = ""
    fidelity: Fidelity
    note: str = ""


class ErrorCode(Row, frozen=True, kw_only=True):
    """One error or alert that a system may answer with."""

    code: Text
    name: Text
    http: int
    kind: Literal["error", "alert"]
    message: str = ""
    meaning: str = ""
    source: str = ""
    fidelity: Fidelity


class Elsewhere(Struct, frozen=True, kw_only=True):
    """What other editions have and this one lacks: ids of requirements, names and romaji of items."""

    requirements: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()


class Package(Struct, frozen=True, kw_only=True):
    """Everything known of one business. `path` is its folder below `specs/`, for instance `local_tax/light`.

    As read it has the rows of all editions; `editions.at_edition` makes what holds in one, and `elsewhere` tells what
    only others have.
    """

    path: str
    standard: Standard
    requirements: tuple[Requirement, ...] = ()
    items: tuple[Item, ...] = ()
    codes: tuple[Code, ...] = ()
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    probes: tuple[Probe, ...] = ()
    reports: tuple[Report, ...] = ()
    linkages: tuple[Linkage, ...] = ()
    rules: tuple[RuleData, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    access: tuple[AccessCase, ...] = ()
    consumer: ConsumerScript = ConsumerScript()
    errata: tuple[Erratum, ...] = ()
    elsewhere: Elsewhere = Elsewhere()

    @property
    def key(self) -> str:
        """Return the key of the business."""
        return self.standard.business
