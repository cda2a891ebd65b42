"""Puts a mutant in the place of the running code, and takes it away again.

Handlers are registered when their modules are loaded and bound by name elsewhere, so nothing is loaded anew: the
function stays the same object and is given other code.
"""

from __future__ import annotations

import ast
import functools
import sys
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from conformance.certification.selftest.mutants.find import Mutant

_CACHED = type(functools.cache(lambda: None))


class NotViable(Exception):
    """The change cannot be tried: why."""


@contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """Run the block on a mutated system. Raises NotViable when the change makes no code, or none that is new."""
    function = function_of(mutant.module, mutant.function)
    sound, code = function.__code__, mutated(mutant)
    if same_code(code, compiled(mutant)):
        raise NotViable("it compiles to the same code")
    if code.co_freevars != sound.co_freevars:
        raise NotViable("it closes over other names")
    function.__code__ = code
    forget(mutant.module, function)
    try:
        yield
    finally:
        function.__code__ = sound
        forget(mutant.module, function)


def mutated(mutant: Mutant) -> CodeType:
    """Compile the function with the change; the tree is afterwards what it was. Raises NotViable."""
    was = mutant.swap(mutant.instead)
    try:
        return compiled(mutant)
    except (SyntaxError, ValueError, TypeError) as error:
        raise NotViable(str(error)) from None
    finally:
        mutant.swap(was)


def compiled(mutant: Mutant) -> CodeType:
    """Compile the function as its tree stands. Raises NotViable when it is not where it should be."""
    module = ast.Module([mutant.top], [])
    whole = compile(module, str(mutant.module.__file__), "exec", dont_inherit=True)
    code: CodeType = whole
    for name in mutant.function.split("."):
        inner = [each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name]
        if len(inner) != 1:
            raise NotViable("its code is not found")
        (code,) = inner
    return code


def function_of(module: ModuleType, name: str) -> FunctionType:
    """Find the function behind a name, below decorators that keep it. Raises NotViable."""
    found: object = module
    for part in name.split("."):
        found = vars(found).get(part)
    found = getattr(found, "fget", None) or getattr(found, "func", None) or found  # properties
    found = getattr(found, "__func__", found)  # static and class methods
    while hasattr(found, "__wrapped__"):  # caches and context managers
        found = found.__wrapped__
    if not isinstance(found, FunctionType) or found.__qualname__ != name:
        raise NotViable("its function is not found")
    return found


def same_code(one: CodeType, other: CodeType) -> bool:
    """Tell whether two codes do the same, wherever they stand in the source."""
    return (one.co_code, one.co_names, one.co_varnames, one.co_flags) == (
        other.co_code,
        other.co_names,
        other.co_varnames,
        other.co_flags,
    ) and _same_constants(one.co_consts, other.co_consts)


def _same_constants(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        same_code(left, right)
        if isinstance(left, CodeType) and isinstance(right, CodeType)
        else (type(left), left) == (type(right), right)
        for left, right in zip(one, other, strict=True)
    )


def forget(module: ModuleType, changed: object = None) -> None:
    """Empty the caches beside a module.

    One that takes no parameters holds what was read from the specs, which no mutant changes; only where the changed
    function is its own is it emptied too.
    """
    package = module.__name__.rpartition(".")[0]
    for name, each in list(sys.modules.items()):
        if name.startswith(f"{package}."):
            for held in vars(each).values():
                if isinstance(held, _CACHED) and _may_differ(held, changed):
                    held.cache_clear()


def _may_differ(cache: object, changed: object) -> bool:
    function = cache.__wrapped__  # type: ignore[attr-defined]
    return function is changed or function.__code__.co_argcount + function.__code__.co_kwonlyargcount > 0
