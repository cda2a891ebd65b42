"""Folders of small runs, written by the real writers: every word of the verdict, and answers of a hostile target."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from conformance.engine.evidence import CheckKind, Evidence, EvidenceWriter, Outcome, StepRecord
from conformance.engine.manifest import (
    BusinessInfo,
    Manifest,
    Municipality,
    Phase,
    TargetInfo,
    write_manifest,
)
from conformance.engine.plan_file import Plan, PlannedCheck, write_plan
from conformance.target.exchange import Exchange
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide
from conformance.verdict.model import Basis, Declarations, Ground, RequirementFacts
from conformance.verdict.store import write_verdict

DAY = date(2026, 4, 1)
ATTACK = (
    "\x1b]0;owned\x07<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "'\"></pre></style></script>{{7*7}}\x1b[31m\u202egnp\u2066\x00\ud800\uffff]]>"
)
FACTS: dict[str, RequirementFacts] = {
    each.id: each
    for each in (
        RequirementFacts(
            id="ZZ-1.M", class_="mandatory", section="1", title="登録", summary="登録できること。",
            summary_en="It registers.", source="本文 1", fidelity="transcribed",
        ),
        RequirementFacts(
            id="ZZ-2.M", class_="mandatory", section="2", title="照会", summary="照会できること。", source="本文 2",
        ),
        RequirementFacts(id="ZZ-3.M", class_="mandatory", section="3", title="履歴", fidelity="statute"),
        RequirementFacts(id="ZZ-4.M", class_="mandatory", section="4", title="帳票", testability="document"),
        RequirementFacts(id="ZZ-5.M", class_="mandatory", section="5", title="停止", transition_until=DAY),
        RequirementFacts(id="ZZ-6.O", class_="optional", section="6", title="一括", option="bulk"),
        RequirementFacts(id="ZZ-7.O", class_="optional", section="7", title="拡大", option="zoom"),
        RequirementFacts(id="ZZ-8.N", class_="prohibited", section="8", title="独自出力"),
        RequirementFacts(id="ZZ-9.M", class_="mandatory", section="9", title="中断"),
    )
}  # fmt: skip


def exchange(body: str = '{"a":1}', *, status: int | None = 200) -> Exchange:
    return Exchange(
        method="POST",
        url="http://127.0.0.1:1/tekigo/v1/zz/toroku",
        request_headers={"content-type": "application/json"},
        request_body=body,
        status=status,
        response_headers={"x-test": "応答"} if status else {},
        response_body=body if status else None,
        truncated=False,
        elapsed_ms=3.25,
        error=None if status else "TKG-TGT001",
    )


def record(
    number: int,
    outcome: Outcome,
    *requirements: str,
    kind: CheckKind = "scenario",
    body: str = '{"a":1}',
    text: str = "",
    business: str = "zz",
) -> Evidence:
    failed = outcome == "failed"
    steps = (
        StepRecord(
            keyword="前提", text="「甲」がいる:\n| 項目 | 値 |\n| 氏名 | 試験　太郎 |", outcome="passed"
        ),
        StepRecord(
            keyword="もし",
            text=f"登録する{text}",
            outcome="passed",
            duration_ms=4.0,
            exchanges=(exchange(body),),
        ),
        StepRecord(
            keyword="ならば",
            text="受け付けられる",
            outcome=outcome,
            expected=f"受付{text}" if failed else None,
            got=f"拒否{text}" if failed else None,
            duration_ms=5.0,
            exchanges=(exchange(body), exchange(status=None)),
        ),
    )
    return Evidence(
        check=f"{kind}:zz/a::検査{number}",
        kind=kind,
        title=f"検査{number}{text}",
        business=business,
        requirements=requirements,
        outcome=outcome,
        code=None if outcome == "passed" else "TKG-VER010",
        reason=None if outcome == "passed" else f"事情{text}",
        expected=f"受付{text}" if failed else None,
        got=f"拒否{text}" if failed else None,
        clause=f"本文 {number}{text}",
        started="2026-04-01T09:00:00.000+09:00",
        duration_ms=12.5,
        worker="gw0",
        steps=steps,
    )


RECORDS = (
    record(1, "passed", "ZZ-1.M"),
    record(2, "failed", "ZZ-2.M"),
    record(3, "not_applicable", "ZZ-3.M"),
    record(4, "failed", "ZZ-5.M"),
    record(5, "failed", "ZZ-6.O"),
    record(6, "passed", "ZZ-8.N", "ZZ-1.M", kind="probe"),
    record(7, "blocked", "ZZ-9.M"),
)
HOSTILE = (*RECORDS[1:], record(1, "failed", "ZZ-1.M", body=ATTACK, text=ATTACK))


def basis(facts: Sequence[RequirementFacts] = tuple(FACTS.values()), key: str = "zz") -> Basis:
    declared = Declarations(municipality_class="ordinary", options=("bulk",), attested={"ZZ-4.M": "手引 3頁"})
    ground = Ground(edition="1.0", editions=("1.0",), declarations=declared)
    return Basis(
        key=key, name=f"試験業務{key}", name_en=f"Trial {key}", ground=ground, requirements=tuple(facts)
    )


def write_run(
    folder: Path,
    records: Sequence[Evidence] = RECORDS,
    *,
    bases: Sequence[Basis] = (),
    businesses: Sequence[BusinessInfo] = (),
    name: str = "試験系",
    interrupted: bool = False,
    missing: int = 0,
    changes: Callable[[Manifest], Manifest] = lambda manifest: manifest,
) -> Path:
    """Write a run; `missing` checks are planned but leave no evidence; `changes` are made to its manifest."""
    bases = bases or (basis(),)
    with EvidenceWriter(folder / "evidence.ndjson") as writer:
        for each in records:
            writer.write(each)
    told = [*records, *(record(1000 + number, "passed", "ZZ-1.M") for number in range(missing))]
    checks = tuple(
        PlannedCheck(
            id=each.check,
            kind=each.kind,
            title=each.title.encode("utf-8", "replace").decode(),
            business=each.business,
            requirements=each.requirements,
        )
        for each in told
    )
    plan = Plan(checks=checks)
    tally = Tally(collected=len(told), executed=len(records), interrupted=interrupted)
    write_plan(folder, plan)
    verdict = decide(bases, records, DAY, run="r-1", plan=plan, tally=tally)
    write_verdict(folder, verdict)
    town = Municipality(code="999997", name="見本市", class_="ordinary")
    target = TargetInfo(name=name, vendor="見本社", product=name, version="1.2", municipality=town)
    manifest = Manifest(
        run="r-1",
        started="2026-04-01T09:00:00.123+09:00",
        as_of=DAY,
        edition={each.key: "1.0" for each in bases},
        seed=7,
        tekigo_version="0.1.0",
        digests={"specs": "sha256:" + "0" * 64},
        target=target,
        businesses=tuple(businesses),
        phases=(Phase(name="checks", seconds=1.5),),
        interrupted=interrupted,
        counts=verdict.counts,
    )
    write_manifest(folder, changes(manifest))
    return folder


def tampered(folder: Path, name: str, old: str, new: str) -> Path:
    """Change a file of a run by hand."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def stored(folder: Path) -> dict[str, object]:
    return msgspec.json.decode((folder / "verdict.json").read_bytes(), type=dict[str, object])
