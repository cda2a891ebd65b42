"""The command `tekigo`: one group, its commands imported only when called, and every error turned into words."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from conformance import __version__
from conformance.cli import failures
from conformance.cli.words import HelpFormatter, choose_language, say
from conformance.i18n import TekigoError

# In the order of a user's way; each command is the object `command` of the module of its name.
COMMANDS = {
    "init": ("接続先の定義ファイルの雛形を作る", "write a target file to start from"),
    "bind": ("事業者APIとの対応付けを作り、確かめる", "make and check a binding to a vendor's own API"),
    "preflight": ("試験の前に接続の準備を確かめる", "check the set-up before the system"),
    "run": ("適合を試験し、報告を作る", "certify a target and write its report"),
    "data": ("データ要件のファイルを確かめる", "check extracted files against the data requirements"),
    "report": ("試験の結果から報告を作り直す", "write the reports of a run again"),
    "compare": ("複数の試験の結果を並べる", "put several runs side by side"),
    "sign": ("試験の結果を署名付きの束にする", "sign a run as a bundle"),
    "verify": ("束の署名と判定を確かめる", "recompute the verdict of a bundle and check its signature"),
    "spec": ("標準の定義を見る、確かめる", "look at the standards, and check them"),
    "provider": (
        "公開用APIの提供側を演じ、利用側を試験する",
        "play a provider and certify how a system calls it",
    ),
    "explain": (
        "メッセージ・要件・エラーコードを説明する",
        "explain a message, a requirement or an error code",
    ),
    "reference": ("参照システムを動かす", "serve the bundled reference system"),
    "selftest": ("仕込んだ誤りを試験が見つけるか確かめる", "prove that the suite finds every seeded fault"),
}


class LazyGroup(click.Group):
    """Knows the names of its commands and imports the module of one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands whose module is there."""
        return [name for name in COMMANDS if (Path(__file__).parent / f"{name}.py").is_file()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"conformance.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one might have been meant."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            failures.no_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with one line each, without importing them."""
        rows = [(name, say(*COMMANDS[name])) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def build() -> click.Group:
    """Make the group in the language in use."""
    click.Context.formatter_class = HelpFormatter
    return LazyGroup(
        "tekigo",
        help=say(
            "自治体の基幹業務システムが標準仕様に適合するかを試験します。",
            "Certifies municipal core-business systems against the national standard specifications.",
        ),
        epilog=say(
            "終了コード: 0 適合・正常、2 使い方・準備の誤り、3 不適合、4 完了できず、5 tekigo の不具合",
            "Exit codes: 0 conformant, 2 usage or set-up, 3 nonconformant, 4 could not complete, 5 tekigo's defect",
        ),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(["ja", "en"]),
                expose_value=False,
                help=say("表示の言語", "language of the output"),
            ),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code (architecture.md §9)."""
    args = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    choose_language(args)
    if args == ["--version"]:
        click.echo(f"tekigo {__version__}")
        return 0
    try:
        return _code(build().main(args, prog_name="tekigo", standalone_mode=False))
    except TekigoError as error:
        return failures.told(error)
    except click.ClickException as error:
        return failures.misused(error)
    except (KeyboardInterrupt, click.Abort):
        return failures.interrupted()
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:
        return failures.told_of_file(error, args)
    except Exception as error:  # noqa: BLE001 - a defect of tekigo must be told as one, whatever it is
        return failures.crashed(error)


def script() -> NoReturn:
    """Run as a program."""
    sys.exit(main())


def _code(result: Any) -> int:  # noqa: ANN401 - whatever a command returns
    return result if isinstance(result, int) and not isinstance(result, bool) else 0


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    script()
