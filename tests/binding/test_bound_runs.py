"""A run through a binding: what it reaches is tested, what it leaves out stays unverified and says why."""

import hashlib
from pathlib import Path

import pytest

from conformance.certification.certify import certify
from conformance.certification.prepare import Choices, prepare
from conformance.certification.resume import resume
from conformance.cli.main import main
from conformance.engine.evidence import Evidence, read_evidence
from conformance.engine.manifest import read_manifest
from conformance.i18n import TekigoError
from conformance.spec.load import load_package
from conformance.verdict.model import Verdict
from tests.binding import files
from tests.binding.note_house import KEY, NoteHouse, serve

BOUND = "item:resident_records:memotoroku:control"
UNBOUND = "item:resident_records:tenkyo:control"
ABSENT = "item:resident_records:tennyu:jusho_yubinbango:"
PROBE = "probe:resident_records:idosakujo"
MEMO = "RR-1.1.15.M"
SCENARIOS = "scenario:resident_records/s1_1_15_memo::"
SCENARIO = f"{SCENARIOS}メモは個人ごとのもの"

OPENAPI = """\
openapi: 3.1.0
info: {title: Note house, version: "1"}
paths:
  /drafts:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Draft"}
  /drafts/{id}/approval: {post: {requestBody: {content: {application/json: {schema: {}}}}}}
  /people/{no}/notes: {put: {}}
  /notes: {get: {parameters: [{name: person, in: query, required: true}, {name: office, in: query, required: true}]}}
components:
  schemas:
    Draft:
      type: object
      properties: {person: {type: object, properties: {sex: {enum: [MALE, FEMALE]}}}}
"""


def run(
    folder: Path, *wanted: str, binding: str = files.BINDING, house: NoteHouse | None = None
) -> tuple[Verdict, dict[str, Evidence]]:
    """Certify the note house with the checks whose ids begin with one of `wanted`."""
    with serve(house or NoteHouse()) as url:
        target = files.write(folder, url, KEY, binding)
        everything = prepare(target, Choices(out=folder / "all", fuzz="coverage"))
        only = frozenset(c.id for c in everything.plan.checks if c.id.startswith(wanted))
        prepared = prepare(target, Choices(out=folder / "runs", fuzz="coverage", only=only))
        verdict = certify(prepared)
    found = {each.check: each for each in read_evidence(prepared.run_dir / "evidence.ndjson")}
    assert verdict.valid, verdict.problems
    assert found.keys() == only
    return verdict, found


def test_checks_that_are_not_reached_are_reported_with_the_reason(tmp_path: Path) -> None:
    _, found = run(tmp_path, BOUND, UNBOUND, ABSENT, PROBE, "fuzz:resident_records:tenkyo:")

    assert found.pop(BOUND).outcome == "passed"
    assert {each.outcome for each in found.values()} == {"not_applicable"}
    codes = {id_.rpartition(":")[0]: each.code for id_, each in found.items()}
    assert codes["item:resident_records:tenkyo"] == "TKG-BND010"
    assert codes["fuzz:resident_records:tenkyo"] == "TKG-BND010"
    assert codes["probe:resident_records"] == "TKG-BND012"
    assert "TKG-BND011" in codes.values()
    assert all(not step.exchanges for each in found.values() for step in each.steps)


def test_a_requirement_with_a_check_out_of_reach_is_not_conformant(tmp_path: Path) -> None:
    verdict, found = run(tmp_path, BOUND, SCENARIO, f"{SCENARIOS}メモを直しても")

    words = {each.requirement.id: (each.word, each.why) for each in verdict.businesses[0].requirements}
    assert {each.outcome for each in found.values()} == {"passed", "not_applicable"}
    assert words[MEMO] == ("unverified", "not_bound")


def test_a_story_out_of_reach_leaves_the_word_to_the_other_checks(tmp_path: Path) -> None:
    story = "scenario:resident_records/life_stories_10_corrections::"
    _, found = run(tmp_path, story, SCENARIO)
    told = {(each.outcome, each.code) for id_, each in found.items() if id_.startswith(story)}
    assert told == {("not_applicable", "TKG-BDD034")}
    assert {each.outcome for id_, each in found.items() if not id_.startswith(story)} == {"passed"}


def test_a_scenario_runs_under_pytest_through_the_binding(tmp_path: Path) -> None:
    _, found = run(tmp_path, SCENARIO)

    (passed,) = found.values()
    assert passed.outcome == "passed"
    exchanges = [exchange for step in passed.steps for exchange in step.exchanges]
    assert any(exchange.url.endswith("/drafts") for exchange in exchanges)
    assert any(exchange.translation for exchange in exchanges)


def test_fuzzing_goes_through_the_binding(tmp_path: Path) -> None:
    _, found = run(tmp_path, "fuzz:resident_records:memotoroku:")

    (each,) = found.values()
    assert each.outcome == "failed"  # the note house refuses nothing but an empty text
    assert any(x.url.endswith("/notes") for step in each.steps for x in step.exchanges)


OWN = "fuzz:resident_records:tennyu:own POST /drafts"


