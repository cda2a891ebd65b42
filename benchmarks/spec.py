"""What the specs cost: loading a business, judging records, starting the command. Prints figures and ratios.

Run with `.venv/bin/python benchmarks/spec.py`.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from conformance.spec.catalog import Catalog
from conformance.spec.load import list_packages, load_package
from conformance.spec.model import Item
from conformance.spec.records import record_judge
from conformance.spec.synthetic import Generator
from conformance.spec.validation import judge_of

FIELDS = 60
NUMBERS = {"kojinbango": "個人番号", "modulus11": "宛名番号", "hojinbango": "法人番号"}


def best(work: Callable[[], object], times: int, rounds: int = 5) -> float:
    """Return the seconds of one call, of the best round."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(times):
            work()
        seconds.append((time.perf_counter() - started) / times)
    return min(seconds)


def right_value(item: Item, catalog: Catalog) -> str:
    """Return a value that the item accepts."""
    generator, codes = Generator(1, "benchmark", "甲"), catalog.codes_of(item)
    if codes:
        return codes.values[0]
    if item.type in ("DATE", "TIME", "YEAR"):
        return {"DATE": "2026-05-10", "TIME": "09:30", "YEAR": "2026"}[item.type]
    if item.check_digit:
        return generator.draw(NUMBERS[item.check_digit]) if item.check_digit in NUMBERS else "131016"
    if item.type == "N":
        return generator.draw("フリガナ" if item.charset == "katakana" else "町字")
    return generator.draw(f"数字{item.digits[0] if item.digits else 5}")


def records(business: str) -> None:
    """Judge one right record of 60 fields, quickly and field by field."""
    catalog = Catalog(load_package(business))
    items = [item for item in catalog.package.items if not item.repeat][:FIELDS]
    record = [right_value(item, catalog) for item in items]
    quick = record_judge(items, catalog)
    assert quick(record) == [], "the benchmark judges a right record"
    judges = [judge_of(item, catalog.codes_of(item)) for item in items]
    fast = best(lambda: quick(record), 5000)
    slow = best(lambda: [judge(value) for judge, value in zip(judges, record, strict=True)], 500)
    print(f"records of {len(items)} fields a second: {1 / fast:,.0f} (field by field {1 / slow:,.0f})")


def loading() -> None:
    """Load each business and all of them, from the files and from a warm cache."""
    with tempfile.TemporaryDirectory() as folder:
        for name, place in (("files alone", os.devnull), ("warm cache", folder)):
            os.environ["XDG_CACHE_HOME"] = place
            each = {path: best(lambda path=path: load_package(path), 3) for path in list_packages()}  # type: ignore[misc]
            slowest = max(each, key=lambda path: each[path])
            total = best(lambda: [load_package(path) for path in list_packages()], 1)
            print(
                f"{name}: all {len(each)} businesses {total * 1000:.0f} ms;"
                f" slowest {slowest} {each[slowest] * 1000:.1f} ms"
            )


def main() -> None:
    """Print everything."""
    loading()
    records("resident_records")
    bare = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 1)
    for args in (["--help"], ["spec", "list"], ["explain", "TKG-CLI900"]):
        command = [sys.executable, "-m", "conformance.cli.main", *args]
        seconds = best(lambda command=command: subprocess.run(command, check=True, capture_output=True), 1)  # type: ignore[misc]
        print(f"tekigo {' '.join(args)}: {seconds:.2f} s, {seconds / bare:.1f} times a bare Python")


if __name__ == "__main__":
    main()
