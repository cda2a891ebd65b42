"""Allure results made from evidence alone: no pytest plugin, and the same files whenever they are made again."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import md5
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from msgspec import Struct

from conformance.engine.evidence import Evidence, Outcome, StepRecord
from conformance.i18n.messages import Language
from conformance.report.allure_model import Attachment, Link, Named, Result, StatusDetails, Step
from conformance.report.bundle import RunBundle
from conformance.report.headings import chapter_of
from conformance.report.junit import account
from conformance.report.labels import labels
from conformance.report.rows import Labels, anchor_of
from conformance.report.text import clean, clip, milliseconds
from conformance.spec.row import RequirementClass
from conformance.target.exchange import Exchange
from conformance.verdict.model import RequirementVerdict, Word

FOLDER = "allure-results"
STATUS: dict[Outcome, str] = {
    "passed": "passed",
    "failed": "failed",
    "blocked": "broken",
    "not_applicable": "skipped",
}
_ENCODER = msgspec.json.Encoder()
_TEXT = 4000


# The verdicts that a failed check leaves its requirement; with any other it has made it nonconformant.
SPARED: tuple[Word, ...] = ("in_transition", "undecidable", "out_of_scope")


class Catalog(Struct, frozen=True, kw_only=True):
    """What a result needs besides its evidence: names of businesses by key, verdicts on requirements by id."""

    run: str
    names: dict[str, str]
    judged: dict[str, RequirementVerdict]
    lang: Language = "ja"


def catalog_of(bundle: RunBundle, lang: Language) -> Catalog:
    """Make the catalog of a run."""
    businesses = bundle.verdict.businesses
    return Catalog(
        run=bundle.manifest.run,
        names={each.key: (lang == "en" and each.name_en) or each.name for each in businesses},
        judged={judged.requirement.id: judged for each in businesses for judged in each.requirements},
        lang=lang,
    )


def write_result(evidence: Evidence, folder: Path, catalog: Catalog) -> Path:
    """Write the result of one check and its attachments (one per step that asked the target) and return its path.

    The uuid is made from run and check: writing again writes the same files. Any number of processes may write.
    """
    uuid = str(uuid5(_namespace(catalog.run), evidence.check))
    place = f"{folder}{os.sep}{uuid}"
    t = labels(catalog.lang)
    start = milliseconds(evidence.started)
    steps = _steps(evidence.steps, place, uuid, start, t)
    path = f"{place}-result.json"
    _write(path, _ENCODER.encode(_result(evidence, uuid, steps, start, catalog)))
    return Path(path)


@cache
def _namespace(run: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"tekigo:{run}")


def _result(evidence: Evidence, uuid: str, steps: tuple[Step, ...], start: int, catalog: Catalog) -> Result:
    t = labels(catalog.lang)
    known = [catalog.judged[each] for each in evidence.requirements if each in catalog.judged]
    same = md5(evidence.check.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return Result(
        uuid=uuid,
        history_id=same,
        test_case_id=same,
        full_name=clean(evidence.check),
        name=clip(evidence.title, 300),
        status=STATUS[evidence.outcome],
        status_details=_details(evidence, known, t, catalog.lang),
        stage="finished",
        description=_description(evidence, known, t),
        steps=steps,
        parameters=(Named(name=t["check"]["id"], value=clean(evidence.check)),),
        labels=tuple(_labels(evidence, known, t, catalog)),
        links=tuple(_links(evidence, catalog)),
        start=start,
        stop=start + round(evidence.duration_ms),
    )


def headline_class(known: Iterable[RequirementVerdict]) -> RequirementClass:
    """Choose the class a check counts under: the gravest in force of its requirements."""
    classes = {each.class_ for each in known}
    if "mandatory" in classes or not classes:
        return "mandatory"
    return "prohibited" if "prohibited" in classes else "optional"


def category(outcome: Outcome, known: Sequence[RequirementVerdict], t: Labels) -> str:
    """Name the category of a check that did not pass; categories.json finds it at the start of the message.

    A failed check is 不適合, unless every requirement it bears on is spared that word (猶予, 判定保留, 対象外).
    """
    if outcome == "failed":
        words = {each.word for each in known}
        spared = [word for word in SPARED if word in words]
        return failed_category(spared[0] if words and words <= set(SPARED) else headline_class(known), t)
    return str(t["word"]["blocked"] if outcome == "blocked" else t["outcome"]["not_applicable"])


def failed_category(kind: RequirementClass | Word, t: Labels) -> str:
    """Name the category of failed checks of a class, or of those that are spared the word 不適合."""
    return str(t["word"][kind]) if kind in SPARED else f"{t['word']['nonconformant']} [{t['class'][kind]}]"


def _details(
    evidence: Evidence, known: list[RequirementVerdict], t: Labels, lang: Language
) -> StatusDetails | None:
    if evidence.outcome == "passed":
        return None
    lines = [category(evidence.outcome, known, t)]
    pairs = ((t["check"]["expected"], evidence.expected), (t["check"]["got"], evidence.got))
    lines += [f"{name}: {value}" for name, value in pairs if value is not None]
    lines += [evidence.reason] if evidence.reason else []
    return StatusDetails(message=clip("\n".join(lines), _TEXT), trace=clip(account(evidence, t, lang), _TEXT))


def _description(evidence: Evidence, known: list[RequirementVerdict], t: Labels) -> str:
    parts = [
        f"**{_title(each)}** ({t['class'][each.class_]})\n\n{each.requirement.summary}" for each in known
    ]
    if evidence.clause:
        parts.append(f"{t['check']['clause']}: {evidence.clause.strip()}")
    parts.append(t["say"]["no_number"])
    return clean("\n\n".join(parts))


def _title(judged: RequirementVerdict) -> str:
    return f"{judged.requirement.id} {judged.requirement.title}".strip()


def _labels(
    evidence: Evidence, known: list[RequirementVerdict], t: Labels, catalog: Catalog
) -> Iterable[Named]:
    business = clean(catalog.names.get(evidence.business, evidence.business))
    kind = t["kind"][evidence.kind]
    yield Named(name="epic", value=business)
    if known:
        chapter = chapter_of(known[0].requirement, t)
        yield Named(name="feature", value=clean(chapter))
        for each in known:
            # Allure puts every story below every feature: a requirement of another chapter would be misplaced.
            if chapter_of(each.requirement, t) == chapter:
                yield Named(name="story", value=clean(f"{_title(each)} ({t['class'][each.class_]})"))
    for requirement in evidence.requirements:
        yield Named(name="tag", value=clean(requirement))
    # What decides the word on a business is critical.
    yield Named(name="severity", value="normal" if headline_class(known) == "optional" else "critical")
    yield Named(name="parentSuite", value=business)
    yield Named(name="suite", value=kind)
    yield Named(name="subSuite", value=clean(subject(evidence.check)))
    yield Named(name="framework", value="tekigo")
    yield Named(name="language", value="gherkin" if evidence.kind == "scenario" else evidence.kind)
    yield Named(name="host", value="tekigo")
    yield Named(name="thread", value=clean(evidence.worker) or "main")


def subject(check: str) -> str:
    """Return what a check id speaks of: the feature of a scenario, the operation of a generated check."""
    kind, _, rest = check.partition(":")
    return rest.partition("::")[0] if kind == "scenario" else rest.partition(":")[0]


def _links(evidence: Evidence, catalog: Catalog) -> Iterable[Link]:
    """Link the clause of each requirement, which report.html quotes; the site is built beside it."""
    for each in evidence.requirements:
        judged = catalog.judged.get(each)
        clause = f"{judged.requirement.section} {judged.requirement.source}".strip() if judged else ""
        name = f"{_title(judged)}（{clause}）" if judged and clause else each
        yield Link(
            type="tms", name=clip(name, 200), url=f"../report.html#{anchor_of(evidence.business, each)}"
        )


def _steps(steps: tuple[StepRecord, ...], place: str, uuid: str, start: int, t: Labels) -> tuple[Step, ...]:
    made, at = [], float(start)
    for number, step in enumerate(steps):
        begun, at = at, at + step.duration_ms
        attachments: tuple[Attachment, ...] = ()
        if step.exchanges:
            source = f"{uuid}-{number}-attachment.txt"
            _write(f"{place}-{number}-attachment.txt", transcript(step.exchanges, t).encode())
            name = f"{t['check']['request']}・{t['check']['response']} ({len(step.exchanges)})"
            attachments = (Attachment(name=name, source=source, type="text/plain"),)
        sentence, *table = step.text.split("\n")
        made.append(
            Step(
                name=clip(f"{step.keyword} {sentence}".strip(), 600),
                status=STATUS[step.outcome],
                status_details=_step_details(step, t),
                stage="finished",
                attachments=attachments,
                parameters=tuple(
                    Named(name=str(row), value=clip(line.strip(" "), 600))
                    for row, line in enumerate(table[:100], start=1)
                ),
                start=round(begun),
                stop=round(at),
            )
        )
    return tuple(made)


def _step_details(step: StepRecord, t: Labels) -> StatusDetails | None:
    pairs = ((t["check"]["expected"], step.expected), (t["check"]["got"], step.got))
    lines = [f"{name}: {value}" for name, value in pairs if value is not None]
    return StatusDetails(message=clip("\n".join(lines), _TEXT)) if lines else None


def transcript(exchanges: Iterable[Exchange], t: Labels) -> str:
    """Write exchanges down as text, one after the other, redacted as the evidence is."""
    parts = []
    for each in exchanges:
        parts += [f"{each.method} {each.url}", *_message(each.request_headers, each.request_body)]
        answer = t["check"]["no_answer"] if each.status is None else str(each.status)
        parts.append(f"→ {answer} {each.error or ''} ({each.elapsed_ms:.1f} ms)")
        parts += _message(each.response_headers, each.response_body)
        parts += [t["check"]["cut"]] if each.truncated else []
        parts.append("-" * 72)
    return clean("\n".join(parts)) + "\n"


def _message(headers: dict[str, str], body: str | None) -> list[str]:
    return [*(f"{name}: {value}" for name, value in headers.items()), "", body or "", ""]


def _write(path: str, data: bytes) -> None:
    # Plain system calls: with seven files to a scenario, Python's buffered files would cost as much as the rest.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)
