"""Evaluates one expression: simpleeval with exact numbers and kinds of values that never mix."""

from __future__ import annotations

import ast
import operator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import simpleeval

from conformance.i18n import TekigoError
from conformance.spec.calculations.expression import CONSTANTS, Parsed
from conformance.spec.calculations.functions import FUNCTIONS, usage
from conformance.spec.calculations.values import Month, Rows, Value, bounded, kind_of
from conformance.spec.errors import Phrase
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Names = Mapping[str, Value]

_ORDERED = (Fraction, date, Month)


class Machine(simpleeval.SimpleEval):  # type: ignore[misc]
    """Evaluates expressions over names; `extra`: functions that know the business."""

    def __init__(self, names: Names, extra: Mapping[str, Callable[..., Value]]) -> None:
        super().__init__(operators=_OPERATORS, functions={**_GUARDED, **extra}, names={})
        self._known = names
        self.nodes = {
            ast.Name: self._name,
            ast.Attribute: self._column,
            ast.Constant: lambda node: node.value,
            ast.Tuple: lambda node: tuple(self._eval(each) for each in node.elts),
            ast.BoolOp: self._logic,
            ast.IfExp: lambda node: self._eval(node.body if self._truth(node.test) else node.orelse),
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.Compare: self._eval_compare,
            ast.Call: self._call,
            ast.keyword: self._eval_keyword,
        }

    def value(self, parsed: Parsed) -> Any:  # noqa: ANN401 - a Value; operators and functions judge kinds
        """Evaluate. Raises TekigoError: TKG-CALC004, 005 unknown name or function, 006–009 values that do not fit."""
        try:
            return self.eval(parsed.text, parsed.tree)
        except simpleeval.InvalidExpression as error:
            raise TekigoError("TKG-CALC002", found=str(error), text=parsed.text) from None
        except RecursionError:
            raise TekigoError("TKG-CALC009", what=parsed.text) from None

    def _name(self, node: ast.Name) -> Value:
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id not in self._known:
            raise TekigoError("TKG-CALC004", name=node.id, near=nearest(node.id, self._known))
        return self._known[node.id]

    def _column(self, node: ast.Attribute) -> Value:
        rows = self._eval(node.value)
        if not isinstance(rows, Rows):
            raise TekigoError("TKG-CALC007", operation=f".{node.attr}", kinds=_kinds(rows))
        if rows and node.attr not in rows[0]:
            raise TekigoError("TKG-CALC004", name=node.attr, near=nearest(node.attr, rows[0]))
        return [row[node.attr] for row in rows]

    def _logic(self, node: ast.BoolOp) -> bool:
        if isinstance(node.op, ast.And):
            return all(self._truth(each) for each in node.values)
        return any(self._truth(each) for each in node.values)

    def _truth(self, node: ast.expr) -> bool:
        value = self._eval(node)
        if not isinstance(value, bool):
            raise TekigoError("TKG-CALC007", operation="and / or / if", kinds=_kinds(value))
        return value

    def _call(self, node: ast.Call) -> Value:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.functions:
            raise TekigoError("TKG-CALC005", name=name, near=nearest(name, self.functions))
        result: Value = self._eval_call(node)
        return result


def _guarded(name: str, function: Callable[..., Value]) -> Callable[..., Value]:
    """Turn what a function cannot use into a message; numbers that come out are bounded."""

    def called(*values: Value) -> Value:
        try:
            result = function(*values)
        except (TypeError, ValueError, AttributeError, OverflowError, IndexError):
            raise usage(name, values) from None
        return bounded(result) if isinstance(result, Fraction) else result

    return called


_GUARDED = {name: _guarded(name, function) for name, function in FUNCTIONS.items()}


def _figures(sign: str, work: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Value]:
    def done(left: Value, right: Value) -> Value:
        if not (isinstance(left, Fraction) and isinstance(right, Fraction)):
            raise TekigoError("TKG-CALC007", operation=sign, kinds=_kinds(left, right))
        try:
            return bounded(Fraction(work(left, right)))
        except ZeroDivisionError:
            raise TekigoError("TKG-CALC008", operation=sign) from None

    return done


def _order(sign: str, work: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def done(left: Value, right: Value) -> bool:
        if type(left) is not type(right) or not isinstance(left, _ORDERED):
            raise TekigoError("TKG-CALC007", operation=sign, kinds=_kinds(left, right))
        return work(left, right)

    return done


def _same(sign: str, *, wanted: bool) -> Callable[[Value, Value], bool]:
    def done(left: Value, right: Value) -> bool:
        mixed = type(left) is not type(right) and left is not None and right is not None
        if mixed or isinstance(left, list) or isinstance(right, list):
            raise TekigoError("TKG-CALC007", operation=sign, kinds=_kinds(left, right))
        return (left == right) is wanted

    return done


def _among(sign: str, *, wanted: bool) -> Callable[[Value, Any], bool]:
    same = _same(sign, wanted=True)

    def done(one: Value, several: Any) -> bool:  # noqa: ANN401 - whatever stands right of `in`
        if not isinstance(several, tuple | list) or isinstance(several, Rows):
            raise TekigoError("TKG-CALC007", operation=sign, kinds=_kinds(one, several))
        return any(same(one, each) for each in several) is wanted

    return done


def _signed(value: Value, factor: int) -> Fraction:
    if not isinstance(value, Fraction):
        raise TekigoError("TKG-CALC007", operation="-", kinds=_kinds(value))
    return factor * value


def _not(value: Value) -> bool:
    if not isinstance(value, bool):
        raise TekigoError("TKG-CALC007", operation="not", kinds=_kinds(value))
    return not value


def _kinds(*values: Value) -> Phrase:
    names = [str(Phrase(f"calc.{kind_of(value)}")) for value in values]
    return Phrase("calc.kinds", kinds="、".join(names))


_OPERATORS = {
    ast.Add: _figures("+", operator.add),
    ast.Sub: _figures("-", operator.sub),
    ast.Mult: _figures("*", operator.mul),
    ast.Div: _figures("/", operator.truediv),
    ast.FloorDiv: _figures("//", operator.floordiv),
    ast.Mod: _figures("%", operator.mod),
    ast.USub: lambda value: _signed(value, -1),
    ast.UAdd: lambda value: _signed(value, 1),
    ast.Not: _not,
    ast.Lt: _order("<", operator.lt),
    ast.LtE: _order("<=", operator.le),
    ast.Gt: _order(">", operator.gt),
    ast.GtE: _order(">=", operator.ge),
    ast.Eq: _same("==", wanted=True),
    ast.NotEq: _same("!=", wanted=False),
    ast.In: _among("in", wanted=True),
    ast.NotIn: _among("not in", wanted=False),
}
