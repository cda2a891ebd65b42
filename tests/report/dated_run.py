"""A run whose as-of date mattered: made rule tables, requirements with dates, and a check out of scope."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from sample_run import DAY, FACTS, RECORDS, basis, record, write_run

from conformance.engine.evidence import Evidence
from conformance.engine.manifest import BusinessInfo
from conformance.spec.rules import RuleTable
from conformance.spec.rules.in_force import TableInForce, table_in_force
from conformance.spec.rules.model import RuleColumn, RuleData, RuleRow, RuleSheet
from conformance.verdict.model import Basis, RequirementFacts

_DAY = timedelta(days=1)
AGE = RuleSheet(
    id="nenrei",
    name="年齢",
    summary="誕生日による年齢の区分と額。",
    dated_by="届出の日",
    columns=(
        RuleColumn(name="組", role="key"),
        RuleColumn(name="誕生日", role="range", type="day"),
        RuleColumn(name="額", role="result", type="integer"),
    ),
)
AGES = (
    RuleRow(
        origin="rules/nenrei.csv:2",
        cells={"組": "甲組", "額": "111"},
        valid_to=DAY - _DAY,
        unit="円",
        source="旧法1条",
        fidelity="statute",
    ),
    RuleRow(
        origin="rules/nenrei.csv:3",
        cells={"組": "甲組", "誕生日_から": "基準日の月初の3年前", "額": "222"},
        valid_from=DAY,
        unit="円",
        source="新法1条",
        fidelity="provisional",
        contested=("誕生日_から",),
        note="二つの資料が食い違う",
    ),
    RuleRow(
        origin="rules/nenrei.csv:4",
        cells={"額": "333", "誕生日_から": "2001-01-01", "誕生日_まで": "2001-12-31"},
        unit="円",
        source="条例9条",
        fidelity="statute",
        ordinance="target.yaml:12",
    ),
)
ENDED = RuleSheet(
    id="owari", name="終わった表", summary="終わった。", dated_by="届出の日", columns=AGE.columns[::2]
)
OUT_OF_DATE = replace(
    record(8, "not_applicable", "ZZ-3.M"),
    code="TKG-RULE023",
    reason="「終わった表」の行がない",
    title="終わった表",
)


def tables(day: date = DAY) -> tuple[TableInForce, ...]:
    """Make the tables of the run, one of them without any row in force."""
    made = (RuleData(sheet=AGE, rows=AGES), RuleData(sheet=ENDED, rows=AGES[:1]))
    return tuple(table_in_force(RuleTable(each), day) for each in made)


def info(key: str = "zz", rules: tuple[TableInForce, ...] | None = None) -> BusinessInfo:
    """Make what run.json says of a business."""
    return BusinessInfo(
        key=key,
        name=f"試験業務{key}",
        name_en=f"Trial {key}",
        edition_name="第1.0版",
        edition_date=date(2025, 1, 31),
        rules=tables() if rules is None else rules,
    )


def dated_basis() -> Basis:
    """Make requirements of which one is due the day after, one was on the day, and one comes with a later edition."""
    changed: Sequence[RequirementFacts] = (
        replace(FACTS["ZZ-1.M"], due=DAY + _DAY),
        replace(FACTS["ZZ-2.M"], due=DAY, transition_until=DAY - _DAY),
        replace(FACTS["ZZ-3.M"], introduced="1.0"),
        FACTS["ZZ-5.M"],
        replace(FACTS["ZZ-9.M"], introduced="2.0"),
    )
    made = basis(changed)
    return replace(made, ground=replace(made.ground, editions=("1.0", "2.0")))


def write_dated_run(folder: Path, records: Sequence[Evidence] = (*RECORDS, OUT_OF_DATE)) -> Path:
    """Write the run."""
    known = {each.id for each in dated_basis().requirements}
    return write_run(
        folder,
        [each for each in records if known.issuperset(each.requirements)],
        bases=(dated_basis(),),
        businesses=(info(),),
    )
