"""What judging characters costs: names by the million through expressions (polars), the others one by one.

Run with `.venv/bin/python benchmarks/characters.py [NAMES]`; needs polars. One thread. Two names
in a hundred have a rare character, two a sequence; `bare` is an expression that takes everything.
"""

import os
import random
import sys
import time
from collections.abc import Iterator

from conformance.data.characters import Declared, Width, declare, judge, right_values, suspects

NAMES = 1_000_000
ROUNDS = 5
WRONG = ("髙\ue000", "葛\U000e0100", "か\u3099", "ｶ", "田A", "\u200b")


def names(count: int, declared: Declared) -> Iterator[str]:
    """Yield names of four characters and a space; common characters are drawn the more often the more common."""
    draw = random.Random(7)  # noqa: S311 - the same names every time is the purpose
    common = [each for each in map(chr, range(0x4E00, 0x9FA6)) if each in declared.plain]
    draw.shuffle(common)
    common = common[:3_000]
    rare, sequences = sorted(declared.plain), sorted(declared.sequences)
    weights = [1 / (rank + 10) for rank in range(len(common))]
    for _ in range(count):
        name = draw.choices(common, weights, k=4)
        chance = draw.random()
        if chance < 0.04:  # noqa: PLR2004 - see above
            name[draw.randrange(4)] = draw.choice(rare if chance < 0.02 else sequences)  # noqa: PLR2004 - see above
        yield "".join([*name[:2], "\u3000", *name[2:]])


def main(count: int) -> None:
    """Print nanoseconds a value, size and first use (which compiles) of each expression."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars

    declared = declare()
    column = polars.Series(list(names(count, declared)))
    half = polars.Series(["131016-2026 ABC"] * count)
    rows: list[tuple[str, str, polars.Series]] = [("bare", "^(?s:.)*$", column)]
    widths: tuple[Width, ...] = ("full", "mixed", "half")
    for width in widths:
        values = half if width == "half" else column
        rows.append((f"right_values {width}", right_values(declared, width), values))
        rows.append((f"suspects {width}", suspects(declared, width), values))
    for name, text, values in rows:
        started = time.process_time()
        values.head(1).str.contains(text)
        first = time.process_time() - started
        best, hits = float("inf"), 0
        for _ in range(ROUNDS):
            started = time.process_time()
            hits = int(values.str.contains(text).sum())
            best = min(best, time.process_time() - started)
        assert hits == count or name.startswith("suspects")
        print(
            f"{name:20} {best / count * 1e9:7.1f} ns a value  {len(text.encode()):7,} bytes  {first * 1e3:6.1f} ms"
        )
    started = time.process_time()
    for _ in range(10_000):
        for value in WRONG:
            assert judge(declared, value, "full")
    print(
        f"judge, wrong values  {(time.process_time() - started) / 10_000 / len(WRONG) * 1e9:7.0f} ns a value"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else NAMES)
