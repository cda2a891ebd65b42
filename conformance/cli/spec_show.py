"""What `tekigo spec list` and `tekigo spec show` print."""

import click
from msgspec import structs

from conformance.cli.show import print_json, print_table
from conformance.cli.spec_rules import list_rules, rule_facts, show_rule
from conformance.cli.words import say
from conformance.i18n import TekigoError
from conformance.spec.editions import order_of, requirements_of
from conformance.spec.load import list_packages, load_package, load_requirements, load_standard, load_whole
from conformance.spec.model import Package
from conformance.spec.row import Row
from conformance.spec.rules import RuleTable
from conformance.spec.standard import STANDARDS

CLASSES = {
    "mandatory": ("実装必須", "mandatory"),
    "optional": ("標準オプション", "optional"),
    "prohibited": ("実装不可", "prohibited"),
}
FOUND_IN = (
    "requirement",
    "operation",
    "item",
    "code_list",
    "report",
    "probe",
    "linkage",
    "rule",
    "calculation",
)


def businesses(edition: str | None = None, *, as_json: bool) -> None:
    """Print the businesses with the number of their requirements; reads no more than that, to be quick.

    `edition`: those that have it, as they are in it; all in their default editions without it.
    Raises TekigoError TKG-SPEC105 for an edition that none has.
    """
    rows, shared = [], 0
    for path in with_edition(edition):
        standard = load_standard(path)
        shown = edition or standard.default_edition
        requirements = requirements_of(standard, load_requirements(path), shown)
        counts = {name: sum(r.class_ == name for r in requirements) for name in CLASSES}
        ids = " ".join(standard.gyomu_ids)
        facts = {"business": standard.business, "path": path, "name": standard.name, "gyomu_ids": ids}
        rows.append(
            {
                **facts,
                "edition": shown,
                **counts,
                "shared_by": standard.shared_by,
                "editions": order_of(standard),
            }
        )
        shared += bool(standard.shared_by)
    if as_json:
        print_json(rows)
        return
    columns = say("キー 場所 業務 業務ID 版", "key path name ids edition").split()
    columns += [*(say(*words) for words in CLASSES.values()), say("収める版", "editions")]
    cells = [[*list(row.values())[:8], " ".join(row["editions"])] for row in rows]  # type: ignore[arg-type]
    print_table(columns, cells, right=range(5, 8))
    own = len(rows) - shared
    click.echo(
        say(
            f"{STANDARDS}業務のうち {own}業務、業務が共に使う部分 {shared}件",
            f"{own} of the {STANDARDS} standards, {shared} parts that several share",
        )
    )


def with_edition(edition: str | None) -> tuple[str, ...]:
    """List the packages that have an edition. Raises TekigoError TKG-SPEC105 when none has it."""
    paths = list_packages()
    if edition is None:
        return paths
    known = {path: order_of(load_standard(path)) for path in paths}
    found = tuple(path for path, editions in known.items() if edition in editions)
    if not found:
        every = sorted({each for editions in known.values() for each in editions})
        raise TekigoError("TKG-SPEC105", edition=edition, known="、".join(every))
    return found


def show(name: str | None, business: str | None, edition: str | None = None, *, as_json: bool) -> None:
    """Show one thing of one business, or of all; without a name, the tables of a business.

    One thing is looked for in all editions where none is named; tables are those of the default edition.
    Raises TekigoError TKG-RUN006 for an edition that the business does not have, TKG-SPEC105 for one that none has.
    """
    paths = [business] if business else [path for path in with_edition(edition) if path in _likely(name)]
    if name is None:
        for path in paths:
            _tables(load_package(path, edition=edition), as_json=as_json)
        return
    packages = [load_package(path, edition=edition) if edition else load_whole(path) for path in paths]
    found = [(package, *hit) for package in packages for hit in _find(package, name)]
    if not found:
        raise _unknown(packages, name)
    if as_json:
        print_json([{"business": p.key, "kind": kind, **_facts(thing)} for p, kind, thing in found])
        return
    for package, kind, thing in found:
        click.echo(f"# {package.standard.name}: {say(_WORDS[kind], kind)}")
        if isinstance(thing, RuleTable):
            show_rule(thing)
            continue
        for field, value in _facts(thing).items():
            click.echo(f"{field}: {_text(value)}")


