"""`tekigo bind check`: what a binding reaches, requirement by requirement, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct

from conformance.cli.show import print_json, print_table
from conformance.cli.words import say
from conformance.i18n import TekigoError
from conformance.i18n.errors import SETUP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.binding.survey import Survey
    from conformance.certification.reachable import ClassReach
    from conformance.spec.catalog import Catalog
    from conformance.target.model import Target

_SHOWN = 12


class Told(Struct, frozen=True, kw_only=True):
    """Everything that the command tells of one business."""

    survey: Survey
    requirements: tuple[ClassReach, ...]


def check(
    target: Path, business: str | None, openapi: Path | None, edition: str | None = None, *, as_json: bool
) -> int:
    """Check the bindings of a target file, and show what was found. `edition`: in place of the one in force today."""
    from conformance.binding.load import load_binding
    from conformance.binding.survey import survey
    from conformance.certification.reachable import reachable_requirements
    from conformance.spec.catalog import Catalog
    from conformance.spec.editions import at_edition
    from conformance.spec.load import load_error_codes
    from conformance.target.load import load_target

    loaded = load_target(target)
    error_codes = load_error_codes()
    told = []
    for key in keys_of(loaded, business):
        catalog = catalog_of(loaded, key)
        binding = load_binding(loaded.binding[key], catalog, error_codes)
        told.append(
            Told(
                survey=survey(binding, Catalog(at_edition(catalog.package, edition)), openapi),
                requirements=reachable_requirements(
                    loaded, catalog.package, binding, error_codes, edition=edition
                ),
            )
        )
    if as_json:
        print_json(told)
    else:
        for each in told:
            _show(each)
    return SETUP if any(remark.blocking for each in told for remark in each.survey.remarks) else 0


def keys_of(target: Target, business: str | None) -> Sequence[str]:
    """List the bound businesses meant. Raises TekigoError TKG-BND040 when there is none."""
    known = [key for key in target.scope.businesses if key in target.binding]
    wanted = known if business is None else [key for key in known if key == business]
    if not wanted:
        raise TekigoError("TKG-BND040", business=business or "、".join(target.scope.businesses))
    return wanted


def catalog_of(target: Target, business: str) -> Catalog:
    """Load a business with the values of the target's municipality and the rows of all editions."""
    from conformance.spec.catalog import Catalog
    from conformance.target.ordinance import wholes_for

    (package,) = wholes_for(target, [business])
    return Catalog(package)


def _show(told: Told) -> None:
    survey = told.survey
    total = len(survey.bound) + len(survey.unbound)
    click.echo(
        say(
            f"{survey.business}: 操作 {total} のうち {len(survey.bound)} を対応付けています。",
            f"{survey.business}: {len(survey.bound)} of {total} operations are bound.",
        )
    )
    _list(say("対応付けのない操作", "not bound"), survey.unbound)
    for title, found in (
        (say("送られない入力項目", "input items that are not sent"), survey.unsent),
        (say("読まれない出力項目", "output items that are not read"), survey.unread),
    ):
        _list(title, [f"{name}: {'、'.join(items)}" for name, items in found.items()])
    columns = (
        say("実装区分", "class"),
        say("検査のある要件", "requirements with checks"),
        say("すべて届く", "all reached"),
    )
    print_table(
        columns, [(each.class_, each.checked, each.reached) for each in told.requirements], right=(1, 2)
    )
    for each in told.requirements:
        if each.missing:
            title = say(f"届かない要件（{each.class_}）", f"not reached ({each.class_})")
            click.echo(f"{title}: {len(each.missing)}\n  {'、'.join(each.missing)}")
    for remark in survey.remarks:
        mark = say("問題", "problem") if remark.blocking else say("注意", "note")
        click.echo(f"[{mark}] {remark.operation or 'errors'}  {remark.code}: {remark.text}")
        click.echo(f"    {say('直し方', 'how to mend')}: {remark.remedy}")
    if not any(remark.blocking for remark in survey.remarks):
        click.echo(say("対応付けに問題はありません。", "Nothing is wrong with the binding."))


def _list(title: str, names: Sequence[str]) -> None:
    if not names:
        return
    click.echo(f"{title}: {len(names)}")
    for name in names[:_SHOWN]:
        click.echo(f"  {name}")
    rest = len(names) - _SHOWN
    if rest > 0:
        click.echo(say(f"  ほか {rest}（--json ですべて）", f"  and {rest} more (--json shows all)"))
