"""Own reports and verification beside Allure's own generation of its site, from the same 10,000 results.

    .venv/bin/python benchmarks/beside_allure.py [--number 10000] [--repeat 3]

Needs the locked Allure command (`make allure`). Ratios of one go on this machine; nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from measuring import best
from synthetic_run import write_run

from conformance.certification.reports import write_reports
from conformance.certification.signing.sign import sign_run
from conformance.certification.signing.verify import verify_bundle

if TYPE_CHECKING:
    pass

ALLURE = Path(__file__).resolve().parents[1] / "reports" / "allure" / "node_modules" / ".bin"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    os.environ["PATH"] = f"{ALLURE}{os.pathsep}{os.environ['PATH']}"
    key = Ed25519PrivateKey.generate()
    with tempfile.TemporaryDirectory() as folder:
        run = write_run(Path(folder) / "run", arguments.number)
        write_reports(run, ("allure",))
        site = best(lambda: write_reports(run, ("site",)), arguments.repeat)
        own = best(lambda: write_reports(run, ("html", "xlsx", "junit")), arguments.repeat)
        bundle = sign_run(run, key).path
        verifying = best(lambda: verify_bundle(bundle, key.public_key()), arguments.repeat)
    print(f"{arguments.number} results")
    print(f"{'Allure: generating the site from its result files':55} {site:6.2f} s")
    print(f"{'tekigo: HTML, XLSX and JUnit from the evidence':55} {own:6.2f} s   ratio {own / site:.2f}")
    print(f"{'tekigo verify':55} {verifying:6.2f} s   ratio {verifying / site:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
