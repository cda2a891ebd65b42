"""A reference system for 軽自動車税 in memory for each test."""

from collections.abc import Iterator

import pytest

from tests.reference.light_vehicle_tax.counter import Counter


@pytest.fixture
def counter() -> Iterator[Counter]:
    """A sound system at noon of 2026-05-20."""
    made = Counter()
    yield made
    made.system.close()
