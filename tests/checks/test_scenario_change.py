"""By how much the numbers of a noted answer have changed: exactly what the table says, of the entry that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.checks.scenarios.expect import expect_change
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.engine.bench import Bench
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from tests.checks.benches import bench_maker
from tests.checks.tiny_system import TinySystem

CATALOG = Catalog(load_package("child_allowance"))
CODES = CATALOG.code_list("受給者区分")
Counts = tuple[object, object]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with bench_maker(TinySystem(CATALOG), tmp_path) as bench_for:
        yield bench_for("scenario:test")


def answered(general: Counts, facility: Counts) -> list[dict[str, Any]]:
    told = {"一般": general, "施設等": facility}
    names = [CATALOG.item(name).romaji for name in ("受給者区分", "受給者数", "児童数")]
    return [dict(zip(names, (CODES.value(kind), *counts), strict=True)) for kind, counts in told.items()]


def change(kind: str, recipients: str, children: str) -> dict[str, str]:
    return {"受給者区分": kind, "受給者数": recipients, "児童数": children}


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (((4, 6), (2, 2)), [change("一般", "1", "1"), change("施設等", "0", "0")]),
        (((3, 4), (1, 1)), [change("一般", "0", "-1"), change("施設等", "-1", "-1")]),
        (((3, 7), (9, 9)), [change("一般", "0", "1の2倍")]),
    ],
)
def test_exactly_these_changes_are_accepted(
    bench: Bench, now: tuple[Counts, Counts], wanted: list[dict[str, str]]
) -> None:
    expect_change(bench, wanted, answered((3, 5), (2, 2)), answered(*now))


@pytest.mark.parametrize(
    ("now", "seen"),
    [
        (((5, 6), (2, 2)), "3から5"),
        (((3, 6), (2, 2)), "3から3"),
        (((4, 7), (2, 2)), "5から7"),
        (((4, 5), (3, 3)), "5から5"),
        ((("4", 6), (2, 2)), "3から4"),
        (((None, 6), (2, 2)), "3から（なし）"),
        (((True, 6), (2, 2)), "3からTrue"),
    ],
)
def test_any_other_change_is_told_with_both_numbers(
    bench: Bench, now: tuple[Counts, Counts], seen: str
) -> None:
    with pytest.raises(Mismatch, match=seen):
        expect_change(bench, [change("一般", "1", "1")], answered((3, 5), (2, 2)), answered(*now))


@pytest.mark.parametrize(("before", "now"), [(slice(1, None), slice(None)), (slice(None), slice(1, None))])
def test_an_entry_that_is_not_there_is_no_zero(bench: Bench, before: slice, now: slice) -> None:
    told = answered((0, 0), (2, 2))

    with pytest.raises(Mismatch, match="一般の「受給者数」の差が0"):
        expect_change(bench, [change("一般", "0", "0")], told[before], told[now])


@pytest.mark.parametrize("row", [{"受給者区分": "一般"}, {"受給者区分": "一般", "受給者数": "少し"}])
def test_a_table_without_a_whole_number_asks_nothing_and_is_refused(
    bench: Bench, row: dict[str, str]
) -> None:
    with pytest.raises(TekigoError) as raised:
        expect_change(bench, [row], answered((0, 0), (0, 0)), answered((0, 0), (0, 0)))

    assert raised.value.code == "TKG-BDD028"
