"""What holds in one edition of a standard: its rows, and no mention of those that only other editions have."""

from pathlib import Path

import pytest

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.coverage import coverage, read_scenarios
from conformance.spec.editions import at_edition, newest_with, views
from conformance.spec.lint import lint_all
from conformance.spec.load import list_packages, load_package, load_whole
from tests.spec.made_package import MadePackage

REQUIREMENT = "AL-4.M,4,来庁,来庁日を受けること。,mandatory,,2.0,,,api,,S 4,provisional\n"
ITEMS = """\
7,来庁日,raichobi,人,,DATE,10,,,,,,,AL-4.M,S,provisional,2.0,
8,旧欄,kyuran,人,,N,10,,,,text,,,AL-2.N,S,provisional,,2.0
"""
FEATURE = """\
# language: ja
機能: 版
  @AL-1.M
  シナリオ: いつも
  @AL-1.M @AL-4.M
  シナリオ: 後の版で
  @AL-2.N
  シナリオ: 前の版で
"""


def _widened(path: Path, columns: str, more: str) -> None:
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    empty = "," * (columns.count(",") + 1)
    path.write_text("\n".join([f"{head},{columns}", *(row + empty for row in rows)]) + "\n" + more)


@pytest.fixture
def edited(made: MadePackage) -> MadePackage:
    """Make a package whose edition 2.0 adds AL-4.M with an item, a code and an operation, and drops AL-2.N."""
    alpha = made.root / "specs" / "alpha"
    made.change("alpha/requirements.csv", "introduced,due", "introduced,withdrawn,due")
    for row in ("AL-1.M", "AL-1.O", "AL-2.N", "AL-3.M"):
        made.change("alpha/requirements.csv", _of(alpha, row), _with_column(_of(alpha, row), row == "AL-2.N"))
    with (alpha / "requirements.csv").open("a", encoding="utf-8") as file:
        file.write(REQUIREMENT)
    _widened(alpha / "items.csv", "introduced,withdrawn", ITEMS)
    _widened(alpha / "codes.csv", "introduced", "区分,3,電子,S,provisional,2.0\n")
    made.change("alpha/operations.yaml", "requirements: [AL-1.M]", "requirements: [AL-1.M, AL-4.M]")
    made.change("alpha/operations.yaml", "[区分, メモ, 誕生日]", "[区分, メモ, 誕生日, 来庁日, 旧欄]")
    made.change("alpha/operations.yaml", "when: 似た人がいる}", "when: 似た人がいる, requirement: AL-4.M}")
    made.change("alpha/operations.yaml", "      区分: 新規\n", "      区分: 新規\n      来庁日: 今日\n")
    made.change(
        "alpha/operations.yaml",
        "probes:",
        "  - {id: raicho, name: 来庁予約, kind: transaction, action: Create, requirements: [AL-4.M],"
        " required: [来庁日], output: [来庁日], sample: {来庁日: 今日}}\nprobes:",
    )
    made.change("ids.lock", "AL-3.M\t2.0\n", "AL-3.M\t2.0\nAL-4.M\t2.0\n")
    made.write("features/alpha/editions.feature", FEATURE)
    return made


def _of(folder: Path, id_: str) -> str:
    rows = (folder / "requirements.csv").read_text(encoding="utf-8").splitlines()
    return next(row for row in rows if row.startswith(f"{id_},"))


def _with_column(row: str, gone: bool) -> str:
    cells = row.split(",")
    return ",".join([*cells[:7], "2.0" if gone else "", *cells[7:]])


def test_a_later_edition_selects_what_it_adds_and_not_what_it_drops(edited: MadePackage) -> None:
    assert lint_all(edited.root) == []
    old, new = load_package("alpha", edited.root), load_package("alpha", edited.root, edition="2.0")
    assert [each.id for each in old.requirements] == ["AL-1.M", "AL-1.O", "AL-2.N"]
    assert [each.id for each in new.requirements] == ["AL-1.M", "AL-1.O", "AL-3.M", "AL-4.M"]
    assert (old.standard.default_edition, new.standard.default_edition) == ("1.0", "2.0")
    assert {each.label for each in new.codes} - {each.label for each in old.codes} == {"電子"}
    assert [each.name for each in old.operations] == ["登録届", "照会"]
    assert [each.name for each in new.operations] == ["登録届", "照会", "来庁予約"]
    assert [each.name for each in old.probes] == ["削除"]
    assert new.probes == ()


