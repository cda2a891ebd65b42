"""What a vendor's declarations come to: remarks on those that say nothing, and known failures that no longer hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from conformance.engine.evidence import Outcome
from conformance.verdict.model import Basis, BusinessVerdict, Declarations, Known, Problem, Word
from conformance.verdict.rule import exemption_of, is_duty, names

_PASSES, _EXPIRED = "TKG-VER040", "TKG-VER041"


def known_of(requirement: str, declarations: Declarations) -> str:
    """Say why and until when the failure of a requirement is known; nothing when it is not."""
    found = next((each for each in declarations.known_failures if each.requirement == requirement), None)
    return f"{found.reason}（{found.expires.isoformat()}）" if found else ""


def stale(
    businesses: Sequence[BusinessVerdict], reported: Mapping[str, Sequence[Outcome]], as_of: date
) -> Iterator[Problem]:
    """List the known failures that pass, and those that have expired; of what was not tried nothing is said."""
    known = dict.fromkeys(
        each for business in businesses for each in business.ground.declarations.known_failures
    )
    words = {each.requirement.id: each.word for one in businesses for each in one.requirements}
    passing = tuple(sorted(_name(each) for each in known if _passes(each, words, reported)))
    if passing:
        yield Problem(code=_PASSES, subjects=passing)
    yield from expired([each for each in known if _tried(each, words, reported)], as_of)


def expired(known: Iterable[Known], as_of: date) -> Iterator[Problem]:
    """List the known failures whose last day has passed."""
    subjects = tuple(sorted(_name(each) for each in known if each.expires < as_of))
    if subjects:
        yield Problem(code=_EXPIRED, subjects=subjects)


def remarks(bases: Sequence[Basis], not_done: Sequence[str] = ()) -> Iterator[Problem]:
    """List the declarations that do not count, as they name nothing or nothing that can be declared; and the checks
    that a time budget left undone.
    """
    known = {each.id: each for basis in bases for each in basis.requirements}
    prefixes = {
        name.partition("-")[0] for name in known
    }  # declarations for a business not in the run are fine
    options = {each.option for each in known.values()} | set(known)
    declared = [basis.ground.declarations for basis in bases]
    attested = {key: text for each in declared for key, text in each.attested.items()}
    exempt = {(pattern, one) for each in declared for one in each.exempt for pattern in one.requirements}
    failing = {one.requirement for each in declared for one in each.known_failures} - {""}

    def astray(name: str) -> bool:
        return name not in known and name.partition("-")[0] in prefixes

    found = {
        "TKG-VER030": {name for each in declared for name in each.options if name not in options},
        "TKG-VER031": {key for key in attested if astray(key)},
        "TKG-VER032": {key for key, text in attested.items() if not text.strip()},
        "TKG-VER033": {key for key in attested if key in known and known[key].testability == "api"},
        "TKG-VER034": {key for key in failing if astray(key)},
        "TKG-VER035": {
            pattern
            for pattern, one in exempt
            if pattern.partition("-")[0] in prefixes
            and not any(names(one, key) for key in known if known[key].class_ != "prohibited")
        },
        "TKG-VER036": {pattern for basis in bases for pattern in _whole(basis)},
        "TKG-VER039": set(not_done),
    }
    for code, subjects in found.items():
        if subjects:
            yield Problem(code=code, subjects=tuple(sorted(subjects)))


def _whole(basis: Basis) -> Iterator[str]:
    """List the exemptions of a business that leave it nothing mandatory."""
    duties = [each for each in basis.requirements if is_duty(each, basis.ground)]
    if duties and all(exemption_of(each, basis.ground) for each in duties):
        for one in basis.ground.declarations.exempt:
            if any(names(one, each.id) for each in duties):
                yield f"{basis.key}: {'、'.join(one.requirements)}"


def _name(known: Known) -> str:
    return f"{known.requirement or known.check}: {known.reason}（{known.expires.isoformat()}）"


def _tried(known: Known, words: Mapping[str, Word], reported: Mapping[str, Sequence[Outcome]]) -> bool:
    return known.requirement in words or known.check in reported


def _passes(known: Known, words: Mapping[str, Word], reported: Mapping[str, Sequence[Outcome]]) -> bool:
    if known.requirement:
        return words.get(known.requirement) == "conformant"
    return list(reported.get(known.check, ())) == ["passed"]
