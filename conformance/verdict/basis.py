"""From a spec package and a target's declarations to the ground a business is judged on."""

from collections.abc import Sequence
from datetime import date

from conformance.spec.editions import order_of
from conformance.spec.model import Package, Requirement
from conformance.spec.standard import Standard
from conformance.target.model import Target
from conformance.target.offers import offered
from conformance.verdict.model import (
    Basis,
    Declarations,
    Exemption,
    Ground,
    Known,
    RequirementFacts,
    Verdict,
)

_COPIED = tuple(name for name in RequirementFacts.__struct_fields__)


def basis_of(
    package: Package, declarations: Declarations, *, edition: str | None = None, errata: Sequence[str] = ()
) -> Basis:
    """Make the basis of one business; `edition` None means the package's default edition.

    `package`: as read, with the requirements of all editions; those of others are told as out of scope.
    """
    standard = package.standard
    ground = Ground(
        edition=edition or standard.default_edition,
        editions=order_of(standard),
        declarations=declarations,
        errata=tuple(errata),
    )
    facts = tuple(facts_of(each) for each in package.requirements)
    return Basis(
        key=package.key,
        name=standard.name,
        name_en=standard.name_en,
        ground=ground,
        sources=standard.sources,
        requirements=facts,
    )


def declarations_of(target: Target) -> Declarations:
    """Take from a target file what bears on the verdict."""
    return Declarations(
        municipality_class=target.municipality.class_,
        options=tuple(sorted(target.options)),
        offered=offered(target),
        attested={each.requirement: each.reference for each in target.declarations},
        exempt=tuple(
            Exemption(requirements=each.requirements, reason=each.reason, reference=each.reference)
            for each in target.scope.exempt
        ),
        known_failures=tuple(
            Known(
                requirement=each.requirement or "",
                check=each.check or "",
                reason=each.reason,
                expires=each.expires,
            )
            for each in target.known_failures
        ),
    )


def facts_of(requirement: Requirement) -> RequirementFacts:
    """Copy what the verdict keeps of a requirement."""
    return RequirementFacts(**{name: getattr(requirement, name) for name in _COPIED})


def edition_on(standard: Standard, as_of: date) -> str:
    """Choose the edition in force on a day: the default one unless its date is later, then the last one before.

    An edition without a date cannot be placed in time; where nothing earlier is dated the default stands.
    """
    known = {each.id: each.date for each in standard.editions}
    default = known.get(standard.default_edition)
    earlier = [(day, id_) for id_, day in known.items() if day is not None and day <= as_of]
    later = default is not None and default > as_of
    return max(earlier)[1] if later and earlier else standard.default_edition


def bases_of(verdict: Verdict) -> list[Basis]:
    """Take the bases out of a verdict, so that it can be decided again from its own bundle."""
    return [
        Basis(
            key=each.key,
            name=each.name,
            name_en=each.name_en,
            ground=each.ground,
            sources=each.sources,
            requirements=tuple(judged.requirement for judged in each.requirements),
        )
        for each in verdict.businesses
    ]
