"""report.html: the whole result in one file that needs no network, no server and no other file."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.i18n import language
from conformance.i18n.messages import Language
from conformance.report import rule_tables
from conformance.report.bound import through_bindings
from conformance.report.bundle import RunBundle
from conformance.report.collect import collect
from conformance.report.dated import dated_groups, editions
from conformance.report.labels import labels, templates_dir
from conformance.report.pieces import Pieces, room_beside
from conformance.report.proof import proof
from conformance.report.rows import Labels, all_rows, business_line, problem_line
from conformance.report.run_facts import run_facts
from conformance.report.text import clean, date_text, percent
from conformance.verdict.model import CLASSES, WORDS, RequirementVerdict

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "report.html"
RULES = 1_500_000  # bytes for the rows of rule tables, at most a quarter of what the requirements leave
RULES_LEAST = 300_000
_PLAIN = re.compile(r"[^0-9A-Za-z\u3040-\u30ff\u4e00-\u9fff]")
FIDELITIES = ("transcribed", "statute", "provisional")
TESTABILITIES = ("api", "file", "document", "attestation")


def write_html(bundle: RunBundle, lang: Language | None = None) -> Path:
    """Write report.html into the run's folder and return its path."""
    path = bundle.folder / NAME
    path.write_text(render_html(bundle, lang), encoding="utf-8")
    return path


