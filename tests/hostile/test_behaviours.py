"""Whatever a hostile target does, a run against it ends with a clear reason, and no report carries the attack on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from conformance.certification.reports import ALWAYS
from conformance.engine.evidence import Evidence
from conformance.i18n import lookup
from tests.hostile.case import JUDGED, Hostile, body_of, header_of, replies
from tests.hostile.harmless import carried_on, holds
from tests.hostile.table import BEHAVIOURS
from tests.hostile.texts import WAYS, echoes
from tests.hostile.trial import CHECKS, FEW, Plans, staged, tried
from tests.target.authority import SECRET, Authority, authority

JAPANESE = re.compile("[ぁ-んァ-ン一-龥]")


@pytest.fixture(scope="module")
def plans() -> Plans:
    return Plans()


@pytest.fixture(scope="module")
def tokens() -> Iterator[Authority]:
    with pytest.MonkeyPatch.context() as patch, authority() as app:
        patch.setenv("TEKIGO_TEST_SECRET", SECRET)
        yield app


def tells(code: str, said: str, codes: Iterable[str | None]) -> bool:
    """Tell whether a message is there, by its code or, inside another one, by its words."""
    words = lookup(code)
    assert words is not None, code
    return code in codes or all(part in said for part in re.split(r"\{\w+\}", words.ja))


def clear(each: Evidence) -> bool:
    """Tell whether a check says in Japanese why it did not pass; a defect of tekigo is no reason."""
    if each.outcome == "blocked":
        known = each.code is not None and lookup(each.code) is not None and each.code != "TKG-RUN900"
        return known and bool(JAPANESE.search(each.reason or ""))
    return bool(each.expected and each.got) and bool(JAPANESE.search(each.got or ""))


@pytest.mark.parametrize("case", BEHAVIOURS.values(), ids=list(BEHAVIOURS))
def test_a_run_ends_with_a_clear_reason_and_nothing_is_carried_on(
    case: Hostile, tmp_path_factory: pytest.TempPathFactory, tokens: Authority, plans: Plans
) -> None:
    with staged(case, tmp_path_factory.mktemp("hostile"), tokens) as file:
        prepared = plans.of(file, CHECKS if case.speaks else FEW)
        trial = tried(prepared, ALWAYS if case.speaks else ("junit",))

    assert trial.verdict.valid, trial.verdict.problems
    assert trial.verdict.businesses[0].word != "conformant"
    unclear = [each for each in trial.found.values() if each.outcome != "passed" and not clear(each)]
    assert unclear == []
    passed = {each.check for each in trial.found.values() if each.outcome == "passed"}
    codes = [each.code for each in trial.found.values()]
    if JUDGED in case.codes:
        assert not any(check.startswith("scenario:") for check in passed)
        assert any(each.outcome == "failed" or each.code for each in trial.found.values())
    else:
        said = " ".join(f"{each.reason} {each.got}" for each in trial.found.values())
        assert any(tells(code, said, codes) for code in case.codes), said
        assert passed == set()
    assert carried_on(trial.folder, trial.said) == []


@pytest.mark.parametrize("way", WAYS)
def test_what_was_echoed_is_nowhere(
    way: str, tmp_path_factory: pytest.TempPathFactory, tokens: Authority, plans: Plans
) -> None:
    seen: set[str] = set()
    echo = echoes(WAYS[way])

    def listening(request: bytes) -> bytes:
        seen.add(header_of(request, "authorization").removeprefix("Bearer "))
        seen.add(str(body_of(request).get("kojinbango", "")))
        return echo(request)

    case = replace(BEHAVIOURS[f"echo of credentials and 個人番号, {way}"], behave=replies(listening))
    with staged(case, tmp_path_factory.mktemp("echo"), tokens) as file:
        trial = tried(plans.of(file, (*CHECKS, "s4_1_1_1_move_in::転入で入力した番号")))

    titles = "".join(
        each.title for each in trial.found.values()
    )  # name the numbers that are wrong on purpose
    secrets = {each for each in seen if len(each) >= 12 and each.isascii() and each not in titles}
    assert any(each.isdigit() for each in secrets)
    assert any(each.startswith("token") for each in secrets)
    assert [hit for each in secrets for hit in holds(trial.folder, trial.said, each)] == []
    evidence = (trial.folder / "evidence.ndjson").read_text(encoding="utf-8")
    assert "[秘匿]" in evidence
    assert "[個人番号]" in evidence
