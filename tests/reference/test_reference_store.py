"""The database of the reference system hears an alarm, even where a statement would never end."""

import sqlite3

import pytest

from conformance.reference.store import Store
from conformance.time_limit import within

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_an_alarm_ends_a_statement_that_would_not_end() -> None:
    store = Store()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), within(0.1), store.transaction():
        store.run(ENDLESS).fetchone()
    assert store.run("SELECT 1").fetchone()[0] == 1
