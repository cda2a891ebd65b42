"""The step definitions that exist, as lint and the runner see them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.spec.paths import data_root, steps_dir

if TYPE_CHECKING:
    from pytest_bdd.parsers import StepParser
    from pytest_bdd.steps import StepFunctionContext


class Definition(Struct, frozen=True):
    """One step definition: its kind (given, when, then), its pattern, where it stands, how it matches, what it does."""

    kind: str
    pattern: str
    origin: str
    match: Callable[[str], dict[str, str] | None]
    run: Callable[..., None]


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
                Definition(
                    context.type or "",
                    context.parser.name,
                    origin,
                    _matcher(context.parser),
                    _runner(context),
                )
            )
    return found


def _matcher(parser: StepParser) -> Callable[[str], dict[str, str] | None]:
    """Match as pytest-bdd does: an exact-string parser tells only through `is_matching` whether a text fits."""
    return lambda text: parser.parse_arguments(text) if parser.is_matching(text) else None


def _runner(context: StepFunctionContext) -> Callable[..., None]:
    """Call the function of a definition as pytest-bdd does: what its converters name is converted first."""

    def run(**arguments: Any) -> None:  # noqa: ANN401 - whatever the sentence and its converters give
        for name, convert in context.converters.items():
            if name in arguments:
                arguments[name] = convert(arguments[name])
        context.step_func(**arguments)

    return run
