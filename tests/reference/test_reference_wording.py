"""Sentences for item errors say what an item takes, whatever its characters."""

from typing import get_args

import pytest

from conformance.reference.wording import form_words, length_words
from conformance.spec.model import Charset, Item


@pytest.mark.parametrize("charset", get_args(Charset))
def test_every_character_set_has_words(charset: Charset) -> None:
    item = Item(name="試験", romaji="shiken", type="X", charset=charset, fidelity="provisional")
    assert form_words(item, None, None).startswith("試験は")


def test_a_month_is_told_by_its_form_and_its_length() -> None:
    item = Item(
        name="試験",
        romaji="shiken",
        type="X",
        length="7",
        fixed=True,
        charset="month",
        fidelity="provisional",
    )
    assert form_words(item, None, None) == "試験は年月（YYYY-MM）で設定してください。"
    assert length_words(item) == "試験は7桁で設定してください。"
