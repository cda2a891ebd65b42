"""The model of official APIs, and of what is amiss in the official text about them."""

from typing import Annotated, Literal

from msgspec import Meta

from conformance.spec.row import Fidelity, Row, Text
from conformance.spec.standard import CheckKind


class Api(Row, frozen=True, kw_only=True):
    """The official API that an operation is, where the standard prescribes one: then nothing of it is tekigo's own.

    `path`: the APIコール名, without a slash before it. `content_type`: of requests; `answer_type`: of answers.
    `title`: 機能名称. `title_length`, `href_length`: the most characters of these members. `details`: by HTTP status,
    the sentence that is fixed. `errors`: the codes that an answer 400 may carry.
    """

    document: Text
    path: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*$")]
    content_type: Text
    answer_type: Text
    title: Text
    title_length: int
    href_length: int
    details: dict[str, str]
    errors: tuple[str, ...]
    source: Text
    fidelity: Fidelity


class Reading(Row, frozen=True, kw_only=True):
    """One way to read the official text, and the cells or paragraphs that say so."""

    says: Text
    cells: tuple[Text, ...]


class Erratum(Row, frozen=True, kw_only=True):
    """One place where the official material contradicts itself, leaves a duty open, or is plainly mistaken.

    `judged`: `every_reading` accepts whatever some reading allows, and the check says 判定保留; `one_reading` is
    judged, for a `reason` that the text itself gives; `not_tested` generates no check of `items` and `checks`;
    `recorded` has no bearing on a run. `items`, `checks`: the generated checks concerned; no items means all.
    `codes`: errors that are right under some reading. `accepted`: so is an answer that refuses nothing.
    `lengths`: lengths (characters) that the readings differ about, each tried. `requirement`: what the checks
    concerned verify, in place of their own. `third_party`: where others have reported the same.
    """

    id: Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*-E[0-9]+$")]
    title: Text
    kind: Literal["contradiction", "ambiguity", "omission", "slip"]
    readings: tuple[Reading, ...]
    judged: Literal["every_reading", "one_reading", "not_tested", "recorded"]
    reason: Text
    items: tuple[str, ...] = ()
    checks: tuple[CheckKind, ...] = ()
    codes: tuple[str, ...] = ()
    accepted: bool = False
    lengths: tuple[int, ...] = ()
    requirement: str = ""
    third_party: str = ""


class Errata(Row, frozen=True, kw_only=True):
    """The file errata.yaml."""

    errata: tuple[Erratum, ...] = ()
