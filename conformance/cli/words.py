"""Words of the command line itself: the language of help texts and headings."""

import os
from collections.abc import Iterable, Sequence

import click

from conformance.i18n import LANGUAGES, language, set_language

_HEADINGS = {
    "Usage: ": "使い方: ",
    "Options": "オプション",
    "Commands": "コマンド",
    "Arguments": "引数",
    "Show this message and exit.": "この説明を表示する",
}


def say(ja: str, en: str) -> str:
    """Choose between two wordings of a help text.

    Command modules are imported after `--lang` was read, so calling this where a command is declared is right.
    """
    return en if language() == "en" else ja


def choose_language(args: Sequence[str]) -> None:
    """Set the language from `--lang ja|en` (wherever it stands before the command) or TEKIGO_LANG; else Japanese."""
    wanted = os.environ.get("TEKIGO_LANG", "ja")
    for position, arg in enumerate(args):
        if arg == "--lang" and position + 1 < len(args):
            wanted = args[position + 1]
        elif arg.startswith("--lang="):
            wanted = arg.partition("=")[2]
    set_language(next((each for each in LANGUAGES if each == wanted), "ja"))


class HelpFormatter(click.HelpFormatter):
    """Help pages with Japanese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, args, _heading(prefix or "Usage: "))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of terms and their meanings."""
        super().write_dl([(term, _heading(meaning)) for term, meaning in rows], col_max, col_spacing)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_heading(heading))


def _heading(text: str) -> str:
    return text if language() == "en" else _HEADINGS.get(text, text)
