"""Every code this room can raise has a complete message, and none of them is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

import conformance
from conformance.i18n import lookup
from conformance.i18n.messages import codes

PACKAGE = Path(conformance.__file__).parent
AREAS = {"tgt": "TKG-TGT", "conf": "TKG-CONF"}


def used(prefix: str) -> set[str]:
    sources = [*PACKAGE.glob("target/**/*.py"), *PACKAGE.glob("cli/*.py")]
    return {
        code for path in sources for code in re.findall(rf"{prefix}\d{{3}}", path.read_text(encoding="utf-8"))
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("area", AREAS)
def test_each_code_used_is_written(area: str) -> None:
    assert used(AREAS[area]) <= set(codes(area))


@pytest.mark.parametrize("code", [code for area in AREAS for code in codes(area)])
def test_both_languages_say_the_same(code: str) -> None:
    found = lookup(code)
    assert found is not None
    assert placeholders(found.ja) == placeholders(found.en)
    assert placeholders(found.remedy_ja) == placeholders(found.remedy_en)
    if code.startswith("TKG-"):
        assert all(found)
        assert code in used(code[:-3])
