"""Writes the folder of a run that never happened: real requirements, invented outcomes, always the same."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from conformance.engine.evidence import Evidence, EvidenceWriter, Outcome, StepRecord
from conformance.engine.manifest import (
    BusinessInfo,
    Manifest,
    Municipality,
    Phase,
    TargetInfo,
    write_manifest,
)
from conformance.engine.plan_file import Plan, PlannedCheck, write_plan
from conformance.spec.load import load_package
from conformance.target.exchange import Exchange
from conformance.verdict.basis import basis_of
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide
from conformance.verdict.model import Basis, Declarations, RequirementFacts
from conformance.verdict.store import write_verdict

STEPS = (
    ("前提", "職員が試験環境に接続している"),
    ("かつ", "「甲」を届け出た世帯がある"),
    ("かつ", "「甲」の世帯に次の者がいる:\n| 名 | 続柄 |\n| 乙 | 妻 |"),
    ("もし", "「甲」について届出を登録する"),
    ("ならば", "登録は受け付けられる"),
    ("かつ", "「甲」の異動日は今日の3日前である"),
    ("かつ", "「甲」の項目は次のとおりである:\n| 項目 | 値 |\n| 状態 | 現存 |"),
    ("かつ", "履歴が1件増えている"),
)


def exchange(number: int, body_size: int = 400) -> Exchange:
    """Make an exchange of about the size a real one has."""
    body = '{"shimei":"試験　太郎","memo":"' + "x" * body_size + f'","n":{number}}}'
    return Exchange(
        method="POST",
        url="http://127.0.0.1:8080/tekigo/v1/sample/todokede",
        request_headers={"content-type": "application/json", "authorization": "Bearer ***"},
        request_body=body,
        status=200,
        response_headers={"content-type": "application/json; charset=utf-8"},
        response_body='{"result":[' + body + "]}",
        truncated=False,
        elapsed_ms=4.2,
        error=None,
    )


def scenario(facts: RequirementFacts, number: int, outcome: Outcome, business: str) -> Evidence:
    """Make the evidence of a scenario of 8 steps, 6 of which asked the target something."""
    failed = outcome == "failed"
    steps = tuple(
        StepRecord(
            keyword=keyword,
            text=text,
            outcome=outcome if position == 5 else "passed",  # noqa: PLR2004 - the third assertion
            expected="2026-03-29" if failed and position == 5 else None,  # noqa: PLR2004
            got="2026-03-30" if failed and position == 5 else None,  # noqa: PLR2004
            exchanges=(exchange(number),) if 0 < position < 7 else (),  # noqa: PLR2004
        )
        for position, (keyword, text) in enumerate(STEPS)
    )
    return Evidence(
        check=f"scenario:sample/{facts.section}::{facts.title}を確かめる（{number}）",
        kind="scenario",
        title=f"{facts.title}を確かめる（{number}）",
        business=business,
        requirements=(facts.id,),
        outcome=outcome,
        code=None if outcome == "passed" else "TKG-VER999",
        reason="異動日が届け出た日と異なる。" if failed else None,
        expected="異動日 2026-03-29（今日の3日前）" if failed else None,
        got="異動日 2026-03-30" if failed else None,
        clause=f"{facts.source}（{facts.title}）",
        started="2026-04-01T09:00:00.000+09:00",
        duration_ms=31.5,
        own_ms=1.9,
        worker=f"gw{number % 2}",
        steps=steps,
    )


def outcomes(seed: int, bad: float) -> Iterator[Outcome]:
    """Draw outcomes: a share `bad` does not pass."""
    draw = random.Random(seed)  # noqa: S311 - the same run every time is the purpose
    while True:
        yield draw.choice(("failed", "failed", "blocked")) if draw.random() < bad else "passed"


def bases(packages: tuple[str, ...]) -> list[Basis]:
    """Make the bases of the spec packages, with a few declarations."""
    made = []
    for path in packages:
        package = load_package(path)
        papers = [each.id for each in package.requirements if each.testability != "api"]
        declared = Declarations(
            municipality_class="ordinary",
            options=tuple(each.option for each in package.requirements[::3] if each.option),
            attested=dict.fromkeys(papers[::2], "運用説明書 第3章 12頁"),
        )
        made.append(basis_of(package, declared))
    return made


def write_run(
    folder: Path,
    number: int,
    *,
    bad: float = 0.02,
    seed: int = 1,
    packages: tuple[str, ...] = ("resident_records",),
) -> Path:
    """Write a whole run of `number` scenarios into `folder` and return it."""
    grounds, drawn = bases(packages), outcomes(seed, bad)
    places = [
        (basis.key, each) for basis in grounds for each in basis.requirements if each.testability == "api"
    ]
    records = []
    with EvidenceWriter(folder / "evidence.ndjson") as writer:
        for each in range(number):
            key, facts = places[each % len(places)]
            records.append(scenario(facts, each, next(drawn), key))
            writer.write(records[-1])
    plan = Plan(
        checks=tuple(
            PlannedCheck(
                id=each.check,
                kind=each.kind,
                title=each.title,
                business=each.business,
                requirements=each.requirements,
            )
            for each in records
        )
    )
    write_plan(folder, plan)
    verdict = decide(
        grounds,
        records,
        date(2026, 4, 1),
        run=folder.name,
        plan=plan,
        tally=Tally(collected=number, executed=number),
    )
    write_verdict(folder, verdict)
    manifest = Manifest(
        run=folder.name,
        started="2026-04-01T09:00:00.000+09:00",
        finished="2026-04-01T09:05:12.000+09:00",
        as_of=date(2026, 4, 1),
        edition={basis.key: basis.ground.edition for basis in grounds},
        seed=1,
        tekigo_version="0.1.0",
        digests={"specs": "sha256:" + "0" * 64, "features": "sha256:" + "1" * 64},
        target=TargetInfo(
            name="試験系",
            vendor="見本システム株式会社",
            product="見本住民情報",
            version="3.2.1",
            municipality=Municipality(code="999997", name="見本市", class_="ordinary"),
            base_url="http://127.0.0.1:8080",
        ),
        businesses=tuple(BusinessInfo(key=b.key, name=b.name, name_en=b.name_en) for b in grounds),
        phases=(Phase(name="plan", seconds=0.8), Phase(name="checks", seconds=311.0)),
        counts=verdict.counts,
    )
    write_manifest(folder, manifest)
    return folder