def render_html(bundle: RunBundle, lang: Language | None = None) -> str:
    """Render the report; at most about 10 MB, however much the evidence holds."""
    chosen = lang or language()
    environment, t = make_environment(), labels(chosen)
    style, script = _style(bundle, t), asset("report.js")
    rows, collected = all_rows(bundle, t, chosen), collect(bundle.evidence())
    most = max(RULES_LEAST, min(RULES, room_beside(rows) // 4))
    rules = rule_tables.rendered(environment, rule_tables.rule_views(bundle.manifest, t, chosen), t, most)
    dated = dated_groups(environment, bundle, collected.out_of_date, t, chosen)
    taken = sum(len(each.encode()) for each in (*dated, *(table for b in rules for table in b["tables"])))
    pieces = Pieces(environment, t, chosen, bundle.manifest.run, rows=rows, collected=collected, taken=taken)
    from markupsafe import Markup

    return environment.get_template(
        "report.html.j2"
    ).render(
        lang=chosen,
        t=t,
        m=_cleaned_manifest(bundle),
        v=bundle.verdict,
        style=Markup(style),  # noqa: S704 - our own file; the only foreign text in it went through css_string
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=policy_hash(style),
        script_hash=policy_hash(script),
        facts=run_facts(bundle, t, chosen),
        bound=through_bindings(bundle, t, chosen),
        record=_record(bundle, t),
        counts=_counts(bundle),
        counts_equal=len({n for _, n in _counts(bundle)[:4]}) == 1,
        businesses=_businesses(bundle, t, chosen),
        problems=[problem_line(each, chosen) for each in bundle.verdict.problems],
        remarks=[problem_line(each, chosen) for each in bundle.verdict.remarks],
        stale=[problem_line(each, chosen) for each in bundle.verdict.stale],
        as_of=date_text(bundle.verdict.as_of, chosen),
        rules=rules,
        dated=dated,
        cards=pieces.cards,
        plain_failures=pieces.plain_failures,
        optional_failed=any(r.class_ == "optional" and r.word == "nonconformant" for r, _ in rows),
        open_rows=[r for r, _ in rows if r.class_ == "mandatory" and r.word in ("unverified", "blocked")],
        provisional=sum(r.fidelity == "provisional" for r, _ in rows),
        rows=pieces.sections,
        cited=_cited(bundle),
        words=WORDS,
        all_words=(*WORDS, "indeterminate"),
        classes=CLASSES,
        fidelities=FIDELITIES,
        testabilities=TESTABILITIES,
    )


def make_environment() -> "Environment":
    """Make the template environment: everything escaped, every unknown name an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def css_string(text: str) -> str:
    """Write any text as a CSS string: what is neither letter nor digit becomes a code."""
    return '"' + _PLAIN.sub(lambda found: f"\\{ord(found[0]):06x} ", clean(text)) + '"'


def _style(bundle: RunBundle, t: Labels) -> str:
    target = bundle.manifest.target
    invalid = "" if bundle.verdict.valid else t["table"]["invalid_page"]
    left = f"{invalid}{t['title']['report']} {target.product or target.name} {target.version}"
    return page_style(left, bundle.manifest.run) + asset("report.css")


def page_style(left: str, right: str, size: str = "A4") -> str:
    """Say how the report prints: the size of paper, and what stands at the top of every page."""
    return (
        f"@page {{ size: {size}; margin: 18mm 14mm 16mm;"
        f" @top-left {{ content: {css_string(left[:60])}; font-size: 8pt; }}"
        f" @top-right {{ content: {css_string(right[:40])}; font-size: 8pt; }}"
        ' @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }\n'
    )


def asset(name: str) -> str:
    """Read a style sheet or script of the reports."""
    return (templates_dir() / name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """Return the digest by which a page's own policy lets a style or script of its own act."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _cleaned_manifest(bundle: RunBundle) -> dict[str, Any]:
    target = bundle.manifest.target
    return {
        "run": clean(bundle.manifest.run),
        "tekigo_version": clean(bundle.manifest.tekigo_version),
        "target": {"name": clean(target.name), "product": clean(target.product)},
    }


def _businesses(bundle: RunBundle, t: Labels, lang: Language) -> list[dict[str, object]]:
    named, valid = editions(bundle, t), bundle.verdict.valid
    return [
        {
            **business_line(each, t, lang, valid=valid),
            "edition": named[each.key],
            "proofs": _proofs(each.requirements, t),
        }
        for each in bundle.verdict.businesses
    ]


def _proofs(judged: Sequence[RequirementVerdict], t: Labels) -> list[dict[str, object]]:
    """Tell by what requirements were confirmed, of all classes and of what is mandatory."""
    kinds = ((t["table"]["all_classes"], CLASSES), (t["class"]["mandatory"], ("mandatory",)))
    made: list[dict[str, object]] = []
    for name, classes in kinds:
        counted, at, parts = proof(each for each in judged if each.class_ in classes), 0.0, []
        for kind, n in counted.parts:
            width = 100 * n / (counted.in_scope or 1)
            parts.append({"kind": kind, "n": n, "at": f"{at:.2f}", "width": f"{width:.2f}"})
            at += width
        shown = percent(counted.by_run, counted.in_scope)
        made.append({"name": name, "percent": shown, "counted": counted, "parts": parts})
    return made


def _cited(bundle: RunBundle) -> list[tuple[str, str]]:
    """Tell what the short names of sources stand for, as far as a requirement or a rule in force cites them."""
    citing = [each.requirement.source for b in bundle.verdict.businesses for each in b.requirements]
    citing += rule_tables.sources(bundle.manifest)
    used = {part.split()[0] for text in citing for part in text.split(";") if part.strip()}
    named = {name: text for b in bundle.verdict.businesses for name, text in b.sources.items()}
    return [(clean(name), clean(text)) for name, text in named.items() if name in used]


def _record(bundle: RunBundle, t: Labels) -> list[tuple[str, str]]:
    manifest, names, part = bundle.manifest, t["fact"], t["part"]
    # How long the reports took is known only when they are written, and rebuilt ones must be the same bytes.
    phases = [each for each in manifest.phases if each.name != "reports"]
    pairs = [
        (names["version"], manifest.tekigo_version),
        (names["base_url"], manifest.target.base_url),
        (names["seed"], str(manifest.seed)),
        *(
            (names["resumed"], f"{each.at} ({each.blocked + each.unreadable}) {each.base_url}".strip())
            for each in manifest.resumed
        ),
        *((f"{names['digest']} {part.get(name, name)}", value) for name, value in manifest.digests.items()),
        *((f"{names['phase']} {part.get(each.name, each.name)}", f"{each.seconds:.1f} s") for each in phases),
    ]
    return [(clean(name), clean(value)) for name, value in pairs]


def _counts(bundle: RunBundle) -> list[tuple[str, int]]:
    counts = bundle.verdict.counts
    told = [
        ("selected", counts.selected),
        ("collected", counts.collected),
        ("executed", counts.executed),
        ("reported", counts.reported),
    ]
    return [*told, ("not_done", counts.not_done)] if counts.not_done else told
