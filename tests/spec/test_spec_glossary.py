"""Every kind of thing that an author writes into a package has its word in the glossary."""

import re

from msgspec import Struct

from conformance.spec import model, standard
from conformance.spec.calculations import model as calculations
from conformance.spec.paths import data_root
from conformance.spec.row import Row
from conformance.spec.rules import model as rules

# Files and what holds them together: no terms of the subject.
CONTAINERS = {"Row", "Package", "Operations", "Calculations", "RuleData", "RuleSheets"}


def _kinds() -> set[str]:
    found = {
        name
        for module in (model, standard, calculations, rules)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Row
    }
    return {" ".join(re.findall("[A-Z][a-z]+", name)).lower() for name in found - CONTAINERS - {"Struct"}}


def test_every_kind_of_row_is_in_the_glossary() -> None:
    lines = (data_root() / "docs/maintainer/glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|") for line in lines if line.startswith("|")]
    words = " ".join(cell for row in cells[2:] for cell in row[2:4]).lower()
    missing = {kind for kind in _kinds() if not re.search(rf"\b{kind}", words)}
    assert missing == set()


def test_every_term_stands_once() -> None:
    text = (data_root() / "docs/maintainer/glossary.md").read_text(encoding="utf-8")
    terms = [row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| ")]
    assert len(terms) == len(set(terms))
