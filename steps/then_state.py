"""ならば: what the target knows afterwards, as queries show it."""

from collections.abc import Callable, Mapping

from pytest_bdd import parsers, then

from conformance.checks.scenarios.expect import (
    expect_change,
    expect_count,
    expect_items,
    expect_rows,
    expect_sequence,
)
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.parameters import as_parameters, shown
from conformance.checks.scenarios.world import World, as_mapping, as_rows
from steps.names import PARAMETERS

Table = list[list[str]]
Values = Mapping[str, str]
READ: dict[str, Callable[[str], object]] = {"parameters": as_parameters}
STATE = rf"「(?P<thing>[^」]+)」の「(?P<query>[^」]+)」{PARAMETERS}の結果"


@then(parsers.re(STATE + "は次のとおりである"), converters=READ)
def state_items(world: World, thing: str, query: str, parameters: Values, datatable: Table) -> None:
    """A query on a thing answers one entry with all these values."""
    entries = world.query(query, thing, parameters)
    expect_count(entries, 1, f"「{query}」{shown(parameters)}の結果")
    expect_items(world.bench, as_mapping(datatable), entries)


@then(parsers.re(STATE + r"は(?P<count>[0-9]+)件である"), converters=READ)
def state_count(world: World, thing: str, query: str, parameters: Values, count: str) -> None:
    """A query on a thing answers this many entries."""
    expect_count(world.query(query, thing, parameters), int(count), f"「{query}」{shown(parameters)}の結果")


@then(parsers.re(STATE + r"に次の行が(?P<way>ある|ない)"), converters=READ)
def state_rows(
    world: World, thing: str, query: str, parameters: Values, *, way: str, datatable: Table
) -> None:
    """A query on a thing answers, for every row of the table, an entry with these values, or none."""
    entries = world.query(query, thing, parameters)
    expect_rows(world.bench, as_rows(datatable), entries, present=way == "ある")


@then(parsers.re(STATE + r"は上から次のとおりである"), converters=READ)
def state_sequence(world: World, thing: str, query: str, parameters: Values, datatable: Table) -> None:
    """A query on a thing answers exactly these entries in this order, as far as the named items go."""
    expect_sequence(world.bench, as_rows(datatable), world.query(query, thing, parameters))


@then(parsers.re(STATE + r"は控えたものと(?P<way>同じである|異なる)"), converters=READ)
def state_same(world: World, thing: str, query: str, parameters: Values, way: str) -> None:
    """A query on a thing answers what it answered when it was noted, or something else."""
    before, now = world.noted(query, thing, parameters), world.query(query, thing, parameters)
    if (now == before) != (way == "同じである"):
        fields = {
            field
            for new, old in zip(now, before, strict=False)
            for field in {*new, *old}
            if new.get(field) != old.get(field)
        }
        changed = "、".join(sorted(world.bench.name_of(field) for field in fields)) or "なし"
        raise Mismatch(f"控えたものと{way}", f"{len(before)}件から{len(now)}件。違う項目: {changed}")


@then(parsers.re(STATE + r"と控えたものとの差は次のとおりである"), converters=READ)
def state_change(world: World, thing: str, query: str, parameters: Values, datatable: Table) -> None:
    """The numbers that a query on a thing answers have changed by those of the table since it was noted."""
    before = world.noted(query, thing, parameters)
    expect_change(world.bench, as_rows(datatable), before, world.query(query, thing, parameters))
