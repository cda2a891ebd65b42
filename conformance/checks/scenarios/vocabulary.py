"""The step definitions that exist, as lint and the runner see them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.spec.paths import data_root, steps_dir

if TYPE_CHECKING:
    from pytest_bdd.parsers import StepParser


class Definition(Struct, frozen=True):
    """One step definition: its kind (given, when, then), its pattern, where it stands, and how it matches."""

    kind: str
    pattern: str
    origin: str
    match: Callable[[str], dict[str, str] | None]


def step_modules(root: Path | None = None) -> list[ModuleType]:
    """Import the step modules and return them in the order of their names."""
    base = str(root or data_root())
    if base not in sys.path:
        sys.path.insert(0, base)
    names = sorted(path.stem for path in steps_dir(root).glob("*.py") if path.stem != "__init__")
    return [import_module(f"steps.{name}") for name in names]


def definitions(root: Path | None = None) -> list[Definition]:
    """List the step definitions of all step modules."""
    from pytest_bdd.steps import step_function_context_registry

    found = []
    for module in step_modules(root):
        for value in list(vars(module).values()):
            function = getattr(value, "_get_wrapped_function", lambda v=value: v)()
            context = step_function_context_registry.get(function) if callable(function) else None
            if context is None:
                continue
            code = context.step_func.__code__
            origin = f"steps/{Path(code.co_filename).name}:{code.co_firstlineno}"
            found.append(
                Definition(context.type or "", context.parser.name, origin, _matcher(context.parser))
            )
    return found


def _matcher(parser: StepParser) -> Callable[[str], dict[str, str] | None]:
    """Match as pytest-bdd does: an exact-string parser tells only through `is_matching` whether a text fits."""
    return lambda text: parser.parse_arguments(text) if parser.is_matching(text) else None
