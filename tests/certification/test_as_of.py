"""A run records what its as-of date picked, before anything is sent: edition, rows in force, ordinance values."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from conformance.certification.prepare import Choices, prepare
from conformance.certification.resume import resume
from conformance.engine.manifest import BusinessInfo, read_manifest
from conformance.i18n import TekigoError
from conformance.spec.paths import data_root
from tests.spec.made_package import MadePackage

TARGET = """\
name: 試験用
vendor: 見本
product: 見本
version: "1.0"
municipality: {code: "999997", name: 見本市, class: ordinary}
environment: test
base_url: http://127.0.0.1:9
token_url: http://127.0.0.1:9/oauth2/token
roles:
  default: {client_id: x, client_secret: {env: TEKIGO_TEST_SECRET}}
scope: {businesses: [alpha]}
ordinance:
  - {business: alpha, rule: 金額, where: {区分: 継続}, set: {金額: "60"}, valid_from: 2025-04-01, source: 条例5条}
"""


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A target file beside the specs of a made business with rule tables."""
    monkeypatch.setenv("TEKIGO_ROOT", str(tmp_path))
    data_root.cache_clear()
    yield MadePackage(tmp_path).with_rules().write("target.yaml", TARGET)
    data_root.cache_clear()


def recorded(target: Path, as_of: date) -> BusinessInfo:
    """Prepare a run and read its record back."""
    prepared = prepare(target, Choices(as_of=as_of, fuzz="off", out=target.parent / "reports"))
    (business,) = read_manifest(prepared.run_dir).businesses
    return business


def amounts(business: BusinessInfo) -> list[tuple[str, str, str]]:
    table = next(each for each in business.rules or () if each.name == "金額")
    return [(row.results["金額"], row.source, row.ordinance) for row in table.in_force]


def test_the_rows_in_force_on_the_day_are_recorded_with_the_edition(target: Path) -> None:
    business = recorded(target, date(2024, 9, 30))
    assert (business.edition_name, business.edition_date) == ("第1.0版", date(2020, 9, 11))
    assert amounts(business) == [("100", "旧法1条", ""), ("200", "旧法1条", ""), ("50", "新法2条", "")]


def test_another_day_has_other_rows_and_an_ordinance_its_own_value(target: Path) -> None:
    line = TARGET.splitlines().index("ordinance:") + 2
    assert amounts(recorded(target, date(2025, 4, 1))) == [
        ("300", "新法1条", ""),
        ("60", "条例5条", f"target.yaml:{line}"),
    ]
    assert amounts(recorded(target, date(2025, 3, 31)))[1] == ("50", "新法2条", "")


def test_limits_are_recorded_as_written_and_as_they_come_out(target: Path) -> None:
    (first, *_) = next(
        t for t in recorded(target, date(2026, 4, 15)).rules or () if t.name == "年齢"
    ).in_force
    limits = first.ranges["誕生日"]
    assert (limits.from_, limits.from_is, limits.to) == ("基準日の月初の3年前", "2023-04-01", "")
    assert first.contested == ("誕生日_から",)


def test_a_run_is_not_taken_up_again_with_other_ordinance_values(target: Path) -> None:
    prepared = prepare(target, Choices(as_of=date(2025, 4, 1), fuzz="off", out=target.parent / "reports"))
    resume(prepared.run_dir, target)
    target.write_text(TARGET.replace('"60"', '"61"'), encoding="utf-8")
    with pytest.raises(TekigoError, match="ordinance") as raised:
        resume(prepared.run_dir, target)
    assert raised.value.code == "TKG-RUN008"
