"""YAML text is read as ever, and what is nested too deep is refused before it reaches the loaders."""

import json

import pytest
import yaml

from conformance.spec.yaml_text import DEEPEST, TooDeep, compose, load

DEEP = DEEPEST + 1
MANY = 100_000  # levels; the loaders end the process at a few thousand
NESTED = {
    "lists": "[" * MANY,
    "mappings": "{a: " * MANY,
    "brackets in texts": "[']', " * MANY,
    "entries on one line": "- " * MANY + "a",
    "keys on one line": "? " * MANY + "a",
    "indented": "\n".join(" " * level + "a:" for level in range(DEEP)),
    "lists beside mappings": "\n".join(" " * level + "a:\n" + " " * level + "-" for level in range(DEEP)),
    "other line breaks": "\u2028".join(" " * level + "a:" for level in range(DEEP)),
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("read", [compose, load])
def test_what_is_nested_too_deep_is_refused(read: object, text: str) -> None:
    with pytest.raises(TooDeep) as refused:
        read(text)  # type: ignore[operator]
    assert refused.value.problem_mark is not None


def test_as_deep_as_allowed_is_read() -> None:
    node = compose("[" * DEEPEST + "]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        assert node is not None
        (node,) = node.value
    assert node is not None
    assert node.value == []


def test_many_brackets_beside_each_other_are_not_deep() -> None:
    assert load("a: [" + "[{b: 1}], " * DEEPEST + "]")["a"][-1] == [{"b": 1}]
    assert load(json.dumps({"a": [[{}]] * DEEPEST}))["a"][-1] == [{}]


def test_other_defects_are_told_as_ever() -> None:
    with pytest.raises(yaml.YAMLError):
        compose("a: [" * DEEP + "\x00")
    assert compose("") is None
