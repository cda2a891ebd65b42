"""What the overview says of each business. Every number is a count of what is there; a zero is a zero."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from conformance.spec.coverage import Share
from conformance.spec.model import Testability
from conformance.spec.row import RequirementClass
from conformance.spec.standard import STANDARDS

CLASSES: tuple[RequirementClass, ...] = ("mandatory", "optional", "prohibited")
TESTABILITIES: tuple[Testability, ...] = ("api", "file", "document", "attestation")


class Verified(Struct, frozen=True, kw_only=True):
    """What a run says of the requirements of a business: how many passed, failed, and are left without its evidence."""

    run: str
    passed: int
    failed: int
    left: int


class BusinessOverview(Struct, frozen=True, kw_only=True):
    """One business. `with_scenarios` and `with_generated` count requirements, `unchecked` those with neither.

    `gaps`: ids of mandatory requirements that a run could test and nothing checks. `unanswered`: operations that the
    bundled reference system does not answer. `verified`: None when no run was given, or it left the business out.
    """

    business: str
    name: str
    name_en: str
    path: str
    gyomu_ids: tuple[str, ...]
    shared_by: tuple[str, ...]
    edition: str
    requirements: int
    by_class: dict[RequirementClass, int] = field(name="class")
    testability: dict[Testability, int]
    with_scenarios: int
    with_generated: int
    unchecked: int
    verified: Verified | None
    scenarios: int
    item_checks: int
    items: int
    code_lists: int
    codes: int
    operations: int
    unanswered: tuple[str, ...]
    rule_tables: int
    rule_rows: int
    calculations: int
    examples: int
    reports: int
    linkages: int
    open_lengths: int
    open_codes: int
    provisional: int
    shares: tuple[Share, ...]
    gaps: tuple[str, ...]


class Overview(Struct, frozen=True, kw_only=True):
    """All businesses. `standards`: how many of them are standards of their own, of `of`; the rest are shared parts."""

    schema: Literal["tekigo.coverage/1"] = "tekigo.coverage/1"
    run: str = ""
    standards: int
    of: int = STANDARDS
    businesses: tuple[BusinessOverview, ...]
