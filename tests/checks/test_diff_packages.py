"""What changed in a package, and which scenarios depend on it: these, and no others."""

import shutil
from pathlib import Path

import pytest

from conformance.checks.diff.model import FieldChange, Reason
from conformance.i18n import TekigoError
from conformance.spec.paths import data_root
from tests.checks.sides import ALL, ASK, ASK_MADE, ERROR, MAKE, TwoSides, again
from tests.spec.made_calculations import CALCULATIONS
from tests.spec.made_package import REQUIREMENTS


@pytest.fixture
def two(tmp_path: Path) -> TwoSides:
    """Two sides that are alike."""
    return TwoSides(tmp_path)


def test_alike_sides_do_not_differ(two: TwoSides) -> None:
    found = two.compared()
    assert (found.different, found.businesses, found.compared) == (False, (), ("alpha",))


def test_where_a_row_stands_makes_no_difference(two: TwoSides) -> None:
    two.new.change("alpha/operations.yaml", "sets:", "\n# moved down\nsets:")
    two.change_feature("機能: 登録\n", "機能: 登録\n\n")
    assert not two.compared().different


def test_a_changed_requirement(two: TwoSides) -> None:
    line = two.new.change("alpha/requirements.csv", "任意の登録,登録できること。", "任意の登録,登録できる。")
    found = two.alpha()
    (change,) = found.requirements
    assert (change.change, change.id) == ("changed", "AL-1.O")
    assert change.fields == (FieldChange("summary", "登録できること。", "登録できる。"),)
    assert change.old == change.new == f"specs/alpha/requirements.csv:{line}"
    assert again(found) == {ASK_MADE}
    assert found.again[0].reasons == (Reason(kind="requirement", name="AL-1.O", detail="summary"),)
    assert found.cases == len(ALL)


def test_a_changed_date_of_a_requirement(two: TwoSides) -> None:
    two.new.change("alpha/requirements.csv", "2026-04-01", "2027-04-01")
    found = two.alpha()
    assert found.requirements[0].fields == (FieldChange("due", "2026-04-01", "2027-04-01"),)
    assert again(found) == {MAKE}


def test_the_source_of_a_requirement_is_told_and_nothing_runs_again(two: TwoSides) -> None:
    two.new.change("alpha/requirements.csv", "S 1,transcribed", "S 9,statute")
    found = two.alpha()
    assert [each.field for each in found.requirements[0].fields] == ["source", "fidelity"]
    assert found.again == ()


def test_an_added_requirement(two: TwoSides) -> None:
    two.new.change(
        "alpha/requirements.csv", "AL-2.N,2", "AL-1.P,1,追加,追加。,optional,,1.0,,api,,S,statute\nAL-2.N,2"
    )
    two.change_feature("@AL-1.O", "@AL-1.O @AL-1.P")
    found = two.alpha()
    assert [(each.change, each.id) for each in found.requirements] == [("added", "AL-1.P")]
    assert again(found) == {ASK_MADE}
    assert Reason(kind="requirement", name="AL-1.P", detail="added") in found.again[0].reasons


def test_a_requirement_withdrawn_by_its_field(two: TwoSides) -> None:
    head, *rows = REQUIREMENTS.splitlines()
    two.both(
        "specs/alpha/requirements.csv", "\n".join([f"{head},withdrawn", *(f"{row}," for row in rows), ""])
    )
    two.new.change("alpha/requirements.csv", "S 1,statute,", "S 1,statute,2.0")
    found = two.alpha()
    (change,) = found.requirements
    assert (change.change, change.id) == ("withdrawn", "AL-1.O")
    assert change.fields == (FieldChange("withdrawn", "", "2.0"),)
    assert again(found) == {ASK_MADE}


def test_a_requirement_whose_row_is_gone(two: TwoSides) -> None:
    text = (two.new.root / "specs/alpha/requirements.csv").read_text(encoding="utf-8")
    gone = next(line for line in text.splitlines() if line.startswith("AL-1.O"))
    two.new.change("alpha/requirements.csv", f"{gone}\n", "")
    (change,) = two.alpha().requirements
    assert (change.change, change.id, change.new) == ("withdrawn", "AL-1.O", "")
    assert change.old.startswith("specs/alpha/requirements.csv:")


