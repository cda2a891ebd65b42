"""JSON files are written whole or not at all."""

from pathlib import Path

import pytest

from conformance.spec.json_file import write_json


def test_a_write_that_is_cut_off_leaves_the_file_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_json(tmp_path / "run.json", {"run": 1})
    whole = Path.write_bytes

    def cut_off(self: Path, data: bytes) -> int:
        whole(self, data[: len(data) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", cut_off)
        with pytest.raises(KeyboardInterrupt):
            write_json(path, {"run": 2})
    assert path.read_text(encoding="utf-8") == '{\n "run": 1\n}\n'
    assert write_json(path, {"run": 2}).read_text(encoding="utf-8") == '{\n "run": 2\n}\n'
    assert list(tmp_path.iterdir()) == [path]
