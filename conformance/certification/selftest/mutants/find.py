"""Finds every mutant of a module: where in the tree, what instead, and how the change reads."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.certification.selftest.mutants import operators
from conformance.certification.selftest.mutants.seams import for_faults_only, is_seam, without_seams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FunctionType, ModuleType

    from conformance.certification.selftest.mutants.operators import Changes

# Declared once at import, where no code object is: not what a function does.
_SKIPPED = {"decorator_list", "returns", "annotation", "format_spec"}
_TOLD = ("refuse", "Refused", "no_rule")  # their texts are for people, and no check reads them
_CONTEXT, _LONGEST = 60, 200


class Mutant(Struct, frozen=True, kw_only=True):
    """One change of one function. `lines`: of the statement that has to be executed for it to be met.

    `top`: the definition at the top of the module that holds it; `parent`, `field`, `index`: where in the tree.
    """

    id: str
    file: str
    module: Any
    function: str
    line: int
    lines: range
    operator: str
    before: str
    after: str
    top: Any
    parent: Any
    field: str
    index: int | None
    instead: Any

    def swap(self, node: object) -> object:
        """Put a node in the place of the change, and return the one that was there."""
        if self.index is None:
            was: object = getattr(self.parent, self.field)
            setattr(self.parent, self.field, node)
        else:
            held = getattr(self.parent, self.field)
            was, held[self.index] = held[self.index], node
        return was


class _Place(Struct, frozen=True):
    node: Any
    parent: Any
    field: str
    index: int | None
    statement: Any


def mutants_of(module: ModuleType, source: str | None = None) -> list[Mutant]:
    """List the mutants of the functions of a module, in the order of its lines."""
    path = Path(str(module.__file__))
    text = path.read_text(encoding="utf-8") if source is None else source
    tree = without_seams(ast.parse(text))
    found: list[Mutant] = []
    idle = for_faults_only(tree, ast.parse(text))
    for top, function, name in _functions(tree):
        if name in idle:
            continue
        found += _of_function(module, path.name, text, (top, function, name))
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.FunctionDef, str]]:
    """Yield the functions and methods; those nested in them belong to them."""
    for top in tree.body:
        if isinstance(top, ast.FunctionDef):
            yield top, top, top.name
        elif isinstance(top, ast.ClassDef):
            for each in top.body:
                if isinstance(each, ast.FunctionDef):
                    yield top, each, f"{top.name}.{each.name}"


def _of_function(
    module: ModuleType, file: str, source: str, where: tuple[ast.stmt, ast.FunctionDef, str]
) -> Iterator[Mutant]:
    top, function, name = where
    lines = source.encode().splitlines()
    several = sum(isinstance(node, ast.Return) for node in ast.walk(function)) > 1
    for place in _places(function):
        for count, (operator, instead) in enumerate(_changes(place, module, several=several)):
            if not hasattr(instead, "lineno"):  # a part of what was there keeps its own place
                ast.copy_location(instead, place.node)
            ast.fix_missing_locations(instead)
            before, after = _texts(lines, place.node, instead)
            node = place.node
            yield Mutant(
                id=f"{file}:{node.lineno}:{node.col_offset}-{node.end_col_offset}:{type(node).__name__}:{count}",
                file=file,
                module=module,
                function=name,
                line=node.lineno,
                lines=_lines(place.statement),
                operator=operator,
                before=before,
                after=after,
                top=top,
                parent=place.parent,
                field=place.field,
                index=place.index,
                instead=instead,
            )


def _places(function: ast.FunctionDef) -> Iterator[_Place]:
    for index, statement in enumerate(function.body):
        yield from _below(_Place(statement, function, "body", index, statement))


def _below(place: _Place) -> Iterator[_Place]:
    """Yield a node and all that it holds, save what is no part of what the function does."""
    yield place
    for field, value in ast.iter_fields(place.node):
        if field in _SKIPPED or isinstance(place.node, ast.arguments):
            continue
        held = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in held:
            if not isinstance(node, ast.AST) or _is_beside_the_point(place.node, node):
                continue
            statement = node if isinstance(node, ast.stmt) else place.statement
            yield from _below(_Place(node, place.node, field, index, statement))


def _is_beside_the_point(parent: ast.AST, node: ast.AST) -> bool:
    """Tell whether a node is a seam's, a sentence for people, or a check of the code on itself (zip(strict=True))."""
    if isinstance(node, ast.JoinedStr) and isinstance(parent, ast.Call):
        return getattr(parent.func, "attr", getattr(parent.func, "id", "")) in _TOLD
    return is_seam(node) or (isinstance(node, ast.keyword) and node.arg == "strict")


def _changes(place: _Place, module: ModuleType, *, several: bool) -> Changes:
    node = place.node
    for operator in (
        operators.comparisons,
        operators.booleans,
        operators.arithmetic,
        operators.constants,
        operators.queries,
        operators.extremes,
        operators.statements,
    ):
        yield from operator(node)
    if several:
        yield from operators.returns(node)
    is_test = place.field == "test" and isinstance(place.parent, (ast.If, ast.IfExp))
    if is_test or place.field == "ifs":
        yield from operators.conditions(node)
    yield from operators.shifts(node, lambda func: _shifts(func, module))


def _shifts(func: ast.expr, module: ModuleType) -> bool:
    """Tell whether a function, as the module sees it, answers something else of the kind of its first argument."""
    found: object = module
    for name in ast.unparse(func).split("."):
        found = getattr(found, name, None)
    if not inspect.isfunction(found) or ".seeded" in found.__module__:
        return False
    signature = inspect.signature(found)
    first = next(iter(signature.parameters.values()), None)
    declared = signature.return_annotation
    if first is None or declared is None or declared is inspect.Signature.empty:
        return False
    return bool(first.annotation == declared) and not _passes_on(found)


def _passes_on(function: FunctionType) -> bool:
    """Tell whether a function is nothing but a seam: the sound system answers what it was given."""
    (found,) = without_seams(ast.parse(inspect.getsource(function))).body
    *before, last = found.body  # type: ignore[attr-defined]
    first = found.args.args[0].arg if found.args.args else ""  # type: ignore[attr-defined]
    idle = all(isinstance(each, (ast.Pass, ast.Expr)) for each in before)
    return idle and isinstance(last, ast.Return) and ast.unparse(last) == f"return {first}"


def _lines(statement: ast.stmt) -> range:
    """Return the lines of a statement; of one that holds others, those of its head."""
    body = getattr(statement, "body", None)
    end = statement.end_lineno or statement.lineno
    if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
        end = max(statement.lineno, body[0].lineno - 1)
    return range(statement.lineno, end + 1)


def _texts(lines: list[bytes], node: ast.expr | ast.stmt, instead: ast.AST) -> tuple[str, str]:
    """Write the change on one line as before and after, with what stands beside it, cut to what differs."""
    first = lines[node.lineno - 1][: node.col_offset].decode().lstrip()
    last = lines[(node.end_lineno or 0) - 1][node.end_col_offset :].decode().rstrip()
    texts = [first + _written(each) + last for each in (node, instead)]
    same = next(
        (at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other),
        min(map(len, texts)),
    )
    start = max(0, same - _CONTEXT) if max(map(len, texts)) > _LONGEST else 0
    before, after = (("…" if start else "") + text[start : start + _LONGEST] for text in texts)
    return before, after


def _written(node: ast.AST) -> str:
    if isinstance(node, (ast.If, ast.For, ast.While, ast.With)):
        return ast.unparse(node).partition("\n")[0]
    text = re.sub(r"\s*\n\s*", " ", ast.unparse(node))
    return text if '"' in text else text.replace("'", '"')
