"""What a hostile target costs: every behaviour of tests/hostile once, each in a process of its own.

    .venv/bin/python benchmarks/hostile.py [WORD]     only those whose name holds the word

The server runs here, tekigo in the child; memory is the child's greatest resident set. Nothing here is a test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile.case import Hostile  # noqa: E402 - the tests are no installed package
from tests.hostile.table import BEHAVIOURS  # noqa: E402
from tests.hostile.trial import staged  # noqa: E402
from tests.target.authority import SECRET, Authority, authority  # noqa: E402

WORDS = {"failed": "不合格", "blocked": "試験不能", "passed": "合格", "not_applicable": "対象外"}


def main(word: str = "") -> int:
    """Run and print a table in Markdown."""
    print("| behaviour | checks | codes | s | MB |")
    print("|---|---|---|---:|---:|")
    command = [sys.executable, "-m", "tests.hostile.child"]
    environment = os.environ | {"TEKIGO_TEST_SECRET": SECRET}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with (
        authority() as tokens,
        subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as child,
    ):
        for name, case in BEHAVIOURS.items():
            if word in name:
                print(f"| {name} | {_row(_measured(case, tokens, child))} |", flush=True)
    return 0


def _measured(case: Hostile, tokens: Authority, child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    with tempfile.TemporaryDirectory() as folder, staged(case, Path(folder), tokens) as file:
        child.stdin.write(f"{file}\n")
        child.stdin.flush()
        found: dict[str, Any] = json.loads(child.stdout.readline())
    return found


def _row(told: dict[str, Any]) -> str:
    outcomes = "、".join(f"{WORDS[each]} {n}" for each, n in sorted(told["outcomes"].items()))
    codes = " ".join(code for code in told["codes"] if code) or "―"
    return f"{outcomes} | {codes} | {told['seconds']:.1f} | {told['megabytes']}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
