"""Item checks over real HTTP: a right system passes all, and every kind of defect fails exactly its own checks."""

from pathlib import Path
from typing import Any

import pytest

from conformance.checks.items.baseline import Baselines
from conformance.checks.items.model import ItemCheck, ItemResult
from conformance.checks.items.plan import plan_item_checks
from conformance.checks.items.run import run_item_check
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Operation
from tests.checks.benches import bench_maker
from tests.checks.tiny_system import Errors, Fault, TinySystem

CATALOG = Catalog(load_package("resident_records"))
# The tiny system makes no PDF.
CHECKS = tuple(
    check for check in plan_item_checks(CATALOG.package) if not CATALOG.operation(check.operation).pdf
)
SOME = {"tennyu", "shibo", "tenkyo", "juminkensaku", "warekihenkan", "sosakengensettei"}
SUBSET = tuple(check for check in CHECKS if check.operation in SOME)


def run(system: TinySystem, folder: Path, checks: tuple[ItemCheck, ...] = SUBSET) -> dict[str, ItemResult]:
    with bench_maker(system, folder) as bench_for:
        baselines = Baselines(CATALOG, bench_for)
        return {check.id: run_item_check(check, baselines) for check in checks}


def failed(results: dict[str, ItemResult]) -> set[str]:
    return {id_ for id_, result in results.items() if result.outcome == "failed"}


def outcomes(results: dict[str, ItemResult]) -> set[str]:
    return {result.outcome for result in results.values()}


def test_a_right_system_passes_every_check(tmp_path: Path) -> None:
    results = run(TinySystem(CATALOG), tmp_path, CHECKS)
    assert {id_: result for id_, result in results.items() if result.outcome != "passed"} == {}


@pytest.mark.parametrize(
    ("ignored", "kinds"),
    [
        ("required", {"required", "at_least_one"}),
        ("charset", {"charset"}),
        ("length", {"length"}),
        ("code", {"code"}),
        ("impossible_date", {"impossible_date"}),
        ("check_digit", {"check_digit"}),
        ("condition", {"condition", "unknown_date"}),
    ],
)
def test_a_system_that_overlooks_one_kind_fails_that_kind_alone(
    ignored: str, kinds: set[str], tmp_path: Path
) -> None:
    results = run(TinySystem(CATALOG, ignored=(ignored,)), tmp_path)
    expected = {check.id for check in SUBSET if check.kind in kinds and not check.positive}
    if ignored == "impossible_date":  # month and day 00 are another rule of the validator
        expected -= {check.id for check in SUBSET if check.variant == "zero"}
    assert failed(results) == expected
    assert outcomes(results) == {"passed", "failed"}


def _told(status: int, *errors: tuple[str, str]) -> tuple[int, Any]:
    return status, {"title": "誤り", "errors": [{"code": code, "message": text} for code, text in errors]}


