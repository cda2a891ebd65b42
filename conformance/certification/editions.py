"""Chooses the edition of each business, and the ground it is judged on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.editions import at_edition, known_edition
from conformance.spec.faults import nearest
from conformance.spec.load import load_standard
from conformance.target.ordinance import wholes_for
from conformance.verdict.basis import basis_of, declarations_of, edition_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from conformance.spec.model import Package
    from conformance.target.model import Target
    from conformance.verdict.model import Basis, Declarations

NONE: Mapping[str, str] = MappingProxyType({})


class Judged(Struct, frozen=True, kw_only=True):
    """One business: with the rows of all editions, what holds in the one it is judged by, and the basis."""

    whole: Package
    package: Package
    basis: Basis

    @property
    def edition(self) -> str:
        """The edition that it is judged by."""
        return self.basis.ground.edition


def named_editions(words: Sequence[str], keys: Iterable[str]) -> dict[str, str]:
    """Read editions as they are named on a command line: `E` for every business, `KEY=E` for one.

    Raises TekigoError TKG-RUN014 for a business that is not among those given.
    """
    known, found, own = tuple(keys), dict[str, str](), dict[str, str]()
    for word in words:
        key, sign, edition = word.rpartition("=")
        if not sign:
            found = dict.fromkeys(known, edition)
        elif key in known:
            own[key] = edition
        else:
            raise TekigoError("TKG-RUN014", business=key, near=nearest(key, known), known="、".join(known))
    return found | own


def served_editions(words: Sequence[str], keys: Iterable[str]) -> dict[str, str]:
    """Read editions as `named_editions` does, for systems that are started here.

    Raises TekigoError TKG-RUN006 for an edition that there is not as well.
    """
    named = named_editions(words, keys)
    for key, edition in named.items():
        known_edition(load_standard(key), edition)
    return named


def judged_by(
    wholes: Iterable[Package], declarations: Declarations, as_of: date, editions: Mapping[str, str] = NONE
) -> list[Judged]:
    """Choose the edition of each business: the one named, else the one in force on the day, and take what holds in it.

    Raises TekigoError TKG-RUN006 for an edition that there is not.
    """
    return [_judged(each, declarations, as_of, editions.get(each.key)) for each in wholes]


def judged_for(
    target: Target, businesses: Iterable[str], as_of: date, editions: Mapping[str, str] = NONE
) -> list[Judged]:
    """Load businesses with the values of a target's municipality. Raises as `wholes_for` and `judged_by`."""
    return judged_by(wholes_for(target, businesses), declarations_of(target), as_of, editions)


def _judged(whole: Package, declarations: Declarations, as_of: date, named: str | None) -> Judged:
    edition = known_edition(whole.standard, named) if named else edition_on(whole.standard, as_of)
    basis = basis_of(whole, declarations, edition=edition)
    return Judged(whole=whole, package=at_edition(whole, edition), basis=basis)
