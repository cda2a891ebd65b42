"""Lint of what the check of extracted files needs: each rule shown failing once."""

import pytest

from conformance.spec.foreign_keys import Place, foreign_key, own_item
from conformance.spec.lint import lint_all
from conformance.spec.lint.files import lint_lists
from conformance.spec.load import load_package
from tests.spec.made_package import ITEMS, MadePackage

HEAD = ITEMS.splitlines()[0]


def with_columns(made: MadePackage, *, fk: str = "", condition: str = "") -> None:
    """Give the last item a foreign key and a condition."""
    lines = ITEMS.splitlines()
    cells = [f"{lines[0]},fk,output_condition", *(f"{each},," for each in lines[1:-1])]
    cells.append(f"{lines[-1]},{fk},{condition}")
    made.write("specs/alpha/items.csv", "\n".join(cells) + "\n")


RIGHT = [
    {"condition": "必須"},
    {"condition": "条件付き必須"},
    {"condition": "条件不定: 本文が決めていない"},
    {"condition": "条件: 区分=新規 かつ 異動日が不詳 又は 区分≠2"},
    {"fk": "番号"},
    {"fk": "alpha:人.番号 条件: 区分=新規"},
    {"fk": "addressee_management:住登外者宛名基本情報.宛名番号|番号"},
]
WRONG = [
    ({"condition": "たぶん必須"}, "TKG-SPEC098", "メモ たぶん必須"),
    ({"condition": "条件: 区分"}, "TKG-SPEC098", "メモ 区分"),
    ({"condition": "条件: 区文=1"}, "TKG-SPEC074", "区文 区分"),
    ({"condition": "条件: 区分=終了"}, "TKG-SPEC074", "終了"),
    ({"fk": "番合"}, "TKG-SPEC074", "番合 番号"),
    ({"fk": "alpha:番号"}, "TKG-SPEC099", "メモ alpha:番号"),
    ({"fk": "gamma:人.番号"}, "TKG-SPEC099", "メモ gamma"),
    ({"fk": "番号|"}, "TKG-SPEC099", "メモ"),
    ({"fk": "番号 条件: 区分=終了"}, "TKG-SPEC074", "終了"),
]


@pytest.mark.parametrize("columns", RIGHT)
def test_what_is_right_is_let_be(
    made: MadePackage, columns: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.spec.lint.files._is_known", lambda name: name != "gamma")
    with_columns(made, **columns)
    assert [each.line() for each in lint_all(made.root)] == []


@pytest.mark.parametrize(("columns", "code", "words"), WRONG)
def test_each_rule_finds_its_fault(
    made: MadePackage, columns: dict[str, str], code: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.spec.lint.files._is_known", lambda name: name != "gamma")
    with_columns(made, **columns)

    (found,) = lint_all(made.root)

    assert (found.code, found.origin) == (code, "specs/alpha/items.csv:7")
    assert all(word in found.text() for word in words.split())
    assert found.remedy()


@pytest.mark.parametrize(("id_", "code"), [("AL-9.M", "TKG-SPEC074"), ("AL-1.M", "TKG-SPEC097")])
def test_files_judge_requirements_of_their_kind_alone(made: MadePackage, id_: str, code: str) -> None:
    made.change("alpha/standard.yaml", "item_checks:", f"file_checks: {{code: {id_}}}\nitem_checks:")
    assert [each.code for each in lint_all(made.root)] == [code]


def test_a_requirement_that_files_can_judge_is_right(made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "attestation,画面", "file,画面")
    made.change("alpha/standard.yaml", "item_checks:", "file_checks: {default: AL-3.M}\nitem_checks:")
    assert lint_all(made.root) == []


def test_lists_that_all_businesses_share_are_looked_at_too(made: MadePackage) -> None:
    row = "1,番号,bango,人,1,X,15,1,,,digit,modulus11,,,S,transcribed"
    made.write("specs/common/numbers/items.csv", f"{HEAD},output_condition\n{row},必要\n")
    assert [each.code for each in lint_lists(made.root)] == ["TKG-SPEC098"]
    made.write("specs/common/numbers/items.csv", "no\n")
    assert {each.code for each in lint_lists(made.root)} == {"TKG-SPEC026"}


def test_a_reference_to_another_business_is_no_subject_of_an_operation() -> None:
    items = {each.name: each for each in load_package("light_vehicle_tax").items}

    key = foreign_key(items["宛名番号"])
    assert key is not None
    assert key.places[0] == Place(business="resident_records", group="住民", item="宛名番号")
    assert [atom.values for part in key.any_of for atom in part] == [("住民", "住登外者")]
    assert own_item(items["宛名番号"]) == ""
    assert own_item(items["所有者宛名番号"]) == "宛名番号"
