"""`tekigo run` and `tekigo preflight` tell what a hostile token server does, and repeat nothing that acts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.i18n.visible import visible
from tests.hostile.case import JUDGED, Hostile
from tests.hostile.table import BEHAVIOURS
from tests.hostile.trial import staged
from tests.target.authority import SECRET, authority

TOKENS = [case for case in BEHAVIOURS.values() if case.at == "tokens" and JUDGED not in case.codes]
SPEAKING = [BEHAVIOURS["redirects to a script"], BEHAVIOURS["coding named by an attack"]]
SAID = [
    *(("preflight", case) for case in (*TOKENS, *SPEAKING)),
    *(("run", case) for case in (*TOKENS, *SPEAKING) if case.speaks),
]


@pytest.mark.parametrize(("command", "case"), SAID, ids=[f"{command}: {case.name}" for command, case in SAID])
def test_the_command_says_why_and_nothing_else(
    command: str,
    case: Hostile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", SECRET)
    words: dict[str, Callable[[Path], list[str]]] = {
        "run": lambda file: ["run", str(file), "--out", str(tmp_path / "out")],
        "preflight": lambda file: ["preflight", str(file)],
    }
    with authority() as tokens, staged(case, tmp_path, tokens) as file:
        exit_code = main(words[command](file))

    told = capsys.readouterr()
    said = told.out + told.err
    assert exit_code == 2
    assert any(code in said for code in case.codes)
    assert visible(said) == said
    assert max(map(len, said.splitlines())) < 1_000
    assert "Traceback" not in said
    assert SECRET not in said
