"""junit.xml: the checks of a run for continuous integration, readable in Japanese."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.engine.evidence import Evidence
from conformance.i18n import language
from conformance.i18n.messages import Language
from conformance.report.bundle import RunBundle
from conformance.report.dated import editions
from conformance.report.labels import labels
from conformance.report.rows import Labels, remedy_of
from conformance.report.rule_tables import rules_line
from conformance.report.text import clean, clip

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "junit.xml"
TEXT = 4000


def write_junit(bundle: RunBundle, lang: Language | None = None) -> Path:
    """Write junit.xml into the run's folder and return its path."""
    from lxml import etree

    path = bundle.folder / NAME
    chosen = lang or language()
    root = junit(bundle.evidence(), bundle.names, bundle.manifest.run, chosen, _dated(bundle, chosen))
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    return path


def junit(
    evidence: Iterable[Evidence],
    names: dict[str, str],
    run: str,
    lang: Language,
    dated: dict[str, list[tuple[str, str]]],
) -> "_Element":
    """Make the tree: one suite per business, one case per check. `dated`: properties of the suites by business.

    A failed check is a failure, a blocked one an error, one that could not be put to the target is skipped.
    """
    from lxml import etree

    cases: dict[str, list[_Element]] = defaultdict(list)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    t = labels(lang)
    for record in evidence:
        cases[record.business].append(_case(record, t, lang))
        totals[record.business].update({record.outcome: 1, "ms": round(record.duration_ms)})
    root = etree.Element("testsuites", _numbers(sum(totals.values(), Counter()), f"tekigo {run}"))
    for business, elements in cases.items():
        suite = etree.SubElement(root, "testsuite", _numbers(totals[business], names.get(business, business)))
        properties = etree.SubElement(suite, "properties")
        for name, value in dated.get(business, ()):
            etree.SubElement(properties, "property", name=name, value=clip(value, TEXT))
        suite.extend(elements)
    return root


def _dated(bundle: RunBundle, lang: Language) -> dict[str, list[tuple[str, str]]]:
    """Say by business what the as-of date picked."""
    known, named = {each.key: each for each in bundle.manifest.businesses}, editions(bundle, labels(lang))
    return {
        key: [
            ("as_of", bundle.verdict.as_of.isoformat()),
            ("edition", edition),
            *((("rules", said),) if (said := rules_line(known.get(key), lang)) else ()),
        ]
        for key, edition in named.items()
    }


def _numbers(totals: Counter[str], name: str) -> dict[str, str]:
    outcomes = ("passed", "failed", "blocked", "not_applicable")
    return {
        "name": clean(name),
        "tests": str(sum(totals[each] for each in outcomes)),
        "failures": str(totals["failed"]),
        "errors": str(totals["blocked"]),
        "skipped": str(totals["not_applicable"]),
        "time": f"{totals['ms'] / 1000:.3f}",
    }


def _case(record: Evidence, t: Labels, lang: Language) -> "_Element":
    from lxml import etree

    case = etree.Element(
        "testcase",
        name=clean(record.title),
        classname=clean(" ".join(record.requirements)),
        time=f"{record.duration_ms / 1000:.3f}",
    )
    properties = etree.SubElement(case, "properties")
    for name, value in (("check", record.check), ("kind", record.kind), ("clause", record.clause.strip())):
        etree.SubElement(properties, "property", name=name, value=clip(value, TEXT))
    for requirement in record.requirements:
        etree.SubElement(properties, "property", name="requirement", value=clean(requirement))
    if record.outcome != "passed":
        tag = {"failed": "failure", "blocked": "error"}.get(record.outcome, "skipped")
        detail = etree.SubElement(case, tag, message=clip(_headline(record, t), TEXT))
        if record.code and tag != "skipped":
            detail.set("type", clean(record.code))
        detail.text = clip(account(record, t, lang), TEXT)
    return case


def _headline(record: Evidence, t: Labels) -> str:
    if record.outcome == "failed":
        check = t["check"]
        return f"{check['expected']}: {record.expected or '—'} / {check['got']}: {record.got or '—'}"
    return record.reason or t["outcome"][record.outcome]


def account(record: Evidence, t: Labels, lang: Language) -> str:
    """Tell all that a check found, one fact per line: expected, got, what happened, clause, remedy, command."""
    check = t["check"]
    facts = [
        (check["expected"], record.expected),
        (check["got"], record.got),
        (check["reason"], " ".join(filter(None, (record.reason, record.code)))),
        (check["clause"], record.clause),
        (check["remedy"], remedy_of(record.code, lang)),
        (check["replay"], record.replay),
    ]
    lines = [f"{name}: {value}" for name, value in facts if value]
    lines += [
        f"{'✕' if step.outcome == 'failed' else '・'} {step.keyword} {step.text}" for step in record.steps
    ]
    return "\n".join(lines)
