"""Why a requirement has its word, in a few words for tables: the reason, the checks, and which did not pass."""

from collections.abc import Mapping
from typing import Any

from conformance.report.bundle import RunBundle
from conformance.report.text import clean, clip, one_line
from conformance.verdict.model import RequirementVerdict

NAMED = 2  # checks that are named; the HTML report has them all
TITLE = 80
REFERENCE = 400


def titles_of(bundle: RunBundle) -> dict[str, str]:
    """Return the titles of the planned checks by their ids."""
    return {each.id: each.title for each in bundle.plan.checks}


def reason_of(judged: RequirementVerdict, titles: Mapping[str, str], t: dict[str, Any]) -> str:
    """Say why: the reason, the reference of a declaration, how many checks passed, and the first that did not."""
    words = t["table"]
    parts = [str(t["why"][judged.why])]
    if judged.word == "attested":
        parts.append(words["reference"].format(text=clip(judged.attested, REFERENCE)))
    if judged.exempted:
        parts.append(clip(judged.exempted, REFERENCE))
    if judged.word == "out_of_scope":
        return "\n".join(parts)
    if judged.known:
        parts.append(f"{t['fact']['known']}{t['say']['colon']}{clip(judged.known, REFERENCE)}")
    if judged.checks:
        passed = sum(each.outcome == "passed" for each in judged.checks)
        parts.append(words["checks"].format(passed=passed, total=len(judged.checks)))
    for outcome in ("failed", "blocked"):
        found = [each.check for each in judged.checks if each.outcome == outcome]
        if found:
            parts.append(_named(found, str(t["outcome"][outcome]), titles, words))
    return "\n".join(parts)


def remarks_of(judged: RequirementVerdict, t: dict[str, Any]) -> str:
    """Say what else a reader must know: what a run cannot tell, the method, the note, where the text is from."""
    facts, names, colon = judged.requirement, t["fact"], t["say"]["colon"]
    lines = [facts.note] if facts.note else []
    pairs = [
        (t["head"]["id"], facts.id if facts.official_id else ""),
        (names["reason"], facts.testability_reason),
        (t["head"]["testability"], t["testability"][facts.testability] if facts.testability != "api" else ""),
        (t["head"]["origin"], t["fidelity"][facts.fidelity]),
    ]
    lines += [f"{name}{colon}{value}" for name, value in pairs if value]
    return clean("\n".join(lines))


def _named(found: list[str], outcome: str, titles: Mapping[str, str], words: dict[str, str]) -> str:
    shown = [one_line(titles.get(each, each), TITLE) for each in found[:NAMED]]
    lines = [words["named"].format(outcome=outcome, title=title) for title in shown]
    lines += [words["more"].format(n=len(found) - NAMED)] if len(found) > NAMED else []
    return "\n".join(lines)
