"""What the check of extracted files costs: a synthetic city of any size, beside the bare scan by the same engine.

    .venv/bin/python benchmarks/data.py [--rows 500000] [--repeat 3] [--frictionless PYTHON] [--memory ROWS…]

Figures of one go on this machine; nothing here is a test. `--frictionless` names a Python that has Frictionless;
`--memory` checks cities of these sizes, each in a process of its own. What others do on the machine disturbs the clock
more than the work of the processors (CPU), so both are told.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.data_city import CATALOG, COLUMNS, LAYOUT, city
from benchmarks.data_frictionless import seconds
from benchmarks.measuring import line, times
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect

if TYPE_CHECKING:
    from benchmarks.measuring import Times
    from conformance.data.model import DataResult

FEW = 6_000  # rows for Frictionless
EXPECTED = ("TKG-DATA003", "TKG-DATA021")  # one file of all, and its first columns only


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--frictionless", metavar="PYTHON")
    parser.add_argument("--memory", type=int, nargs="*", default=[], metavar="ROWS")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak_of:
        _check(arguments.peak_of)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        checked = _speed(Path(folder), arguments.rows, arguments.repeat)
        if arguments.frictionless:
            few = city(Path(folder) / "few", FEW)
            slow = seconds(arguments.frictionless, few, LAYOUT, CATALOG, COLUMNS) / FEW
            line("Frictionless, the same rules of values and key", f"{1 / slow:,.0f} rows/s", "")
            line("every check, times as fast", f"{slow / checked:.0f}", "at least 15")
    for rows in arguments.memory:
        line(f"peak memory at {rows:,} rows", f"{_peak(rows)} MB", "flat")
    return 0


def _speed(folder: Path, rows: int, repeat: int) -> float:
    """Print what the scan and the check take; return the seconds of the check for a row."""
    path = city(folder, rows)
    print(f"{rows:,} rows of {COLUMNS} columns, {path.stat().st_size / 1e6:.0f} MB")
    bare = times(lambda: _scan(path), repeat)
    _line("bare scan by the same engine", rows, bare, "")
    checked = times(lambda: _check(folder), repeat)
    _line("every check", rows, checked, "at least 500,000 rows/s")
    ratios = f"{checked.wall / bare.wall:.2f}, CPU {checked.cpu / bare.cpu:.2f}"
    line("every check ÷ bare scan", ratios, "at most 2.5")
    return checked.wall / rows


def _peak(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        city(Path(folder), rows)
        command = [sys.executable, __file__, "--peak-of", folder]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _scan(path: Path) -> int:
    scan = pl.scan_csv(path, infer_schema=False, empty_string_is_null=False)
    return sum(batch.height for batch in scan.collect_batches(chunk_size=100_000, maintain_order=True))


def _check(folder: Path) -> DataResult:
    """Check a city. Raises ValueError when something is found in it: then it is no measure."""
    result = check_folder(folder, CATALOG, load_dialect())
    found = {each.code for file in result.files for each in file.findings} - {*EXPECTED}
    if found:
        raise ValueError(found)
    return result


def _line(what: str, rows: int, took: Times, budget: str) -> None:
    line(what, f"{rows / took.wall:,.0f} rows/s, CPU {took.cpu / rows * 1e6:.2f} µs a row", budget)


if __name__ == "__main__":
    raise SystemExit(main())
