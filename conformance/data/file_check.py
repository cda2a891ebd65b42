"""Checks one extracted file in one streaming pass; what keys say of each other is judged when all files are read."""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from conformance.data.batches import Batches
from conformance.data.blocks import EndlessRecordError, head_of
from conformance.data.characters import declared_once
from conformance.data.columns import Column
from conformance.data.conditions import refers_to_something
from conformance.data.keys import Keys
from conformance.data.layout import NEWEST, NEWEST_MARK
from conformance.data.model import DataFinding, Example, FileResult
from conformance.data.raw import RawPass, look_at
from conformance.data.sniff import seen
from conformance.data.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from conformance.data.batches import Hashes
    from conformance.data.blocks import Head
    from conformance.data.dialect import Dialect
    from conformance.data.keys import Rows
    from conformance.data.layout import FileLayout
    from conformance.data.raw import RawResult
    from conformance.data.sure import SureLines
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

NAME_SHOWN = 60
SMALL = 32 * 1024 * 1024  # bytes of a file that is not worth the seconds that machine code takes to get ready
HEADINGS = ("name", "romaji")
EMPTY, UNREADABLE, MISSING = "TKG-DATA024", "TKG-DATA020", "TKG-DATA021"
UNKNOWN, DOUBLE = "TKG-DATA022", "TKG-DATA023"
MUST_EXIST = "必須"  # 実装類型 ○
SEED = secrets.randbits(63)  # of the hashes of this process: nobody can make two values of one hash
MIXED = np.uint64(0x9E3779B97F4A7C15)  # an odd number spreads a hash before the next one is added