@pytest.mark.parametrize(("fragile", "outcome"), [(False, "passed"), (True, "failed")])
def test_the_vendors_own_document_is_fuzzed_too(tmp_path: Path, fragile: bool, outcome: str) -> None:
    (tmp_path / "api.yaml").write_text(OPENAPI, encoding="utf-8")
    binding = f"{files.BINDING}openapi: api.yaml\n"

    _, found = run(tmp_path, OWN, binding=binding, house=NoteHouse(fragile=fragile))

    each = found[OWN]
    assert each.outcome == outcome, (each.got, each.reason)
    assert "RR-4.1.1.1.M" in each.requirements
    assert ("POST /drafts" in (each.got or "")) == fragile


def test_a_run_with_another_binding_is_not_taken_up_again(tmp_path: Path) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)
    prepared = prepare(target, Choices(out=tmp_path / "runs", fuzz="off"))
    files.write(tmp_path, "http://127.0.0.1:9", KEY, files.BINDING.replace('"IN"', '"OUT"'))

    with pytest.raises(TekigoError) as caught:
        resume(prepared.run_dir, target)

    assert caught.value.code == "TKG-RUN008"
    assert "binding" in str(caught.value.params["what"])


def test_a_run_with_another_document_of_the_vendor_is_not_taken_up_again(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(OPENAPI, encoding="utf-8")
    binding = f"{files.BINDING}openapi: api.yaml\n"
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY, binding)
    prepared = prepare(target, Choices(out=tmp_path / "runs", fuzz="off"))
    resume(prepared.run_dir, target)
    (tmp_path / "api.yaml").write_text(OPENAPI.replace("MALE", "HOMME"), encoding="utf-8")

    with pytest.raises(TekigoError) as caught:
        resume(prepared.run_dir, target)

    assert (caught.value.code, caught.value.params["what"]) == ("TKG-RUN008", "binding")


def test_a_run_keeps_its_binding_and_says_how_far_it_reaches(tmp_path: Path) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)
    prepared = prepare(target, Choices(out=tmp_path / "runs", fuzz="off"))

    kept = (prepared.run_dir / "binding.resident_records.yaml").read_bytes()
    assert kept == (tmp_path / "binding.yaml").read_bytes()
    info = read_manifest(prepared.run_dir).bindings["resident_records"]
    assert info.digest == f"sha256:{hashlib.sha256(kept).hexdigest()}"
    assert info.openapi == ""
    operations = len(load_package("resident_records").operations)
    assert (info.operations, info.unbound) == (operations, operations - 3)


def test_bind_check_tells_what_is_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)

    code = main(["bind", "check", str(target)])

    told = capsys.readouterr().out
    assert code == 0
    assert "3 を対応付けています" in told
    assert "転居届" in told
    assert MEMO in told


def test_bind_check_holds_calls_against_the_vendors_openapi(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)
    (tmp_path / "api.yaml").write_text(OPENAPI, encoding="utf-8")

    code = main(["bind", "check", str(target), "--openapi", str(tmp_path / "api.yaml")])

    told = capsys.readouterr().out
    assert code == 2
    assert "TKG-BND033" in told  # POST /people/{no}/notes
    assert "TKG-BND034" in told  # from
    assert "TKG-BND035" in told  # office
    assert "person.sex" in told  # M


@pytest.mark.parametrize("text", ["", "[]", "paths: 1", "a: ["])
def test_a_document_that_is_no_openapi_is_refused(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")

    assert main(["bind", "check", str(target), "--openapi", str(tmp_path / "api.yaml")]) == 2
    assert "TKG-BND031" in capsys.readouterr().err


def test_bind_try_shows_each_stage_without_sending(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = files.write(tmp_path, "http://127.0.0.1:9", KEY)
    (tmp_path / "answers.json").write_text(
        '[{"status": 201, "body": {"draft": {"id": 7}}},'
        ' {"status": 200, "body": {"person": {"no": "1", "name": "適合　花子"}}}]',
        encoding="utf-8",
    )

    answers = str(tmp_path / "answers.json")
    code = main(["bind", "try", str(target), "転入届", "--item", "性別=女", "--answers", answers])

    told = capsys.readouterr().out
    assert code == 0
    assert "POST http://127.0.0.1:9/drafts/7/approval" in told
    assert '"sex": "F"' in told
    assert '"atenabango": "1"' in told


def test_bind_try_sends_when_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = NoteHouse()
    with serve(house) as url:
        target = files.write(tmp_path, url, KEY)
        code = main(["bind", "try", str(target), "メモ登録", "--send"])

    assert code == 0
    assert len(house.notes) == 1
    assert KEY not in capsys.readouterr().out


def test_a_vendors_document_that_is_not_right_hinders_no_requirement(tmp_path: Path) -> None:
    assert "type: object" in OPENAPI
    (tmp_path / "api.yaml").write_text(OPENAPI.replace("type: object", "type: objekt", 1), encoding="utf-8")

    verdict, found = run(tmp_path, OWN, BOUND, binding=f"{files.BINDING}openapi: api.yaml\n")

    each = found[OWN]
    assert (each.outcome, each.code) == ("not_applicable", "TKG-BND067")
    assert "objekt" in (each.reason or "")
    words = {each.requirement.id: each.word for each in verdict.businesses[0].requirements}
    assert "blocked" not in {words[id_] for id_ in each.requirements}
    assert all(
        each.why != "not_applicable"
        for each in verdict.businesses[0].requirements
        if each.requirement.id in found[OWN].requirements
    )
