"""Text of unknown origin is made fit to show."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_run import ATTACK

from conformance.report.text import clean, clip, date_text, one_line, percent, time_text


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_shown_can_move_a_cursor_or_turn_the_reading_direction(text: str) -> None:
    shown = clean(text)
    assert not {unicodedata.category(char) for char in shown if char not in "\n\t"} & {"Cc", "Cs", "Zl", "Zp"}
    assert not any(
        unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI") for char in shown
    )
    assert clean(shown) == shown
    shown.encode("utf-8")


def test_control_characters_become_visible_and_names_keep_their_variants() -> None:
    assert clean("\x1b[31m\x00\x7f\x9b\u202e\ud800") == "␛[31m␀␡⟦U+009B⟧⟦U+202E⟧\ufffd"
    assert clean("邉\U000e0101　𠮷\n\t") == "邉\U000e0101　𠮷\n\t"
    assert "\x1b" not in clean(ATTACK)


@pytest.mark.parametrize(
    ("text", "limit", "expected"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("a\x1bc", 3, "a␛c")]
)
def test_clipping_says_that_something_is_missing(text: str, limit: int, expected: str) -> None:
    assert clip(text, limit) == expected


def test_one_line_has_no_line_breaks_and_keeps_the_blanks_a_check_may_be_about() -> None:
    assert one_line(" a \r\n\n b\tc ", 20) == "a ⏎ b c"
    assert one_line("試験　太郎", 20) == "試験　太郎"
    assert one_line("試験  太郎　", 20) == "試験  太郎　"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, "—"), (0, 3, "0.0 %"), (2, 3, "66.6 %"), (9999, 10000, "99.9 %"), (3, 3, "100.0 %")],
)
def test_a_share_is_never_rounded_up_to_the_whole(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == expected


def test_dates_are_written_as_officials_write_them() -> None:
    assert date_text(date(2026, 4, 1), "ja") == "令和8年4月1日（2026-04-01）"
    assert date_text(date(2019, 5, 1), "ja") == "令和元年5月1日（2019-05-01）"
    assert date_text(date(2019, 4, 30), "ja") == "2019-04-30"
    assert date_text(date(2026, 4, 1), "en") == "2026-04-01"
    assert time_text("2026-04-01T09:00:00.123+09:00") == "2026-04-01 09:00:00 +09:00"
    assert time_text("いつか\x1b") == "いつか␛"
