"""Takes the fault seams out of a syntax tree: what is left is the code of the sound system, and only that is changed.

`fault_active("F-…")` is false in a sound system, so every condition that it decides is decided here, a name that
holds nothing else is replaced, and what only runs when a fault is on is dropped. A mutant of what remains is a fault
that nobody seeded. Constants that stay behind are marked, so that no operator touches them.
"""

from __future__ import annotations

import ast
from typing import TypeGuard

SEAM = "fault_active"


def is_seam(node: ast.AST | None) -> TypeGuard[ast.Constant]:
    """Tell whether a node is what a seam says in the sound system."""
    return isinstance(node, ast.Constant) and getattr(node, "seam", False)


def without_seams(tree: ast.Module) -> ast.Module:
    """Return the tree of the sound system; it is changed in place, and places in the source stay what they were."""
    folded: ast.Module = _Fold().visit(tree)
    for function in [node for node in ast.walk(folded) if isinstance(node, ast.FunctionDef)]:
        while names := _held(function):
            _Fold(names).visit(function)
    ast.fix_missing_locations(folded)
    return folded


def for_faults_only(sound: ast.Module, whole: ast.Module) -> frozenset[str]:
    """Name the private functions of a module that only faults call: the sound system never runs them."""
    private = {
        node.name: node
        for node in sound.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }
    dead: set[str] = set()
    while True:
        alive = [node for node in sound.body if getattr(node, "name", "") not in dead]
        more = {
            name
            for name in private
            if _called(whole.body, name)
            and not _called([node for node in alive if node is not private[name]], name)
        }
        if more <= dead:
            return frozenset(dead)
        dead |= more


def _called(body: list[ast.stmt], name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for each in body for node in ast.walk(each))


def _held(function: ast.FunctionDef) -> dict[str, bool]:
    """Find the local names that only ever hold what a seam says."""
    stored = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return {
        node.targets[0].id: bool(node.value.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and is_seam(node.value)
        and stored.count(node.targets[0].id) == 1
    }


def _said(value: bool, at: ast.expr) -> ast.Constant:
    made = ast.copy_location(ast.Constant(value), at)
    made.seam = True  # type: ignore[attr-defined]
    return made


class _Fold(ast.NodeTransformer):
    """Decides what seams decide. `names`: local names to be replaced by what they hold."""

    def __init__(self, names: dict[str, bool] | None = None) -> None:
        self._names = names or {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self._names and isinstance(node.ctx, ast.Load):
            return _said(self._names[node.id], node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | None:
        self.generic_visit(node)
        target = node.targets[0]
        return None if isinstance(target, ast.Name) and target.id in self._names else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id == SEAM:
            return _said(False, node)
        self.generic_visit(node)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and is_seam(node.operand):
            return _said(not node.operand.value, node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        neutral = isinstance(node.op, ast.And)
        if any(is_seam(each) and each.value is not neutral for each in node.values):
            return _said(not neutral, node)
        left = [each for each in node.values if not is_seam(each)]
        if not left:
            return _said(neutral, node)
        node.values = left
        return node if len(left) > 1 else left[0]

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        flips = isinstance(node.ops[0], ast.NotEq) and is_seam(node.comparators[0])
        return node.left if flips and isinstance(node.left, ast.Compare) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return node.left if is_seam(node.right) and isinstance(node.op, (ast.Add, ast.Sub)) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        return ast.copy_location(ast.Pass(), node) if is_seam(node.value) else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        if is_seam(node.test):
            return node.body if node.test.value else node.orelse
        return node

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        self.generic_visit(node)
        if not is_seam(node.test):
            node.body = node.body or [ast.copy_location(ast.Pass(), node)]
            return node
        return (node.body if node.test.value else node.orelse) or [ast.copy_location(ast.Pass(), node)]
