"""Reads the YAML files of a spec package into model classes, with the line of every defect.

Every scalar is text until the model says otherwise: `01` stays `01`, `no` stays `no`, 2026-05-10 stays a text.
"""

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from conformance.spec.errors import Finding, finding
from conformance.spec.faults import faults
from conformance.spec.row import Row
from conformance.spec.yaml_text import TooDeep, compose

R = TypeVar("R", bound=Row)
DEEPEST = 50  # levels: a part that contains itself is deeper than any
MOST = 1_000_000  # nodes, each use of an anchor counted
NOTHING = ("", "~", "null")


def read_document(
    path: Path, kind: type[R], shown: str, rows: tuple[str, ...] = ()
) -> tuple[R | None, list[Finding]]:
    """Read a YAML file into one `kind`, and tell everything that is wrong with it (None when anything is).

    `shown` is the file's name in origins and findings; `rows` names the lists whose entries get an origin, lists
    inside such entries too.
    """
    node, data, found = _read(path, shown)
    if node is None:
        return None, found
    _give_origins(data, node, shown, rows)
    try:
        made = msgspec.convert(data, kind, strict=False)
    except msgspec.ValidationError:
        found += [finding(_origin(node, f.path, shown), f.code, **f.params) for f in faults(data, kind)]
        return None, found
    return (None if found else made), found


def read_mapping(path: Path, shown: str) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Read a YAML or JSON file that maps names to texts, lists and mappings, and tell all that is wrong with it.

    Raises OSError when there is no such file.
    """
    node, data, found = _read(path, shown)
    return (None if node is None or found else data), found


def line_of(path: Path, *keys: str | int) -> int:
    """Return the line of a YAML file that a way of keys and places leads to, as far as it leads. Raises OSError."""
    node = compose(path.read_text(encoding="utf-8"))
    if node is None:
        return 1
    return int(_origin(node, keys, "").removeprefix(":"))


def _read(path: Path, shown: str) -> tuple[Node | None, dict[str, Any], list[Finding]]:
    """Read a file whose root is a mapping; no node when it cannot be read or has another root."""
    try:
        node = compose(path.read_text(encoding="utf-8"))
    except TooDeep as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, {}, [finding(f"{shown}:{line}", "TKG-SPEC045", deepest=DEEPEST, most=MOST)]
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = getattr(error, "problem", None) or error
        return None, {}, [finding(f"{shown}:{line}", "TKG-SPEC040", detail=detail)]
    tangled = _tangled(node)
    if tangled is not None:
        return None, {}, [finding(f"{shown}:{tangled}", "TKG-SPEC045", deepest=DEEPEST, most=MOST)]
    found: list[Finding] = []
    data = _value(node, shown, found)
    if node is None or not isinstance(data, dict):
        return None, {}, [*found, finding(f"{shown}:1", "TKG-SPEC041")]
    return node, data, found


def _tangled(node: Node | None) -> int | None:
    """Return the line of a part that contains itself, is too deep, or of which anchors make far too much."""
    count = 0
    waiting: list[tuple[Node, int]] = [(node, 0)] if node is not None else []
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST:
            return int(part.start_mark.line) + 1
        if isinstance(part, SequenceNode):
            waiting += [(each, depth + 1) for each in part.value]
        elif isinstance(part, MappingNode):
            waiting += [(each, depth + 1) for pair in part.value for each in pair]
    return None


def _value(node: Node | None, shown: str, found: list[Finding]) -> Any:  # noqa: ANN401 - YAML is any shape
    if isinstance(node, SequenceNode):
        return [_value(each, shown, found) for each in node.value]
    if not isinstance(node, MappingNode):
        return _scalar(node)
    made: dict[str, Any] = {}
    for key, each in node.value:
        where = f"{shown}:{key.start_mark.line + 1}"
        if not isinstance(key, ScalarNode):
            found.append(finding(where, "TKG-SPEC041"))
            continue
        if key.value in made:
            found.append(finding(where, "TKG-SPEC042", name=key.value))
        if key.value == "origin":
            found.append(finding(where, "TKG-SPEC011", name="origin", near=""))
        made[key.value] = _value(each, shown, found)
    return made


def _scalar(node: Node | None) -> str | None:
    if not isinstance(node, ScalarNode) or (not node.style and node.value in NOTHING):
        return None
    return str(node.value)


def _give_origins(data: dict[str, Any], node: Node, shown: str, rows: tuple[str, ...]) -> None:
    data["origin"] = f"{shown}:{node.start_mark.line + 1}"
    for key, each in node.value:
        if key.value in rows and isinstance(each, SequenceNode):
            for row, of in zip(data[key.value], each.value, strict=True):
                if isinstance(row, dict):
                    _give_origins(row, of, shown, rows)


def _origin(node: Node, path: tuple[str | int, ...], shown: str) -> str:
    line = node.start_mark.line + 1
    for step in path:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, MappingNode):
            for key, each in node.value:
                if key.value == step:
                    node, line = each, key.start_mark.line + 1
    return f"{shown}:{line}"
