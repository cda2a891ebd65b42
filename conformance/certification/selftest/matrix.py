"""The kill matrix: what the suite said of each system that was broken on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

import msgspec
from msgspec import Struct

from conformance.spec.json_file import write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "selftest.json"


class Killed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fault. `edition`: of the standard in which it was tried. `caught`: the requirement that it breaks became
    不適合; `by`: a check of it that failed, and how.

    `also`: other requirements that did not stay what they were, with their word; `declared`: those of them that the
    fault is allowed to touch. `checks`: how many checks could have noticed it; `seconds`: what trying them took.
    """

    fault: str
    business: str
    edition: str = ""
    requirement: str
    kind: str = ""
    text: str
    caught: bool
    by: str = ""
    expected: str = ""
    got: str = ""
    also: dict[str, str] = {}
    declared: tuple[str, ...] = ()
    checks: int = 0
    seconds: float = 0.0

    @property
    def exact(self) -> bool:
        """Tell whether the blame fell on the broken requirement, and else only where that was declared."""
        return self.caught and set(self.also) <= set(self.declared)


class Sound(Struct, frozen=True, kw_only=True):
    """The suite on a system without a fault: `wrong` are checks that did not pass."""

    business: str
    edition: str = ""
    checks: int
    wrong: tuple[str, ...] = ()
    seconds: float = 0.0


class Matrix(Struct, frozen=True, kw_only=True):
    """All of it. `commit` and `date` say what was tried and when."""

    schema: Literal["tekigo.selftest/1"] = "tekigo.selftest/1"
    date: str
    commit: str = ""
    seed: int
    seconds: float
    sound: tuple[Sound, ...]
    killed: tuple[Killed, ...]
    over_http: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def caught(self) -> int:
        """Count the faults that were caught."""
        return sum(each.caught for each in self.killed)

    @property
    def exact(self) -> int:
        """Count the faults that were caught and attributed exactly."""
        return sum(each.exact for each in self.killed)

    @property
    def false_alarms(self) -> int:
        """Count the checks that did not pass on a sound system."""
        return sum(len(each.wrong) for each in self.sound)


def write_matrix(folder: Path, matrix: Matrix) -> Path:
    """Write selftest.json."""
    return write_json(folder / NAME, matrix)


R = TypeVar("R", bound=Struct)


class Kept(Generic[R]):
    """Rows kept as they come, so that an interrupted run loses none; another program or seed has rows of its own."""

    def __init__(self, folder: Path, what: str, kind: type[R], name: str) -> None:
        """`what`: the digest of all that a row depends on. `name`: the field that tells rows apart."""
        self._path = folder / f"rows.{what}.ndjson"
        self._kind = kind
        self._name = name

    def append(self, row: R) -> None:
        """Keep a row."""
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(row) + b"\n")

    def kept(self) -> dict[str, R]:
        """Read the rows that an interrupted run left behind; half a line at the end is dropped."""
        found: dict[str, R] = {}
        for line in self._path.read_bytes().splitlines() if self._path.is_file() else ():
            try:
                row = msgspec.json.decode(line, type=self._kind)
            except msgspec.DecodeError:
                continue
            found[getattr(row, self._name)] = row
        return found

    def drop(self) -> None:
        """Forget the rows: the matrix holds them all."""
        self._path.unlink(missing_ok=True)


class Rows(Kept[Killed]):
    """The rows of the kill matrix."""

    def __init__(self, folder: Path, what: str) -> None:
        """`what`: the digest of all that a row depends on."""
        super().__init__(folder, what, Killed, "fault")


def missed(rows: Iterable[Killed]) -> list[Killed]:
    """List the faults that were not caught, then those that were not attributed exactly."""
    rows = list(rows)
    return [each for each in rows if not each.caught] + [
        each for each in rows if each.caught and not each.exact
    ]
