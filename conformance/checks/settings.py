"""What every process of a run must know. Written once into the run's folder; it holds no secret."""

import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from conformance.engine.record_file import read_record
from conformance.spec.json_file import write_json

NAME = "settings.json"
Fuzz = Literal["off", "coverage", "full"]


class Settings(Struct, frozen=True, kw_only=True):
    """The choices of one run. `packages`: paths below specs/. `editions`: by business; none is the default one.

    `today`: the target's date (JST) when it began, or when it was last taken up again; no check goes beyond it.

    `fuzz_seconds`: the time box of the fuzzing phase, for each operation. `processes`: how many run at once.
    `stop_at`: seconds since 1970 after which no check begins any more, `minutes` the time budget that says so.
    `resumptions`: how often the run was taken up again.
    """

    schema: Literal["tekigo.settings/1"] = "tekigo.settings/1"
    run: str
    target_file: str
    packages: tuple[str, ...]
    editions: dict[str, str] = {}
    today: datetime.date
    as_of: datetime.date
    seed: int
    fuzz: Fuzz = "coverage"
    fuzz_seconds: float = 5.0
    lang: Literal["ja", "en"] = "ja"
    processes: int = 1
    stop_at: float | None = None
    minutes: float = 0.0
    resumptions: int = 0


def shared(settings: Settings) -> Settings:
    """Return the settings without what they tell of the machine and the person: of the target file its name alone."""
    return replace(settings, target_file=Path(settings.target_file).name)


def write_settings(run_dir: Path, settings: Settings) -> Path:
    """Write the settings into the run's folder."""
    return write_json(run_dir / NAME, settings)


def read_settings(run_dir: Path) -> Settings:
    """Read the settings of a run. Raises TekigoError TKG-VER001 to 003: missing, damaged, of another version."""
    return read_record(run_dir / NAME, Settings)
