"""The cache of packages: quick, never trusted over the files, and never needed."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from conformance.spec import cache as cache_module
from conformance.spec import load
from conformance.spec.cache import cached
from conformance.spec.errors import SpecErrors
from conformance.spec.load import list_packages, load_whole
from conformance.spec.model import Package
from tests.spec.made_calculations import CALCULATIONS
from tests.spec.made_package import MadePackage


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own: the folder of its entries."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "tekigo" / "specs"


@pytest.fixture
def root(made: MadePackage) -> Path:
    made.with_rules().write("specs/alpha/calculations.yaml", CALCULATIONS)
    return made.root


def _refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be parsed any more."""

    def parsed(root: Path, path: str) -> Package:
        raise AssertionError(f"{path} was parsed")

    monkeypatch.setattr(load, "_read", parsed)


def test_a_package_comes_out_as_it_went_in_without_parsing(
    root: Path, entries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_whole("alpha", root)
    (entry,) = entries.iterdir()
    assert entry.name.startswith("alpha.")
    assert entry.stat().st_mode & 0o777 == 0o600
    _refuse(monkeypatch)
    assert load_whole("alpha", root) == first


@pytest.mark.parametrize("path", list_packages())
def test_every_package_survives_the_cache(path: str, entries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_whole(path)
    assert len(list(entries.iterdir())) == 1
    _refuse(monkeypatch)
    assert load_whole(path) == first


@pytest.mark.parametrize(
    ("file", "old", "new", "seen"),
    [
        (
            "requirements.csv",
            "登録できること。",
            "登録できるさま。",
            lambda p: p.requirements[0].summary == "登録できるさま。",
        ),
        ("standard.yaml", "甲業務", "乙業務", lambda p: p.standard.name == "乙業務"),
        ("rules/kingaku.csv", ",300,", ",301,", lambda p: p.rules[0].rows[2].cells["金額"] == "301"),
        ("calculations.yaml", "to: 10}", "to: 20}", lambda p: p.calculations[0].steps[1].rounding.to == "20"),
    ],
)
def test_a_change_of_the_same_size_and_time_is_seen(
    made: MadePackage,
    root: Path,
    entries: Path,
    file: str,
    old: str,
    new: str,
    seen: Callable[[Package], bool],
) -> None:
    before = load_whole("alpha", root)
    assert entries.is_dir()
    assert not seen(before)
    path = root / "specs" / "alpha" / file
    stat = path.stat()
    made.change(f"alpha/{file}", old, new)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    assert seen(load_whole("alpha", root))


def test_a_file_that_comes_or_goes_is_seen(made: MadePackage, root: Path, entries: Path) -> None:
    assert load_whole("alpha", root).calculations
    assert entries.is_dir()
    (root / "specs/alpha/calculations.yaml").unlink()
    assert load_whole("alpha", root).calculations == ()
    made.write("specs/alpha/rules/more.csv", "a\n1\n")
    with pytest.raises(SpecErrors, match="TKG-RULE001"):
        load_whole("alpha", root)


def test_wrong_files_are_wrong_each_time(made: MadePackage, root: Path, entries: Path) -> None:
    made.change("alpha/requirements.csv", "mandatory", "duty")
    for _ in range(2):
        with pytest.raises(SpecErrors):
            load_whole("alpha", root)
    assert list(entries.iterdir()) == []


def test_what_changes_while_it_is_read_is_not_kept(made: MadePackage, root: Path, entries: Path) -> None:
    package = load_whole("alpha", root)
    next(entries.iterdir()).unlink()

    def read() -> Package:
        made.change("alpha/standard.yaml", "甲業務", "乙業務")
        return package

    assert cached(root / "specs/alpha", "alpha", read) is package
    assert list(entries.iterdir()) == []


def _flip(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[-1] ^= 1
    entry.write_bytes(content)


def _forge(entry: Path, payload: bytes) -> None:
    """Write an entry with right digests and other content."""
    from hashlib import blake2b

    entry.write_bytes(entry.read_bytes()[:32] + blake2b(payload, digest_size=32).digest() + payload)


def _link(entry: Path) -> None:
    moved = entry.with_suffix(".moved")
    entry.rename(moved)
    entry.symlink_to(moved)


def _folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def _pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "one bit": _flip,
    "cut off": lambda entry: entry.write_bytes(entry.read_bytes()[:-100]),
    "empty": lambda entry: entry.write_bytes(b""),
    "no msgpack": lambda entry: _forge(entry, b"\xc1" * 100),
    "another type": lambda entry: _forge(entry, msgspec.msgpack.encode({"path": "alpha", "standard": 1})),
    "very deep": lambda entry: _forge(entry, b"\x91" * 100_000),
    "a pickle": lambda entry: _forge(entry, b"cos\nsystem\n(S'exit 1'\ntR."),
    "writable by all": lambda entry: entry.chmod(0o666),
    "a link": _link,
    "a folder": _folder,
    "a pipe": _pipe,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_entry_that_cannot_be_trusted_is_read_anew(root: Path, entries: Path, name: str) -> None:
    first = load_whole("alpha", root)
    (entry,) = entries.iterdir()
    HOSTILE[name](entry)
    read = []

    def again() -> Package:
        read.append(name)
        return load._read(root, "alpha")

    assert cached(root / "specs/alpha", "alpha", again) == first
    assert read == [name]


def test_another_business_is_not_taken_for_this_one(root: Path, entries: Path) -> None:
    from msgspec.structs import replace

    first = load_whole("alpha", root)
    (entry,) = entries.iterdir()
    _forge(entry, msgspec.msgpack.encode(replace(first, path="beta")))
    assert load_whole("alpha", root) == first


def test_other_code_reads_anew(root: Path, entries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_whole("alpha", root)
    monkeypatch.setattr(cache_module, "_code", lambda: b"newer")
    load_whole("alpha", root)
    assert len(list(entries.iterdir())) == 2


def test_old_entries_are_dropped(made: MadePackage, root: Path, entries: Path) -> None:
    for number in range(12):
        made.write("specs/alpha/note.txt", str(number))
        load_whole("alpha", root)
    assert len(list(entries.iterdir())) == 8


def test_a_cache_that_others_may_write_is_not_used(root: Path, entries: Path) -> None:
    entries.mkdir(parents=True)
    entries.chmod(0o777)
    load_whole("alpha", root)
    assert list(entries.iterdir()) == []


def test_without_a_place_to_write_everything_works(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    for place in (str(tmp_path / "file"), "relative", "/proc/nowhere"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert load_whole("alpha", root).key == "alpha"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", _homeless)
    assert load_whole("alpha", root).key == "alpha"
    assert not Path("relative").exists()


def _homeless() -> Path:
    raise RuntimeError("no home")


def test_a_disk_that_is_full_is_no_error(root: Path, entries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache_module.os, "replace", full)
    assert load_whole("alpha", root).key == "alpha"
    assert list(entries.iterdir()) == []
