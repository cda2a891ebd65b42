"""Reads feature files into cases: one case is one run of a scenario, an outline gives one per row of its examples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from conformance.checks.scenarios.memory import filled, parsed
from conformance.checks.scenarios.rule_examples import (
    EXCLUDED,
    LABELS,
    BadTag,
    Exclusion,
    RuleTables,
)
from conformance.checks.scenarios.stories import CARRIED
from conformance.spec.errors import Finding, finding
from conformance.spec.paths import features_dir

Table = tuple[tuple[str, ...], ...]


class Step(Struct, frozen=True, kw_only=True):
    """One step as written. `kind`: given, when or then; かつ and しかし take that of the step before."""

    kind: str
    keyword: str
    text: str
    line: int
    table: Table | None = None


class Case(Struct, frozen=True, kw_only=True):
    """One run of a scenario. `example`: the number of its row in an outline, or the name of a row of a rule table.

    `excluded`: why it is out of scope on the as-of date. `carried`: how many of the steps, the first ones, a scene of a
    story takes over from those before it.
    """

    id: str
    feature: str
    feature_name: str
    name: str
    line: int
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    example: str = ""
    values: tuple[tuple[str, str], ...] = ()
    excluded: Exclusion | None = None
    carried: int = 0

    @property
    def origin(self) -> str:
        """Say where the scenario stands."""
        return f"features/{self.feature}.feature:{self.line}"

    @property
    def title(self) -> str:
        """Name the case for people; a row of an outline shows its values."""
        shown = "、".join(f"{name}={value}" for name, value in self.values)
        return f"{self.name}（{shown}）" if shown else self.name


class Feature(Struct, frozen=True, kw_only=True):
    """One feature file. `scenarios`: (name, line, is an outline, number of example rows) in the order of the file."""

    path: Path
    key: str
    name: str
    cases: tuple[Case, ...]
    scenarios: tuple[tuple[str, int, bool, int], ...]


def case_id(feature: str, name: str, example: str = "") -> str:
    """Build the id of a check: `scenario:<feature>::<name>[<example>]`."""
    return f"scenario:{feature}::{name}" + (f"[{example}]" if example else "")


def read_features(
    package_path: str, tables: RuleTables, root: Path | None = None
) -> tuple[list[Feature], list[Finding]]:
    """Read all features of a business, in the order of their names, and what makes a file unreadable."""
    features, found = [], []
    for path, key in feature_files(package_path, root):
        try:
            features.append(read_feature(path, key, tables))
        except _Unreadable as fault:
            found.append(finding(f"features/{key}.feature:{fault.line}", "TKG-BDD001", reason=fault.reason))
        except BadTag as bad:
            where = f"features/{key}.feature:{bad.line}"
            found.append(finding(where, bad.error.code, **bad.error.params))
    return features, found


def feature_files(package_path: str, root: Path | None = None) -> list[tuple[Path, str]]:
    """List the feature files of a business with their keys, in the order of their names."""
    base = features_dir(root)
    paths = sorted((base / package_path).rglob("*.feature"))
    return [(path, path.relative_to(base).with_suffix("").as_posix()) for path in paths]


class _Unreadable(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_feature(path: Path, key: str, tables: RuleTables | None = None) -> Feature:
    """Read one feature file; without `tables` outlines that draw on rule tables have no rows. Raises BadTag."""
    from gherkin.errors import CompositeParserException, ParserException

    try:
        text = path.read_text(encoding="utf-8")
        document = filled(text, tables) if tables else parsed(text)
    except (CompositeParserException, ParserException) as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        raise _Unreadable(first.location.get("line", 1), str(first)) from None
    except UnicodeDecodeError as error:
        raise _Unreadable(1, str(error)) from None
    feature = document.get("feature")
    if not feature:
        raise _Unreadable(1, "機能: がありません")
    return _feature(path, key, feature)


class _Outer(NamedTuple):
    """What a scenario takes over from its feature."""

    key: str
    name: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]


def _feature(path: Path, key: str, node: dict[str, Any]) -> Feature:
    outer = _Outer(key, node["name"], _tags(node), ())
    cases: list[Case] = []
    scenarios: list[tuple[str, int, bool, int]] = []
    for child in node["children"]:
        if "background" in child:
            outer = outer._replace(steps=tuple(_steps(child["background"]["steps"])))
        elif "scenario" in child:
            scenario = child["scenario"]
            made = list(_cases(outer, scenario))
            outline = bool(scenario["examples"]) or "アウトライン" in scenario["keyword"]
            rows = len(made) if scenario["examples"] else 0
            scenarios.append((scenario["name"], scenario["location"]["line"], outline, rows))
            cases += made
    return Feature(path=path, key=key, name=node["name"], cases=tuple(cases), scenarios=tuple(scenarios))


def _cases(outer: _Outer, node: dict[str, Any]) -> Iterator[Case]:
    """Make the cases of a scenario: one, or one for each row of its examples."""
    outer = outer._replace(tags=(*outer.tags, *_tags(node)), steps=(*outer.steps, *_steps(node["steps"])))
    if not node["examples"]:
        yield _case(outer, node, excluded=node.get(EXCLUDED))
        return
    number = 0
    for examples in node["examples"]:
        head = [cell["value"] for cell in (examples.get("tableHeader") or {}).get("cells", [])]
        labels = examples.get(LABELS)
        for place, row in enumerate(examples.get("tableBody") or []):
            number += labels is None
            values = tuple(zip(head, (cell["value"] for cell in row["cells"]), strict=True))
            steps = tuple(_filled(step, values) for step in outer.steps)
            own = outer._replace(tags=(*outer.tags, *_tags(examples)), steps=steps)
            example = labels[place] if labels else str(number)
            yield _case(own, node, example, values, examples.get(EXCLUDED))


def _case(
    outer: _Outer,
    node: dict[str, Any],
    example: str = "",
    values: tuple[tuple[str, str], ...] = (),
    excluded: Exclusion | None = None,
) -> Case:
    return Case(
        id=case_id(outer.key, node["name"], example),
        feature=outer.key,
        feature_name=outer.name,
        name=node["name"],
        line=node["location"]["line"],
        tags=tuple(dict.fromkeys(outer.tags)),
        steps=outer.steps,
        example=example,
        values=values,
        excluded=excluded,
        carried=sum(CARRIED in step for step in node["steps"]),
    )


def _steps(nodes: list[dict[str, Any]]) -> Iterator[Step]:
    kind = "given"
    kinds = {"Context": "given", "Action": "when", "Outcome": "then"}
    for node in nodes:
        kind = kinds.get(node["keywordType"], kind)
        cells = node.get("dataTable", {}).get("rows")
        table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in cells) if cells else None
        yield Step(
            kind=kind,
            keyword=node["keyword"].strip(),
            text=node["text"],
            line=node["location"]["line"],
            table=table,
        )


def _filled(step: Step, values: tuple[tuple[str, str], ...]) -> Step:
    def fill(text: str) -> str:
        for name, value in values:
            text = text.replace(f"<{name}>", value)
        return text

    table = tuple(tuple(fill(cell) for cell in row) for row in step.table) if step.table else None
    return Step(kind=step.kind, keyword=step.keyword, text=fill(step.text), line=step.line, table=table)


def _tags(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in node.get("tags", []))
