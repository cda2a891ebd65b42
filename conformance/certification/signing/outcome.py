"""What `tekigo verify` tells."""

from datetime import date

from msgspec import Struct

from conformance.certification.signing.findings import Check, Finding, State
from conformance.certification.signing.suite import Sameness
from conformance.verdict.model import BusinessWord


class About(Struct, frozen=True, kw_only=True):
    """The run inside a bundle, as its evidence has it. `suite` compares what it was made with to what is here;
    of the businesses in `partial` only a part was to be covered."""

    run: str
    product: str
    as_of: date
    valid: bool
    interrupted: bool
    problems: tuple[str, ...]
    businesses: dict[str, BusinessWord]
    partial: tuple[str, ...] = ()
    suite: dict[str, Sameness]


class Verification(Struct, frozen=True, kw_only=True):
    """The outcome of checking a bundle. `result` is the word that was signed, "" where none can be read; `about` is
    None where the run cannot be read. `verified` says that nothing was found wrong, not that the system conforms."""

    bundle: str
    verified: bool
    key: str
    result: str
    checks: dict[Check, State]
    findings: tuple[Finding, ...]
    about: About | None
