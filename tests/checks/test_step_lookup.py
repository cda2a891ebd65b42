"""The memory in front of pytest-bdd's search for step definitions."""

from importlib import import_module

from conformance.checks.scenarios.step_lookup import remember_lookups

bdd = import_module("pytest_bdd.scenario")


class Sentence:
    """Stands in for a step: only its kind and its sentence decide which definition fits."""

    def __init__(self, name: str) -> None:
        self.type = "given"
        self.name = name


def test_a_sentence_is_looked_up_once_and_the_search_is_given_back() -> None:
    before = bdd.find_fixturedefs_for_step
    asked: list[str] = []

    def search(step: Sentence, fixturemanager: object, node: object) -> list[str]:
        asked.append(step.name)
        return [f"definition of {step.name}"]

    bdd.find_fixturedefs_for_step = search
    try:
        forget = remember_lookups()
        found = [bdd.find_fixturedefs_for_step(Sentence(name), None, None) for name in ("甲", "乙", "甲")]
        forget()
        assert bdd.find_fixturedefs_for_step is search
    finally:
        bdd.find_fixturedefs_for_step = before

    assert asked == ["甲", "乙"]
    assert found[0] == found[2] == ["definition of 甲"]


def test_the_search_that_is_replaced_is_the_one_pytest_bdd_uses() -> None:
    assert "find_fixturedefs_for_step" in bdd.inject_fixturedefs_for_step.__wrapped__.__code__.co_names
