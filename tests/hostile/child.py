"""Runs tekigo against target files in processes of their own, so that time and memory can be measured.

    python -m tests.hostile.child [--few]      reads the names of target files from the standard input

With --few only some checks are run and one report is written. Prints one JSON object per target: the codes of its
checks, how they ended, a reason, seconds and the greatest memory. Libraries are loaded once; each run is a fork.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from conformance.certification.reports import ALWAYS
from tests.hostile.trial import CHECKS, FEW, Plans, tried

KILOBYTES = 1 if sys.platform == "darwin" else 1024


def main(*, few: bool) -> int:
    """Run against each target."""
    plans, checks = Plans(), FEW if few else CHECKS
    for line in sys.stdin:
        prepared = plans.of(Path(line.strip()), checks)
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        began = time.perf_counter()
        trial = tried(prepared, ("junit",) if few else ALWAYS)
        told = {
            "codes": sorted({each.code or "" for each in trial.found.values()}),
            "outcomes": Counter(each.outcome for each in trial.found.values()),
            "reason": next((x.reason or x.got for x in trial.found.values() if x.outcome != "passed"), ""),
            "word": trial.verdict.businesses[0].word,
            "seconds": round(time.perf_counter() - began, 2),
            "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES / 1e6),
        }
        print(json.dumps(told, ensure_ascii=False), flush=True)
        os._exit(0)
    return 0


if __name__ == "__main__":
    sys.exit(main(few="--few" in sys.argv))
