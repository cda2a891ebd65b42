"""What the verdict is made from and what it says. verdict.json holds both, so that anyone can decide it again."""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct, field

from conformance.engine.evidence import CheckKind, Outcome
from conformance.engine.manifest import Counts
from conformance.spec.model import Testability
from conformance.spec.row import Fidelity, RequirementClass

Word = Literal[
    "conformant",
    "nonconformant",
    "unverified",
    "blocked",
    "attested",
    "in_transition",
    "undecidable",
    "out_of_scope",
]
BusinessWord = Literal["conformant", "nonconformant", "indeterminate"]
Why = Literal[
    "edition",
    "municipality_class",
    "option_not_declared",
    "exempted",
    "errata",
    "failed",
    "transition",
    "blocked",
    "passed",
    "declared",
    "not_declared",
    "not_applicable",
    "left_out",
    "not_bound",
    "supported",
    "set_aside",
    "no_check",
]

WORDS: tuple[Word, ...] = get_args(Word)
CLASSES: tuple[RequirementClass, ...] = ("mandatory", "optional", "prohibited")
FAILING: frozenset[Word] = frozenset({"nonconformant", "in_transition"})
RUN_WORDS: frozenset[Word] = frozenset({"conformant", "nonconformant", "in_transition"})


class RequirementFacts(Struct, frozen=True, kw_only=True):
    """What the verdict and the reports need to know of a requirement; a copy, so that a run stays readable alone."""

    id: str
    section: str = ""
    official_id: str = ""
    title: str = ""
    summary: str = ""
    summary_en: str = ""
    class_: RequirementClass = field(name="class")
    applies_to: tuple[str, ...] = ()
    optional_for: tuple[str, ...] = ()
    introduced: str = ""
    withdrawn: str = ""
    due: date | None = None
    transition_until: date | None = None
    option: str = ""
    testability: Testability = "api"
    testability_reason: str = ""
    source: str = ""
    fidelity: Fidelity = "provisional"
    note: str = ""


class Exemption(Struct, frozen=True, kw_only=True):
    """What a partial product does not cover: ids of requirements, `*` standing for any part, why, and where that is
    written."""

    requirements: tuple[str, ...]
    reason: str
    reference: str


class Known(Struct, frozen=True, kw_only=True):
    """A failure that the vendor knows of: of a requirement or of a check, why, and the last day it may stand."""

    requirement: str = ""
    check: str = ""
    reason: str
    expires: date


class Declarations(Struct, frozen=True, kw_only=True):
    """What the target's file declares: the class of its municipality, the options it has (option key or requirement
    id), the requirements it attests with a reference (document and page), what a partial product does not cover, and
    the failures that are known. An empty reference attests nothing; a known failure excuses nothing. `offered`: options
    that the target file shows in what it says of the way there, without declaring them."""

    municipality_class: str = ""
    options: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    attested: dict[str, str] = {}
    exempt: tuple[Exemption, ...] = ()
    known_failures: tuple[Known, ...] = ()


class Ground(Struct, frozen=True, kw_only=True):
    """The ground a business is judged on. `editions` are ordered from the oldest; `errata` are requirement ids whose
    official text contradicts itself."""

    edition: str
    editions: tuple[str, ...]
    declarations: Declarations = Declarations()
    errata: tuple[str, ...] = ()


class Basis(Struct, frozen=True, kw_only=True):
    """A business to be judged: who it is, on what ground, and its requirements. `sources` tells what the short names
    in the `source` of its requirements stand for."""

    key: str
    name: str
    name_en: str = ""
    ground: Ground
    sources: dict[str, str] = {}
    requirements: tuple[RequirementFacts, ...]


class Judgement(Struct, frozen=True):
    """The word on one requirement and the reason for it."""

    word: Word
    why: Why


class CheckResult(Struct, frozen=True, kw_only=True):
    """One check that bears on a requirement."""

    check: str
    kind: CheckKind
    outcome: Outcome


class RequirementVerdict(Struct, frozen=True, kw_only=True):
    """The verdict on one requirement. `class` is the one in force for this municipality, which may relax
    mandatory to optional; `attested` is the reference of a declaration, `exempted` why a partial product does not
    cover it and where that is written, `known` why and until when its failure is known."""

    requirement: RequirementFacts
    class_: RequirementClass = field(name="class")
    word: Word
    why: Why
    checks: tuple[CheckResult, ...] = ()
    attested: str = ""
    exempted: str = ""
    known: str = ""


class Share(Struct, frozen=True, kw_only=True):
    """How many of the requirements in scope were verified by a run, apart from declarations."""

    verified: int
    total: int


class BusinessVerdict(Struct, frozen=True, kw_only=True):
    """The verdict on one business. `counts` has every class and every word, also the zeros. `partial`: mandatory
    requirements are exempted, so that the word speaks of a part of the business alone."""

    key: str
    name: str
    name_en: str = ""
    ground: Ground
    sources: dict[str, str] = {}
    word: BusinessWord
    share: Share
    mandatory_share: Share
    partial: bool = False
    counts: dict[RequirementClass, dict[Word, int]]
    requirements: tuple[RequirementVerdict, ...]


class Problem(Struct, frozen=True, kw_only=True):
    """A reason why a run is not valid, or a remark: a message code and what it is about (ids, lines)."""

    code: str
    subjects: tuple[str, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True):
    """The whole verdict of a run. `problems` make it invalid, `remarks` do not. `stale`: known failures that pass or
    have expired, which the run ends with an error for.

    A verdict in which something is exempted is of version 2: an older tekigo refuses it, rather than show the word on
    a part as if it were the word on the whole. One with checks of a kind that came later is of version 3.
    """

    schema: Literal["tekigo.verdict/1", "tekigo.verdict/2", "tekigo.verdict/3"] = "tekigo.verdict/1"
    run: str
    as_of: date
    valid: bool
    counts: Counts
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    stale: tuple[Problem, ...] = ()
    businesses: tuple[BusinessVerdict, ...]
