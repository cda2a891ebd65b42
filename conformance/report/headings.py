"""Where a requirement stands in its standard, as far as its section and its title tell."""

from conformance.report.rows import Labels
from conformance.verdict.model import RequirementFacts

_DIVIDER = "／"


def headings(facts: RequirementFacts) -> tuple[str, str]:
    """Split where a requirement stands into 大項目 and 中項目."""
    major, divider, minor = facts.title.partition(_DIVIDER)
    if divider:
        return f"{facts.section} {major}".strip(), minor
    return facts.section, facts.title


def chapter_of(facts: RequirementFacts, t: Labels) -> str:
    """Name the chapter: the first figure of a section such as 4.1.2, else the 大項目 or, without one, the title."""
    first = facts.section.partition(".")[0]
    if first.isdecimal():
        return str(t["allure"]["chapter"]).format(number=first)
    return headings(facts)[0] or facts.title
