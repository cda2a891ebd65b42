"""The settings of a run come back as they were written; damaged ones are told in words."""

from datetime import date
from pathlib import Path

import pytest

from conformance.checks.settings import NAME, Settings, read_settings, write_settings
from conformance.i18n import TekigoError

DAY = date(2026, 4, 1)
SETTINGS = Settings(run="r", target_file="t.yaml", packages=("alpha",), today=DAY, as_of=DAY, seed=7)


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_settings(tmp_path, SETTINGS)
    assert read_settings(tmp_path) == SETTINGS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "TKG-VER001"),
        ("", "TKG-VER002"),
        ('{"run": "r"', "TKG-VER002"),
        ('{"a": ' + "[" * 100_000, "TKG-VER002"),
        ('{"schema": "tekigo.settings/2"}', "TKG-VER003"),
    ],
)
def test_damaged_settings_are_told(tmp_path: Path, text: str | None, code: str) -> None:
    if text is not None:
        (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(TekigoError) as told:
        read_settings(tmp_path)
    assert told.value.code == code
