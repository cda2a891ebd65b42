"""Plans the checks of extracted files: one for each file and rule that the business has a requirement for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import convert

from conformance.data.layout import layouts
from conformance.data.rules import rules_of
from conformance.engine.plan_file import PlannedCheck
from conformance.i18n import message
from conformance.spec.file_rules import FileRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.data.layout import FileLayout
    from conformance.spec.model import Package


def plan_files(package: Package) -> Iterator[PlannedCheck]:
    """Plan the checks of the files of a business; none when no requirement of it is judged by files."""
    for layout in layouts(package):
        for rule in rules_of(layout):
            requirement = requirement_of(package, rule)
            if requirement:
                yield PlannedCheck(
                    id=check_id(package.key, layout, rule),
                    kind="file",
                    title=message("data.check_title", None, group=layout.group, rule=rule_name(rule)),
                    business=package.key,
                    requirements=(requirement,),
                )


def requirement_of(package: Package, rule: FileRule) -> str:
    """Return the requirement that a rule bears on; empty when it is of none."""
    named = package.standard.file_checks
    return named.get(rule) or named.get("default", "")


def check_id(business: str, layout: FileLayout, rule: FileRule) -> str:
    """Return the id of a check, the same in every run."""
    return f"file:{business}:{layout.group}:{rule}"


def group_and_rule(check: PlannedCheck) -> tuple[str, FileRule]:
    """Return what a check is about. Raises msgspec.ValidationError for a rule that there is not."""
    group, _, rule = check.id.split(":", 2)[2].rpartition(":")
    return group, convert(rule, FileRule)


def rule_name(rule: str) -> str:
    """Return the name of a rule in words."""
    return message(f"data.rule_{rule}")
