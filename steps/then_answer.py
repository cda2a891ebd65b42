"""ならば: what the target answers."""

from pytest_bdd import parsers, then

from conformance.checks.scenarios.compare import differences, find, listed, matches, shown, spoken
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.world import World, as_mapping, as_rows
from conformance.spec.check_digits import holds

Table = list[list[str]]


@then("受け付けられる")
def accepted(world: World) -> None:
    """The last operation was accepted."""
    world.expect_accepted()


@then("受け付けられない")
def refused(world: World) -> None:
    """The last operation was refused, whatever the error."""
    world.expect_refused()


@then(parsers.re(r"(エラー|アラート)「(?P<name>[^」]+)」となる"))
def error(world: World, name: str) -> None:
    """The named error or alert came."""
    world.expect_error(name)


@then(parsers.re(r"項目「(?P<item>[^」]+)」について(エラー|アラート)「(?P<name>[^」]+)」となる"))
def error_of_item(world: World, item: str, name: str) -> None:
    """The named error or alert came and names the item."""
    world.expect_error(name, item)


@then(parsers.re(r"(エラー|アラート)「(?P<name>[^」]+)」には理由と直し方が書かれている"))
def error_helps(world: World, name: str) -> None:
    """The message says more than the bare fact: it is a sentence of some length that ends with 。"""
    for entry in world.expect_error(name):
        if not entry["message"].endswith("。") or len(entry["message"]) < len(name) + 5:
            raise Mismatch("理由と直し方を述べる文", entry["message"])


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は「(?P<value>.*)」である"))
def result_item(world: World, item: str, value: str) -> None:
    """An item of the only entry has a value."""
    result_items(world, [["項目", "値"], [item, value]])


@then("結果は次のとおりである")
def result_items(world: World, datatable: Table) -> None:
    """The first entry has all these values."""
    rows = world.result()
    wanted = as_mapping(datatable)
    if not rows:
        raise Mismatch("1件以上の結果", "0件")
    expected, got = differences(world.bench, wanted, rows[0])
    if expected:
        raise Mismatch("、".join(expected), "、".join(got))


@then(parsers.re(r"結果は(?P<count>[0-9]+)件である"))
def result_count(world: World, count: str) -> None:
    """The answer has this many entries."""
    rows = world.result()
    if len(rows) != int(count):
        raise Mismatch(f"{count}件", f"{len(rows)}件")


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は「(?P<text>[^」]*)」を(?P<way>含む|含まない)"))
def result_contains(world: World, item: str, text: str, way: str) -> None:
    """An item of the first entry contains, or does not contain, some text."""
    found = world.bench.catalog.item(item)
    rows = world.result()
    value = shown(world.bench, found, rows[0].get(found.romaji)) if rows else ""
    wanted = str(world.bench.evaluate(text))
    if (wanted in value) != (way == "含む"):
        raise Mismatch(f"「{item}」が「{wanted}」を{way}", f"「{value}」")


@then(parsers.re(r"結果に次の行が(?P<way>ある|ない)"))
def result_rows(world: World, way: str, datatable: Table) -> None:
    """For every row of the table an entry with these values is there, or none is."""
    entries = world.result()
    for wanted in as_rows(datatable):
        if (find(world.bench, wanted, entries) is not None) != (way == "ある"):
            raise Mismatch(
                "、".join(f"「{k}」が「{v}」" for k, v in wanted.items()) + f"の行が{way}",
                listed(world.bench, list(wanted), entries),
            )


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は上から順に(?P<values>「[^」]*」.*)である"))
def result_order(world: World, item: str, values: str) -> None:
    """One item of all entries, in their order: 「甲」の氏名, 「乙」の氏名 or literal 「…」 separated by 、."""
    found = world.bench.catalog.item(item)
    wanted = values.split("、")
    rows = world.result()
    plain = [w[1:-1] if w.startswith("「") and w.endswith("」") else w for w in wanted]
    same = len(plain) == len(rows) and all(
        matches(world.bench, found, w, row.get(found.romaji)) for w, row in zip(plain, rows, strict=True)
    )
    if not same:
        raise Mismatch(
            "、".join(spoken(world.bench, found, w) for w in plain), listed(world.bench, [item], rows, 20)
        )


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は互いに異なる"))
def result_distinct(world: World, item: str) -> None:
    """No two entries share the item's value, and every entry has one."""
    found = world.bench.catalog.item(item)
    values = [row.get(found.romaji) for row in world.result()]
    if None in values or len(set(map(str, values))) < len(values):
        raise Mismatch(f"互いに異なる「{item}」", "、".join(map(str, values)))


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は検査数字が正しい"))
def result_check_digit(world: World, item: str) -> None:
    """The item of the first entry carries the right check digit."""
    found = world.bench.catalog.item(item)
    rows = world.result()
    value = str(rows[0].get(found.romaji, "")) if rows else ""
    if (
        not found.check_digit
        or not value.isascii()
        or not value.isdigit()
        or not holds(found.check_digit, value)
    ):
        raise Mismatch(f"検査数字の正しい「{item}」", f"「{value}」")


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は「(?P<thing>[^」]+)」の「(?P<other>[^」]+)」と異なる"))
def result_differs(world: World, item: str, thing: str, other: str) -> None:
    """The item of the first entry is there and is not the one that a thing has."""
    found = world.bench.catalog.item(item)
    rows = world.result()
    value = rows[0].get(found.romaji) if rows else None
    reference = f"「{thing}」の{other}"
    if value in (None, "") or matches(world.bench, found, reference, value):
        raise Mismatch(f"{reference}と異なる「{item}」", f"「{value}」")
