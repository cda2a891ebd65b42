"""ならば: what the target knows afterwards, as queries show it."""

from pytest_bdd import parsers, then

from conformance.checks.scenarios.expect import expect_count, expect_items, expect_rows, expect_sequence
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.world import World, as_mapping, as_rows

Table = list[list[str]]
STATE = r"「(?P<thing>[^」]+)」の「(?P<query>[^」]+)」の結果"


@then(parsers.re(STATE + "は次のとおりである"))
def state_items(world: World, thing: str, query: str, datatable: Table) -> None:
    """A query on a thing answers one entry with all these values."""
    entries = world.query(query, thing)
    expect_count(entries, 1, f"「{query}」の結果")
    expect_items(world.bench, as_mapping(datatable), entries)


@then(parsers.re(STATE + r"は(?P<count>[0-9]+)件である"))
def state_count(world: World, thing: str, query: str, count: str) -> None:
    """A query on a thing answers this many entries."""
    expect_count(world.query(query, thing), int(count), f"「{query}」の結果")


@then(parsers.re(STATE + r"に次の行が(?P<way>ある|ない)"))
def state_rows(world: World, thing: str, query: str, way: str, datatable: Table) -> None:
    """A query on a thing answers, for every row of the table, an entry with these values, or none."""
    expect_rows(world.bench, as_rows(datatable), world.query(query, thing), present=way == "ある")


@then(parsers.re(STATE + r"は上から次のとおりである"))
def state_sequence(world: World, thing: str, query: str, datatable: Table) -> None:
    """A query on a thing answers exactly these entries in this order, as far as the named items go."""
    expect_sequence(world.bench, as_rows(datatable), world.query(query, thing))


@then(parsers.re(STATE + r"は控えたものと(?P<way>同じである|異なる)"))
def state_same(world: World, thing: str, query: str, way: str) -> None:
    """A query on a thing answers what it answered when it was noted, or something else."""
    now, before = world.query(query, thing), world.noted[f"{thing}/{query}"]
    if (now == before) != (way == "同じである"):
        fields = {
            field
            for new, old in zip(now, before, strict=False)
            for field in {*new, *old}
            if new.get(field) != old.get(field)
        }
        changed = "、".join(sorted(world.bench.name_of(field) for field in fields)) or "なし"
        raise Mismatch(f"控えたものと{way}", f"{len(before)}件から{len(now)}件。違う項目: {changed}")
