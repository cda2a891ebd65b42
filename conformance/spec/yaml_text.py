"""Reads YAML text with the fast loaders, which are written in C: what is nested too deep would end the process."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml.nodes import Node

DEEPEST = 2000  # levels; the loaders stand ten times as many, and no document of anybody comes near
# Each level costs a bracket, or in a block a column of its line (a list may share one with the mapping around it).
_DEEP_LINE = re.compile(rf"(?:^|[\x85\u2028\u2029])[ \t?:-]{{{DEEPEST // 2}}}", re.MULTILINE)


class TooDeep(yaml.MarkedYAMLError):
    """Text that is nested deeper than DEEPEST levels."""


def compose(text: str) -> Node | None:
    """Return the root of a document, its scalars texts; None when it is empty. Raises YAMLError, TooDeep among them."""
    _refuse_deep(text)
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def load(text: str, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> Any:  # noqa: ANN401 - YAML is any shape
    """Return the values of a document. Raises YAMLError, TooDeep among them, ValueError for a scalar unlike its tag."""
    _refuse_deep(text)
    return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, or one derived from it


def _refuse_deep(text: str) -> None:
    brackets = text.count("[") + text.count("{")
    if (brackets < DEEPEST and not _DEEP_LINE.search(text)) or _json(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):  # slow, and as deep as anything may be
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise TooDeep(problem=f"> {DEEPEST}", problem_mark=event.start_mark)  # type: ignore[arg-type]


def _json(text: str) -> bool:
    """Tell whether a text is JSON, which Python's own reader finds only where it is not too deep for it."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
