"""What the tests of the specs share."""

from pathlib import Path

import pytest

from tests.spec.made_package import MadePackage


@pytest.fixture
def made(tmp_path: Path) -> MadePackage:
    """A right spec package on disk."""
    return MadePackage(tmp_path)
