"""`tekigo sign`: put a run into one signed archive; `--new-key` makes a key to sign with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.words import say
from conformance.i18n import TekigoError, message

if TYPE_CHECKING:
    from conformance.certification.signing.sign import Signed

PASSPHRASE = "TEKIGO_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


@click.command(
    help=say(
        "試験の結果(RUN)を、ファイルの要約値と判定を署名した一つの束(.tekigo.zip)にします。国の適合番号ではありません。",
        "Puts a run into one archive (.tekigo.zip) with a signed statement of its files and its verdict. "
        "It is no national conformity number.",
    ),
    epilog=say(
        f"鍵の合言葉は、環境変数 {PASSPHRASE} か --passphrase-file で渡します。",
        f"The passphrase of a key comes from the environment ({PASSPHRASE}) or from --passphrase-file.",
    ),
)
@click.argument("run", metavar="[RUN]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--key", type=click.Path(path_type=Path), help=say("Ed25519の秘密鍵(PEM)", "private key, Ed25519 PEM")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=say("束のファイル(省くと実行の隣)", "file to write, by default beside the run"),
)
@click.option("--allure", is_flag=True, help=say("allure-results も入れる", "include allure-results"))
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help=say("鍵の合言葉のファイル", "file with the passphrase of the key"),
)
@click.option(
    "--new-key",
    type=click.Path(path_type=Path),
    help=say("新しい鍵の組を作る(上書きしない)", "make a key pair; nothing is overwritten"),
)
def command(
    *,
    run: Path | None,
    key: Path | None,
    out: Path | None,
    allure: bool,
    passphrase_file: Path | None,
    new_key: Path | None,
) -> None:
    if (new_key is None) == (run is None) or (run is None) != (key is None):
        raise TekigoError("TKG-SIG011")
    passphrase = _passphrase(passphrase_file)
    if new_key is not None:
        _make(new_key, passphrase)
    elif run is not None and key is not None:
        _sign(run, key, out, passphrase, allure=allure)


def _make(path: Path, passphrase: bytes | None) -> None:
    from conformance.certification.signing.keys import new_key

    public, name = new_key(path, passphrase)
    lock = message("sig.encrypted" if passphrase else "sig.not_encrypted")
    click.echo(message("sig.new_key", None, private=path, public=public, lock=lock, key=name))


def _sign(run: Path, key: Path, out: Path | None, passphrase: bytes | None, *, allure: bool) -> None:
    from conformance.certification.signing.keys import open_to_others, read_private_key
    from conformance.certification.signing.sign import sign_run
    from conformance.cli.runs import find_run

    private = read_private_key(key, passphrase)
    if open_to_others(key):
        warning = TekigoError("TKG-SIG012", path=key)
        click.echo(f"{warning}\n  → {warning.remedy()}", err=True)
    _tell(sign_run(find_run(run, Path("reports")), private, out, allure=allure))


def _tell(signed: Signed) -> None:
    from conformance.cli.signing_words import standing

    click.echo(message("sig.signed", None, path=signed.path, key=signed.key))
    for line in standing(signed.result, signed.verdict, interrupted=signed.interrupted):
        click.echo(line)
    click.echo(message("rep.no_number"))


def _passphrase(file: Path | None) -> bytes | None:
    """Take the passphrase from a file or the environment; None when there is none. Line ends are no part of it."""
    from conformance.certification.signing.keys import read_small

    if file is not None:
        return read_small(file).rstrip(b"\r\n") or None
    return os.environ.get(PASSPHRASE, "").encode() or None
