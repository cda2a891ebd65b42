"""`tekigo spec`: look at the standards, and check their files."""

from pathlib import Path

import click

from conformance.cli.show import edition_option, json_option, print_json
from conformance.cli.spec_calc import command as calc
from conformance.cli.spec_diff import command as diff
from conformance.cli.spec_import import export, import_
from conformance.cli.words import say

_business = click.option(
    "-b",
    "--business",
    required=True,
    metavar="BUSINESS",
    help=say("業務のキー（tekigo spec list）", "key of the business (tekigo spec list)"),
)


@click.group(help=say("標準の定義を見る、確かめる", "Look at the standards, and check their files."))
def command() -> None:
    """Group the subcommands."""


@command.command("list", help=say("業務の一覧", "List the businesses."))
@edition_option()
@json_option()
def list_(edition: str | None, as_json: bool) -> None:
    """List the businesses."""
    from conformance.cli import spec_show

    spec_show.businesses(edition, as_json=as_json)


@command.command(help=say("要件・操作・項目の内容を見る", "Show a requirement, an operation or an item."))
@click.argument("name", metavar="[ID|NAME]", required=False)
@click.option("-b", "--business", metavar="BUSINESS", help=say("業務のキー", "key of the business"))
@edition_option()
@json_option()
def show(name: str | None, business: str | None, edition: str | None, as_json: bool) -> None:
    """Show one thing, or the requirements and operations of a business."""
    from conformance.cli import spec_show

    spec_show.show(name, business, edition, as_json=as_json)


@command.command(help=say("要件ごとの試験の有無を見る", "Show which requirements have a check."))
@click.option(
    "-b",
    "--business",
    metavar="BUSINESS",
    help=say("業務のキー（省くとすべて）", "a business; all without it"),
)
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help=say("この実行が確かめた要件も数える", "count what this run verified"),
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say("HTMLのファイルに書く", "write an HTML file"),
)
@edition_option()
@json_option()
def coverage(
    business: str | None, run: Path | None, html: Path | None, edition: str | None, as_json: bool
) -> None:
    """Show the coverage of all businesses at a glance, or of one in detail."""
    from conformance.cli import spec_coverage

    spec_coverage.show(business, run, html, edition, as_json=as_json)


@command.command(help=say("標準の定義とシナリオの誤りを探す", "Find defects in specs and features."))
@click.option(
    "--update-lock",
    is_flag=True,
    help=say("新しい要件のIDを固定する（追記のみ）", "lock new ids (append only)"),
)
@click.option(
    "--open",
    "open_",
    is_flag=True,
    help=say("相手の側の行が示されていない連携の一覧", "list linkages that name no row on the other side"),
)
@json_option()
def lint(update_lock: bool, open_: bool, as_json: bool) -> None:
    """Lint all packages and their features. Raises TekigoError when there is anything to mend."""
    from conformance.cli import spec_lint

    if open_:
        spec_lint.open_points(as_json=as_json)
        return
    spec_lint.lint(update_lock=update_lock, as_json=as_json)


@command.command(help=say("契約（OpenAPI）を出力する", "Print the contract (OpenAPI)."))
@_business
@edition_option()
def openapi(business: str, edition: str | None) -> None:
    """Print the contract of a business as JSON."""
    from conformance.contract.openapi import build
    from conformance.spec.load import load_error_codes, load_package

    print_json(build(load_package(business, edition=edition), load_error_codes()))


@command.command(help=say("型モデルからJSON Schemaを作る", "Generate the JSON Schemas from the model."))
@click.option(
    "--check",
    is_flag=True,
    help=say("作らずに、古くないかだけを確かめる", "only tell whether they are up to date"),
)
def schema(check: bool) -> None:
    """Write `specs/schema/`, or check it. Raises TekigoError when a schema is stale."""
    from conformance.cli import spec_lint

    spec_lint.schema(check=check)


for each in (calc, diff, import_, export):
    command.add_command(each)
