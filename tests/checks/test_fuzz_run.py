"""Fuzzing over real HTTP: a right system passes; each defect is found, told by item names, and can be sent again."""

import shlex
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conformance.checks.fuzz.plan import FuzzFailure, FuzzOptions, FuzzResult, Judges, Phase, plan_fuzz
from conformance.checks.fuzz.run import run_fuzz
from conformance.checks.items.baseline import Baselines
from conformance.i18n.messages import codes, lookup
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.model import Operation
from conformance.target.exchange import Exchange
from tests.checks.benches import bench_maker
from tests.checks.tiny_system import Errors, Fault, TinySystem

CATALOG = Catalog(load_package("resident_records"))
JUDGES = Judges(CATALOG, load_error_codes())


def run(
    system: TinySystem,
    folder: Path,
    operation: str = "memotoroku",
    phase: Phase = "coverage",
    seconds: float = 30.0,
    exchanges: list[Exchange] | None = None,
) -> FuzzResult:
    (check,) = (
        c for c in plan_fuzz(CATALOG.package, "full") if c.operation == operation and c.phase == phase
    )
    with bench_maker(system, folder, exchanges) as bench_for:
        baselines = Baselines(CATALOG, bench_for)
        return run_fuzz(check, baselines, JUDGES, FuzzOptions(seed=1, seconds=seconds))


@pytest.mark.parametrize("operation", ["tennyu", "tenkyo", "juminkensaku", "gengotoroku", "sosakengensettei"])
def test_a_right_system_passes(operation: str, tmp_path: Path) -> None:
    system = TinySystem(CATALOG)
    result = run(system, tmp_path, operation)
    assert (result.outcome, result.failures) == ("passed", ())
    assert 0 < result.sent <= 120
    assert system.accepted > 0


def test_random_requests_end_with_the_schema_or_the_limit(tmp_path: Path) -> None:
    result = run(TinySystem(CATALOG), tmp_path, "memosakujo", "fuzzing")
    assert result.outcome == "passed"
    assert 20 < result.sent <= result.made <= 400


def test_the_time_box_ends_the_fuzzing_phase(tmp_path: Path) -> None:
    result = run(TinySystem(CATALOG), tmp_path, "tennyu", "fuzzing", seconds=0.0)
    assert (result.outcome, result.code) == ("blocked", "TKG-FUZZ013")


def _memo(body: object) -> Any:  # noqa: ANN401 - any JSON
    return body.get("memonaiyo") if isinstance(body, dict) else None


def _crashes_on_objects(_: Operation, body: object, __: Errors) -> tuple[int, Any] | None:
    return (500, b"<html>Traceback</html>") if isinstance(_memo(body), dict) else None


def _accepts_any_memo(operation: Operation, body: object, errors: Errors) -> tuple[int, Any] | None:
    lax = (
        operation.id == "memotoroku"
        and isinstance(body, dict)
        and "atenabango" in body
        and body.get("memonaiyo")
    )
    return (
        (200, {"metadata": {"title": "メモ登録"}, "result": [{"memobango": 1}]}) if lax and errors else None
    )


def _undeclared_status(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return (
        (422, {"title": "誤り", "errors": [{"code": code, "message": text} for code, text in errors]})
        if errors
        else None
    )


def _errors_as_text(_: Operation, __: object, errors: Errors) -> tuple[int, Any] | None:
    return (400, b"E0002") if errors else None


def _answers_a_wrong_shape(operation: Operation, _: object, errors: Errors) -> tuple[int, Any] | None:
    wrong = {
        "metadata": {"title": "メモ登録"},
        "result": [{"memobango": 1, "torokunengappi": "令和8年4月1日"}],
    }
    return (200, wrong) if operation.id == "memotoroku" and not errors else None


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (_crashes_on_objects, "HTTP 500（同じ要求で再び起こり、標準の入力には答えがある）"),
        (_accepts_any_memo, "受け付けられた（「メモ内容」に使えない文字か形）"),
        (_undeclared_status, "契約にない HTTP 422 が返った"),
        (_errors_as_text, "HTTP 400 の答えが JSON でない"),
        (_answers_a_wrong_shape, "HTTP 200 の答えの「登録年月日」が項目の定義に合わない"),
    ],
)
def test_each_defect_is_found_and_told(fault: Fault, told: str, tmp_path: Path) -> None:
    result = run(TinySystem(CATALOG, fault=fault), tmp_path)
    assert result.outcome == "failed"
    assert any(told in failure.got for failure in result.failures)
    assert 0 < len(result.failures) <= min(result.failed, 5)
    assert result.failures[0].request in result.got
    assert result.replay == result.failures[0].replay


