"""Rules about linkages between businesses: what one sends the other receives, and both rows say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from conformance.spec.errors import Finding, Phrase, finding
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from conformance.spec.model import Linkage, Package

# Words of two or more kanji, figures or katakana; those that say nothing of what is exchanged do not count.
_WORD = re.compile(r"[一-龠々0-9]{2,}|[ァ-ヶー]{2,}")
_EMPTY = frozenset(
    {"情報", "結果", "データ", "有無", "連携", "連携ファイル", "ファイル", "内容", "関係", "資料"}
)


def lint_linkages(packages: Iterable[Package]) -> Iterator[Finding]:
    """Check every counterpart that is named: it exists, points back, goes the other way, and is about the same."""
    loaded = {package.key: package for package in packages}
    for package in loaded.values():
        for row in package.linkages:
            partner = loaded.get(row.partner_key)
            if row.counterpart and not row.partner_key:
                yield finding(row.origin, "TKG-SPEC092", id=row.id)
            elif row.counterpart and partner:
                yield from _pair(package, row, partner)


def open_linkages(packages: Iterable[Package]) -> Iterator[Finding]:
    """Tell the linkages with a business that name no counterpart, or a business that is not there."""
    loaded = {package.key: package for package in packages}
    for package in loaded.values():
        for row in package.linkages:
            partner = loaded.get(row.partner_key)
            if row.partner_key and partner is None:
                near = nearest(row.partner_key, loaded)
                yield finding(row.origin, "TKG-SPEC093", id=row.id, partner=row.partner_key, near=near)
            elif partner and not row.counterpart:
                likely = "、".join(_candidates(package, row, partner)) or Phrase("spec.none")
                yield finding(row.origin, "TKG-SPEC094", id=row.id, partner=row.partner, likely=likely)


def _pair(package: Package, row: Linkage, partner: Package) -> Iterator[Finding]:
    rows = {each.id: each for each in partner.linkages}
    other = rows.get(row.counterpart)
    if other is None:
        yield finding(
            row.origin,
            "TKG-SPEC101",
            id=row.id,
            counterpart=row.counterpart,
            partner=partner.key,
            near=nearest(row.counterpart, rows),
        )
        return
    about = {"id": row.id, "other": f"{other.id} ({other.origin})"}
    if other.partner_key and (other.partner_key, other.counterpart) != (package.key, row.id):
        yield finding(row.origin, "TKG-SPEC102", **about)
    if other.direction == row.direction:
        yield finding(row.origin, "TKG-SPEC103", direction=row.direction, **about)
    if not _words(row.content) & _words(other.content):
        yield finding(row.origin, "TKG-SPEC100", content=row.content, theirs=other.content, **about)


def _candidates(package: Package, row: Linkage, partner: Package) -> list[str]:
    """Name the rows of the partner that may be meant, the likeliest first."""
    rows = [
        each
        for each in partner.linkages
        if each.direction != row.direction and each.partner_key in (package.key, "") and not each.counterpart
    ]
    own = [each for each in rows if each.partner_key]
    weighed = [(len(_words(row.content) & _words(each.content)), each.id) for each in own or rows]
    return [id_ for common, id_ in sorted(weighed, key=lambda pair: -pair[0])[:3] if common or own]


def _words(text: str) -> frozenset[str]:
    """Return what a content is about: its words, and every two characters within them."""
    words = [word for word in _WORD.findall(text) if word not in _EMPTY]
    return frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1)) - _EMPTY
