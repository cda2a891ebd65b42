"""`tekigo spec lint` and `tekigo spec schema`: is what people wrote sound, and what was generated up to date?"""

from typing import TYPE_CHECKING

import click

from conformance.cli.show import print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from conformance.spec.errors import Finding


def lint(*, update_lock: bool, as_json: bool) -> None:
    """Lint specs, features and the step vocabulary. Raises TekigoError when there is anything to mend."""
    from conformance.checks.scenarios.lint import lint_all_features
    from conformance.checks.scenarios.vocabulary import definitions
    from conformance.spec.lint import lint_all

    if update_lock:
        _update_lock()
    found = lint_all()
    found = found or lint_all_features()  # features are judged by the specs, so those come first
    if as_json:
        print_json(
            [{"origin": f.origin, "code": f.code, "text": f.text(), "remedy": f.remedy()} for f in found]
        )
    else:
        for each in found:
            click.echo(each.line())
    if found:
        raise TekigoError("TKG-SPEC096", count=len(found))
    if not as_json:
        _tell_open()
        count = len(definitions())
        click.echo(
            say(
                f"標準の定義とシナリオに誤りはありません（手順の定義 {count}）",
                f"specs and features have no defects ({count} step definitions)",
            )
        )


def schema(*, check: bool) -> None:
    """Write the generated JSON Schemas, or tell whether they are up to date. Raises TekigoError when one is stale."""
    from conformance.binding.schema import schemas as of_bindings
    from conformance.spec import generated
    from conformance.spec.paths import specs_dir
    from conformance.spec.schema import schemas as of_specs
    from conformance.target.schema import schemas as of_target
    from conformance.verdict.schema import schemas as of_verdict

    folder, files = specs_dir() / "schema", {**of_specs(), **of_target(), **of_bindings(), **of_verdict()}
    stale = generated.stale(folder, files)
    if check and stale:
        raise TekigoError("TKG-SPEC095", names=" ".join(stale))
    if not check:
        for name in generated.write(folder, files):
            click.echo(f"specs/schema/{name}")


def open_points(*, as_json: bool) -> None:
    """List the linkages whose other side is not named yet."""
    found = _open()
    if as_json:
        print_json([{"origin": f.origin, "code": f.code, "text": f.text()} for f in found])
        return
    for each in found:
        click.echo(each.line())


def _tell_open() -> None:
    if count := len(_open()):
        click.echo(
            say(
                f"相手の側の行が示されていない連携が{count}件あります（tekigo spec lint --open で一覧）",
                f"{count} linkages name no row on the other side (tekigo spec lint --open lists them)",
            )
        )


def _open() -> "list[Finding]":
    from conformance.spec.lint import open_linkages
    from conformance.spec.load import list_packages, load_whole

    return list(open_linkages([load_whole(path) for path in list_packages()]))


def _update_lock() -> None:
    from conformance.spec.lint import all_requirements
    from conformance.spec.load import list_packages, load_whole
    from conformance.spec.lock import update_lock

    new = update_lock(all_requirements([load_whole(path) for path in list_packages()]))
    click.echo(
        say(f"ids.lock に{len(new)}件を追記しました", f"{len(new)} ids appended to ids.lock"), err=True
    )
