"""What a day picks from a rule table: its rows, what their limits come to, and the limits that nobody asks about."""

from datetime import date

import msgspec

from conformance.spec.rules import RuleTable
from conformance.spec.rules.in_force import Bounds, TableInForce, table_in_force
from conformance.spec.rules.model import RuleColumn, RuleData, RuleRow, RuleSheet

DAY = date(2026, 11, 21)
SHEET = RuleSheet(
    id="kingaku",
    name="金額",
    summary="区分と誕生日による金額。",
    dated_by="異動日",
    columns=(
        RuleColumn(name="区分", role="key"),
        RuleColumn(name="誕生日", role="range", type="day"),
        RuleColumn(name="金額", role="result", type="integer"),
    ),
)
OLD = RuleRow(
    origin="rules/kingaku.csv:2",
    cells={"区分": "甲", "金額": "100"},
    valid_to=date(2024, 9, 30),
    unit="円",
    source="旧法1条",
    fidelity="statute",
)
NEW = RuleRow(
    origin="rules/kingaku.csv:3",
    cells={"区分": "甲", "誕生日_から": "基準日の月初の3年前", "誕生日_まで": "2026-01-31", "金額": "300"},
    valid_from=date(2024, 10, 1),
    unit="円",
    source="新法1条",
    fidelity="provisional",
    contested=("誕生日_から",),
    note="食い違う",
)


def picked(*rows: RuleRow, day: date = DAY) -> TableInForce:
    return table_in_force(RuleTable(RuleData(sheet=SHEET, rows=rows)), day)


def test_only_rows_of_the_day_are_listed_with_all_that_stands_behind_them() -> None:
    table = picked(OLD, NEW)
    assert (table.name, table.dated_by, table.rows) == ("金額", "異動日", 2)
    assert (table.keys, table.ranges, table.results) == (("区分",), ("誕生日",), ("金額",))
    (row,) = table.in_force
    assert (row.keys, row.results, row.unit) == ({"区分": "甲"}, {"金額": "300"}, "円")
    assert (row.valid_from, row.valid_to) == (date(2024, 10, 1), None)
    assert (row.source, row.fidelity, row.origin) == ("新法1条", "provisional", "rules/kingaku.csv:3")


def test_another_day_picks_another_row() -> None:
    assert [row.results["金額"] for row in picked(OLD, NEW, day=date(2024, 9, 30)).in_force] == ["100"]


def test_a_limit_that_is_an_expression_is_shown_with_what_it_comes_to() -> None:
    assert picked(NEW).in_force[0].ranges == {
        "誕生日": Bounds(from_="基準日の月初の3年前", from_is="2023-11-01", to="2026-01-31")
    }
    later = picked(NEW, day=date(2027, 1, 1)).in_force[0].ranges["誕生日"]
    assert later.from_is == "2024-01-01"


def test_limits_that_the_sources_dispute_are_named() -> None:
    assert picked(NEW).in_force[0].contested == ("誕生日_から",)
    assert picked(OLD, day=date(2024, 9, 30)).in_force[0].contested == ()


def test_a_table_of_which_no_row_is_in_force_is_listed_as_such() -> None:
    table = picked(OLD)
    assert (table.rows, table.in_force) == (1, ())
    assert msgspec.json.decode(msgspec.json.encode(table))["in_force"] == []


def test_a_value_of_an_ordinance_says_where_it_was_set() -> None:
    # A standard row that an ordinance splits in time leaves two rows of one origin; each says its own.
    own = msgspec.structs.replace(
        NEW, ordinance="/somewhere/target.yaml:9", valid_from=date(2026, 4, 1), contested=()
    )
    before = msgspec.structs.replace(NEW, valid_to=date(2026, 3, 31))
    (row,) = picked(before, own).in_force
    assert (row.ordinance, row.contested) == ("target.yaml:9", ())
    assert picked(before, own, day=date(2026, 3, 31)).in_force[0].ordinance == ""


def test_what_was_written_is_read_back() -> None:
    table = picked(OLD, NEW)
    assert msgspec.json.decode(msgspec.json.encode(table), type=TableInForce) == table
