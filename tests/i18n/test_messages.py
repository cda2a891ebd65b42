"""The message catalogue is whole: every code that the program uses, in both languages, with cause and remedy."""

import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conformance.i18n import TekigoError, cause, language, lookup, message, remedy, set_language
from conformance.i18n.messages import areas, codes
from conformance.spec.paths import data_root

PHRASE = re.compile(r"[a-z]+\.[a-z0-9_]+")
USED = re.compile(r"TKG-[A-Z]+[0-9]{3}")
ALL = [code for area in areas() for code in codes(area)]
MESSAGES = [code for code in ALL if not PHRASE.fullmatch(code)]


def _sources() -> Iterator[Path]:
    for folder in ("conformance", "steps"):
        yield from (data_root() / folder).rglob("*.py")


def _used() -> set[str]:
    return {code for path in _sources() for code in USED.findall(path.read_text(encoding="utf-8"))}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_code_in_the_source_is_in_the_catalogue() -> None:
    assert sorted(_used() - set(MESSAGES)) == []


def test_every_code_in_the_catalogue_is_in_the_source() -> None:
    assert sorted(set(MESSAGES) - _used()) == []


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_told_in_both_languages_with_cause_and_remedy(code: str) -> None:
    found = lookup(code)
    assert found is not None
    assert all(found), "every one of the six texts is written"
    assert _placeholders(found.ja) == _placeholders(found.en)
    assert _placeholders(found.remedy_ja) <= _placeholders(found.ja) | _placeholders(found.remedy_en)
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", found.ja)
    assert not re.search(r"[ぁ-んァ-ヶ]", found.en.replace("の", ""))


@pytest.mark.parametrize("area", areas())
def test_no_code_is_written_twice_and_all_are_of_their_area(area: str) -> None:
    import conformance.i18n.messages as catalogue

    text = (catalogue.CATALOGUE / f"{area}.yaml").read_text(encoding="utf-8")
    keys = [key.value for key, _ in yaml.compose(text, Loader=yaml.CSafeLoader).value]
    assert len(keys) == len(set(keys))
    assert all(key.startswith((f"TKG-{area.upper()}", f"{area}.")) for key in keys)


def test_parameters_are_filled_in_and_a_missing_one_hides_nothing() -> None:
    assert "alpha" in message("TKG-SPEC003", "en", key="alpha", near="")
    assert "{key}" in message("TKG-SPEC003", "en")
    assert message("TKG-NONE999", name="x") == "TKG-NONE999 name=x"
    assert (cause("TKG-NONE999"), remedy("TKG-NONE999"), lookup("nonsense")) == ("", "", None)


def test_the_language_can_be_chosen() -> None:
    assert language() == "ja"
    assert message("TKG-CLI901") == "中断しました"
    set_language("en")
    try:
        assert message("TKG-CLI901") == "interrupted"
        assert remedy("TKG-CLI901").startswith("If a run")
    finally:
        set_language("ja")


def test_an_error_tells_its_text_cause_and_remedy_and_crosses_processes() -> None:
    error = TekigoError("TKG-SPEC003", key="alfa", near="", known="alpha")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(again) == str(error)
    assert str(error).startswith("TKG-SPEC003: 業務 alfa")
    assert "alpha" in error.remedy("en")
    assert error.cause()
    assert error.exit_code == 2
