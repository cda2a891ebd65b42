"""`tekigo verify`: check a signed bundle with nothing but the public key of its maker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.certification.signing.outcome import About, Verification

EXIT_WRONG = 3


@click.command(
    help=say(
        "束(BUNDLE)の署名とファイルの要約値を確かめ、証跡から判定を計算し直して比べます。",
        "Checks signature and digests of a bundle, and decides its verdict anew from the evidence.",
    ),
    epilog=say(
        "終了コード: 0 検証できた、2 束や鍵として読めない、3 変更されている、又は署名・判定が合わない",
        "Exit codes: 0 verified, 2 not a bundle or not a key, 3 changed, or a signature or verdict that does not fit",
    ),
)
@click.argument("bundle", metavar="BUNDLE", type=click.Path(path_type=Path))
@click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    help=say("署名者の公開鍵(PEM)", "public key of the signer, PEM"),
)
@json_option()
def command(bundle: Path, key: Path, *, as_json: bool) -> int:
    from conformance.certification.signing.keys import read_public_key
    from conformance.certification.signing.verify import verify_bundle

    outcome = verify_bundle(bundle, read_public_key(key))
    if as_json:
        print_json(as_told(outcome))
    else:
        for line in _lines(outcome):
            click.echo(line)
    return 0 if outcome.verified else EXIT_WRONG


def as_told(outcome: Verification) -> dict[str, object]:
    """Return the outcome for machines, every finding with its sentence and its remedy."""
    import msgspec

    found = [
        msgspec.to_builtins(each) | {"text": each.text(), "remedy": each.remedy()}
        for each in outcome.findings
    ]
    whole: dict[str, object] = msgspec.to_builtins(outcome)
    return whole | {"findings": found}


def _lines(outcome: Verification) -> Iterator[str]:
    yield message("sig.bundle", None, path=outcome.bundle)
    for check, state in outcome.checks.items():
        yield message("sig.check", None, name=message(f"sig.check_{check}"), state=message(f"sig.{state}"))
    for finding in outcome.findings:
        yield f"{finding.code}: {finding.text()}"
        yield f"  → {finding.remedy()}"
    if outcome.about is not None:
        yield from _about(outcome.about, outcome.result)
    yield message("sig.verified" if outcome.verified else "sig.not_verified", None, key=outcome.key)
    yield message("rep.no_number")


def _about(about: About, result: str) -> Iterator[str]:
    from conformance.cli.signing_words import standing_of
    from conformance.i18n import language, lookup
    from conformance.report.text import date_text, one_line

    day = date_text(about.as_of, language())
    yield message(
        "sig.about", None, run=one_line(about.run, 100), product=one_line(about.product, 200), day=day
    )
    yield from standing_of(
        result, about.businesses, about.problems, partial=about.partial, interrupted=about.interrupted
    )
    for name, sameness in about.suite.items():
        known = message(f"sig.name_{name}") if lookup(f"sig.name_{name}") else one_line(name, 100)
        yield message("sig.suite", None, name=known, state=message(f"sig.{sameness}"))
