"""What the user sees when something goes wrong: a code, a sentence, a remedy; never a traceback."""

import os
import re
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import NoReturn

import click

from conformance import __version__
from conformance.i18n import TekigoError
from conformance.i18n.errors import SETUP

DEFECT = 5
INTERRUPTED = 130
_FULL = (ENOSPC, EDQUOT)
_LONG_SECRET = re.compile(r"[0-9]{12}|[A-Za-z0-9_\-.+/=]{32,}")


def told(error: TekigoError) -> int:
    """Print an error that tekigo foresaw, and return its exit code."""
    click.echo(str(error), err=True)
    if error.remedy():
        click.echo(f"  → {error.remedy()}", err=True)
    return error.exit_code


def misused(error: click.ClickException) -> int:
    """Print what is wrong with the command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return SETUP
    where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tekigo"
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return told(TekigoError("TKG-CLI002", name=error.option_name, near=near, command=where))
    if isinstance(error, click.MissingParameter):
        name = _named(error.param)
        return told(TekigoError("TKG-CLI003", name=name, command=where))
    if isinstance(error, click.BadParameter):
        name = _named(error.param)
        return told(TekigoError("TKG-CLI004", name=name, detail=error.message, command=where))
    return told(TekigoError("TKG-CLI001", detail=error.format_message(), command=where))


def _named(param: click.Parameter | None) -> str:
    """Name an option as it is written, an argument as the usage line does."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name if param else ""


def no_command(name: str, known: Iterable[str]) -> NoReturn:
    """Refuse a command that is not there. Raises TekigoError."""
    import difflib

    near = "、".join(difflib.get_close_matches(name, list(known)))
    raise TekigoError("TKG-CLI005", name=name, near=near, known=" ".join(known))


def interrupted() -> int:
    """Acknowledge Ctrl-C."""
    told(TekigoError("TKG-CLI901"))
    return INTERRUPTED


def told_of_file(error: OSError, args: Sequence[str]) -> int:
    """Print why a file or folder of the user's cannot be read or written; of any other it is a defect of tekigo."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    if error.errno in _FULL or (path is not None and _named_by_user(path, args)):
        shown = "―" if path is None else path
        return told(TekigoError("TKG-CLI006", path=shown, reason=error.strerror or type(error).__name__))
    return crashed(error)


def _named_by_user(path: Path, args: Iterable[str]) -> bool:
    """Tell whether a path is on the command line, or lies above, below or beside one; `reports` is so untold."""
    words = [each.rpartition("=")[2] if "=" in each else each for each in args]
    places = [Path("reports").resolve(), *(Path(word).resolve() for word in words if "\0" not in word)]
    found = path.resolve()
    return any(
        found == place or found.parent == place.parent or place in found.parents or found in place.parents
        for place in places
    )


def crashed(error: Exception) -> int:
    """Admit a defect of tekigo: one line, and the traceback in a file for the report to its authors."""
    told(TekigoError("TKG-CLI900", kind=type(error).__name__, path=_keep(error)))
    return DEFECT


def _keep(error: Exception) -> str:
    """Write the traceback; long digits and tokens in it are masked, for it may be mailed around."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    text = "".join(traceback.format_exception(error))
    masked = _LONG_SECRET.sub(lambda found: found[0] if "/" in found[0] else "***", text)
    head = f"tekigo {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
    for folder in (Path("reports"), Path(tempfile.gettempdir())):
        try:
            path = folder / f"tekigo-defect-{now}.txt"
            path.write_text(head + masked, encoding="utf-8")
        except OSError:
            continue
        return str(path)
    return "-"