def test_operations_do_not_mention_what_their_edition_lacks(edited: MadePackage) -> None:
    old, new = load_package("alpha", edited.root), load_package("alpha", edited.root, edition="2.0")
    before, after = old.operations[0], new.operations[0]
    assert (before.requirements, after.requirements) == (("AL-1.M",), ("AL-1.M", "AL-4.M"))
    assert before.optional == ("区分", "メモ", "誕生日", "旧欄")
    assert after.optional == ("区分", "メモ", "誕生日", "来庁日")
    assert "来庁日" not in before.sample
    assert after.sample["来庁日"] == "今日"
    assert ([each.code for each in before.alerts], [each.code for each in after.alerts]) == ([], ["T2"])
    with pytest.raises(TekigoError, match="来庁日"):
        Catalog(old).item("来庁日")


def test_what_exists_for_one_requirement_comes_and_goes_with_it(edited: MadePackage) -> None:
    edited.change("alpha/items.csv", "provisional,2.0,\n", "provisional,,\n")
    edited.change("alpha/items.csv", "provisional,,2.0\n", "provisional,,\n")
    assert lint_all(edited.root) == []
    old, new = load_package("alpha", edited.root), load_package("alpha", edited.root, edition="2.0")
    assert {each.name for each in old.items} ^ {each.name for each in new.items} == {"来庁日", "旧欄"}
    edited.change("alpha/standard.yaml", "{default: AL-1.M}", "{default: AL-1.M, length: AL-4.M}")
    assert lint_all(edited.root) == []
    assert load_package("alpha", edited.root).standard.item_checks == {"default": "AL-1.M"}


def test_scenarios_go_with_their_requirements(edited: MadePackage) -> None:
    old, new = load_package("alpha", edited.root), load_package("alpha", edited.root, edition="2.0")
    assert [each.name for each in read_scenarios(old, edited.root)] == ["いつも", "前の版で"]
    assert [each.name for each in read_scenarios(new, edited.root)] == ["いつも", "後の版で"]
    counted = {line.requirement.id: len(line.scenarios) for line in coverage(new, root=edited.root)}
    assert (counted["AL-1.M"], counted["AL-4.M"]) == (2, 1)


def test_an_unknown_edition_is_told_with_the_known_ones(edited: MadePackage) -> None:
    with pytest.raises(TekigoError, match=r"9\.9.*1\.0、2\.0") as caught:
        load_package("alpha", edited.root, edition="9.9")
    assert caught.value.code == "TKG-RUN006"


def test_a_requirement_is_tried_in_the_default_edition_or_else_in_the_newest_that_has_it(
    edited: MadePackage,
) -> None:
    whole = load_whole("alpha", edited.root)
    assert [newest_with(whole, id_) for id_ in ("AL-1.M", "AL-2.N", "AL-4.M")] == ["1.0", "1.0", "2.0"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("items.csv", "provisional,2.0,\n", "provisional,2.9,\n", "TKG-SPEC074"),
        ("items.csv", "provisional,2.0,\n", "provisional,2.0,1.0\n", "TKG-SPEC104"),
        ("codes.csv", "provisional,2.0\n", "provisional,3.0\n", "TKG-SPEC074"),
    ],
)
def test_rows_whose_editions_cannot_be_right_are_told(
    edited: MadePackage, name: str, old: str, new: str, code: str
) -> None:
    line = edited.change(f"alpha/{name}", old, new)
    found = [each for each in lint_all(edited.root) if each.code == code]
    assert [each.origin for each in found] == [f"specs/alpha/{name}:{line}"]
    assert found[0].text()


def test_what_is_wrong_in_one_edition_alone_is_found_once(edited: MadePackage) -> None:
    edited.change("alpha/operations.yaml", "required: [来庁日]", "required: [来庁目]")
    assert [each.code for each in lint_all(edited.root) if each.params.get("name") == "来庁目"] == [
        "TKG-SPEC051"
    ]


@pytest.mark.parametrize("path", list_packages())
def test_packages_without_later_editions_come_back_as_they_are(path: str) -> None:
    whole = load_whole(path)
    if len(list(views(whole))) == 1:
        assert at_edition(whole) is whole
    assert {each.id for view in views(whole) for each in view.requirements} == {
        each.id for each in whole.requirements
    }
