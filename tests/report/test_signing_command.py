"""`tekigo sign` and `tekigo verify` as users meet them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bundles import load
from sample_run import write_run

from conformance.cli.main import main
from conformance.i18n import set_language

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tekigo(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Run]:
    """Run the command line in an empty folder: (exit code, output, errors)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TEKIGO_KEY_PASSPHRASE", raising=False)

    def run(*args: object) -> tuple[int, str, str]:
        code = main([str(each) for each in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    yield run
    set_language("ja")


@pytest.fixture
def keys(tekigo: Run) -> Path:
    code, out, _ = tekigo("sign", "--new-key", "vendor.pem")
    assert code == 0
    assert "vendor.pub.pem" in out
    return Path("vendor.pem")


def test_a_run_is_signed_and_verified(tekigo: Run, keys: Path, tmp_path: Path) -> None:
    write_run(tmp_path / "reports" / "r-1", interrupted=True)
    code, out, err = tekigo("sign", "r-1", "--key", keys)
    assert (code, err) == (0, "")
    assert "FAILED" in out
    assert "途中で止められています" in out
    assert "適合番号を発行しません" in out
    code, out, _ = tekigo("verify", "reports/r-1.tekigo.zip", "--key", "vendor.pub.pem")
    assert code == 0
    assert "検証できました" in out
    assert "TKG-VER016" in out
    assert "途中で止められています" in out


def test_a_changed_file_is_told_in_both_languages(tekigo: Run, keys: Path, run_dir: Path) -> None:
    tekigo("sign", run_dir, "--key", keys, "--out", "b.zip")
    bundle = load(Path("b.zip"), Path("b.zip"))
    bundle.members["plan.json"] += b" "
    bundle.pack()
    code, out, _ = tekigo("verify", "b.zip", "--key", "vendor.pub.pem")
    assert code == 3
    assert "TKG-SIG050: 「plan.json」が署名の後で変わっています" in out
    assert "検証できません" in out
    code, out, _ = tekigo("--lang", "en", "verify", "b.zip", "--key", "vendor.pub.pem")
    assert code == 3
    assert "TKG-SIG050: plan.json was changed after signing" in out
    assert "NOT verified" in out


def test_json_tells_everything_and_nothing_else(tekigo: Run, keys: Path, run_dir: Path) -> None:
    tekigo("sign", run_dir, "--key", keys, "--out", "b.zip")
    bundle = load(Path("b.zip"), Path("b.zip"))
    del bundle.members["plan.json"]
    bundle.pack()
    code, out, _ = tekigo("verify", "b.zip", "--key", "vendor.pub.pem", "--json")
    told = json.loads(out)
    assert code == 3
    assert not told["verified"]
    assert [(each["check"], each["code"], each["file"]) for each in told["findings"]] == [
        ("files", "TKG-SIG051", "plan.json"),
        ("verdict", "TKG-SIG060", ""),
    ]
    assert all(each["text"] and each["remedy"] for each in told["findings"])
    assert "tekigo-verify-" not in out
    assert told["checks"] == {
        "archive": "right",
        "signature": "right",
        "statement": "right",
        "files": "wrong",
        "verdict": "wrong",
        "result": "not_done",
        "configuration": "not_done",
    }


def test_hostile_names_do_not_reach_the_terminal(tekigo: Run, keys: Path, hostile_dir: Path) -> None:
    tekigo("sign", hostile_dir, "--key", keys, "--out", "b.zip")
    code, out, _ = tekigo("verify", "b.zip", "--key", "vendor.pub.pem")
    assert code == 0
    assert "\x1b" not in out
    bundle = load(Path("b.zip"), Path("b.zip"))
    bundle.members["\x1b[2J\u202efile"] = b"x"
    bundle.pack()
    code, out, _ = tekigo("verify", "b.zip", "--key", "vendor.pub.pem")
    assert code == 3
    assert "TKG-SIG022" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("sign",), 2, "TKG-SIG011"),
        (("sign", "run"), 2, "TKG-SIG011"),
        (("sign", "run", "--key", "vendor.pem", "--new-key", "x.pem"), 2, "TKG-SIG011"),
        (("sign", "--new-key", "vendor.pem"), 2, "TKG-SIG006"),
        (("sign", "--new-key", "no/where.pem"), 2, "TKG-SIG001"),
        (("sign", "none", "--key", "vendor.pem"), 2, "TKG-RUN004"),
        (("sign", "run", "--key", "vendor.pub.pem"), 2, "TKG-SIG002"),
        (("sign", "run", "--key", "vendor.pem", "--out", "vendor.pem"), 2, "TKG-SIG010"),
        (("sign", "run", "--key", "vendor.pem", "--out", "no/where.zip"), 2, "TKG-SIG015"),
        (("sign", "run", "--key", "vendor.pem", "--passphrase-file", "none"), 2, "TKG-SIG001"),
        (("verify", "b.zip", "--key", "vendor.pem"), 2, "TKG-SIG003"),
        (("verify", "vendor.pem", "--key", "vendor.pub.pem"), 2, "TKG-SIG007"),
        (("verify", "none.zip", "--key", "vendor.pub.pem"), 2, "TKG-SIG001"),
        (("verify", "run", "--key", "vendor.pub.pem"), 2, "TKG-SIG001"),
        (("verify", "other.zip", "--key", "vendor.pub.pem"), 2, "TKG-SIG007"),
        (("verify", "b.zip", "--key", "other.pub.pem"), 3, "TKG-SIG033"),
    ],
)
def test_what_cannot_be_used_is_told(
    tekigo: Run, keys: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    write_run(Path("run"))
    tekigo("sign", "run", "--key", keys, "--out", "b.zip")
    tekigo("sign", "--new-key", "other.pem")
    foreign = load(Path("b.zip"), Path("other.zip"))
    foreign.members = {"hello.txt": b"hello"}
    foreign.pack()
    before = keys.read_bytes()
    ended, out, err = tekigo(*arguments)
    assert (ended, said in out + err) == (code, True), out + err
    assert "→" in out + err
    assert keys.read_bytes() == before


def test_the_passphrase_comes_from_environment_or_file(
    tekigo: Run, run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pass.txt").write_text("合言葉\n", encoding="utf-8")
    code, out, _ = tekigo("sign", "--new-key", "vendor.pem", "--passphrase-file", "pass.txt")
    assert code == 0
    assert "合言葉で暗号化" in out
    code, _, err = tekigo("sign", run_dir, "--key", "vendor.pem")
    assert (code, "TKG-SIG004" in err) == (2, True)
    monkeypatch.setenv("TEKIGO_KEY_PASSPHRASE", "wrong")
    code, _, err = tekigo("sign", run_dir, "--key", "vendor.pem")
    assert (code, "TKG-SIG005" in err) == (2, True)
    monkeypatch.setenv("TEKIGO_KEY_PASSPHRASE", "合言葉")
    assert tekigo("sign", run_dir, "--key", "vendor.pem")[0] == 0
    assert tekigo("sign", run_dir, "--key", "vendor.pem", "--passphrase-file", "pass.txt")[0] == 0


def test_a_key_that_others_can_read_is_remarked_on(tekigo: Run, keys: Path, run_dir: Path) -> None:
    keys.chmod(0o644)
    code, _, err = tekigo("sign", run_dir, "--key", keys)
    assert code == 0
    assert "TKG-SIG012" in err
