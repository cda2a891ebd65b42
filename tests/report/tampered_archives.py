"""The ways in which the tests spoil the archive of a signed bundle: names, links, sizes, hidden data."""

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from bundles import Bundle

from conformance.certification.signing.archive import entry


def named(name: str, mode: int = stat.S_IFREG | 0o644) -> Callable[[Bundle], Path]:
    def change(bundle: Bundle) -> Path:
        info = entry(name)
        info.external_attr = mode << 16
        return bundle.pack([(info, b"../../etc/passwd"), *bundle.entries()])

    return change


def bomb(bundle: Bundle) -> Path:
    return bundle.pack([*bundle.entries(), (entry("allure-results/big"), bytes(51_000_000))])


def same_but_for_case(bundle: Bundle) -> Path:
    return bundle.pack([*bundle.entries(), (entry("RUN.json"), b"{}")])


def many_files(bundle: Bundle) -> Path:
    raw = bundle.pack().read_bytes()
    count = struct.pack("<2H", 60_000, 60_000)
    bundle.path.write_bytes(raw[:-14] + count + raw[-10:])
    return bundle.path


def cut_off(bundle: Bundle) -> Path:
    raw = bundle.pack().read_bytes()
    bundle.path.write_bytes(raw[: len(raw) // 2])
    return bundle.path


def with_bytes(*, before: bytes = b"", after: bytes = b"") -> Callable[[Bundle], Path]:
    def change(bundle: Bundle) -> Path:
        raw = bundle.pack().read_bytes()
        bundle.path.write_bytes(raw[:4] + before + raw[4:] + after)
        return bundle.path

    return change


def comment(bundle: Bundle) -> Path:
    with zipfile.ZipFile(bundle.pack(), "a") as archive:
        archive.comment = b"certified by the ministry"
    return bundle.path


def hidden_between(bundle: Bundle) -> Path:
    """Put bytes between the last file and the directory, and mend where the directory is said to be."""
    raw = bundle.pack().read_bytes()
    start = struct.unpack("<L", raw[-6:-2])[0]
    moved = struct.pack("<L", start + 6)
    bundle.path.write_bytes(raw[:start] + b"hidden" + raw[start:-6] + moved + raw[-2:])
    return bundle.path


def dated(bundle: Bundle) -> Path:
    entries = bundle.entries()
    entries[0][0].date_time = (2026, 4, 1, 0, 0, 0)
    return bundle.pack(entries)


def shuffled(bundle: Bundle) -> Path:
    return bundle.pack(bundle.entries()[::-1])


def spoilt_data(bundle: Bundle) -> Path:
    raw = bytearray(bundle.pack().read_bytes())
    raw[30 + len("run.json") + 20] ^= 0xFF
    bundle.path.write_bytes(raw)
    return bundle.path


ARCHIVES = {
    named("../evil"): [("TKG-SIG022", "../evil")],
    named("/etc/passwd"): [("TKG-SIG022", "/etc/passwd")],
    named("allure-results/../../evil"): [("TKG-SIG022", "allure-results/../../evil")],
    named("..\\evil"): [("TKG-SIG022", "..\\evil")],
    named("C:evil"): [("TKG-SIG022", "C:evil")],
    named("../evil/"): [("TKG-SIG022", "../evil/"), ("TKG-SIG024", "../evil/")],
    named("run.json"): [("TKG-SIG023", "run.json")],
    named("Run.JSON"): [("TKG-SIG023", "run.json")],
    named("link", stat.S_IFLNK | 0o777): [("TKG-SIG024", "link")],
    named("folder/"): [("TKG-SIG024", "folder/")],
    named("device", stat.S_IFCHR | 0o644): [("TKG-SIG024", "device")],
    named("program", stat.S_IFREG | 0o755): [("TKG-SIG025", "program"), ("TKG-SIG025", "")],
    same_but_for_case: [("TKG-SIG023", "RUN.json")],
    bomb: [("TKG-SIG021", "")],
    many_files: [("TKG-SIG021", "")],
    cut_off: [("TKG-SIG020", "")],
    with_bytes(after=b"more"): [("TKG-SIG020", "")],
    with_bytes(before=b"more"): [("TKG-SIG025", "")],
    comment: [("TKG-SIG020", "")],
    hidden_between: [("TKG-SIG025", "")],
    dated: [("TKG-SIG025", "run.json")],
    shuffled: [("TKG-SIG025", "")],
    spoilt_data: [("TKG-SIG026", "run.json")],
}
