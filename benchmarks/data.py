"""What the check of extracted files costs: a synthetic city of any size, beside the bare scan by the same engine.

    .venv/bin/python benchmarks/data.py [--rows 500000] [--repeat 3] [--frictionless]

Figures of one go on this machine; nothing here is a test. Frictionless is no dependency: it is measured where it is
installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.data_city import CATALOG, COLUMNS, city
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.data.raw import look_at

if TYPE_CHECKING:
    from collections.abc import Callable

MISSING = "TKG-DATA021"  # the benchmark writes the first columns only


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
            "constraints": {"maxLength": 100, "pattern": "[^\\x00-\\x1f]*"},
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
