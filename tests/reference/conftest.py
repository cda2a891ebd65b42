"""A reference system in memory for each test."""

from collections.abc import Iterator

import pytest

from tests.reference.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A sound system at noon of 2026-05-20."""
    made = Desk()
    yield made
    made.system.close()