_WORDS = dict(
    zip(
        FOUND_IN,
        ("要件", "操作", "項目", "コード一覧", "帳票", "探査", "連携", "規則表", "計算"),
        strict=True,
    )
)


def _likely(name: str | None) -> list[str]:
    """List the packages worth searching: a requirement id tells its business by its prefix."""
    packages = list_packages()
    prefix = name.partition("-")[0] if name and "-" in name else None
    hits = [path for path in packages if load_standard(path).prefix == prefix] if prefix else []
    return hits or list(packages)


def _find(package: Package, name: str) -> list[tuple[str, object]]:
    from conformance.spec.catalog import Catalog

    catalog = Catalog(package)
    found: list[tuple[str, object]] = []
    for kind in FOUND_IN:
        try:
            found.append((kind, catalog.rules[name] if kind == "rule" else getattr(catalog, kind)(name)))
        except TekigoError:
            continue
    return found


def _unknown(packages: list[Package], name: str) -> TekigoError:
    from conformance.spec.faults import nearest

    known = [each.id for p in packages for each in p.requirements]
    known += [each.name for p in packages for each in p.operations]
    known += [each.name for p in packages for each in p.items]
    known += [each.sheet.name for p in packages for each in p.rules]
    known += [each.name for p in packages for each in p.calculations]
    return TekigoError("TKG-CLI010", name=name, near=nearest(name, known))


def _tables(package: Package, *, as_json: bool) -> None:
    if as_json:
        print_json(package)
        return
    columns = say("ID 類型 確かめ方 題", "id class testability title").split()
    rows = [(r.id, r.class_, r.testability, r.title) for r in package.requirements]
    standard = package.standard
    names = {each.id: each.name for each in standard.editions}
    shown = names.get(standard.default_edition, standard.default_edition)
    print_table(columns, rows, title=f"{standard.name} {shown}")
    _of_edition(package)
    columns = say("ID 操作 種別 要件", "id operation kind requirements").split()
    print_table(columns, [(o.id, o.name, o.kind, " ".join(o.requirements)) for o in package.operations])
    list_rules(package)


def _of_edition(package: Package) -> None:
    """Tell what the edition calls the classes, what is known of it, and which others there are."""
    standard = package.standard
    found = next((each for each in standard.editions if each.id == standard.default_edition), None)
    if found and found.class_names:
        names = say("、", ", ").join(
            f"{say(*CLASSES[kind])}: {name}" for kind, name in found.class_names.items()
        )
        click.echo(say(f"この版での類型の名: {names}", f"classes in this edition: {names}"))
    if found and found.note:
        click.echo(say(f"版についての注: {found.note}", f"of this edition: {found.note}"))
    others = [each for each in order_of(standard) if each != standard.default_edition]
    if others:
        told = say("、", ", ").join(others)
        click.echo(say(f"ほかの版（--edition）: {told}", f"other editions (--edition): {told}"))


def _facts(thing: object) -> dict[str, object]:
    if isinstance(thing, RuleTable):
        return rule_facts(thing)
    if not isinstance(thing, Row):
        return {"values": getattr(thing, "entries", ())}
    named = {f.name: f.encode_name for f in structs.fields(thing)}
    return {
        named[name]: value
        for name, value in structs.asdict(thing).items()
        if value not in ("", (), None, False)
    }


def _text(value: object) -> str:
    if isinstance(value, dict) and "code" not in value:
        return "、".join(f"{name}={_text(each)}" for name, each in value.items())
    if isinstance(value, tuple | list):
        return "、".join(_text(each) for each in value)
    if isinstance(value, Row | dict):
        facts = _facts(value) if isinstance(value, Row) else value
        return " ".join(
            _text(each) for name, each in facts.items() if name not in ("origin", "source", "list")
        )
    return str(value)
