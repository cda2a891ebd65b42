"""Rules about the names in one calculation: each is known where it stands, and each that is given is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.calculations.expression import AT, BEFORE, CALL, ELSE, RULE, Parsed, is_name, parse
from conformance.spec.calculations.functions import FUNCTIONS, MADE_COLUMNS, PASSING_ON
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.common import unknown

if TYPE_CHECKING:
    from conformance.spec.calculations.expression import Named
    from conformance.spec.calculations.model import Calculation, Step
    from conformance.spec.catalog import Catalog

NUMBER = "番号"


def lint_names(catalog: Catalog, of: Calculation) -> list[Finding]:
    """Check the names of one calculation from the first input to the last result."""
    return _Names(catalog, of).check()


def called_by(of: Calculation) -> set[str]:
    """Name the calculations that one calls; expressions that cannot be read name none."""
    return {each.of for parsed in _readable(of) for each in parsed.calls}


def _readable(of: Calculation) -> Iterator[Parsed]:
    for step in of.steps:
        for text in _texts(step):
            try:
                yield parse(text)
            except TekigoError:
                continue  # told by the rule on names


def _texts(step: Step) -> Iterator[str]:
    if step.is_:
        yield step.is_
    for case in step.cases:
        yield case.is_
        if case.when:
            yield case.when
    if step.rounding:
        yield step.rounding.to


class _Names:
    """What is known so far: plain names, tables with their columns, and what was used of them."""

    def __init__(self, catalog: Catalog, of: Calculation) -> None:
        self.catalog = catalog
        self.of = of
        self.origins: dict[str, str] = {}
        self.tables: dict[str, dict[str, str]] = {}
        self.used: set[str] = set()
        self.found: list[Finding] = []

    def check(self) -> list[Finding]:
        for each in self.of.inputs:
            self._introduce(each.name, each.origin)
            if (each.type == "rows") is not bool(each.columns):
                self.found.append(finding(each.origin, "TKG-CALC024", name=each.name))
            if each.type == "rows":
                self.tables[each.name] = {NUMBER: ""}
                for column in each.columns:
                    self._column(each.name, column.name, column.origin)
            self._code_list(each.origin, each.code_list)
            for column in each.columns:
                self._code_list(column.origin, column.code_list)
        for step in self.of.steps:
            self._step(step)
        self._results()
        self._unused()
        return self.found

    def _introduce(self, name: str, origin: str) -> None:
        if not is_name(name) or name in FUNCTIONS or name in (RULE, CALL):
            self.found.append(finding(origin, "TKG-CALC021", name=name))
        if name in self.origins:
            self.found.append(finding(origin, "TKG-CALC025", name=name, first=self.origins[name]))
        self.origins.setdefault(name, origin)

    def _column(self, table: str, name: str, origin: str) -> None:
        columns = self.tables[table]
        if not is_name(name) or name in FUNCTIONS:
            self.found.append(finding(origin, "TKG-CALC021", name=name))
        if name in columns or name in self.origins:
            first = columns.get(name) or self.origins.get(name, "")
            self.found.append(finding(origin, "TKG-CALC025", name=name, first=first))
        columns.setdefault(name, origin)

    def _code_list(self, origin: str, name: str) -> None:
        lists = [each.name for each in self.catalog.code_lists()]
        if name and name not in lists:
            self.found.append(unknown(origin, "spec.code_list", name, lists))

    def _step(self, step: Step) -> None:
        if bool(step.is_) is bool(step.cases) or not all(each.when for each in step.cases[:-1]):
            self.found.append(finding(step.origin, "TKG-CALC026", name=step.name))
        if step.each and step.each not in self.tables:
            self.found.append(unknown(step.origin, "calc.type_rows", step.each, self.tables))
            return
        if step.each:
            self.used.add(step.each)
            self._column(step.each, step.name, step.origin)
        for text in _texts(step):
            try:
                self._expression(step, parse(text))
            except TekigoError as error:
                self.found.append(finding(step.origin, error.code, **error.params))
        if not step.each:
            self._introduce(step.name, step.origin)
            self._made(step)

    def _made(self, step: Step) -> None:
        """Learn the columns of a step that makes rows."""
        try:
            columns = self._columns_of(parse(step.is_).tree) if step.is_ else None
        except TekigoError:
            return
        if columns is not None:
            self.tables[step.name] = dict(columns)

    def _columns_of(self, node: ast.expr) -> dict[str, str] | None:
        if isinstance(node, ast.Name):
            return self.tables.get(node.id)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return None
        if node.func.id in MADE_COLUMNS:
            return dict.fromkeys(MADE_COLUMNS[node.func.id], "")
        return self._columns_of(node.args[0]) if node.func.id in PASSING_ON and node.args else None

    def _expression(self, step: Step, parsed: Parsed) -> None:
        own = self.tables.get(step.each, {})
        known = self.origins.keys() | (own.keys() - {step.name} if step.each else set())
        for name in sorted(parsed.names):
            if name not in known:
                self.found.append(unknown(step.origin, "calc.name", name, known))
            elif name in own:
                self.used.add(f"{step.each}.{name}")
            else:
                self.used.add(name)
        for table, column in sorted(parsed.columns):
            self._dotted(step, step.each if table == BEFORE else table, column)
        for name in sorted(parsed.functions - FUNCTIONS.keys() - {RULE, CALL}):
            self.found.append(unknown(step.origin, "calc.function", name, [*FUNCTIONS, RULE, CALL]))
        for each in parsed.rules:
            self._rule(step, each)
        for each in parsed.calls:
            self._call(step, each)

    def _dotted(self, step: Step, table: str, column: str) -> None:
        if table not in self.tables:
            self.found.append(unknown(step.origin, "calc.type_rows", table, self.tables))
        elif column not in self.tables[table]:
            self.found.append(unknown(step.origin, "spec.column", f"{table}.{column}", self.tables[table]))
        else:
            self.used |= {table, f"{table}.{column}"}

    def _rule(self, step: Step, named: Named) -> None:
        try:
            table = self.catalog.rules[named.of]
            table.column(named.what)
            for name in named.given:
                if name not in (AT, ELSE) and table.column(name).role == "result":
                    self.found.append(finding(step.origin, "TKG-CALC027", name=name, table=table.name))
        except TekigoError as error:
            self.found.append(finding(step.origin, error.code, **error.params))

    def _call(self, step: Step, named: Named) -> None:
        try:
            of = self.catalog.calculation(named.of)
        except TekigoError as error:
            self.found.append(finding(step.origin, error.code, **error.params))
            return
        if named.what not in of.results:
            self.found.append(unknown(step.origin, "calc.result", named.what, of.results))
        inputs = {each.name: each for each in of.inputs}
        for name in named.given:
            if name != AT and name not in inputs:
                self.found.append(unknown(step.origin, "calc.input", name, inputs))
        for name, each in inputs.items():
            if each.default is None and name not in named.given:
                self.found.append(finding(step.origin, "TKG-CALC012", name=name, of=of.name, type=each.type))

    def _results(self) -> None:
        dotted = {f"{table}.{column}" for table, columns in self.tables.items() for column in columns}
        known = {each.name for each in self.of.steps if not each.each} | dotted
        for name in self.of.results:
            if name not in known:
                self.found.append(unknown(self.of.origin, "calc.result", name, known))
            self.used |= {name, name.partition(".")[0]}

    def _unused(self) -> None:
        names = dict(self.origins)
        for table, columns in self.tables.items():
            own = {name: origin for name, origin in columns.items() if origin}
            names |= {f"{table}.{name}": origin for name, origin in own.items()}
        passed_on = self._passed_on()
        for name, origin in names.items():
            if name not in self.used and name.partition(".")[0] not in passed_on:
                self.found.append(finding(origin, "TKG-CALC028", name=name, of=self.of.name))

    def _passed_on(self) -> set[str]:
        """Name the tables that are handed on whole: to another calculation, or into rows made of them."""
        named = {name for parsed in _readable(self.of) for name in parsed.names}
        return named & self.tables.keys()