def test_a_failing_request_is_told_by_its_item_and_can_be_sent_again(tmp_path: Path) -> None:
    exchanges: list[Exchange] = []
    result = run(TinySystem(CATALOG, fault=_crashes_on_objects), tmp_path, exchanges=exchanges)
    assert result.failures[0].request == "「メモ内容」を {} とする"
    words = shlex.split(result.failures[0].replay)
    crashed = next(each for each in exchanges if each.status == 500)
    assert words[:4] == ["curl", "-sS", "-X", "POST"]
    assert words[4] == crashed.url
    assert words[words.index("--data-binary") + 1] == crashed.request_body
    assert "Authorization: Bearer $TEKIGO_TOKEN" in words


def test_failures_are_handed_over_as_they_are_found(tmp_path: Path) -> None:
    handed: list[FuzzFailure | None] = []
    (check,) = (c for c in plan_fuzz(CATALOG.package, "coverage") if c.operation == "memotoroku")
    with bench_maker(TinySystem(CATALOG, fault=_crashes_on_objects), tmp_path) as bench_for:
        baselines = Baselines(CATALOG, bench_for)
        result = run_fuzz(check, baselines, JUDGES, FuzzOptions(seed=1), handed.append)
    assert len(handed) == result.sent
    assert tuple(each for each in handed if each is not None) == result.failures


class _Once:
    """Answers 500 to one request only."""

    def __init__(self) -> None:
        self.done = False

    def __call__(self, operation: Operation, body: object, errors: Errors) -> tuple[int, Any] | None:
        if self.done or operation.id != "memotoroku" or not errors:
            return None
        self.done = True
        return 500, b""


def test_an_error_that_does_not_come_again_is_not_held_against_the_system(tmp_path: Path) -> None:
    result = run(TinySystem(CATALOG, fault=_Once()), tmp_path)
    assert (result.outcome, result.code) == ("blocked", "TKG-FUZZ012")


@pytest.mark.parametrize("status", [401, 403, 429, 503, 500])
def test_a_system_that_answers_nothing_else_is_blocked_and_soon_left_alone(
    status: int, tmp_path: Path
) -> None:
    down: Fault = lambda operation, _, __: (  # noqa: E731 - a fault is a function of three
        (status, {"title": "応じられない"}) if operation.id == "memotoroku" else None
    )
    result = run(TinySystem(CATALOG, fault=down), tmp_path)
    assert (result.outcome, result.code, result.sent) == ("blocked", "TKG-FUZZ011", 3)


def test_what_cannot_be_prepared_is_blocked(tmp_path: Path) -> None:
    refuses: Fault = lambda operation, _, __: (409, {"title": ""}) if operation.id == "tennyu" else None  # noqa: E731
    result = run(TinySystem(CATALOG, fault=refuses), tmp_path)
    assert (result.outcome, result.code, result.sent) == ("blocked", "TKG-FUZZ010", 0)
    assert "転入届" in (result.reason or "")


def test_what_all_others_work_with_is_only_set_to_the_standard_values(tmp_path: Path) -> None:
    exchanges: list[Exchange] = []
    run(TinySystem(CATALOG), tmp_path, "gengotoroku", exchanges=exchanges)
    accepted = {
        each.request_body for each in exchanges if each.status == 200 and each.url.endswith("gengotoroku")
    }
    assert {msgspec.json.decode(body or "")["gengokaishinengappi"] for body in accepted} == {"2999-01-01"}


def test_requests_concern_a_person_who_exists(tmp_path: Path) -> None:
    exchanges: list[Exchange] = []
    run(TinySystem(CATALOG), tmp_path, "memosakujo", "fuzzing", exchanges=exchanges)
    sent = [
        msgspec.json.decode(each.request_body or "") for each in exchanges if each.url.endswith("memosakujo")
    ]
    right = {
        body["memobango"]
        for body in sent
        if isinstance(body, dict) and isinstance(body.get("memobango"), int)
    }
    assert {number for number in right if number >= 0} == {1}


def test_a_personal_number_is_not_told(tmp_path: Path) -> None:
    planted: set[str] = set()

    def crash(operation: Operation, body: object, _: Errors) -> tuple[int, Any] | None:
        number = body.get("kojinbango") if isinstance(body, dict) else None
        if operation.id != "kojinbangohenko" or not isinstance(number, str) or len(number) != 12:
            return None
        planted.add(number)
        return (500, b"") if isinstance(body, dict) and body.get("idonengappi") == 0 else None

    result = run(TinySystem(CATALOG, fault=crash), tmp_path, "kojinbangohenko")
    assert result.outcome == "failed"
    assert "[個人番号]" in (result.replay or "")
    assert planted
    assert not [number for number in planted if number in repr(result)]


@pytest.mark.parametrize("area", ["item", "fuzz"])
def test_every_message_says_what_happened_why_and_what_to_do_in_both_languages(area: str) -> None:
    for code in codes(area):
        found = lookup(code)
        assert found is not None
        assert all((found.ja, found.en))
        if code.startswith("TKG"):
            assert all(found)
