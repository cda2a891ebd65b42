"""Looking things up by the standard's own names."""

import pytest
from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from tests.spec.made_package import MadePackage


@pytest.fixture
def catalog(made: MadePackage) -> Catalog:
    """The catalog of the made package."""
    return Catalog(load_package("alpha", made.root))


def test_things_are_found_by_japanese_name_and_by_id(catalog: Catalog) -> None:
    assert catalog.operation("登録届") is catalog.operation("toroku")
    assert catalog.item("氏名") is catalog.item("shimei")
    assert catalog.requirement("AL-1.M").title == "登録"
    assert catalog.probe("削除") is catalog.probe("sakujo")
    assert catalog.package.key == "alpha"


@pytest.mark.parametrize(
    ("find", "name", "near"),
    [
        ("operation", "登録屆", "登録届"),
        ("item", "異動目", "異動日"),
        ("requirement", "AL-1.X", "AL-1.M"),
        ("code_list", "区分2", "区分"),
        ("set_of", "基本2", "基本"),
        ("probe", "削除機能", "削除"),
        ("report", "通知", ""),
        ("linkage", "x", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    catalog: Catalog, find: str, name: str, near: str
) -> None:
    with pytest.raises(TekigoError) as caught:
        getattr(catalog, find)(name)
    assert name in caught.value.text()
    assert near in caught.value.text()


def test_sets_are_spread_once_and_in_order(catalog: Catalog) -> None:
    shokai = catalog.operation("照会")
    assert [item.name for item in catalog.outputs(shokai)] == ["氏名", "異動日", "番号", "メモ"]
    names = [item.name for item in catalog.items_of(["氏名", "set:全部", "氏名"])]
    assert names == ["氏名", "異動日", "番号", "メモ"]


def test_inputs_are_the_required_then_the_optional_items(catalog: Catalog) -> None:
    toroku = catalog.operation("登録届")
    assert [item.name for item in catalog.required(toroku)] == ["氏名", "異動日"]
    assert [item.name for item in catalog.optional(toroku)] == ["区分", "メモ", "誕生日"]
    assert catalog.inputs(toroku) == catalog.required(toroku) + catalog.optional(toroku)


def test_a_set_that_contains_itself_is_refused(made: MadePackage) -> None:
    made.change("alpha/operations.yaml", "基本: [氏名", '基本: ["set:全部", 氏名')
    catalog = Catalog(load_package("alpha", made.root))
    with pytest.raises(TekigoError, match="TKG-SPEC087"):
        catalog.set_of("全部")


def test_the_contract_carries_codes_when_all_are_known_and_else_labels(catalog: Catalog) -> None:
    kubun, yoshiki = catalog.code_list("区分"), catalog.code_list("様式")
    assert (kubun.official, kubun.values) == (True, ("1", "2"))
    assert (yoshiki.official, yoshiki.values) == (False, ("縦", "横"))
    assert (kubun.value("継続"), kubun.value("2"), kubun.value("終了")) == ("2", "2", None)
    assert (yoshiki.value("縦"), yoshiki.value("")) == ("縦", None)
    assert (kubun.label("2"), yoshiki.label("横"), kubun.label("9")) == ("継続", "横", None)
    assert catalog.codes_of(catalog.item("区分")) is kubun
    assert catalog.codes_of(catalog.item("氏名")) is None


def test_an_item_names_the_requirement_of_its_checks_or_the_standard_does(catalog: Catalog) -> None:
    duty = catalog.operation("登録届")
    assert catalog.check_requirement(duty, catalog.item("異動日"), "impossible_date") == "AL-1.O"
    assert catalog.check_requirement(duty, catalog.item("氏名"), "length") == "AL-1.M"
    assert catalog.check_requirement(duty, None, "default") == "AL-1.M"
    assert catalog.check_requirement(duty, None, "required") == ""


@pytest.mark.parametrize(
    ("requirements", "option"),
    [(("AL-1.O",), True), (("AL-1.O", "AL-1.M"), False), (("AL-2.N",), False), ((), False)],
)
def test_an_operation_for_options_alone_answers_for_itself(
    catalog: Catalog, requirements: tuple[str, ...], option: bool
) -> None:
    operation = replace(catalog.operation("登録届"), requirements=requirements)
    assert catalog.is_option(operation) is option
    expected = "AL-1.O" if option else "AL-1.M"
    assert catalog.check_requirement(operation, catalog.item("氏名"), "length") == expected
    assert catalog.check_requirement(operation, None, "default") == expected
