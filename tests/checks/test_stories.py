"""Scenes of a story go on from each other, and each blames only for what is its own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conformance.checks.record import PASSED, Ending
from conformance.checks.scenarios import telling
from conformance.checks.scenarios.features import Case, Feature, read_feature
from conformance.checks.scenarios.lint import lint_features
from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.checks.scenarios.telling import UNTOLD, Teller
from conformance.checks.scenarios.vocabulary import Definition, definitions
from conformance.engine.plan_file import PlannedCheck
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.rules import RuleBook

Read = Callable[[str], Feature]
HEAD = "# language: ja\n@物語\n機能: 物語\n"
STORY = """
  @RR-4.1.1.1.M
  シナリオ: 来る
    前提 「転入届」を済ませた「甲」がいる
    ならば 「甲」の「異動履歴照会」の結果は1件である

  @RR-6.1.M
  シナリオ: 数える
    ならば 「甲」の「統計照会」の結果は1件である

  @RR-4.2.2.1.M
  シナリオ: 去る
    もし 「甲」について「死亡」を行う
      | 項目       | 値   |
      | 異動年月日 | 今日 |
    ならば 受け付けられる
    かつ 「甲」の「異動履歴照会」の結果は2件である

  @RR-1.2.1.M
  シナリオ: 残る
    ならば 「甲」の「除票照会」の結果は1件である
"""
NAMES = ("来る", "数える", "去る", "残る")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    tables = RuleTables(RuleBook(load_package("resident_records")), date(2026, 5, 20))

    def run(body: str) -> Feature:
        path = tmp_path / "story.feature"
        path.write_text(HEAD + body, encoding="utf-8")
        return read_feature(path, "resident_records/story", tables)

    return run


def test_a_scene_begins_with_what_the_scenes_before_it_did(read: Read) -> None:
    came, counted, left, kept = read(STORY).cases
    assert [each.carried for each in (came, counted, left, kept)] == [0, 1, 1, 2]
    acts = [(step.kind, step.text) for step in kept.steps[: kept.carried]]
    assert acts == [
        ("given", "「転入届」を済ませた「甲」がいる"),
        ("when", "「甲」について「死亡」を行う"),
    ]
    assert kept.steps[1].table == (("項目", "値"), ("異動年月日", "今日"))
    assert [step.kind for step in kept.steps[kept.carried :]] == ["then"]


def _codes(feature: Feature) -> set[str]:
    found = lint_features([feature], load_package("resident_records"), definitions(), load_error_codes())
    return {each.code for each in found}


OUTLINE = (
    STORY.replace("シナリオ: 残る", "シナリオアウトライン: 残る") + "    例:\n      | 何 |\n      | 一 |\n"
)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("", STORY),
        ("TKG-BDD033", OUTLINE),
        (
            "TKG-BDD008",
            STORY + "\n  @RR-6.1.M\n  シナリオ: 何も見ない\n    もし 「甲」について「転居届」を行う\n",
        ),
        ("TKG-BDD007", STORY + "    かつ 「甲」の「住民照会」の結果は1件である\n" * 12),
    ],
)
def test_lint_looks_at_what_is_a_scenes_own(read: Read, code: str, body: str) -> None:
    assert _codes(read(body)) == ({code} if code else set())


def _teller(
    read: Read, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> tuple[dict[str, Case], Teller, list[str]]:
    """Tell the story on a system on which the scene named `wrong` is not true; list the steps that were done."""
    cases = {case.id: case for case in read(STORY).cases}
    place = next((step.text for case in cases.values() if case.name == wrong for step in case.steps[-1:]), "")
    done: list[str] = []

    def run(**told: object) -> None:
        done.append(str(told["text"]))
        if told["text"] == place:
            raise Mismatch("真", "偽")

    every = [Definition(kind, "", "", lambda text: {"text": text}, run) for kind in ("given", "when", "then")]
    monkeypatch.setattr(telling, "definitions", lambda: every)
    return cases, Teller(cases, lambda _business, _check: None), done  # type: ignore[arg-type,return-value]


FAILED = Ending(outcome="failed", expected="真", got="偽")


def _ended(cases: dict[str, Case], teller: Teller) -> dict[str, str | None]:
    return {
        case.name: teller.own(
            PlannedCheck(id=id_, kind="scenario", title="", business="zz", requirements=()), FAILED
        ).code
        for id_, case in cases.items()
    }


@pytest.mark.parametrize("wrong", [*NAMES, ""])
def test_only_the_first_scene_that_is_not_true_blames(
    read: Read, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    cases, teller, done = _teller(read, monkeypatch, wrong)
    first = NAMES.index(wrong) if wrong else len(NAMES)
    ended = _ended(cases, teller)
    assert ended == {name: UNTOLD if place > first else None for place, name in enumerate(NAMES)}
    assert done.count("「転入届」を済ませた「甲」がいる") == 1  # told again once, however many scenes failed


def test_what_passed_is_not_told_again(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    cases, teller, done = _teller(read, monkeypatch, "来る")
    id_ = next(reversed(cases))
    planned = PlannedCheck(id=id_, kind="scenario", title="", business="zz", requirements=())
    assert teller.own(planned, PASSED) == PASSED
    assert done == []
