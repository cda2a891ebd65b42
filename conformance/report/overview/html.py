"""The overview as one HTML file: offline, in the look of report.html, readable on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import language
from conformance.report.html import asset, make_environment, page_style, policy_hash
from conformance.report.labels import labels
from conformance.report.overview.model import CLASSES, TESTABILITIES

if TYPE_CHECKING:
    from conformance.i18n.messages import Language
    from conformance.report.overview.model import Overview


def render(overview: Overview, lang: Language | None = None) -> str:
    """Render the page."""
    from markupsafe import Markup

    chosen = lang or language()
    t = labels(chosen)
    style = page_style(t["coverage"]["title"], overview.run, "A4 landscape") + asset("report.css")
    style += asset("coverage.css")
    sums = {
        name: sum(getattr(each, name) for each in overview.businesses)
        for name in (
            "requirements",
            "with_scenarios",
            "with_generated",
            "unchecked",
            "items",
            "rule_rows",
            "calculations",
        )
    }
    return (
        make_environment()
        .get_template("coverage.html.j2")
        .render(
            lang=chosen,
            t=t,
            c=t["coverage"],
            o=overview,
            sums=sums,
            classes=CLASSES,
            ways=TESTABILITIES,
            style=Markup(style),  # noqa: S704 - our own files; foreign text in it went through css_string
            style_hash=policy_hash(style),
        )
    )