def _wrong_code(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return _told(400, *(("E9999", text) for _, text in errors)) if errors else None


def _item_not_named(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return _told(400, *((code, "入力に誤りがあります。") for code, _ in errors)) if errors else None


def _longer_name(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    renamed = [(code, text.replace("氏名の", "氏名_フリガナの")) for code, text in errors]
    return _told(400, *renamed) if errors else None


def _conflict_instead(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return _told(409, *errors) if errors else None


def _crash(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return (500, b"<html>stack trace</html>") if errors else None


@pytest.mark.parametrize("fault", [_wrong_code, _item_not_named, _conflict_instead, _crash])
def test_an_error_must_have_its_status_its_code_and_its_item(fault: Fault, tmp_path: Path) -> None:
    results = run(TinySystem(CATALOG, fault=fault), tmp_path)
    assert failed(results) == {check.id for check in SUBSET if not check.positive}


def _maintenance(_: Operation, __: object, ___: Errors) -> tuple[int, Any] | None:
    return 500, b"<html>maintenance</html>"


def test_an_error_page_for_everything_says_nothing_of_an_item(tmp_path: Path) -> None:
    checks = tuple(c for c in SUBSET if c.operation == "tennyu")[:20]
    results = run(TinySystem(CATALOG, fault=_maintenance), tmp_path, checks)
    assert outcomes(results) == {"blocked"}
    assert {each.code for each in results.values()} == {"TKG-ITEM012"}


def test_naming_another_item_whose_name_begins_alike_is_not_enough(tmp_path: Path) -> None:
    checks = tuple(c for c in SUBSET if c.operation == "tennyu" and c.item == "氏名" and c.kind == "charset")
    assert outcomes(run(TinySystem(CATALOG, fault=_longer_name), tmp_path, checks)) == {"failed"}


def test_a_system_that_refuses_everything_fails_the_controls(tmp_path: Path) -> None:
    refuse_all = TinySystem(CATALOG, fault=lambda *_: _told(409, ("T1401", "現在の状態では行えません。")))
    checks = tuple(check for check in CHECKS if check.kind == "control" and check.operation == "tennyu")
    results = run(refuse_all, tmp_path, checks)
    assert outcomes(results) == {"failed"}
    assert next(iter(results.values())).got == "HTTP 409 で T1401「現在の状態では行えません。」 が返った"


def _refuses_leap_day(_: Operation, body: object, errors: Errors) -> tuple[int, Any] | None:
    late = isinstance(body, dict) and body.get("seinengappi") == "2001-02-29"
    return _told(400, ("E0002", "生年月日は日付で設定してください。")) if late else None


def test_refusing_a_legal_unknown_date_fails_its_positive_check(tmp_path: Path) -> None:
    results = run(TinySystem(CATALOG, fault=_refuses_leap_day), tmp_path)
    assert failed(results) == {"item:resident_records:tennyu:seinengappi:impossible_date:leap_day"}


def _business_refusal(_: Operation, body: object, errors: Errors) -> tuple[int, Any] | None:
    old = isinstance(body, dict) and body.get("idonengappi") == "2001-02-29"
    return _told(400, ("T1102", "異動年月日の内容が成り立ちません。住民となる前の日です。")) if old else None


def test_a_refusal_for_another_reason_is_not_held_against_a_positive_check(tmp_path: Path) -> None:
    assert failed(run(TinySystem(CATALOG, fault=_business_refusal), tmp_path)) == set()


@pytest.mark.parametrize("status", [401, 403, 429, 502, 503])
def test_trouble_of_the_target_is_blocked_and_never_failed(status: int, tmp_path: Path) -> None:
    system = TinySystem(CATALOG, fault=lambda *_: (status, {"title": "応じられない"}))
    checks = tuple(check for check in SUBSET if check.operation == "tennyu")
    results = run(system, tmp_path, checks)
    assert outcomes(results) == {"blocked"}
    assert all(result.code and result.reason for result in results.values())


def _no_move_in(operation: Operation, __: object, ___: Errors) -> tuple[int, Any] | None:
    return (500, b"") if operation.id == "tennyu" else None


def test_what_cannot_be_prepared_is_blocked_and_says_so(tmp_path: Path) -> None:
    checks = tuple(check for check in SUBSET if check.operation == "tenkyo")
    results = run(TinySystem(CATALOG, fault=_no_move_in), tmp_path, checks)
    assert outcomes(results) == {"blocked"}
    assert "転入届" in (next(iter(results.values())).reason or "")


def test_the_same_seed_sends_the_same_bytes(tmp_path: Path) -> None:
    sent = []
    for _ in range(2):
        exchanges: list[Any] = []
        with bench_maker(TinySystem(CATALOG), tmp_path, exchanges) as bench_for:
            baselines = Baselines(CATALOG, bench_for)
            for check in SUBSET:
                run_item_check(check, baselines)
        sent.append([each.request_body for each in exchanges])
    assert sent[0] == sent[1]