def test_a_changed_operation(two: TwoSides) -> None:
    two.new.change("alpha/operations.yaml", "kind: query", "kind: query\n    summary: 番号で照会する。")
    found = two.alpha()
    assert [(each.id, each.name, [f.field for f in each.fields]) for each in found.operations] == [
        ("shokai", "照会", ["summary"])
    ]
    assert again(found) == {ASK_MADE, ASK, ERROR}
    assert found.again[0].reasons == (Reason(kind="operation", name="照会", detail="summary"),)
    counted = {
        each.kind: (each.added, each.removed, each.changed, each.concerned) for each in found.generated
    }
    assert counted["fuzz"] == (0, 0, 1, ("照会",))
    assert counted["item"][:2] == (0, 0)
    assert counted["item"][2] > 0
    assert counted["item"][3] == ("照会",)


def test_a_scenario_makes_its_own_preparations(two: TwoSides) -> None:
    """`prepare` runs for generated checks alone, so that nothing but those depends on it."""
    two.new.change("alpha/operations.yaml", "as: 甲}]", "as: 乙}]")
    found = two.alpha()
    assert [f.field for f in found.operations[0].fields] == ["prepare"]
    assert found.again == ()
    assert [(each.kind, each.concerned) for each in found.generated] == [("item", ("照会",))]


def test_how_sets_are_put_together_makes_no_difference_but_what_is_in_them_does(two: TwoSides) -> None:
    two.new.change(
        "alpha/operations.yaml", '全部: ["set:基本", 番号, メモ]', "全部: [氏名, 異動日, 番号, メモ]"
    )
    assert not two.compared().different
    two.new.change("alpha/operations.yaml", "全部: [氏名, 異動日, 番号, メモ]", "全部: [氏名, 異動日, 番号]")
    found = two.alpha()
    assert {each.name: [f.field for f in each.fields] for each in found.operations} == {
        "登録届": ["output"],
        "照会": ["output"],
    }
    assert again(found) == ALL


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("items", "5,誕生日,tanjobi,人,,DATE", "5,誕生日,umarebi,人,,DATE", ("item", "誕生日", "romaji")),
        ("items", "3,区分,kubun,人,,X,1,,区分", "3,区分,kubun,人,,X,2,,区分", ("item", "区分", "length")),
        ("codes", "区分,2,継続,S", "区分,3,継続,S", ("code_list", "区分", "")),
        ("codes", "様式,,縦", "区分,9,他,S,transcribed\n様式,,縦", ("code_list", "区分", "")),
    ],
)
def test_an_item_or_code_of_one_operation(
    two: TwoSides, file: str, old: str, new: str, reason: tuple[str, str, str]
) -> None:
    two.new.change(f"alpha/{file}.csv", old, new)
    found = two.alpha()
    assert again(found) == {MAKE, ASK_MADE}
    assert [(each.kind, each.name, each.detail) for each in found.again[0].reasons] == [reason]
    assert {name for each in found.generated for name in each.concerned} == {"登録届"}


def test_an_item_that_only_a_table_names(two: TwoSides) -> None:
    extra = (
        "\n  @AL-1.M\n  シナリオ: 別の項目\n    もし「照会」を行う\n    ならば結果の「様」は「縦」である\n"
    )
    for side in (two.old, two.new):
        side.change("alpha/items.csv", "6,メモ", "9,様,yo,人,,X,,,様式,,,,,,S,provisional\n6,メモ")
        side.write("features/alpha/b.feature", f"# language: ja\n機能: 別\n{extra}")
    two.new.change("alpha/codes.csv", "様式,,横", "様式,,斜")
    found = two.alpha()
    assert [(each.change, each.id) for each in found.codes] == [("added", "様式 斜"), ("removed", "様式 横")]
    assert again(found) == {"別の項目"}