class FileCheck:
    """One file. After `run` its keys are at hand: `key`, `history`, and single columns by item name."""

    def __init__(
        self,
        path: Path,
        layout: FileLayout,
        catalog: Catalog,
        dialect: Dialect,
        *,
        scratch: Path,
        referred: frozenset[str],
    ) -> None:
        """`scratch`: a folder for keys beyond memory; `referred`: items of this file that others refer to."""
        self._declared = declared_once(dialect.characters, dialect.private)
        self._path = path
        self._layout = layout
        self._catalog = catalog
        self._dialect = dialect
        self._scratch = scratch
        self._referred = referred
        self.rows = 0
        self.columns: dict[str, Column] = {}
        self.key: Keys | None = None
        self.newest: Keys | None = None
        self.single: dict[str, Keys] = {}
        self.referring: dict[str, Keys] = {}

    def run(self, progress: Callable[[int], None] = lambda _: None) -> FileResult:
        """Read the file. `progress` gets the number of bytes dealt with since the last call. Raises OSError."""
        strange = seen(self._path, self._dialect, self._headings())
        if strange:
            return self._result(0, checked=False, findings=strange)
        head = head_of(self._path, self._dialect)
        told = self._columns(head.fields) if head is not None else []
        if head is None or not self.columns or any(each.code == DOUBLE for each in told):
            return self._unread(told, progress)
        self._prepare()
        sure = self._sure(head) if self._path.stat().st_size > SMALL else None
        values = Values(self.columns, sure.covered if sure else (), SEED)
        try:
            with values:
                raw = self._read(head, values, sure, progress)
        except (pl.exceptions.PolarsError, EndlessRecordError) as error:
            return self._refused(str(error), told)
        findings = self._raw(raw)
        if not raw.readable:
            return self._result(raw.rows, checked=False, findings=findings or [self._finding(EMPTY)])
        if raw.separators != (self.rows + 1) * (
            len(head.fields) - 1
        ):  # records of other lengths than the header
            findings = self._raw(look_at(self._path, self._dialect, fields=True))
            return self._result(raw.rows, checked=False, findings=findings)
        findings += [*told, *values.findings(self.rows, self._finding)]
        return self._result(self.rows, checked=True, findings=findings)

    def _sure(self, head: Head) -> SureLines:
        from conformance.data.sure import SureLines

        form = self._dialect.separator, self._dialect.quote
        return SureLines(head.fields, self.columns, self._declared, form)

    def _unread(self, told: Sequence[DataFinding], progress: Callable[[int], None]) -> FileResult:
        """Say what is wrong with a file whose header is of no use, and what its bytes tell."""
        raw = look_at(self._path, self._dialect, progress=progress)
        findings = self._raw(raw)
        if raw.readable:
            findings += told
        return self._result(raw.rows, checked=False, findings=findings or [self._finding(EMPTY)])

    def _refused(self, reason: str, told: Sequence[DataFinding]) -> FileResult:
        """Say why a file cannot be read as CSV."""
        raw = look_at(self._path, self._dialect)
        if raw.readable:
            exact = self._raw(look_at(self._path, self._dialect, fields=True))
            found = reason.splitlines()[0][:200] if reason else ""
            findings = exact or [*self._raw(raw), *told, self._finding(UNREADABLE, found=found)]
        else:
            findings = self._raw(raw)
        return self._result(raw.rows, checked=False, findings=findings)

    def _raw(self, raw: RawResult) -> list[DataFinding]:
        return [
            DataFinding(
                code=fault.code,
                file=self._path.name,
                count=fault.count,
                rows=raw.rows,
                found=fault.found,
                expected=self._asked(fault.code, raw),
                examples=tuple(Example(row=max(line - 1, 0)) for line in fault.lines),
            )
            for fault in raw.faults
        ]

    def _asked(self, code: str, raw: RawResult) -> str:
        if code == "TKG-DATA019":
            return str(raw.fields)
        return self._dialect.line_end.upper() if code == "TKG-DATA016" else ""

    def _columns(self, header: Sequence[str]) -> list[DataFinding]:
        """Find which column is which item."""
        found: list[DataFinding] = []
        names = self._names()
        times = Counter(names[name].name for name in header if name in names)
        for name in header:
            item = names.get(name)
            if item is None:
                found.append(self._finding(UNKNOWN, column=name[:NAME_SHOWN]))
            elif times[item.name] == 1:
                self.columns[item.name] = Column(name, item, self._catalog, self._declared)
        found += [self._finding(DOUBLE, column=item) for item, count in times.items() if count > 1]
        for item in self._layout.items:
            if not times[item.name] and (item.impl == MUST_EXIST or item.pk):
                found.append(self._finding(MISSING, column=item.name))
        return found

    def _names(self) -> dict[str, Item]:
        kinds = HEADINGS if self._dialect.header == "either" else (self._dialect.header,)
        return {getattr(item, kind): item for item in self._layout.items for kind in kinds}

    def _headings(self) -> dict[str, list[str]]:
        return {kind: [getattr(item, kind) for item in self._layout.items] for kind in HEADINGS}

    def _prepare(self) -> None:
        name = f"{self._layout.group}".encode().hex()
        if all(item.name in self.columns for item in self._layout.key):
            self.key = Keys(self._scratch, f"{name}-key")
        for item in self._layout.items:
            if item.name not in self.columns:
                continue
            if item.name in self._referred:
                self.single[item.name] = Keys(self._scratch, f"{name}-{item.romaji}-single")
            if item.name == NEWEST and self.key is not None and self._layout.entity:
                self.newest = Keys(self._scratch, f"{name}-newest")
            if item.fk and not item.repeat:
                self.referring[item.name] = Keys(self._scratch, f"{name}-{item.romaji}-fk")

    def _read(
        self, head: Head, values: Values, sure: SureLines | None, progress: Callable[[int], None]
    ) -> RawResult:
        """Judge all rows, and return what the bytes say."""
        raw = RawPass(self._dialect)
        if not raw.takes(head.data):
            return raw.result()
        progress(len(head.data))
        batches = Batches(
            self._path,
            self._dialect,
            head.fields,
            known={column.name for column in self.columns.values()},
            needed=values.needed | self._of_keys(),
            sure=sure,
            seed=SEED,
        )
        with closing(batches.read(len(head.data))) as read:
            for batch in read:
                separators = batch.sure * (len(head.fields) - 1)
                if not raw.takes(batch.data, unsure=batch.unsure, separators=separators):
                    break
                values.judge(batch, self.rows)
                self._keep(batch.every, batch.hashes)
                self.rows += batch.every.height
                progress(len(batch.data))
        return raw.result()

    def _of_keys(self) -> set[str]:
        """Return the columns of keys, by their names in the file."""
        items = {item.name for item in self._layout.key} if self.key is not None else set()
        items |= {*self.single, *self.referring} | ({NEWEST} if self.newest is not None else set())
        conditions = (refers_to_something(self.columns[name].item, self.columns) for name in self.referring)
        names = {name for condition in conditions for name in condition.meta.root_names()}
        return names | {self.columns[name].name for name in items}

    def _keep(self, batch: pl.DataFrame, hashes: Hashes) -> None:
        """Keep the keys of a batch."""
        first = self.rows + 1
        if self.key is not None:
            whole = self._whole(batch)  # an empty key is told as such, and is no double one
            items = self._layout.entity or self._layout.key
            things, numbers = self._joined(hashes, items), self._numbers(batch)
            kept = None if numbers is None else numbers[whole]
            self.key.add(things[whole], first, number=kept, rows=whole + first)
            if self.newest is not None and numbers is not None:
                newest = (batch[self.columns[NEWEST].name] == NEWEST_MARK).to_numpy()
                marked = whole[newest[whole]]
                self.newest.add(things[marked], first, number=numbers[marked], rows=marked + first)
        for name, keys in self.single.items():
            keys.add_known(hashes[self.columns[name].name])
        for name, keys in self.referring.items():
            refers = refers_to_something(self.columns[name].item, self.columns)
            told = np.flatnonzero(batch.select(refers).to_series().to_numpy())
            keys.add(hashes[self.columns[name].name][told], first, rows=told + first)

    def _whole(self, batch: pl.DataFrame) -> Rows:
        """Return the places of the rows whose key has all its parts."""
        names = [self.columns[item.name].name for item in self._layout.key]
        return np.flatnonzero(batch.select(pl.all_horizontal(pl.col(names) != "")).to_series().to_numpy())

    def _numbers(self, batch: pl.DataFrame) -> NDArray[np.int64] | None:
        history = self._layout.history
        if history is None or not self._layout.entity:
            return None
        numbers = batch[self.columns[history.name].name].cast(pl.Int64, strict=False).fill_null(-1)
        return numbers.to_numpy()

    def _joined(self, hashes: Hashes, items: Sequence[Item]) -> NDArray[np.uint64]:
        """Return one hash for the values of several items."""
        first, *others = (hashes[self.columns[item.name].name] for item in items)
        for other in others:
            first = (first ^ (first >> np.uint64(29))) * MIXED + other
        return first

    def _finding(self, code: str, **of: Any) -> DataFinding:  # noqa: ANN401 - the fields of a finding
        return DataFinding(code=code, file=self._path.name, **of)

    def _result(self, rows: int, *, checked: bool, findings: Sequence[DataFinding]) -> FileResult:
        return FileResult(
            group=self._layout.group,
            file=self._path.name,
            rows=rows,
            checked=checked,
            findings=tuple(findings),
            columns=tuple(self.columns),
        )
