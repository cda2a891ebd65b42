"""How much the check of extracted files finds: a synthetic city with seeded errors of every kind it has a message for.

    .venv/bin/python benchmarks/data_found.py [--rows 100000] [--seed 1] [--share 0.05]

Prints recall (seeded errors that were found, to the row and column) and precision (findings that were seeded) by kind.
Exit code 1 when an error was missed or anything else was found. Damage to whole files is a test's concern.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.data.synthetic.errors import SHARE, kinds, write_city
from tests.data.synthetic.measured import measure

SHOWN = 10


def main() -> int:
    """Seed, check, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=SHARE)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        errors = write_city(Path(folder), arguments.rows, arguments.seed, kinds(), arguments.share)
        began = time.perf_counter()
        measured = measure(Path(folder), errors)
        seconds = time.perf_counter() - began
    print(
        f"{arguments.rows:,} rows, {len(errors):,} errors, seed {arguments.seed}, checked in {seconds:.1f} s"
    )
    print("\n".join(measured.table()))
    for name, some in (("missed", measured.missed), ("not seeded", measured.false)):
        for each in some[:SHOWN]:
            print(f"{name}: {each}")
    return 1 if measured.missed or measured.false else 0


if __name__ == "__main__":
    raise SystemExit(main())
