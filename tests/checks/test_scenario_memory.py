"""The memories in front of pytest-bdd change nothing but its speed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from conformance.checks.scenarios.memory import remember

scenario: Any = import_module("pytest_bdd.scenario")
parser: Any = import_module("pytest_bdd.parser")
feature: Any = import_module("pytest_bdd.feature")
gherkin: Any = import_module("pytest_bdd.gherkin_parser")
PLACES = (
    (scenario, "find_fixturedefs_for_step"),
    (scenario, "signature"),
    (scenario, "get_required_args"),
    (parser.Step, "render_datatable"),
    (gherkin, "Parser"),
)
TEXT = """\
# language: ja
機能: 記憶
  シナリオアウトライン: 表を埋める
    前提 手順<何>
      | 項目 | 値   |
      | <何> | <誰> |
    例:
      | 何 |
      | 甲 |
"""


class Sentence:
    """Stands in for a step: only its kind and its sentence decide which definition fits."""

    def __init__(self, name: str) -> None:
        self.type = "given"
        self.name = name


@pytest.fixture
def remembering() -> Iterator[None]:
    forget = remember()
    yield
    forget()


def test_everything_is_given_back() -> None:
    before = [place.__dict__[name] for place, name in PLACES]
    forget = remember()
    during = [place.__dict__[name] for place, name in PLACES]
    forget()

    assert [place.__dict__[name] for place, name in PLACES] == before
    assert all(one is not other for one, other in zip(before, during, strict=True))


def test_a_sentence_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def search(step: Sentence, fixturemanager: object, node: object) -> list[str]:
        asked.append(step.name)
        return [f"definition of {step.name}"]

    monkeypatch.setattr(scenario, "find_fixturedefs_for_step", search)
    forget = remember()
    found = [scenario.find_fixturedefs_for_step(Sentence(name), None, None) for name in ("甲", "乙", "甲")]
    forget()

    assert asked == ["甲", "乙"]
    assert found[0] == found[2] == ["definition of 甲"]


def test_the_search_that_is_replaced_is_the_one_pytest_bdd_uses() -> None:
    assert "find_fixturedefs_for_step" in scenario.inject_fixturedefs_for_step.__wrapped__.__code__.co_names
    assert {"signature", "get_required_args"} <= set(scenario._execute_step_function.__code__.co_names)


def test_tables_are_filled_as_pytest_bdd_fills_them(tmp_path: Path) -> None:
    path = tmp_path / "case.feature"
    path.write_text(TEXT, encoding="utf-8")

    def rendered() -> list[list[str]]:
        template = parser.FeatureParser(str(tmp_path), "case.feature").parse().scenarios["表を埋める"]
        first = template.render({"何": "甲"}).steps[0]
        again = template.render({"何": "乙"}).steps[0]
        return [list(row) for row in (*first.datatable.raw(), *again.datatable.raw())] + [[first.name]]

    plain = rendered()
    forget = remember()
    remembered = rendered(), rendered()
    forget()

    assert remembered == (plain, plain)
    assert ["甲", "<誰>"] in plain


def test_a_file_that_is_no_gherkin_is_refused_each_time(remembering: None, tmp_path: Path) -> None:
    (tmp_path / "broken.feature").write_text("# language: ja\nこれは違う\n", encoding="utf-8")

    for _ in range(2):
        with pytest.raises(Exception, match="違う"):
            gherkin.get_gherkin_document(str(tmp_path / "broken.feature"))
