"""One SQLite database. One request is one transaction; whatever goes wrong in it leaves no trace."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

Row = sqlite3.Row
# SQLite's instructions after which Python has a turn, some hundredths of a second: an alarm, or Ctrl-C, is heard.
_TURN = 1_000_000


class Store:
    """A database in memory or in a file.

    A single connection behind a lock serialises requests: answers are short, and two transactions can never see
    each other half done.
    """

    def __init__(self, path: str | Path = ":memory:") -> None:
        self._connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.set_progress_handler(lambda: 0, _TURN)
        self._lock = RLock()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")

    def install(self, folder: Path) -> None:
        """Create the tables of every `*.sql` file of a folder that are not there yet."""
        with self._lock:
            for path in sorted(folder.glob("*.sql")):
                self._connection.executescript(path.read_text(encoding="utf-8"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the database for one request: committed at the end, rolled back when anything is raised."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Undo, inside a transaction, everything done in this block, even when it succeeds."""
        self._connection.execute("SAVEPOINT rehearsal")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK TO rehearsal")
            self._connection.execute("RELEASE rehearsal")

    def run(self, sql: str, *values: object, **named: object) -> sqlite3.Cursor:
        """Execute one statement with ? or :name parameters."""
        return self._connection.execute(sql, named or values)

    def many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Execute one statement for many rows."""
        self._connection.executemany(sql, rows)

    def one(self, sql: str, *values: object, **named: object) -> Row | None:
        """Return the first row or None."""
        row: Row | None = self.run(sql, *values, **named).fetchone()
        return row

    def all(self, sql: str, *values: object, **named: object) -> list[Row]:
        """Return all rows."""
        return self.run(sql, *values, **named).fetchall()

    def value(self, sql: str, *values: object, **named: object) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row, None when there is no row."""
        row = self.one(sql, *values, **named)
        return None if row is None else row[0]

    def next(self, counter: str) -> int:
        """Draw the next running number of a counter, from 1. A rolled-back request gives its numbers back."""
        return int(
            self.value(
                "INSERT INTO counters VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
                counter,
            )
        )

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()
