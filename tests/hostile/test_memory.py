"""However much a target sends, a run against it keeps to a bound of memory and of time."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from conformance.spec.paths import data_root
from tests.hostile.table import BEHAVIOURS
from tests.hostile.trial import staged
from tests.target.authority import SECRET, authority

BEGINNING = "a list"  # a target that sends next to nothing: what a run takes anyway
MOST_MB = 150  # beside that; a body of 8 MB is held as bytes, as text and as values
PATIENCE_S = 120  # for all of them; without their bounds one of them alone would take hours
HEAVY = [name for name, case in BEHAVIOURS.items() if case.heavy]


def test_nothing_a_target_sends_fills_the_memory(tmp_path: Path) -> None:
    with authority() as tokens, ExitStack() as servers:
        files = []
        for number, name in enumerate([BEGINNING, *HEAVY]):
            folder = tmp_path / str(number)
            folder.mkdir()
            files.append(str(servers.enter_context(staged(BEHAVIOURS[name], folder, tokens))))
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile.child", "--few"],
            input="\n".join(files),
            cwd=data_root(),
            env=os.environ | {"TEKIGO_TEST_SECRET": SECRET},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=True,
        )
    told = [json.loads(line)["megabytes"] for line in done.stdout.splitlines()]
    assert len(told) == len(files), done.stderr
    beyond = {name: peak for name, peak in zip(HEAVY, told[1:], strict=True) if peak > told[0] + MOST_MB}
    assert beyond == {}


def test_enough_of_them_are_after_memory() -> None:
    assert len(HEAVY) >= 20
    assert len(BEHAVIOURS) >= 100
