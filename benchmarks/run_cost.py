"""What a run costs beside its target: own cost per scenario, wall time against a bare replay, and start-up.

    .venv/bin/python benchmarks/run_cost.py [--repeat 3]

Everything is measured in one go on this machine and printed as ratios beside the budgets of docs/architecture; nothing
here is a test. The target is the bundled reference system in a process of its own, over loopback.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
from measuring import line

from conformance.certification.bundled import bundled_target
from conformance.certification.certify import certify
from conformance.certification.prepare import Choices, Prepared, prepare
from conformance.engine.evidence import Evidence, read_evidence
from conformance.engine.manifest import read_manifest
from conformance.report.allure import Catalog, write_result
from conformance.report.bundle import load_bundle
from conformance.target.client import TargetClient
from conformance.target.load import load_target

BUSINESS = "resident_records"
PLAIN_SCENARIOS = 400
FEATURE_HEAD = "# language: ja\n機能: 基準\n"
PATIENCE_S = 60
PLAIN = "  シナリオ: 基準{n}\n" + "".join(
    f"    {k} 手順{i}\n" for i, k in enumerate(["前提", "もし", "ならば", "かつ"])
)
STEPS = "from pytest_bdd import given, when, then, scenarios\n" + "".join(
    f"@{kind}('手順{i}')\ndef _(): pass\n" for i, kind in enumerate(["given", "when", "then", "then"])
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args().repeat
    with tempfile.TemporaryDirectory() as folder:
        scenarios, wall, replay = zip(*(_run(Path(folder) / str(n)) for n in range(repeat)), strict=True)
        plain = min(_plain_bdd(Path(folder) / f"plain{n}") for n in range(repeat))
    own = min(scenarios)
    line("own cost per scenario, evidence and Allure result included", f"{own:.2f} ms", "≤ 2.5 ms")
    line(
        "  beside plain pytest-bdd (4 empty steps, no evidence)",
        f"{plain:.2f} ms, ratio {own / plain:.2f}",
        "",
    )
    ratios = [w / r for w, r in zip(wall, replay, strict=True)]
    line("wall time of the checks ÷ bare replay", f"{statistics.median(ratios):.2f}", "≤ 1.5")
    line("  wall time, replay", f"{statistics.median(wall):.2f} s, {statistics.median(replay):.2f} s", "")
    for words in (["--help"], ["spec", "list"], ["explain", "RR-4.1.1.2.M"]):
        line(f"tekigo {' '.join(words)}", f"{_command(words):.2f} s", "≤ 0.3 s")
    line("first scenario starts", f"{_first_scenario():.2f} s", "≤ 1.5 s")
    return 0


def _run(out: Path) -> tuple[float, float, float]:
    """Run all scenarios and item checks; then replay the same requests with requests.Session on a fresh system."""
    with bundled_target([BUSINESS]) as target:
        prepared = prepare(target, Choices(out=out, fuzz="off", seed=1))
        began = time.perf_counter()
        with contextlib.redirect_stderr(io.StringIO()):
            certify(prepared)
        whole = time.perf_counter() - began
    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    return _own_ms(prepared, found), _checks_seconds(prepared) or whole, _replay(found)


def _own_ms(prepared: Prepared, found: list[Evidence]) -> float:
    """Own milliseconds per scenario: what the records say, the Allure result, and pytest between the scenarios."""
    scenarios = [each for each in found if each.kind == "scenario"]
    bundle = load_bundle(prepared.run_dir)
    catalog = Catalog(run=bundle.manifest.run, names=bundle.names, facts=bundle.facts)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for each in scenarios:
            write_result(each, Path(folder), catalog)
        allure_ms = (time.perf_counter() - began) * 1000 / len(scenarios)
    own_ms = statistics.mean(each.own_ms for each in scenarios)
    line("  one run: in the check, for its Allure result", f"{own_ms:.2f} ms, {allure_ms:.2f} ms", "")
    return own_ms + allure_ms


def _checks_seconds(prepared: Prepared) -> float:
    return sum(phase.seconds for phase in read_manifest(prepared.run_dir).phases if phase.name == "checks")


def _replay(found: list[Evidence]) -> float:
    exchanges = [
        x for each in found for step in each.steps for x in step.exchanges if x.request_body is not None
    ]
    with bundled_target([BUSINESS]) as file:
        target = load_target(file)
        with TargetClient(target, {}) as client:
            token = client.token("default", ())
        session = requests.Session()
        session.trust_env = False
        headers = {
            "Content-Type": "application/json;charset=UTF-8",
            "Authorization": f"Bearer {getattr(token, 'value', '')}",
        }
        began = time.perf_counter()
        for x in exchanges:
            path = x.url.partition("/tekigo/")[2]
            session.post(
                f"{target.base_url}/tekigo/{path}",
                data=(x.request_body or "").encode(),
                headers=headers,
                timeout=30,
            )
        return time.perf_counter() - began


def _plain_bdd(folder: Path) -> float:
    """Milliseconds per scenario of plain pytest-bdd with four empty steps, without collection."""
    folder.mkdir(parents=True)
    (folder / "plain.feature").write_text(
        FEATURE_HEAD + "".join(PLAIN.format(n=n) for n in range(PLAIN_SCENARIOS)), encoding="utf-8"
    )
    (folder / "test_plain.py").write_text(STEPS + "scenarios('plain.feature')\n", encoding="utf-8")
    seconds = []
    for args in (["--collect-only"], []):
        began = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "pytest_bdd.plugin",
            "-p",
            "no:cacheprovider",
            *args,
        ]
        environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    return (seconds[1] - seconds[0]) * 1000 / PLAIN_SCENARIOS


def _command(words: list[str]) -> float:
    tekigo = Path(sys.executable).with_name("tekigo")
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([tekigo, *words], capture_output=True, check=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _first_scenario() -> float:
    """Seconds from the command to the first line of evidence, reference system start included."""
    times = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            command = [Path(sys.executable).with_name("tekigo"), "run", "-b", BUSINESS, "--out", folder]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not any(path.stat().st_size for path in Path(folder).glob("*/evidence*.ndjson")):
                if running.poll() is not None or time.perf_counter() - began > PATIENCE_S:
                    raise RuntimeError("the run ended without evidence")
                time.sleep(0.005)
            times.append(time.perf_counter() - began)
            running.terminate()
            running.wait()
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
