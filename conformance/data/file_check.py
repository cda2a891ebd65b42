"""Checks one extracted file in one streaming pass; what keys say of each other is judged when all files are read."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from conformance.data.columns import Column
from conformance.data.conditions import refers_to_something
from conformance.data.keys import Keys
from conformance.data.layout import NEWEST, NEWEST_MARK
from conformance.data.model import SHOWN, DataFinding, Example, FileResult
from conformance.data.raw import look_at
from conformance.data.redacted import redacted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from conformance.data.dialect import Dialect
    from conformance.data.layout import FileLayout
    from conformance.data.raw import RawResult
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

BATCH = 100_000  # rows
NAME_SHOWN = 60
EMPTY, UNREADABLE, MISSING = "TKG-DATA024", "TKG-DATA020", "TKG-DATA021"
UNKNOWN, DOUBLE = "TKG-DATA022", "TKG-DATA023"
MISSING_VALUES = {"b": "TKG-DATA030", "o": "TKG-DATA071"}
MUST_EXIST = "必須"  # 実装類型 ○


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
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        self._examples: dict[tuple[str, str], list[Example]] = defaultdict(list)

    def run(self, progress: Callable[[int], None] = lambda _: None) -> FileResult:
        """Read the file once. Raises OSError."""
        raw = look_at(self._path, self._dialect)
        findings = self._raw(raw)
        if not raw.readable and not findings:
            findings.append(self._finding(EMPTY))
        if not raw.readable:
            return self._result(raw.rows, checked=False, findings=findings)
        header = self._header()
        findings += self._columns(header)
        if not self.columns or any(each.code in (DOUBLE, "TKG-DATA019") for each in findings):
            return self._result(raw.rows, checked=False, findings=findings)
        self._prepare()
        try:
            self._read(header, progress)
        except pl.exceptions.PolarsError as error:
            told = self._raw(look_at(self._path, self._dialect, fields=True))
            reason = str(error).splitlines()[0][:200]
            findings = told or [*findings, self._finding(UNREADABLE, found=reason)]
            return self._result(raw.rows, checked=False, findings=findings)
        if raw.separators != (self.rows + 1) * (len(header) - 1):  # records of other lengths than the header
            findings = self._raw(look_at(self._path, self._dialect, fields=True))
            return self._result(raw.rows, checked=False, findings=findings)
        findings += self._values()
        return self._result(self.rows, checked=True, findings=findings)

    def _raw(self, raw: RawResult) -> list[DataFinding]:
        return [
            DataFinding(
                code=fault.code,
                file=self._path.name,
                count=fault.count,
                rows=raw.rows,
                found=fault.found,
                expected=str(raw.fields) if fault.code == "TKG-DATA019" else "",
                examples=tuple(Example(row=max(line - 1, 0)) for line in fault.lines),
            )
            for fault in raw.faults
        ]

    def _header(self) -> list[str]:
        """Read the first record; the first pass has seen that no line is too long to be read."""
        with self._path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            records = csv.reader(file, delimiter=self._dialect.separator, quotechar=self._dialect.quote)
            return next(records, [])

    def _form(self) -> dict[str, Any]:
        return {"separator": self._dialect.separator, "quote_char": self._dialect.quote}

    def _columns(self, header: Sequence[str]) -> list[DataFinding]:
        """Find which column is which item."""
        found: list[DataFinding] = []
        names, times = self._names(), Counter(header)
        for name in header:
            item = names.get(name)
            if item is None:
                found.append(self._finding(UNKNOWN, column=name[:NAME_SHOWN]))
            elif item.name in self.columns or times[name] > 1:
                found.append(self._finding(DOUBLE, column=item.name))
            else:
                self.columns[item.name] = Column(name, item, self._catalog)
        for item in self._layout.items:
            if item.name not in self.columns and (item.impl == MUST_EXIST or item.pk):
                found.append(self._finding(MISSING, column=item.name))
        return found

    def _names(self) -> dict[str, Item]:
        kinds = ("name", "romaji") if self._dialect.header == "either" else (self._dialect.header,)
        return {getattr(item, kind): item for item in self._layout.items for kind in kinds}

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

    def _read(self, header: Sequence[str], progress: Callable[[int], None]) -> None:
        scan = pl.scan_csv(
            self._path,
            infer_schema=False,
            empty_string_is_null=False,
            schema=dict.fromkeys(header, pl.String),
            **self._form(),
        )
        wanted = [column.name for column in self.columns.values()]
        for batch in scan.select(wanted).collect_batches(chunk_size=BATCH, maintain_order=True):
            self._judge(batch)
            self._keep(batch)
            self.rows += batch.height
            progress(batch.height)

    def _judge(self, batch: pl.DataFrame) -> None:
        """Count what is wrong with the values of a batch."""
        flags = {f"s:{name}": column.suspects() for name, column in self.columns.items()}
        flags |= {f"b:{n}": e for n, c in self.columns.items() if (e := c.blanks(self.columns)) is not None}
        flags |= {
            f"o:{n}": e for n, c in self.columns.items() if (e := c.undecided(self.columns)) is not None
        }
        seen = batch.select(**flags)
        totals = seen.select(pl.all().sum()).row(0, named=True)
        for flag, total in totals.items():
            if not total:
                continue
            kind, _, name = flag.partition(":")
            places = seen[flag].arg_true()
            if kind in MISSING_VALUES:
                self._note(
                    name, MISSING_VALUES[kind], [(int(place), "") for place in places[:SHOWN]], int(total)
                )
            else:
                self._look(name, places, batch[self.columns[name].name].gather(places))

    def _look(self, name: str, places: pl.Series, values: pl.Series) -> None:
        """Look at suspicious values, each different one once."""
        column = self.columns[name]
        errors = {value: code for value in values.unique().to_list() if (code := column.error(value))}
        if not errors:
            return
        by_code: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, value in zip(places.to_list(), values.to_list(), strict=True):
            if value in errors:
                by_code[errors[value]].append((place, value))
        for code, rows in by_code.items():
            self._note(name, code, rows, len(rows))

    def _note(self, name: str, code: str, rows: Sequence[tuple[int, str]], count: int) -> None:
        self._counts[name, code] += count
        kept = self._examples[name, code]
        for place, value in rows[: SHOWN - len(kept)]:
            kept.append(Example(row=self.rows + place + 1, shape=redacted(value)))

    def _keep(self, batch: pl.DataFrame) -> None:
        """Keep the keys of a batch."""
        first = self.rows + 1
        if self.key is not None:
            self.key.add(self._hash(batch, self._layout.key), first, **self._history(batch))
        for name, keys in self.single.items():
            keys.add(self._hash(batch, [self.columns[name].item]), first)
        if self.newest is not None:
            marked = np.flatnonzero((batch[self.columns[NEWEST].name] == NEWEST_MARK).to_numpy())
            hashes = self._hash(batch, self._layout.entity)[marked]
            numbers = self._history(batch)["number"][marked]
            self.newest.add(hashes, first, number=numbers, rows=(marked + first).astype(np.uint64))
        for name, keys in self.referring.items():
            refers = refers_to_something(self.columns[name].item, self.columns)
            told = np.flatnonzero(batch.select(refers).to_series().to_numpy())
            hashes = self._hash(batch, [self.columns[name].item])[told]
            keys.add(hashes, first, rows=(told + first).astype(np.uint64))

    def _history(self, batch: pl.DataFrame) -> dict[str, Any]:
        history = self._layout.history
        if history is None or not self._layout.entity:
            return {}
        numbers = batch[self.columns[history.name].name].cast(pl.Int64, strict=False).fill_null(-1)
        return {"place": self._hash(batch, self._layout.entity), "number": numbers.to_numpy()}

    def _hash(self, batch: pl.DataFrame, items: Sequence[Item]) -> NDArray[np.uint64]:
        names = [self.columns[item.name].name for item in items]
        if len(names) == 1:
            return batch[names[0]].hash(seed=0).to_numpy()
        return batch.select(pl.struct(names).hash(seed=0)).to_series().to_numpy()

    def _values(self) -> list[DataFinding]:
        return [
            self._finding(
                code, column=name, count=count, rows=self.rows, examples=tuple(self._examples[name, code])
            )
            for (name, code), count in self._counts.items()
        ]

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
