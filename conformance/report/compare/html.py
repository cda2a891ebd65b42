"""The comparison as one HTML file: offline, in the look of report.html, on A4 landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.i18n import language
from conformance.report.compare.model import GROUPS
from conformance.report.compare.summary import conclusion, heads, named, shown, summary, values
from conformance.report.html import asset, make_environment, page_style, policy_hash
from conformance.report.labels import labels
from conformance.verdict.model import CLASSES, WORDS

if TYPE_CHECKING:
    from conformance.i18n.messages import Language
    from conformance.report.compare.model import Comparison, Line


def render(comparison: Comparison, lang: Language | None = None) -> str:
    """Render the page."""
    from markupsafe import Markup

    chosen = lang or language()
    t = labels(chosen)
    title = t["compare"][comparison.mode]
    systems = " / ".join(dict.fromkeys(each.name for each in comparison.systems))
    invalid = "" if comparison.valid else t["compare"]["invalid_page"]
    style = (
        page_style(f"{invalid}{title} {systems}", "", "A4 landscape")
        + asset("report.css")
        + asset("compare.css")
    )
    script = asset("compare.js")
    return (
        make_environment()
        .get_template("compare.html.j2")
        .render(
            lang=chosen,
            t=t,
            c=comparison,
            title=title,
            systems=systems,
            facet_name=lambda each: named(each, t),
            facet_values=lambda each: values(each, t),
            style=Markup(style),  # noqa: S704 - our own files; foreign text in it went through css_string
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=policy_hash(style),
            script_hash=policy_hash(script),
            heads=heads(comparison, t),
            summary=summary(comparison, t),
            conclusion=conclusion(comparison, t),
            groups=[
                (name, [_view(each) for each in comparison.of(name)]) for name in GROUPS[comparison.mode]
            ],
            shown=lambda word: shown(word, t),
            words=WORDS,
            classes=CLASSES,
        )
    )


def _view(line: Line) -> dict[str, Any]:
    """Tell the template what it needs; cells that say the same in all columns become one."""
    told = {(each.word, each.class_, each.why) for each in line.cells}
    return {
        "line": line,
        "kind": line.class_,
        "words": " ".join(dict.fromkeys(each.word for each in line.cells)),
        "cells": line.cells[:1] if len(told) == 1 else line.cells,
        "span": len(line.cells) if len(told) == 1 else 1,
        "kinds": len({each.class_ for each in line.cells if each.class_}) > 1,
    }