def test_a_changed_error_code(two: TwoSides) -> None:
    """One scenario names the error; two more carry an operation out that is refused with it."""
    two.new.change("common/error_codes.csv", "先の日,409", "先の日,400")
    found = two.compared()
    assert [(each.id, [f.field for f in each.fields]) for each in found.errors] == [("T1", ["http"])]
    assert again(found.businesses[0]) == {ERROR, MAKE, ASK_MADE}


def test_a_calculation_is_told_by_the_step_that_changed(two: TwoSides) -> None:
    two.both("specs/alpha/calculations.yaml", CALCULATIONS)
    two.new.change("alpha/calculations.yaml", "to: 10}", "to: 100}")
    two.new.change("alpha/calculations.yaml", "- {name: 残り", "# moved down\n      - {name: 残り")
    found = two.alpha()
    assert [(each.id, [f.field for f in each.fields]) for each in found.calculations] == [
        ("zeigaku", ["steps.税額"])
    ]
    assert found.different
    assert found.again == ()


def test_reports_linkages_and_editions_are_told_and_nothing_runs_again(two: TwoSides) -> None:
    two.both("specs/alpha/reports.csv", "id,name,fidelity\nr1,帳票,provisional\n")
    two.both(
        "specs/alpha/linkages.csv", "id,direction,partner,content,fidelity\nk1,send,乙,異動,provisional\n"
    )
    two.new.change("alpha/reports.csv", "帳票", "新帳票")
    two.new.change("alpha/linkages.csv", "send", "receive")
    two.new.change("alpha/standard.yaml", 'default_edition: "1.0"', 'default_edition: "2.0"')
    two.new.change("alpha/standard.yaml", "2020-09-11", "2021-09-11")
    two.new.change("alpha/operations.yaml", "name: 削除", "name: 完全削除")
    found = two.alpha()
    assert [f.field for each in found.reports for f in each.fields] == ["name"]
    assert [f.field for each in found.linkages for f in each.fields] == ["direction"]
    assert found.standard[0].fields == (FieldChange("default_edition", "1.0", "2.0"),)
    assert [(each.id, each.fields[0].field) for each in found.standard[1:]] == [("edition 1.0", "date")]
    assert [f.field for each in found.probes for f in each.fields] == ["name"]
    assert [(each.kind, each.changed) for each in found.generated] == [("probe", 1)]
    assert found.again == ()


def test_a_business_that_came_or_went(two: TwoSides) -> None:
    shutil.rmtree(two.old.root / "specs/alpha")
    shutil.copytree(two.old.root / "features/alpha", two.old.root / "features/beta")
    shutil.copytree(two.new.root / "specs/alpha", two.old.root / "specs/beta")
    two.old.change("beta/standard.yaml", "business: alpha", "business: beta")
    came, went = two.compared().businesses
    assert (came.business, came.change, again(came)) == ("alpha", "added", ALL)
    assert (went.business, went.change, went.again, len(went.gone)) == ("beta", "removed", (), len(ALL))
    assert [each.added for each in came.generated] == [each.removed for each in went.generated]


@pytest.mark.parametrize("changed", ["then_state.py", "names.py"])
def test_changed_step_definitions(two: TwoSides, changed: str) -> None:
    for side in (two.old, two.new):
        shutil.copytree(
            data_root() / "steps", side.root / "steps", ignore=shutil.ignore_patterns("__pycache__")
        )
    path = two.old.root / "steps" / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n# earlier\n", encoding="utf-8")
    found = two.compared()
    assert f"steps/{changed}" in found.steps
    assert again(found.businesses[0]) == ({ASK} if changed == "then_state.py" else ALL)


def test_changed_steps_that_are_not_those_of_this_program_concern_all(two: TwoSides) -> None:
    two.old.write("steps/then_state.py", "# earlier\n")
    two.new.write("steps/then_state.py", "# later\n")
    assert again(two.alpha()) == ALL


def test_a_side_that_is_not_sound_is_named(two: TwoSides) -> None:
    two.old.change("alpha/requirements.csv", "mandatory", "must")
    with pytest.raises(TekigoError) as raised:
        two.compared()
    assert raised.value.code == "TKG-DIFF005"
    assert raised.value.params["given"] == str(two.old.root)
    assert "specs/alpha/requirements.csv:2" in str(raised.value)
