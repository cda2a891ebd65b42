"""Makes the signed bundle of a run."""

from __future__ import annotations

from pathlib import Path  # msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.certification.kept_bindings import differing
from conformance.certification.signing.archive import SUFFIX, files_of, write_archive
from conformance.certification.signing.envelope import seal
from conformance.certification.signing.keys import key_id
from conformance.certification.signing.statement import Result, encode_statement, result_of, statement_of
from conformance.certification.signing.unpack import is_bundle
from conformance.i18n import TekigoError
from conformance.report.bundle import changed_since, load_bundle
from conformance.verdict.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Signed(Struct, frozen=True, kw_only=True):
    """A bundle that was made: where it is, what it says, and the id of the key."""

    path: Path
    verdict: Verdict
    result: Result
    interrupted: bool
    key: str


def sign_run(
    run_dir: Path, key: Ed25519PrivateKey, out: Path | None = None, *, allure: bool = False
) -> Signed:
    """Sign a run as what it is. The same run and key make the same bytes.

    Raises TekigoError: TKG-VER001/002 for a file that is missing or unreadable, TKG-SIG009 for a verdict that does not
    follow from the evidence, TKG-SIG016 for a binding that is not the one of the run, TKG-SIG008 and 014 for files that
    a bundle cannot hold, TKG-SIG010 when `out` is there and is no bundle.
    """
    bundle = load_bundle(run_dir)
    if changed := changed_since(bundle.verdict):
        raise TekigoError("TKG-SIG009", path=run_dir, codes=" ".join(changed))
    if wrong := [name for name, _, _ in differing(run_dir, bundle.manifest)]:
        raise TekigoError("TKG-SIG016", path=run_dir, files=" ".join(wrong))
    folder = run_dir.resolve()
    out = out or folder.parent / f"{folder.name}{SUFFIX}"
    if out.exists() and not (out.is_file() and is_bundle(out)):
        raise TekigoError("TKG-SIG010", path=out)

    def statement(digests: Mapping[str, str]) -> bytes:
        return seal(encode_statement(statement_of(bundle.manifest, bundle.verdict, digests)), key)

    unfinished = out.with_name(f".{out.name}.tmp")
    try:
        write_archive(unfinished, files_of(run_dir, allure=allure), statement)
        unfinished.replace(out)
    except OSError as error:
        raise TekigoError("TKG-SIG015", path=out, reason=error.strerror or error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Signed(
        path=out,
        verdict=bundle.verdict,
        result=result_of(bundle.verdict),
        interrupted=bundle.manifest.interrupted,
        key=key_id(key.public_key()),
    )
