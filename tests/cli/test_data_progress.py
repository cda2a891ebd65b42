"""How far the reading of files is."""

import io
from pathlib import Path

from conformance.cli.data_progress import FilesProgress, bytes_in


def test_a_log_gets_a_line_for_every_tenth_with_the_time_left() -> None:
    stream = io.StringIO()
    with FilesProgress(100 * 10**6, stream, patience=0) as progress:
        for _ in range(100):
            progress.took(10**6)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert "50 / 100 MB" in lines[4]


def test_nothing_is_shown_of_what_is_quickly_done() -> None:
    stream = io.StringIO()
    with FilesProgress(10, stream, patience=60) as progress:
        progress.took(10)
    assert stream.getvalue() == ""


def test_sizes_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"12345")
    (tmp_path / "folder").mkdir()
    assert bytes_in([tmp_path, tmp_path / "nowhere"]) == 5
