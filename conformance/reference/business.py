"""What the generic parts need to know of one business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from conformance.contract.paths import operation_path, scope
from conformance.reference.faults import Fault
from conformance.reference.intake import Intake
from conformance.reference.registry import Access, Call, Handler, Handlers, Problem, Results, Value
from conformance.reference.store import Store
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Operation

Extract = Callable[[Call], Iterable[Mapping[str, Value]]]
"""Returns the rows of one group of items.csv as the system has them now, by Japanese item name."""

Journal = Callable[[Store, Access], None]
"""Notes one request in the database of the business, whether it went well or not."""


class Business:
    """A business of the reference system: its spec, its handlers, its tables, its faults.

    `municipality`: 全国地方公共団体コード of the one it plays.
    `options`: the optional functions it has, by the keys of requirements.csv.
    `each_time`: runs at the start of every transaction (time passes).
    `never_blank`: items that may be left out where optional but never emptied. `dated`: see `fields.field_of`.
    `keeps_drafts`: whether 登録区分 asks for a draft (see `drafts`). `remedies`: by error code, what to do, where the
    business can say it more exactly than `answers` does for all.
    `item_errors`: what becomes of the errors of a request's items before they are told.
    `numbers_others`: whether it needs numbers for people who are not residents. `numbering`: it gives them.
    `prohibited`: by fault, an operation that no sound system offers. `extracts`: by group, the rows of its file.
    `journal`: notes every request, where the standard wants that.
    """

    def __init__(
        self,
        catalog: Catalog,
        handlers: Handlers,
        schema: Path,
        *,
        municipality: str,
        options: tuple[str, ...] = (),
        faults: tuple[Fault, ...] = (),
        each_time: Callable[[Call], None] = lambda call: None,
        never_blank: frozenset[str] = frozenset(),
        dated: frozenset[str] = frozenset(),
        keeps_drafts: bool = False,
        remedies: Mapping[str, str] = MappingProxyType({}),
        item_errors: Callable[[list[Problem]], list[Problem]] = list,
        numbers_others: bool = False,
        numbering: bool = False,
        prohibited: Mapping[str, Operation] = MappingProxyType({}),
        extracts: Mapping[str, Extract] = MappingProxyType({}),
        journal: Journal | None = None,
    ) -> None:
        self.catalog = catalog
        self.handlers = handlers
        self.schema = schema
        self.municipality = municipality
        self.options = options
        self.faults = faults
        self.each_time = each_time
        self.never_blank = never_blank
        self.dated = dated
        self.keeps_drafts = keeps_drafts
        self.remedies = remedies
        self.item_errors = item_errors
        self.numbers_others = numbers_others
        self.numbering = numbering
        self.prohibited = prohibited
        self.extracts = extracts
        self.journal = journal
        self._editions: dict[str, Business] = {}
        self._intakes: dict[str, Intake] = {}
        self._outputs: dict[str, tuple[tuple[str, str], ...]] = {}

    def at(self, edition: str | None) -> Business:
        """Return the business as an edition of its standard has it; None is the default one.

        Raises TekigoError TKG-RUN006 for an edition that there is not.
        """
        if edition is None or edition == self.edition:
            return self
        if edition not in self._editions:
            self._editions[edition] = self._made_at(edition)
        return self._editions[edition]

    def _made_at(self, edition: str) -> Business:
        made = copy(self)
        made.catalog = Catalog(load_package(self.key, edition=edition))
        made._intakes, made._outputs = {}, {}
        for name in ("operations", "scopes"):
            made.__dict__.pop(name, None)
        return made

    @property
    def edition(self) -> str:
        """Return the edition of the standard that it plays."""
        return self.catalog.package.standard.default_edition

    @property
    def key(self) -> str:
        """Return the key of the business, a part of every path."""
        return self.catalog.package.key

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Return the operations that are offered, by id."""
        known = {operation.id: operation for operation in self.catalog.package.operations}
        return {id_: known[id_] for id_ in self.handlers.by_id if id_ in known}

    @cached_property
    def scopes(self) -> frozenset[str]:
        """Return the scopes of all operations of the contract: 業務ID:path:action."""
        operations = self.catalog.package.operations
        return frozenset(self.scope(operation) for operation in operations)

    def scope(self, operation: Operation) -> str:
        """Return the scope that a token needs for an operation."""
        return scope(self.catalog.package, operation)

    def path(self, operation: Operation) -> str:
        """Return where an operation is reached."""
        return operation_path(self.catalog.package, operation)

    def handler(self, operation: Operation) -> Handler:
        """Return the handler of an operation."""
        return self.handlers.by_id[operation.id]

    def intake(self, operation: Operation) -> Intake:
        """Return what judges the requests of an operation."""
        made = self._intakes.get(operation.id)
        if made is None:
            made = self._intakes[operation.id] = Intake(self.catalog, operation, self.never_blank, self.dated)
        return made

    def shown(self, operation: Operation, results: Results, hidden: frozenset[str]) -> list[dict[str, Value]]:
        """Turn results into answer entries: romaji names, only the operation's items, no blanks, nothing hidden."""
        names = self._outputs.get(operation.id)
        if names is None:
            pairs = ((item.name, item.romaji) for item in self.catalog.outputs(operation))
            names = self._outputs[operation.id] = tuple(pairs)
        visible = [pair for pair in names if not hidden or pair[0].partition("_")[0] not in hidden]
        return [
            {romaji: entry[name] for name, romaji in visible if entry.get(name) not in (None, "", [])}
            for entry in results
        ]
