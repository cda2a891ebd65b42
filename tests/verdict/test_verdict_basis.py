"""What the verdict takes from spec packages and target files, and how verdict.json is kept."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from made import basis, plan_for, record, tally_for

from conformance.i18n import TekigoError
from conformance.spec.editions import oldest_first
from conformance.spec.model import Package, Requirement
from conformance.spec.standard import Edition, Standard
from conformance.target.model import Target
from conformance.verdict.basis import bases_of, basis_of, declarations_of
from conformance.verdict.decide import decide
from conformance.verdict.store import encode_verdict, read_verdict, write_verdict

TARGET = {
    "name": "試験系",
    "vendor": "試験社",
    "product": "試験品",
    "version": "1",
    "municipality": {"code": "131016", "name": "試験区", "class": "core_city"},
    "environment": "test",
    "base_url": "http://127.0.0.1:1",
    "token_url": "http://127.0.0.1:1/oauth2/token",
    "roles": {"職員": {"client_id": "a", "client_secret": {"env": "X"}}},
    "scope": {"businesses": ["zz"]},
    "options": ["bulk", "aid"],
    "declarations": [{"requirement": "ZZ-2.M", "reference": "手引 3頁", "date": "2026-01-01"}],
}


def edition(name: str, day: date | None) -> Edition:
    return Edition(id=name, name=name, date=day, fidelity="provisional")


def package() -> Package:
    standard = Standard(
        business="zz",
        name="試験業務",
        name_en="Trial",
        prefix="ZZ",
        gyomu_ids=("999",),
        editions=(edition("2.0", date(2026, 1, 1)), edition("1.0", date(2025, 1, 1))),
        default_edition="1.0",
    )
    requirement = Requirement(
        id="ZZ-1.M",
        title="登録",
        summary="登録できること。",
        class_="mandatory",
        testability="api",
        fidelity="statute",
        transition_until=date(2026, 9, 30),
    )
    return Package(path="zz", standard=standard, requirements=(requirement,))


def test_a_basis_copies_the_package_and_the_declarations() -> None:
    declared = declarations_of(msgspec.convert(TARGET, Target))
    made = basis_of(package(), declared)
    assert (made.ground.edition, made.ground.editions) == ("1.0", ("1.0", "2.0"))
    assert made.ground.declarations.municipality_class == "core_city"
    assert made.ground.declarations.options == ("aid", "bulk")
    assert made.ground.declarations.attested == {"ZZ-2.M": "手引 3頁"}
    assert made.requirements[0].transition_until == date(2026, 9, 30)
    assert basis_of(package(), declared, edition="2.0").ground.edition == "2.0"


def test_editions_without_dates_keep_the_order_of_the_package() -> None:
    editions = (edition("b", None), edition("a", date(2025, 1, 1)))
    assert [each.id for each in oldest_first(editions)] == ["b", "a"]


def test_verdict_json_is_the_same_bytes_for_the_same_verdict_and_reads_back(tmp_path: Path) -> None:
    records = (record("s1", "passed", "ZZ-1.M"), record("s2", "failed", "ZZ-2.M"))
    on = basis(attested={"ZZ-9": "b", "ZZ-8": "a"})
    turned = basis(attested={"ZZ-8": "a", "ZZ-9": "b"})
    made = [
        decide([each], records, date(2026, 4, 1), run="r", plan=plan_for(*records), tally=tally_for(*records))
        for each in (on, turned)
    ]
    assert encode_verdict(made[0]) == encode_verdict(made[1])
    write_verdict(tmp_path, made[0])
    assert read_verdict(tmp_path) == made[0]
    assert bases_of(made[0]) == [on]


def test_a_missing_or_damaged_verdict_is_told_with_a_code(tmp_path: Path) -> None:
    with pytest.raises(TekigoError, match="TKG-VER001"):
        read_verdict(tmp_path)
    (tmp_path / "verdict.json").write_text('{"schema": "tekigo.verdict/1"}', encoding="utf-8")
    with pytest.raises(TekigoError, match="TKG-VER002"):
        read_verdict(tmp_path)
