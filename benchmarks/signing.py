"""What a signed bundle costs: signing and verifying a run of 10,000 results, with its reports.

    .venv/bin/python benchmarks/signing.py [--number 10000] [--repeat 3]

Verification is put beside what it cannot do without, measured in the same run on the same bundle: reading and digesting
every file with zipfile and hashlib alone, and deciding the verdict anew. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from measuring import best, line
from synthetic_run import write_run

from conformance.certification.reports import write_reports
from conformance.certification.signing.sign import sign_run
from conformance.certification.signing.verify import verify_bundle
from conformance.report.bundle import load_bundle

if TYPE_CHECKING:
    pass


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    key = Ed25519PrivateKey.generate()
    with tempfile.TemporaryDirectory() as folder:
        run = write_run(Path(folder) / "run", arguments.number)
        write_reports(run, ("html", "junit"))
        files = sum(path.stat().st_size for path in run.iterdir()) / 1e6
        signing = best(lambda: sign_run(run, key), arguments.repeat)
        bundle = sign_run(run, key).path
        assert verify_bundle(bundle, key.public_key()).verified
        verifying = best(lambda: verify_bundle(bundle, key.public_key()), arguments.repeat)
        reading = best(lambda: _read(bundle), arguments.repeat)
        deciding = best(lambda: load_bundle(run), arguments.repeat)
        packed = bundle.stat().st_size / 1e6
    print(f"{arguments.number} results, {files:.0f} MB in files, {packed:.1f} MB in the bundle")
    line("tekigo sign", f"{signing:.2f} s", "")
    line("tekigo verify", f"{verifying:.2f} s", "≤ 3 s")
    line("  reading and digesting the files alone", f"{reading:.2f} s", "")
    line("  deciding the verdict anew alone", f"{deciding:.2f} s", "")
    line("  verify beside these two together", f"ratio {verifying / (reading + deciding):.2f}", "")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of all of it", f"{peak:.0f} MB", "")
    return 0


def _read(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                hashlib.file_digest(member, "sha256")


if __name__ == "__main__":
    raise SystemExit(main())
