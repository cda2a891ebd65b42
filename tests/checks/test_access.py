"""Checks of access over real HTTP: what they say, what they leave unsaid, and that no secret gets into evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from conformance.checks.access.grounds import Grounds
from conformance.checks.access.judge import Asked, Unsaid, judge
from conformance.checks.access.plan import plan_access
from conformance.checks.generated import run_generated
from conformance.checks.record import Recorder
from conformance.checks.scenarios.outcomes import Blocked, Mismatch
from conformance.checks.session import Session
from conformance.checks.settings import Settings
from conformance.reference.businesses import reference_system
from conformance.reference.hosting import write_target
from conformance.reference.server import RunningServer, start_server
from conformance.spec.access import Expected
from conformance.spec.load import find_package, load_package
from conformance.target.answer import Answer
from conformance.target.parts import SecretRef
from conformance.verdict.basis import basis_of, declarations_of
from conformance.verdict.rule import out_of_scope

if TYPE_CHECKING:
    from conformance.engine.evidence import Evidence
    from conformance.target.model import Target

KEY = "api_authorization"
DAY = date(2026, 5, 20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, Path]]:
    file = tmp_path_factory.mktemp("target") / "target.yaml"
    with start_server(reference_system(KEY)) as running:
        write_target(running, file)
        yield running, file


def session_of(file: Path) -> Session:
    path = find_package(KEY)
    return Session(Settings(run="r", target_file=str(file), packages=(path,), today=DAY, as_of=DAY, seed=1))


def run(session: Session, name: str) -> Evidence:
    planned = next(each for each in plan_access(load_package(KEY)) if each.id.endswith(f":{name}"))
    recorder = Recorder(planned, "", "", session.masked)
    return recorder.finish(run_generated(planned, session, recorder))


def with_target(session: Session, target: Target) -> Session:
    session.__dict__["target"] = target
    return session


CASES = [each.id for each in load_package(KEY).access if each.id != "token_expired"]


def test_no_secret_token_or_assertion_gets_into_evidence(served: tuple[RunningServer, Path]) -> None:
    running, file = served
    session = session_of(file)
    kept = [run(session, name) for name in CASES]
    session.close()
    text = msgspec.json.encode(kept).decode()
    assert {each.outcome for each in kept} == {"passed"}
    assert sum(len(step.exchanges) for each in kept for step in each.steps) > len(CASES)
    secrets = [client.client_secret for client in running.clients.values()]
    planted = [*secrets, *running.system.oauth._grants]
    assert len(planted) > len(CASES) / 2
    assert [each for each in planted if each in text] == []
    assert "eyJ" not in text
    assert {each.schema for each in kept} == {"tekigo.evidence/2"}


def test_what_the_target_does_not_show_is_out_of_scope_and_says_why(
    served: tuple[RunningServer, Path],
) -> None:
    session = session_of(served[1])
    bare = replace(session.target, oauth=replace(session.target.oauth, introspection_url=None))
    found = run(with_target(session, bare), "introspect_living")
    assert (found.outcome, found.code) == ("not_applicable", "TKG-ACC001")
    package = load_package(KEY)
    for target, why in ((bare, "option_not_declared"), (session_of(served[1]).target, None)):
        basis = basis_of(package, declarations_of(target))
        facts = next(each for each in basis.requirements if each.id == "OA-14.O")
        assert out_of_scope(facts, basis.ground) == why


def test_a_client_of_another_form_is_told_without_its_values(
    served: tuple[RunningServer, Path], tmp_path: Path
) -> None:
    session = session_of(served[1])
    (tmp_path / "s").write_text("short-secret-0123", encoding="utf-8")
    role = session.target.roles["default"]
    odd = replace(role, client_id="too-short", client_secret=SecretRef(file=str(tmp_path / "s")))
    target = replace(session.target, roles={"default": odd})
    names, secrets = (
        run(with_target(session, target), each) for each in ("client_id_form", "client_secret_length")
    )
    assert (names.outcome, secrets.outcome) == ("failed", "failed")
    assert "9" in str(names.got)
    assert "short-secret" not in msgspec.json.encode([names, secrets]).decode()


def test_a_wrong_request_says_nothing_where_the_sound_one_is_refused(
    served: tuple[RunningServer, Path], tmp_path: Path
) -> None:
    session = session_of(served[1])
    (tmp_path / "s").write_text("x" * 40, encoding="utf-8")
    role = session.target.roles["default"]
    wrong = replace(role, client_secret=SecretRef(file=str(tmp_path / "s")))
    found = run(with_target(session, replace(session.target, roles={"default": wrong})), "jwt_alg_none")
    assert (found.outcome, found.code) == ("blocked", "TKG-ACC007")


def test_where_every_business_is_bound_what_needs_an_operation_is_not_applicable(
    served: tuple[RunningServer, Path],
) -> None:
    session = session_of(served[1])
    bound = dict.fromkeys(session.target.scope.businesses, "binding.yaml")
    session.__dict__["grounds"] = Grounds(replace(session.target, binding=bound))
    assert run(session, "bearer_query").code == "TKG-ACC003"
    assert run(session, "scope_form").code == "TKG-ACC003"


ANSWERED = Answer(
    200, {"content-type": "application/json"}, b"", {"access_token": "t", "scope": "001:a:Read"}
)
BOTH = Asked(("001:a:Read", "013:b:Read"), frozenset({"001:a:Read", "013:b:Read"}))


@pytest.mark.parametrize(
    ("expected", "answer", "error"),
    [
        (Expected(outcome="refused"), Answer(400, json={"error": "invalid_request"}), None),
        (Expected(outcome="refused"), Answer(401, json={"access_token": "t"}), Mismatch),
        (Expected(outcome="refused"), Answer(500, json={}), Mismatch),
        (Expected(outcome="refused"), Answer(404, json={}), Blocked),
        (Expected(outcome="refused"), Answer(503), Blocked),
        (Expected(outcome="narrowed"), ANSWERED, None),
        (Expected(outcome="narrowed"), Answer(200, json={"access_token": "t"}), Mismatch),
        (Expected(outcome="granted", number={"expires_in": (1, 9)}), ANSWERED, Unsaid),
        (Expected(outcome="granted", headers={"cache-control": "no-store"}), ANSWERED, Mismatch),
        (Expected(outcome="unauthorized"), Answer(403, json={}), Mismatch),
        (Expected(outcome="kept", lacks=("access_token",)), ANSWERED, Mismatch),
    ],
)
def test_an_answer_is_judged_by_what_may_come_back(
    expected: Expected, answer: Answer, error: type[Exception] | None
) -> None:
    if error is None:
        judge(expected, answer, BOTH)
        return
    with pytest.raises(error):
        judge(expected, answer, BOTH)
