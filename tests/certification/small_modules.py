"""Modules made from a few lines of source, for what changes code."""

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Make a module of a package of its own from a source."""

    def made(source: str) -> ModuleType:
        path = tmp_path / "rules.py"
        path.write_text(source, encoding="utf-8")
        spec = spec_from_file_location("tiny.rules", path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "tiny.rules", module)
        spec.loader.exec_module(module)
        return module

    return made
