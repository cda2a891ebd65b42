"""What reports cost: report.html, 適合表 and junit.xml of 10,000 results, the verdict, and one Allure result.

    .venv/bin/python benchmarks/report.py [--number 10000] [--repeat 3]

Measured in one go on this machine beside the budgets of docs/architecture, and beside the bare cost of the files an
Allure result needs; nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import best, line
from synthetic_run import write_run

from conformance.report.allure import Catalog, write_result
from conformance.report.bundle import load_bundle
from conformance.report.html import write_html
from conformance.report.junit import write_junit
from conformance.report.tekigohyo import NAME as TEKIGOHYO
from conformance.report.tekigohyo import write_tekigohyo

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.engine.evidence import Evidence
    from conformance.report.bundle import RunBundle

ALLURE_RUNS = 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for bad in (0.02, 1.0):
            _reports(write_run(Path(folder) / f"bad-{bad}", arguments.number, bad=bad), bad, arguments.repeat)
        bundle = load_bundle(write_run(Path(folder) / "allure", ALLURE_RUNS))
        _allure(bundle, Path(folder), arguments.repeat)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of all of it", f"{peak:.0f} MB", "")
    return 0


def _reports(run: Path, bad: float, repeat: int) -> None:
    number = sum(1 for _ in (run / "evidence.ndjson").open("rb"))
    print(f"{number} results, {bad:.0%} of them not passed")
    line("  verdict decided anew", f"{best(lambda: load_bundle(run), repeat):.2f} s", "")
    bundle = load_bundle(run)
    size = write_html(bundle).stat().st_size / 1e6
    html = best(lambda: write_html(bundle), repeat)
    sheet = best(lambda: write_tekigohyo(bundle), repeat)
    junit = best(lambda: write_junit(bundle), repeat)
    line("  report.html", f"{html:.2f} s, {size:.1f} MB", "≤ 10 MB")
    kilobytes = (run / TEKIGOHYO).stat().st_size / 1e3
    line("  tekigohyo.xlsx", f"{sheet:.2f} s, {kilobytes:.0f} kB", "")
    line("    beside report.html", f"ratio {sheet / html:.2f}", "")
    line("  junit.xml", f"{junit:.2f} s", "")
    line("  all three", f"{html + sheet + junit:.2f} s", "≤ 5 s")


def _allure(bundle: RunBundle, folder: Path, repeat: int) -> None:
    """Each round writes into a new folder: a folder whose files were just deleted is slower on ext4."""
    catalog = Catalog(run="r", names=bundle.names, facts=bundle.facts)
    records = list(bundle.evidence())
    own, bare = [], []
    for turn in range(repeat):
        own.append(_per_result(records, _new(folder, f"own{turn}"), lambda r, d: write_result(r, d, catalog)))
        bare.append(_per_result(records, _new(folder, f"bare{turn}"), _bare))
    ours, floor = statistics.median(own), statistics.median(bare)
    line("Allure result of 8 steps, 6 exchanges", f"{ours:.2f} ms", "≤ 0.4 ms")
    line("  beside creating its 7 files empty-handed", f"{floor:.2f} ms, ratio {ours / floor:.2f}", "")


def _per_result(records: list[Evidence], folder: Path, write: Callable[[Evidence, Path], object]) -> float:
    began = time.perf_counter()
    for record in records:
        write(record, folder)
    return (time.perf_counter() - began) * 1000 / len(records)


def _bare(record: Evidence, folder: Path) -> None:
    name = f"{folder}/{abs(hash(record.check))}"
    for number in range(7):
        file = os.open(f"{name}-{number}", os.O_WRONLY | os.O_CREAT, 0o644)
        os.write(file, b"x" * 1500)
        os.close(file)


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


if __name__ == "__main__":
    raise SystemExit(main())
