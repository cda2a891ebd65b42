"""What the tests of workbooks share."""

from pathlib import Path

import pytest

from tests.spec.workbook.made_workbook import MadeWorkbook


@pytest.fixture
def made(tmp_path: Path) -> MadeWorkbook:
    """A workbook of the official layout, to be spoiled."""
    return MadeWorkbook(tmp_path / "031.xlsx")
