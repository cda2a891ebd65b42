"""ならば: what the target answers."""

from pytest_bdd import parsers, then

from conformance.checks.scenarios.compare import holds_text, matches, shown
from conformance.checks.scenarios.expect import expect_count, expect_items, expect_order, expect_rows
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
    """The message says more than the bare name of the error: a reason and a remedy are two sentences at least."""
    for entry in world.expect_error(name):
        if entry["message"].count("。") < 2:  # noqa: PLR2004 - one sentence for the reason, one for the remedy
            raise Mismatch("理由と直し方を述べる二つ以上の文", f"「{entry['message']}」")


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は「(?P<value>.*)」である"))
def result_item(world: World, item: str, value: str) -> None:
    """An item of the first entry has a value."""
    expect_items(world.bench, {item: value}, world.result())


@then("結果は次のとおりである")
def result_items(world: World, datatable: Table) -> None:
    """The first entry has all these values."""
    expect_items(world.bench, as_mapping(datatable), world.result())


@then(parsers.re(r"結果は(?P<count>[0-9]+)件である"))
def result_count(world: World, count: str) -> None:
    """The answer has this many entries."""
    expect_count(world.result(), int(count))


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は「(?P<text>.*)」を(?P<way>含む|含まない)"))
def result_contains(world: World, item: str, text: str, way: str) -> None:
    """An item of the first entry contains, or does not contain, some text."""
    found = world.bench.catalog.item(item)
    rows = world.result()
    if not rows:
        raise Mismatch("1件以上の結果", "0件")
    value = shown(world.bench, found, rows[0].get(found.romaji))
    wanted = str(world.bench.evaluate(text))
    if holds_text(world.bench, found, value, wanted) != (way == "含む"):
        raise Mismatch(f"「{item}」が「{wanted}」を{way}", f"「{value}」")


@then(parsers.re(r"結果に次の行が(?P<way>ある|ない)"))
def result_rows(world: World, way: str, datatable: Table) -> None:
    """For every row of the table an entry with these values is there, or none is."""
    expect_rows(world.bench, as_rows(datatable), world.result(), present=way == "ある")


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は上から順に(?P<values>「[^」]*」.*)である"))
def result_order(world: World, item: str, values: str) -> None:
    """One item of all entries, in their order: 「甲」の氏名, 「乙」の氏名 or literal 「…」 separated by 、."""
    wanted = [each[1:-1] if each.endswith("」") else each for each in values.split("、")]
    expect_order(world.bench, item, wanted, world.result())


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は互いに異なる"))
def result_distinct(world: World, item: str) -> None:
    """There are at least two entries, each has the item, and no two share its value."""
    found = world.bench.catalog.item(item)
    values = [row.get(found.romaji) for row in world.result()]
    if len(values) < 2 or None in values or len(set(map(str, values))) < len(values):  # noqa: PLR2004 - a pair
        raise Mismatch(f"互いに異なる「{item}」", "、".join(map(str, values)) or "0件")


@then(parsers.re(r"結果の「(?P<item>[^」]+)」は検査数字が正しい"))
def result_check_digit(world: World, item: str) -> None:
    """The item of the first entry carries the right check digit."""
    found = world.bench.catalog.item(item)
    rows = world.result()
    value = str(rows[0].get(found.romaji, "")) if rows else ""
    numeric = value.isascii() and value.isdigit()
    if not found.check_digit or not numeric or not holds(found.check_digit, value):
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
