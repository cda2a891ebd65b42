"""The binding that the guides show is a right one, in both languages."""

import re
from pathlib import Path

import pytest

from conformance.binding.load import load_binding
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_example_of_the_guide_loads(language: str, tmp_path: Path) -> None:
    text = (DOCS / language / "binding.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "binding.yaml"
    path.write_text(example, encoding="utf-8")

    binding = load_binding(path, Catalog(load_package("resident_records")), load_error_codes())

    assert list(binding.operations) == ["転入届", "住民検索"]
