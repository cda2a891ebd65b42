"""Wrong spec files are refused with file, line, what was found, what was expected and how to mend it."""

from collections.abc import Iterator

import pytest

from conformance.i18n import set_language
from conformance.spec.errors import Finding, SpecErrors
from conformance.spec.load import load_package
from tests.spec.made_package import MadePackage


def _findings(made: MadePackage) -> tuple[Finding, ...]:
    with pytest.raises(SpecErrors) as caught:
        load_package("alpha", made.root)
    return caught.value.findings


# file, text to replace, replacement, lines below the replaced one, code, words the message must contain
CHANGES = [
    (
        "requirements.csv",
        "mandatory,,1.0",
        "mandatary,,1.0",
        0,
        "TKG-SPEC010",
        "class mandatary mandatory prohibited",
    ),
    ("requirements.csv", "2026-04-01", "2026-04-31", 0, "TKG-SPEC010", "due 2026-04-31 YYYY-MM-DD"),
    ("requirements.csv", "AL-1.M,1,登録", "AL-1.M,1,", 0, "TKG-SPEC012", "title"),
    ("requirements.csv", "AL-1.M", "al-1.M", 0, "TKG-SPEC010", "id al-1.M"),
    ("requirements.csv", "section", "sektion", 0, "TKG-SPEC011", "sektion section"),
    ("requirements.csv", "section", "id", 0, "TKG-SPEC025", "id"),
    ("requirements.csv", ",fidelity", ",fidelity_of", 0, "TKG-SPEC026", "fidelity"),
    (
        "requirements.csv",
        "登録できること。,mandatory",
        "登録,できること。,mandatory",
        0,
        "TKG-SPEC027",
        "13 12",
    ),
    ("requirements.csv", "任意の登録", "任意の登録　", 0, "TKG-SPEC028", "title 任意の登録"),
    (
        "requirements.csv",
        "designated_city|core_city",
        "designated_city||core_city",
        0,
        "TKG-SPEC030",
        "applies_to",
    ),
    ("requirements.csv", "登録,登録", '"登録,登録', 3, "TKG-SPEC020", ""),
    ("requirements.csv", "\nAL-3", "\r\nAL-3", 0, "TKG-SPEC023", "CR"),
    ("items.csv", "人,1,X", "人,yes,X", 0, "TKG-SPEC029", "pk yes 1"),
    ("items.csv", "N,100", "N,百", 0, "TKG-SPEC010", "length 百"),
    ("items.csv", "modulus11", "modulus12", 0, "TKG-SPEC010", "check_digit modulus12 modulus11"),
    ("items.csv", "shimei", "Shimei", 0, "TKG-SPEC010", "romaji Shimei"),
    ("items.csv", ",3,,,,,S", ",三,,,,,S", 0, "TKG-SPEC010", "repeat 三 整数"),
    ("codes.csv", ",新規", ",", 0, "TKG-SPEC012", "label"),
    ("standard.yaml", 'gyomu_ids: ["999"]', 'gyomu_ids: ["99"]', 0, "TKG-SPEC010", "99 [0-9]{3}"),
    ("standard.yaml", "prefix: AL", "prefix: AL\nprefix: AL", 1, "TKG-SPEC042", "prefix"),
    ("standard.yaml", "name_en: Alpha\n", "", -2, "TKG-SPEC012", "name_en"),
    ("standard.yaml", "default: AL", "defalt: AL", 0, "TKG-SPEC010", "defalt default"),
    ("standard.yaml", "business: alpha", "business: beta", 0, "TKG-SPEC043", "beta alpha"),
    ("standard.yaml", "business: alpha", "business: alpha\norigin: x", 1, "TKG-SPEC011", "origin"),
    ("operations.yaml", "kind: query", "kind: querry", 0, "TKG-SPEC010", "kind querry query"),
    ("operations.yaml", "subject: [番号]", "subjekt: [番号]", 0, "TKG-SPEC011", "subjekt subject"),
    ("operations.yaml", "subject: [番号]", "subject: 番号", 0, "TKG-SPEC010", "subject 番号 一覧"),
    ("operations.yaml", "    action: Read\n", "", -3, "TKG-SPEC012", "action Create"),
    ("operations.yaml", "is: 継続", "wenn: 継続", 0, "TKG-SPEC011", "wenn"),
    ("operations.yaml", "区分: 新規\n", "区分:\n", 0, "TKG-SPEC010", "区分 （空）"),
    ("operations.yaml", "kind: query", "kind: [query", 1, "TKG-SPEC040", ""),
]


@pytest.mark.parametrize(("file", "old", "new", "below", "code", "words"), CHANGES)
def test_a_wrong_file_is_refused_at_its_line(
    made: MadePackage, file: str, old: str, new: str, below: int, code: str, words: str
) -> None:
    line = made.change(f"alpha/{file}", old, new)
    found = {each.code: each for each in _findings(made)}
    assert code in found, [each.line() for each in found.values()]
    assert found[code].origin == f"specs/alpha/{file}:{line + below}"
    for word in words.split():
        assert word in found[code].text()
    assert found[code].remedy()


def test_all_defects_of_all_files_are_told_at_once(made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "mandatory", "must")
    made.change("alpha/requirements.csv", "prohibited", "never")
    made.change("alpha/items.csv", "N,100", "M,百")
    made.change("alpha/operations.yaml", "kind: transaction", "kind: order")
    made.change("alpha/operations.yaml", "action: Read", "action: Look")
    origins = [each.origin.removeprefix("specs/alpha/") for each in _findings(made)]
    assert origins == [
        "items.csv:3",
        "items.csv:3",
        "operations.yaml:7",
        "operations.yaml:25",
        "requirements.csv:2",
        "requirements.csv:4",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TKG-SPEC024"),
        (b"\xef\xbb\xbfid,title\n", "TKG-SPEC022"),
        ("id,題\n".encode("cp932"), "TKG-SPEC021"),
    ],
)
def test_files_as_excel_saves_them_are_refused(made: MadePackage, content: bytes, code: str) -> None:
    made.write("specs/alpha/requirements.csv", content)
    found = _findings(made)
    assert [each.code for each in found] == [code]
    assert found[0].origin == "specs/alpha/requirements.csv:1"


def test_a_yaml_file_that_is_no_mapping_is_refused(made: MadePackage) -> None:
    made.write("specs/alpha/operations.yaml", "- 登録届\n")
    assert [each.code for each in _findings(made)] == ["TKG-SPEC041"]


def test_the_table_of_requirements_cannot_be_missing(made: MadePackage) -> None:
    (made.root / "specs/alpha/requirements.csv").unlink()
    assert [each.code for each in _findings(made)] == ["TKG-SPEC044"]


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English for one test."""
    set_language("en")
    yield
    set_language("ja")


@pytest.mark.usefixtures("english")
def test_findings_are_told_in_english_too(made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "登録,登録できること。", ",登録できること。")
    line = _findings(made)[0].line()
    assert line.startswith(
        "specs/alpha/requirements.csv:2: TKG-SPEC012: title is missing; expected a text that"
    )
    assert line.endswith("→ Write title.")
