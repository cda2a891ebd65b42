"""Reads the expressions of calculations: Python's grammar, cut down to what a formula needs, and what they name."""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
import warnings
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.calculations.values import NOTHING, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000  # characters
DEEPEST = 40  # brackets within each other
RULE, CALL = "規則", "計算"
AT, ELSE = "時点", "無ければ"  # what a look-up is told beside the columns of its table
AS_OF, BEFORE = "基準日", "前"
CONSTANTS: dict[str, bool | None] = {"真": True, "偽": False, NOTHING: None}
RESERVED = (*CONSTANTS, AS_OF, BEFORE, AT, ELSE)
_TEXT = re.compile(r'"[^"\\\n]*"')
_IGNORABLE = (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)
_NODES = (
    *(ast.Expression, ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp),
    *(ast.Call, ast.keyword, ast.Attribute, ast.Tuple),
)
_OPERATORS = (
    *(
        ast.Add,
        ast.Sub,
        ast.Mult,
        ast.Div,
        ast.FloorDiv,
        ast.Mod,
        ast.USub,
        ast.UAdd,
        ast.Not,
        ast.And,
        ast.Or,
    ),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Load),
)


class Named(Struct, frozen=True, kw_only=True):
    """A call of 規則 or 計算: the table and column, or the calculation and its result, and the names it is given."""

    of: str
    what: str
    given: tuple[str, ...]


class Parsed(Struct, frozen=True, kw_only=True):
    """An expression that may be evaluated, and what it names."""

    text: str
    tree: ast.expr
    names: frozenset[str]
    columns: frozenset[tuple[str, str]]
    functions: frozenset[str]
    rules: tuple[Named, ...]
    calls: tuple[Named, ...]


@lru_cache(maxsize=4096)
def parse(text: str) -> Parsed:
    """Read an expression. Raises TekigoError: TKG-CALC001 no expression, 002 not allowed, 003 another character."""
    stripped = " ".join(text.split("\n")).strip()
    _characters(stripped)
    if len(stripped) > LONGEST or _depth(stripped) > DEEPEST:
        raise TekigoError("TKG-CALC009", what=f"{LONGEST} / {DEEPEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(stripped, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise TekigoError("TKG-CALC001", text=stripped, place=getattr(error, "offset", None) or 1) from None
    _allowed(tree, stripped)
    nodes = list(ast.walk(tree))
    called = [node for node in nodes if isinstance(node, ast.Call)]
    functions = {node.func.id for node in called if isinstance(node.func, ast.Name)}
    owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    heads = {id(node.func) for node in called}
    names = {n.id for n in nodes if isinstance(n, ast.Name) and id(n) not in owners | heads}
    return Parsed(
        text=stripped,
        tree=tree.body,
        names=frozenset(names - set(CONSTANTS) - {AS_OF}),
        columns=frozenset(_columns(nodes)),
        functions=frozenset(functions),
        rules=tuple(_named(called, RULE)),
        calls=tuple(_named(called, CALL)),
    )


def is_name(text: str) -> bool:
    """Tell whether a text may be the name of an input, a step or a column."""
    plain = text.isidentifier() and not keyword.iskeyword(text)
    return plain and unicodedata.normalize("NFKC", text) == text and text not in RESERVED


def _characters(text: str) -> None:
    """Refuse what Python's parser would take for another character: it normalises names by NFKC."""
    for char in _TEXT.sub("", text):
        normal = unicodedata.normalize("NFKC", char)
        if normal != char:
            raise TekigoError("TKG-CALC003", found=char, normal=normal, text=text)


def _depth(text: str) -> int:
    """Measure brackets within each other, and signs and words that nest without any."""
    depth = deepest = 0
    for char in _TEXT.sub("", text):
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return max(deepest, len(re.findall(r"\bnot\b|\belse\b|[-+~]\s*(?=[-+~])", text)))


def _allowed(tree: ast.Expression, text: str) -> None:
    """Refuse what no formula needs, and make every number exact."""
    lists = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Compare) for each in _listed(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and id(node) not in lists:
            raise TekigoError("TKG-CALC002", found=",", text=text)
        if not isinstance(node, _NODES if not isinstance(node, _IGNORABLE) else _OPERATORS):
            raise TekigoError("TKG-CALC002", found=type(node).__name__, text=text)
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            written = ast.get_source_segment(text, node) or ""
            if isinstance(node.value, bool) or node.value is None or not NUMBER.fullmatch(written):
                raise TekigoError("TKG-CALC002", found=written, text=text)
            node.value = Fraction(written)  # type: ignore[assignment] # by its text, not by way of a float
        if isinstance(node, ast.Call) and not _plain_call(node):
            raise TekigoError("TKG-CALC002", found="( )", text=text)
        if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
            raise TekigoError("TKG-CALC002", found=f".{node.attr}", text=text)


def _listed(node: ast.Compare) -> Iterator[ast.expr]:
    """Yield what stands right of `in`: the only place for a list of values in brackets."""
    for sign, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(sign, ast.In | ast.NotIn):
            yield right


def _plain_call(node: ast.Call) -> bool:
    """Tell whether a call is of a function by its name; only 規則 and 計算 take names, and begin with two texts."""
    if not isinstance(node.func, ast.Name) or any(each.arg is None for each in node.keywords):
        return False
    if node.func.id not in (RULE, CALL):
        return not node.keywords
    texts = [each for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return len(node.args) == len(texts) == len(("表", "列"))


def _columns(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def _named(called: list[ast.Call], function: str) -> Iterator[Named]:
    for node in called:
        if isinstance(node.func, ast.Name) and node.func.id == function:
            of, what = (str(each.value) for each in node.args if isinstance(each, ast.Constant))
            yield Named(of=of, what=what, given=tuple(str(each.arg) for each in node.keywords))
