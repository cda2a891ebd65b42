"""Before a run: declarations are held against the standard, every query is asked once, and fixtures are looked for."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from conformance.certification.prepare import Choices
from conformance.certification.set_up import check_target
from conformance.cli.main import main
from conformance.contract.typing import typed
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Operation
from conformance.target.answer import Answer, Failure
from conformance.target.checklist import CheckLine
from conformance.target.client import TargetClient
from conformance.target.load import load_target
from conformance.target.model import Fixture, Target
from conformance.target.rehearsal import Ask, ask_queries, check_fixture
from tests.binding import files
from tests.binding.note_house import KEY, NoteHouse, serve
from tests.certification.sluice import sluice

BUSINESS = "resident_records"
CATALOG = Catalog(load_package(BUSINESS))
FOUND = Fixture(
    name="見本",
    business=BUSINESS,
    operation="住民照会",
    ask={"宛名番号": "1"},
    expect={"氏名": "見本　太郎", "性別": "男"},
)


def problems(lines: list[CheckLine]) -> dict[str, str | None]:
    return {line.name: line.code for line in lines if not line.ok}


def declaring(reference: Path, tmp_path: Path, text: str) -> Target:
    lines = [line for line in reference.read_text(encoding="utf-8").splitlines() if line]
    path = tmp_path / "target.yaml"
    path.write_text("\n".join([*lines, text]), encoding="utf-8")
    return load_target(path)


def test_the_reference_system_is_ready(reference: Path) -> None:
    lines = check_target(load_target(reference))
    assert problems(lines) == {}
    assert {"declared", "reachable", "token:default", f"query:{BUSINESS}"} <= {line.name for line in lines}


@pytest.mark.parametrize(
    ("text", "code", "blocking"),
    [
        (
            "declarations: [{requirement: RR-99.9.M, reference: p. 1, date: 2026-01-01}]",
            "TKG-VER031",
            True,
        ),
        (
            "declarations: [{requirement: RR-4.1.1.1.M, reference: p. 1, date: 2026-01-01}]",
            "TKG-VER033",
            False,
        ),
        ("known_failures: [{requirement: RR-99.M, reason: r, expires: 2099-01-01}]", "TKG-VER034", True),
        (
            "known_failures: [{requirement: RR-4.1.1.1.M, reason: r, expires: 2020-01-01}]",
            "TKG-VER041",
            False,
        ),
    ],
)
def test_what_a_declaration_misses_is_told_before_the_run(
    reference: Path, tmp_path: Path, text: str, code: str, blocking: bool
) -> None:
    lines = check_target(declaring(reference, tmp_path, text))
    (line,) = (each for each in lines if not each.ok)
    assert (line.name, line.code, line.blocking) == ("declared", code, blocking)
    assert "RR-" in line.detail
    assert line.remedy


def test_misspelt_options_and_exemptions_stop_a_run(reference: Path, tmp_path: Path) -> None:
    target = declaring(reference, tmp_path, "")
    odd = replace(target, options=(*target.options, "nosuchoption"))
    assert "nosuchoption" in next(each.detail for each in check_target(odd) if not each.ok)
    exempt = "{requirements: [RR-77.*], reason: r, reference: p}"
    text = reference.read_text(encoding="utf-8")
    assert "\nscope:\n" in text
    path = tmp_path / "exempt.yaml"
    path.write_text(text.replace("\nscope:\n", f"\nscope:\n  exempt: [{exempt}]\n"), encoding="utf-8")
    assert problems(check_target(load_target(path))) == {"declared": "TKG-VER035"}


def test_exemptions_from_everything_mandatory_stop_a_run(reference: Path, tmp_path: Path) -> None:
    text = reference.read_text(encoding="utf-8")
    exempt = "{requirements: [RR-*], reason: r, reference: p}"
    path = tmp_path / "exempt.yaml"
    path.write_text(text.replace("\nscope:\n", f"\nscope:\n  exempt: [{exempt}]\n"), encoding="utf-8")
    (line,) = (each for each in check_target(load_target(path)) if not each.ok)
    assert (line.code, line.blocking) == ("TKG-VER036", True)
    assert f"{BUSINESS}: RR-*" in line.detail


def test_a_run_does_it_first_and_stops(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declaring(
        reference,
        tmp_path,
        f"fixtures: [{{name: いない人, business: {BUSINESS}, operation: 住民照会, "
        'ask: {宛名番号: "000000000000019"}, expect: {氏名: 見本　太郎}}]',
    )
    assert main(["run", str(tmp_path / "target.yaml"), "--out", str(tmp_path / "out"), "--fuzz", "off"]) == 2
    told = capsys.readouterr().err
    assert "fixture:いない人: TKG-TGT060" in told
    assert "TKG-RUN007" in told
    (run_dir,) = (tmp_path / "out").iterdir()
    assert not list(run_dir.glob("evidence*"))
    assert Choices().out == Path("reports")


def test_a_system_in_maintenance_is_not_tested(reference: Path, tmp_path: Path) -> None:
    with sluice(reference, tmp_path / "through.yaml") as gate:
        gate.shut("500 page", after=3)
        lines = check_target(load_target(gate.target_file))
    found = problems(lines)
    assert found["query:resident_records/住民検索"] == "TKG-TGT056"
    assert not any(line.blocking for line in lines if not line.ok)
    with sluice(reference, tmp_path / "through.yaml") as gate:
        gate.shut("503 page", after=1)
        lines = check_target(load_target(gate.target_file))
    assert [line.code for line in lines if line.blocking and not line.ok] == ["TKG-TGT058"]


def row(**items: str) -> Answer:
    known = {name: CATALOG.item(name) for name in items}
    made = {each.romaji: typed(each, items[name], CATALOG.codes_of(each)) for name, each in known.items()}
    return Answer(200, json={"result": [made]})


CODES = frozenset({"E0001", "T1201"})
REFUSAL: dict[str, Any] = {"errors": [{"code": "T1201", "message": "対象が見つかりません。"}]}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(200, json={"result": []}), None),
        (Answer(400, json=REFUSAL), None),
        (Answer(404, json=REFUSAL), None),
        (Answer(404), "TKG-TGT057"),
        (Answer(200), "TKG-TGT057"),
        (Answer(404, json={"detail": "Not Found"}), "TKG-TGT057"),
        (Answer(404, json={"errors": []}), "TKG-TGT057"),
        (Answer(404, json={"errors": [{"code": "no route"}, {"code": ["E0001"]}, "E0001"]}), "TKG-TGT057"),
        (Answer(200, json={"result": "ok"}), "TKG-TGT057"),
        (Answer(200, json=REFUSAL), "TKG-TGT057"),
        (Answer(400, json=[REFUSAL]), "TKG-TGT057"),
        (Answer(403, json=REFUSAL), "TKG-TGT055"),
        (Answer(401, json=REFUSAL), "TKG-TGT055"),
        (Answer(503, json=REFUSAL), "TKG-TGT056"),
        (Answer(None, failure=Failure("TKG-TGT005", {"address": "a"})), "TKG-TGT005"),
    ],
)
def test_each_answer_to_a_query_is_told(answer: Answer, code: str | None) -> None:
    lines = list(ask_queries(CATALOG, lambda *_: answer, codes=CODES))
    if code is None:
        assert problems(lines) == {}
    else:
        assert set(problems(lines).values()) == {code, "TKG-TGT058"}
        assert [line.name for line in lines if line.blocking and not line.ok] == [f"query:{BUSINESS}"]


def test_only_queries_are_asked_with_what_they_need(reference: Path) -> None:
    asked: dict[str, dict[str, Any]] = {}

    def ask(operation: Operation, body: dict[str, Any], role: str) -> Answer:
        asked[operation.name] = body
        assert (operation.kind, role) == ("query", "default")
        return Answer(200, json={"result": []})

    def through(client: TargetClient, catalogs: Mapping[str, Catalog]) -> dict[str, Ask]:
        return dict.fromkeys(catalogs, ask)

    assert problems(check_target(load_target(reference), asks=through)) == {}
    assert len(asked) > 10
    assert set(asked["住民照会"]) == {CATALOG.item("宛名番号").romaji}


def test_through_a_binding_only_what_it_reaches_is_asked(tmp_path: Path) -> None:
    house = NoteHouse()
    with serve(house) as url:
        lines = check_target(load_target(files.write(tmp_path, url, KEY)))
    assert problems(lines) == {"role:clerk_a": "TKG-TGT049", "role:clerk_b": "TKG-TGT049"}
    assert [line.detail for line in lines if line.name == f"query:{BUSINESS}"] == [
        "照会 1 件のうち 1 件が答えました"
    ]
    assert [each.partition("?")[0] for each in house.seen if each != "GET /"] == ["GET /notes"]


@pytest.mark.parametrize(
    ("operations", "blocking"),
    [("{}", True), ("{転入届: {calls: [{method: POST, path: /drafts}]}}", False)],
)
def test_a_binding_that_reaches_no_query_is_not_called_ready(
    tmp_path: Path, operations: str, blocking: bool
) -> None:
    binding = files.BINDING.partition("operations:")[0] + f"operations: {operations}\n"
    with serve(NoteHouse()) as url:
        lines = check_target(load_target(files.write(tmp_path, url, KEY, binding)))
    (line,) = (each for each in lines if each.name == f"query:{BUSINESS}")
    assert (line.ok, line.code, line.blocking) == (False, "TKG-TGT062", blocking)


def test_a_binding_that_leads_elsewhere_is_not_called_ready(tmp_path: Path) -> None:
    """The note house says in JSON that it has no such path; its answer is no answer of the contract."""
    binding = files.BINDING.replace("path: /notes", "path: /nowhere")
    with serve(NoteHouse()) as url:
        lines = check_target(load_target(files.write(tmp_path, url, KEY, binding)))
    found = problems(lines)
    assert found[f"query:{BUSINESS}/メモ照会"] == "TKG-TGT057"
    assert found[f"query:{BUSINESS}"] == "TKG-TGT058"


def test_a_query_that_cannot_be_asked_leaves_the_rest_to_be_told(reference: Path) -> None:
    def ask(operation: Operation, body: dict[str, Any], role: str) -> Answer:
        if operation.name == "住民検索":
            raise TekigoError("TKG-BND010", operation=operation.name)
        return Answer(200, json={"result": []})

    target = load_target(reference)
    lines = check_target(replace(target, fixtures=(FOUND,)), asks=lambda *_: {BUSINESS: ask})
    assert problems(lines) == {
        f"query:{BUSINESS}/住民検索": "TKG-BND010",
        f"fixture:{FOUND.name}": "TKG-TGT060",
    }
    (stopped,) = (line for line in lines if line.code == "TKG-BND010")
    assert (stopped.blocking, bool(stopped.remedy)) == (False, True)
    assert any(line.ok and line.name == f"query:{BUSINESS}" for line in lines)


def test_a_run_says_what_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conformance.certification.certify.certify", interrupted)
    with serve(NoteHouse()) as url:
        main(["run", str(files.write(tmp_path, url, KEY)), "--out", str(tmp_path), "--fuzz", "off"])
    told = capsys.readouterr().err
    assert "注意 role:clerk_a: TKG-TGT049" in told
    assert "TKG-RUN007" not in told


def test_a_slow_system_is_not_waited_for() -> None:
    ticks = count(step=4)
    lines = list(
        ask_queries(CATALOG, lambda *_: Answer(200, json={"result": []}), clock=lambda: float(next(ticks)))
    )
    assert [line.code for line in lines] == ["TKG-TGT059", None]


@pytest.mark.parametrize(
    ("fixture", "answer", "code"),
    [
        (FOUND, row(氏名="見本　太郎", 性別="男", 世帯番号="5"), None),
        (FOUND, row(氏名="見本　太郎", 性別="女"), "TKG-TGT060"),
        (FOUND, Answer(200, json={"result": []}), "TKG-TGT060"),
        (FOUND, Answer(404, json=REFUSAL), "TKG-TGT060"),
        (FOUND, Answer(503), "TKG-TGT056"),
        (replace(FOUND, operation="転入届"), row(), "TKG-TGT061"),
        (replace(FOUND, business="elsewhere"), row(), "TKG-TGT061"),
        (replace(FOUND, operation="住民紹介"), row(), "TKG-SPEC052"),
        (replace(FOUND, expect={"氏明": "x"}), row(), "TKG-SPEC051"),
    ],
)
def test_each_fixture_is_compared(fixture: Fixture, answer: Answer, code: str | None) -> None:
    line = check_fixture(fixture, {BUSINESS: CATALOG}, {BUSINESS: lambda *_: answer}, CODES)
    assert (line.ok, line.code) == (code is None, code)
    assert line.blocking
    assert "太郎" not in line.detail  # what the data are is nobody's business on a screen


def test_a_fixture_that_differs_names_the_items() -> None:
    answer = row(氏名="見本　太郎", 性別="女")
    line = check_fixture(FOUND, {BUSINESS: CATALOG}, {BUSINESS: lambda *_: answer})
    assert "性別" in line.detail
    assert "氏名" not in line.detail
