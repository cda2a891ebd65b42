"""Runs to be compared: one yardstick, systems that differ, and what may be changed about each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from sample_run import FACTS, RECORDS, basis, record, write_run

from conformance.engine.evidence import Evidence
from conformance.engine.manifest import BusinessInfo, Manifest, Municipality, TargetInfo
from conformance.report.bundle import RunBundle, load_bundle
from conformance.verdict.model import Basis

SUITE = {name: f"sha256:{name:a>64}" for name in ("specs", "features", "steps", "program")}
SOUND = (*RECORDS[:1], record(2, "passed", "ZZ-2.M"), *RECORDS[2:])  # as RECORDS, with ZZ-2.M passed
INFO = (BusinessInfo(key="zz", name="試験業務zz", rules=()),)


def bundle(
    folder: Path,
    records: Sequence[Evidence] = RECORDS,
    *,
    product: str = "甲システム",
    vendor: str = "甲社",
    version: str = "1.0",
    started: str = "2026-04-01T09:00:00+09:00",
    digests: dict[str, str] = SUITE,
    businesses: Sequence[BusinessInfo] = INFO,
    bases: Sequence[Basis] = (),
    interrupted: bool = False,
) -> RunBundle:
    """Write a run and read it back."""

    def changes(manifest: Manifest) -> Manifest:
        town = Municipality(code="999997", name="見本市", class_="ordinary")
        target = TargetInfo(name="試験系", product=product, vendor=vendor, version=version, municipality=town)
        return replace(manifest, target=target, started=started, digests=digests)

    write_run(folder, records, bases=bases, businesses=businesses, interrupted=interrupted, changes=changes)
    return load_bundle(folder)


def bids(tmp_path: Path, **second: object) -> list[RunBundle]:
    """Make two bids: 甲 fails ZZ-2.M, 乙 does not; `second` is changed about 乙."""
    one = bundle(tmp_path / "a")
    make: Callable[..., RunBundle] = bundle
    return [
        one,
        make(tmp_path / "b", **{"records": SOUND, "product": "乙システム", "vendor": "乙社", **second}),
    ]


def history(
    tmp_path: Path, before: Sequence[Evidence], after: Sequence[Evidence], **now: object
) -> list[RunBundle]:
    """Make an earlier and a later run of one system; `now` is changed about the later one."""
    make: Callable[..., RunBundle] = bundle
    later = make(tmp_path / "new", **{"records": after, "started": "2026-05-01T09:00:00+09:00", **now})
    return [bundle(tmp_path / "old", before), later]


def ground(**changes: object) -> Basis:
    """Make the business on a ground of another kind."""
    made = basis(tuple(FACTS.values()))
    return replace(made, ground=replace(made.ground, **changes))
