"""The file in which a municipality declares its own characters."""

import pickle
from pathlib import Path

import pytest

from conformance.data import private_use
from conformance.data.characters import PrivateUseErrors, read_private_use
from conformance.i18n import TekigoError


def _file(at: Path, *lines: str) -> Path:
    path = at / "gaiji.csv"
    path.write_text("".join(f"{line}\n" for line in ("code_points,reason", *lines)), encoding="utf-8")
    return path


def test_code_points_and_ranges_are_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "U+E000-U+E002,移行分", "U+F8FF|U+F0000|U+10FFFD,戸籍の外字")
    assert read_private_use(path) == set("\ue000\ue001\ue002\uf8ff\U000f0000\U0010fffd")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("E000,移行分", "TKG-DATA057"),
        ("U+E000..U+E0FF,移行分", "TKG-DATA057"),
        ("U+E0FF-U+E000,移行分", "TKG-DATA057"),
        ("U+9AD9,髙", "TKG-DATA058"),
        ("U+E000-U+F900,移行分", "TKG-DATA058"),
        ("U+FFFFE,移行分", "TKG-DATA058"),
        ("U+FFFFFF,移行分", "TKG-DATA058"),
        ("U+E000,", "TKG-SPEC012"),
        ("U+E000", "TKG-SPEC027"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_line(tmp_path: Path, line: str, code: str) -> None:
    with pytest.raises(PrivateUseErrors) as refused:
        read_private_use(_file(tmp_path, "U+E000,移行分", line))
    assert [(each.origin, each.code) for each in refused.value.findings] == [("gaiji.csv:3", code)]
    assert "gaiji.csv:3: " in str(refused.value)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)  # noqa: S301 - our own bytes


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(TekigoError) as refused:
            read_private_use(path)
        assert refused.value.code == "TKG-DATA055"
    monkeypatch.setattr(private_use, "LARGEST", 10)
    with pytest.raises(TekigoError) as large:
        read_private_use(_file(tmp_path, "U+E000,移行分"))
    assert large.value.code == "TKG-DATA055"
