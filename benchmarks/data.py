"""What the check of extracted files costs: a synthetic city of any size, beside the bare scan by the same engine.

    .venv/bin/python benchmarks/data.py [--rows 500000] [--repeat 3] [--frictionless]

Figures of one go on this machine; nothing here is a test. Frictionless is no dependency: it is measured where it is
installed.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from conformance.contract.specimen import specimen
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.data.layout import layouts
from conformance.data.raw import look_at
from conformance.spec.catalog import Catalog
from conformance.spec.check_digits import complete
from conformance.spec.load import load_package

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = 40
STATES = 3
NAMES = ("佐藤　一郎", "髙橋　花子", "𠮷田　次郎", "葛󠄂城　三郎", "渡邉　美咲", "ＳＭＩＴＨ　ＪＯＨＮ")
CATALOG = Catalog(load_package("resident_records"))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--frictionless", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = city(Path(folder), arguments.rows)
        rows = arguments.rows
        print(f"{rows:,} rows of {COLUMNS} columns, {path.stat().st_size / 1e6:.0f} MB")
        bare = _best(lambda: _scan(path), arguments.repeat)
        _line("bare scan by the same engine", rows, bare)
        _line(
            "first pass over the bytes alone",
            rows,
            _best(lambda: look_at(path, load_dialect()), arguments.repeat),
        )
        checked = _best(lambda: check_folder(Path(folder), CATALOG, load_dialect()), arguments.repeat)
        _line("every check", rows, checked)
        print(f"{'every check ÷ bare scan':40} {checked / bare:.2f}")
        if arguments.frictionless and importlib.util.find_spec("frictionless"):
            few = min(rows, 20_000)
            slow = _frictionless(city(Path(folder) / "few", few))
            _line("Frictionless, the same rules of form", few, slow)
            print(f"{'every check, times as fast':40} {(slow / few) / (checked / rows):.1f}")
    print(f"{'peak memory':40} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def city(folder: Path, rows: int, seed: int = 1) -> Path:
    """Write the residents of a synthetic city with their histories; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    layout = next(each for each in layouts(CATALOG.package) if len(each.key) > 1)
    items = layout.items[:COLUMNS]
    draw = random.Random(seed)  # noqa: S311 - synthetic people
    usual = [_value(item) for item in items]
    place = {item.name: number for number, item in enumerate(items)}
    key, number = (place[item.name] for item in layout.key)
    path = folder / f"{layout.group}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([item.name for item in items])
        person, made = 0, 0
        while made < rows:
            person += 1
            written = complete("modulus11", f"{person:014}")
            if written is None:
                continue
            row = list(usual)
            row[key] = written
            if "氏名" in place:
                row[place["氏名"]] = draw.choice(NAMES)
            for state in range(min(STATES, rows - made)):
                row[number] = str(state + 1)
                writer.writerow(row)
                made += 1
    return path


def _value(item: Any) -> str:  # noqa: ANN401 - an item
    value = specimen(item, CATALOG.codes_of(item))
    return str(value[0] if isinstance(value, list) else value)


def _scan(path: Path) -> int:
    scan = pl.scan_csv(path, infer_schema=False, empty_string_is_null=False)
    return sum(batch.height for batch in scan.collect_batches(chunk_size=100_000, maintain_order=True))


def _frictionless(path: Path) -> float:
    import frictionless

    header = path.open(encoding="utf-8").readline().strip().split(",")
    fields = [
        {
            "name": name,
            "type": "string",
            "constraints": {"required": True, "maxLength": 100, "pattern": "[^\\x00-\\x1f]*"},
        }
        for name in header
    ]
    schema = frictionless.Schema.from_descriptor({"fields": fields})
    began = time.perf_counter()
    resource_ = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema)
    frictionless.validate(resource_, limit_errors=10)
    return time.perf_counter() - began


def _line(what: str, rows: int, seconds: float) -> None:
    print(f"{what:40} {rows / seconds:12,.0f} rows/s")


def _best(work: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    raise SystemExit(main())
