"""What an expression names: fields of what it is given, functions and variables, items in texts. Read off its syntax
tree, so that comments and names that merely begin alike say nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ITEM_FUNCTIONS = ("value", "back", "code", "label")
_BELOW = ("_outer_instance", "value", "slot", "ancestor", "seeking_parent", "environment")


class Mentions(Struct, kw_only=True):
    """`paths`: first and second step of each way into what the expression is given, None where there is no second;
    `variables`: those used but not bound in it, without the `$`; `items`: first arguments of the functions that take
    the name of an item; `words`: every name and text; `keys`: those of the object that it makes;
    `constant`: it names nothing that could change.
    """

    paths: set[tuple[str, str | None]]
    variables: set[str]
    items: set[str]
    words: set[str]
    keys: tuple[str, ...] = ()
    constant: bool = False
    literal: bool = False

    @property
    def roots(self) -> set[str]:
        """The fields of what the expression is given that it names."""
        return {first for first, _ in self.paths}


NOTHING = Mentions(paths=set(), variables=set(), items=set(), words=set(), constant=True)


@cache
def mentions(text: str) -> Mentions:
    """Read an expression. One that is no JSONata mentions nothing: compiling it tells."""
    from jsonata import Jsonata

    try:
        tree = Jsonata(text).ast
    except Exception:  # noqa: BLE001 - the library raises what comes
        return NOTHING
    walk = _Walk()
    walk.node(tree, top=True)
    return Mentions(
        paths=walk.paths,
        variables=walk.variables - walk.bound - {"", "$"},
        items=walk.items,
        words=walk.words,
        keys=tuple(_keys(tree)),
        constant=not walk.paths and not walk.given and not walk.variables - walk.bound - _PURE,
        literal=any(True for _ in _literals(tree)),
    )


def inserted(text: str) -> Mentions:
    """Read the expressions of a text with `{expression}` in it."""
    from conformance.binding.calls import _INSERTED

    return joined(mentions(each) for each in _INSERTED.split(text)[1::2])


def joined(several: Iterable[Mentions]) -> Mentions:
    """Put together what several expressions mention."""
    made = Mentions(paths=set(), variables=set(), items=set(), words=set())
    for each in several:
        made.paths |= each.paths
        made.variables |= each.variables
        made.items |= each.items
        made.words |= each.words
    return made


def builtin_functions() -> frozenset[str]:
    """Return the names of JSONata's own functions, without the `$`."""
    from jsonata import Jsonata

    Jsonata("1")  # the first one fills the table
    return frozenset(Jsonata.static_frame.bindings)


_PURE = frozenset(
    [
        "abs",
        "append",
        "average",
        "boolean",
        "ceil",
        "contains",
        "count",
        "distinct",
        "exists",
        "filter",
        "floor",
        "formatBase",
        "formatNumber",
        "join",
        "keys",
        "length",
        "lookup",
        "lowercase",
        "map",
        "match",
        "max",
        "merge",
        "min",
        "not",
        "number",
        "pad",
        "power",
        "reduce",
        "replace",
        "reverse",
        "round",
        "sift",
        "sort",
        "split",
        "spread",
        "sqrt",
        "string",
        "substring",
        "substringAfter",
        "substringBefore",
        "sum",
        "trim",
        "type",
        "uppercase",
        "zip",
    ]
)


class _Walk:
    """Goes through a syntax tree. `top`: names stand for fields of what the expression is given."""

    def __init__(self) -> None:
        self.paths: set[tuple[str, str | None]] = set()
        self.variables: set[str] = set()
        self.bound: set[str] = set()
        self.items: set[str] = set()
        self.words: set[str] = set()
        self.given = False
        self._seen: set[int] = set()

    def node(self, node: Any, *, top: bool) -> None:  # noqa: ANN401 - a node of the library's tree
        """Go through one node and what is below it."""
        if isinstance(node, list | tuple):
            for each in node:
                self.node(each, top=top)
            return
        if not hasattr(node, "position") or id(node) in self._seen:
            return
        self._seen.add(id(node))
        if node.type in ("name", "string") and isinstance(node.value, str):
            self.words.add(node.value)
        match node.type:
            case "path":
                self._path(node, top=top)
                return
            case "name" if top and isinstance(node.value, str):
                self.paths.add((node.value, None))
            case "variable":
                self.variables.add(str(node.value))
                self.given = self.given or node.value in ("", "$")
            case "wildcard" | "descendant" | "parent":
                self.given = True
            case "bind":
                self.bound.add(str(node.lhs.value))
            case "lambda":
                self.bound |= {str(each.value) for each in node.arguments or ()}
            case "function" | "partial":
                self._call(node)
        self._below(node, top=top)

    def _path(self, node: Any, *, top: bool) -> None:  # noqa: ANN401
        steps = list(node.steps)
        first = steps[0]
        fields = steps[1:] if first.type == "variable" and first.value in ("", "$") else steps
        rooted = first.value == "$" if first.type == "variable" else False
        if (top or rooted) and fields and fields[0].type == "name":
            second = fields[1].value if len(fields) > 1 and fields[1].type == "name" else None
            self.paths.add((str(fields[0].value), second))
        for place, step in enumerate(steps):
            for kind in ("focus", "index"):
                if isinstance(named := getattr(step, kind, None), str):
                    self.bound.add(named)
            if step.type in ("name", "variable") and (place or step.type == "name"):
                self.words.add(str(step.value))
                self._below(step, top=False)
                self._seen.add(id(step))
            else:
                self.node(step, top=top and place == 0)
        self.node(getattr(node, "group", None), top=False)

    def _call(self, node: Any) -> None:  # noqa: ANN401
        given = list(node.arguments or ())
        takes_item = node.procedure.type == "variable" and node.procedure.value in _ITEM_FUNCTIONS
        if takes_item and given and given[0].type == "string":
            self.items.add(str(given[0].value))

    def _below(self, node: Any, *, top: bool) -> None:  # noqa: ANN401
        inner = top and node.type not in ("transform", "sort", "filter")
        for name, each in vars(node).items():
            if name not in _BELOW:
                below = inner and name not in ("stages", "predicate", "group", "terms")
                self.node(each, top=below)


def _results(node: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the nodes that the value of an expression is made of."""
    match getattr(node, "type", None):
        case "block":
            yield from _results(node.expressions[-1]) if node.expressions else ()
        case "condition":
            yield from _results(node.then)
            yield from _results(getattr(node, "_else", None))
        case "unary" if node.value == "[":
            for each in node.expressions:
                yield from _results(each)
        case "function" if node.procedure.value in ("merge", "append"):
            for each in node.arguments:
                yield from _results(each)
        case None:
            return
        case _:
            yield node


def _keys(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for node in _results(tree):
        if node.type == "unary" and node.value == "{":
            yield from (str(key.value) for key, _ in node.lhs_object if key.type == "string")


def _literals(tree: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the values that an expression puts into its result without reading them from anywhere."""
    for node in _results(tree):
        if node.type == "unary" and node.value == "{":
            yield from (value for _, each in node.lhs_object for value in _literals_of(each))
        else:
            yield from _literals_of(node)


def _literals_of(node: Any) -> Iterator[Any]:  # noqa: ANN401
    if node.type in ("string", "number", "value"):
        if node.value not in (None, ""):
            yield node
        return
    for each in _results(node):
        if each is not node:
            yield from _literals_of(each)
        elif node.type == "unary" and node.value == "{":
            yield from _literals(node)
