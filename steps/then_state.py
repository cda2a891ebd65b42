"""ならば: what the target knows afterwards, as queries show it."""

from pytest_bdd import parsers, then

from conformance.checks.scenarios.compare import differences, find, listed
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.world import World, as_mapping, as_rows

Table = list[list[str]]
STATE = r"「(?P<thing>[^」]+)」の「(?P<query>[^」]+)」の結果"


@then(parsers.re(STATE + "は次のとおりである"))
def state_items(world: World, thing: str, query: str, datatable: Table) -> None:
    """A query on a thing answers one entry with all these values."""
    rows = world.query(query, thing)
    if len(rows) != 1:
        raise Mismatch(f"「{query}」の結果が1件", f"{len(rows)}件")
    expected, got = differences(world.bench, as_mapping(datatable), rows[0])
    if expected:
        raise Mismatch("、".join(expected), "、".join(got))


@then(parsers.re(STATE + r"は(?P<count>[0-9]+)件である"))
def state_count(world: World, thing: str, query: str, count: str) -> None:
    """A query on a thing answers this many entries."""
    rows = world.query(query, thing)
    if len(rows) != int(count):
        raise Mismatch(f"「{query}」の結果が{count}件", f"{len(rows)}件")


@then(parsers.re(STATE + r"に次の行が(?P<way>ある|ない)"))
def state_rows(world: World, thing: str, query: str, way: str, datatable: Table) -> None:
    """A query on a thing answers, for every row of the table, an entry with these values, or none."""
    entries = world.query(query, thing)
    for wanted in as_rows(datatable):
        if (find(world.bench, wanted, entries) is not None) != (way == "ある"):
            raise Mismatch(
                "、".join(f"「{k}」が「{v}」" for k, v in wanted.items()) + f"の行が{way}",
                listed(world.bench, list(wanted), entries),
            )


@then(parsers.re(STATE + r"は上から次のとおりである"))
def state_sequence(world: World, thing: str, query: str, datatable: Table) -> None:
    """A query on a thing answers exactly these entries in this order, as far as the named items go."""
    entries = world.query(query, thing)
    wanted = as_rows(datatable)
    names = list(wanted[0]) if wanted else []
    wrong = len(entries) != len(wanted) or any(
        differences(world.bench, row, entry)[0] for row, entry in zip(wanted, entries, strict=True)
    )
    if wrong:
        expected = "；".join("・".join(f"{k}={v}" for k, v in row.items()) for row in wanted)
        raise Mismatch(expected, listed(world.bench, names, entries, 20))


@then(parsers.re(STATE + r"は控えたものと(?P<way>同じである|異なる)"))
def state_same(world: World, thing: str, query: str, way: str) -> None:
    """A query on a thing answers what it answered when it was noted, or something else."""
    now, before = world.query(query, thing), world.noted.get(f"{thing}/{query}")
    if before is None:
        raise Mismatch(f"先に控えた「{query}」の結果", "控えがない")
    if (now == before) != (way == "同じである"):
        changed = sorted(
            {k for n, b in zip(now, before, strict=False) for k in {*n, *b} if n.get(k) != b.get(k)}
        )
        named = "、".join(world.bench.name_of(field) for field in changed)
        raise Mismatch(f"控えたものと{way}", f"{len(before)}件から{len(now)}件。違う項目: {named or 'なし'}")
