"""The lines of the report: every business, requirement and problem in the words of the chosen language."""

import re
from typing import Any

from msgspec import Struct, field

from conformance.i18n import message, remedy
from conformance.i18n.messages import Language
from conformance.report.bundle import RunBundle
from conformance.report.partial import uncovered, word_of
from conformance.report.text import clean, date_text, percent
from conformance.verdict.model import BusinessVerdict, Problem, RequirementVerdict

Labels = dict[str, Any]
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")
_PLACEHOLDER = re.compile(r"\{[a-z_]*\}")


class Row(Struct, frozen=True, kw_only=True):
    """One requirement as the report shows it."""

    anchor: str
    id: str
    business: str
    business_name: str
    section: str
    title: str
    summary: str
    class_: str = field(name="class")
    word: str
    why: str
    fidelity: str
    testability: str
    source: str
    passed: int
    total: int
    facts: list[tuple[str, str]]

    def __getitem__(self, name: str) -> object:
        """Let templates say `row['class']`, as the word is reserved in Python."""
        return getattr(self, "class_" if name == "class" else name)


def anchor_of(business: str, requirement: str) -> str:
    """Return the address of a requirement inside the report."""
    return re.sub(r"[^0-9A-Za-z._-]", "_", f"r-{business}-{requirement}")


def row_of(business: BusinessVerdict, judged: RequirementVerdict, t: Labels, lang: Language) -> Row:
    """Make the row of one requirement."""
    facts = judged.requirement
    english = lang == "en" and facts.summary_en
    return Row(
        anchor=anchor_of(business.key, facts.id),
        id=clean(facts.id),
        business=business.key,
        business_name=clean((lang == "en" and business.name_en) or business.name),
        section=clean(facts.section),
        title=clean(facts.title),
        summary=clean(facts.summary_en if english else facts.summary),
        class_=judged.class_,
        word=judged.word,
        why=judged.why,
        fidelity=facts.fidelity,
        testability=facts.testability,
        source=clean(facts.source),
        passed=sum(each.outcome == "passed" for each in judged.checks),
        total=len(judged.checks),
        facts=_facts(judged, t, lang),
    )


def _facts(judged: RequirementVerdict, t: Labels, lang: Language) -> list[tuple[str, str]]:
    facts, names = judged.requirement, t["fact"]
    kind = t["class"][judged.class_]
    if judged.class_ != facts.class_:
        kind = f"{t['class'][facts.class_]} ({names['relaxed']})"
    pairs = [
        (t["head"]["word"], f"{t['word'][judged.word]}{t['say']['colon']}{t['why'][judged.why]}"),
        (t["head"]["class"], kind),
        (names["official_id"], facts.official_id),
        (names["source"], facts.source),
        (t["head"]["fidelity"], f"{t['fidelity'][facts.fidelity]}{t['say']['colon']}"
         f"{t['fidelity_meaning'][facts.fidelity]}"),
        (t["head"]["testability"], t["testability"][facts.testability]),
        (names["reason"], facts.testability_reason),
        (names["due"], date_text(facts.due, lang) if facts.due else ""),
        (names["transition"], date_text(facts.transition_until, lang) if facts.transition_until else ""),
        (names["attested"], judged.attested),
        (names["exempted"], judged.exempted),
        (names["known"], judged.known),
        (names["note"], facts.note),
    ]  # fmt: skip
    return [(name, clean(value)) for name, value in pairs if value]


def edition_word(edition: str, t: Labels) -> str:
    """Name an edition by its id: 第1.0版; one whose id is no number, as it is."""
    words = t["say"]["edition" if _NUMBER.fullmatch(edition) else "edition_named"]
    return str(words.format(edition=clean(edition)))


def business_line(
    business: BusinessVerdict, t: Labels, lang: Language, *, valid: bool = True
) -> dict[str, object]:
    """Make what the first screen says of one business; `valid`: whether the run is."""
    return {
        "key": business.key,
        "name": clean((lang == "en" and business.name_en) or business.name),
        "edition": edition_word(business.ground.edition, t),
        "word": business.word,
        "shown": word_of(business, t),
        "uncovered": uncovered(business, t),
        "share": business.share,
        "percent": percent(business.share.verified, business.share.total),
        "counts": business.counts,
        "sentence": sentence(business, t, valid=valid),
    }


def sentence(business: BusinessVerdict, t: Labels, *, valid: bool = True) -> str:
    """Say in plain words what stands behind the word on a business."""
    say, mandatory, prohibited = t["say"], business.counts["mandatory"], business.counts["prohibited"]
    parts = [
        say["part"].format(word=t["word"][word], n=n)
        for word, n in mandatory.items()
        if n and word != "out_of_scope"
    ]
    left = mandatory["unverified"] + mandatory["blocked"]
    found = prohibited["nonconformant"] + prohibited["in_transition"]
    unseen = prohibited["unverified"] + prohibited["blocked"]
    failed = business.counts["optional"]["nonconformant"]
    partly = sum(
        each.class_ == "mandatory" and each.word == "conformant" and bool(each.requirement.testability_reason)
        for each in business.requirements
    )
    told = "prohibited_found" if found else "prohibited_unseen" if unseen else "prohibited_none"
    lines = [
        say["mandatory_counts"].format(
            total=business.mandatory_share.total, parts=say["comma"].join(parts) or "0"
        ),
        say["partly"].format(n=partly) if partly else "",
        say[told].format(n=found or unseen) if any(prohibited.values()) else "",
        say["optional_failed"].format(n=failed) if failed else "",
        say["undecided"].format(n=left) if left and valid and business.word == "indeterminate" else "",
    ]
    return "".join(lines)


def problem_line(problem: Problem, lang: Language) -> dict[str, object]:
    """Make what is said of a problem or a remark."""
    return {
        "code": problem.code,
        "text": message(problem.code, lang),
        "remedy": remedy(problem.code, lang),
        "subjects": [clean(each) for each in problem.subjects],
    }


def remedy_of(code: str | None, lang: Language) -> str:
    """Return how to mend what a check found; what the code leaves open shows as an ellipsis."""
    return _PLACEHOLDER.sub("…", remedy(code, lang)) if code else ""


def replay_of(replay: str | None, run: str) -> str:
    """Return the command that puts a check to the target again; a check without one of its own goes with its run."""
    return clean(replay or f"tekigo run TARGET.yaml --only-failed {run}")


def all_rows(bundle: RunBundle, t: Labels, lang: Language) -> list[tuple[Row, RequirementVerdict]]:
    """Make the rows of all requirements, in the order of the verdict."""
    return [
        (row_of(business, judged, t, lang), judged)
        for business in bundle.verdict.businesses
        for judged in business.requirements
    ]
