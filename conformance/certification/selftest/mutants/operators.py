"""The operators: each says by what a node may be replaced, one change at a time.

A condition that is forced to true or to false takes the place of a `not` added, of swapped branches and of strings
compared to something else: whoever tells the forced ones apart tells those too.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from conformance.certification.selftest.mutants.seams import is_seam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Changes = Iterator[tuple[str, ast.AST]]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
_EXTREMES = {"min": "max", "max": "min"}
_SQL = re.compile(r"\b(SELECT|UPDATE|DELETE|WHERE|AND|ORDER BY)\b")
# One change of a query each: a limit by one, a condition turned round, an order reversed.
_IN_SQL = {" <= ": " < ", " >= ": " > ", " < ": " <= ", " > ": " >= ", " <> ": " = ", " DESC": " ASC"}


def comparisons(node: ast.AST) -> Changes:
    """Turn each comparison into its neighbour."""
    if not isinstance(node, ast.Compare):
        return
    for place, op in enumerate(node.ops):
        ops = [_COMPARED[type(op)]() if at == place else each for at, each in enumerate(node.ops)]
        yield "comparison", ast.Compare(node.left, ops, node.comparators)


def booleans(node: ast.AST) -> Changes:
    """Swap and/or, drop one part of a condition, take a `not` away."""
    if isinstance(node, ast.BoolOp):
        yield "boolean", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for place in range(len(node.values)):
            left = node.values[:place] + node.values[place + 1 :]
            yield "part dropped", left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand


def conditions(node: ast.AST) -> Changes:
    """Force a condition; called for the test of an if, a conditional expression or a comprehension alone."""
    if isinstance(node, ast.expr) and not isinstance(node, ast.Constant):
        yield "always", ast.Constant(True)
        yield "never", ast.Constant(False)


def arithmetic(node: ast.AST) -> Changes:
    """Add instead of subtracting, and so on; joining of texts is left alone."""
    if (
        isinstance(node, ast.BinOp)
        and type(node.op) in _RECKONED
        and not (_text(node.left) or _text(node.right))
    ):
        yield "arithmetic", ast.BinOp(node.left, _RECKONED[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in _RECKONED and not _text(node.value):
        yield "arithmetic", ast.AugAssign(node.target, _RECKONED[type(node.op)](), node.value)


def constants(node: ast.AST) -> Changes:
    """Turn True into False, and count one more or one less."""
    if not isinstance(node, ast.Constant) or is_seam(node):
        return
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield "constant", ast.Constant(node.value + 1)
        if node.value:
            yield "constant", ast.Constant(node.value - 1)


def queries(node: ast.AST) -> Changes:
    """Change a comparison or the order of an SQL text."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.search(node.value)):
        return
    for written, instead in _IN_SQL.items():
        for found in re.finditer(re.escape(written), node.value):
            yield "query", ast.Constant(node.value[: found.start()] + instead + node.value[found.end() :])


def extremes(node: ast.AST) -> Changes:
    """Take the largest for the smallest."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _EXTREMES:
        swapped = ast.Name(_EXTREMES[node.func.id], ast.Load())
        yield "min/max", ast.Call(swapped, node.args, node.keywords)


def statements(node: ast.AST) -> Changes:
    """Leave out a call that stands alone, or a refusal."""
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield "left out", ast.Pass()


def returns(node: ast.AST) -> Changes:
    """Return nothing; asked only where a function returns in several places."""
    if isinstance(node, ast.Return) and not (node.value is None or isinstance(node.value, ast.Constant)):
        yield "return", ast.Return(ast.Constant(None))


def shifts(node: ast.AST, shifting: Callable[[ast.expr], bool]) -> Changes:
    """Leave a value as it was instead of shifting it: f(x, …) → x where x and the result are of one declared type."""
    if (
        isinstance(node, ast.Call)
        and node.args
        and not isinstance(node.args[0], ast.Starred)
        and shifting(node.func)
    ):
        yield "not shifted", node.args[0]


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
