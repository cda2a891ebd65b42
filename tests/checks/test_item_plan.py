"""Which item checks are generated, and what they say."""

from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from conformance.checks.items.deviations import deviations
from conformance.checks.items.model import ItemCheck
from conformance.checks.items.naming import items_named, names_item
from conformance.checks.items.plan import open_points, plan_item_checks
from conformance.i18n import TekigoError
from conformance.i18n.messages import set_language
from conformance.spec.catalog import Catalog, CodeList
from conformance.spec.load import load_package
from conformance.spec.model import Code, Item
from conformance.spec.validation import validate

PACKAGE = load_package("resident_records")
CATALOG = Catalog(PACKAGE)
CHECKS = plan_item_checks(PACKAGE)


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("ja")


def _one(id_: str) -> ItemCheck:
    return next(check for check in CHECKS if check.id == id_)


def test_ids_are_unique_and_every_check_verifies_a_known_requirement() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert {check.requirement for check in CHECKS} <= {each.id for each in PACKAGE.requirements}


def test_every_operation_has_one_positive_control() -> None:
    controls = Counter(check.operation for check in CHECKS if check.kind == "control")
    assert controls == Counter({operation.id: 1 for operation in PACKAGE.operations})


def test_every_input_item_is_checked_or_named_as_open() -> None:
    checked = {(check.operation, check.romaji) for check in CHECKS}
    for operation in PACKAGE.operations:
        for item in CATALOG.inputs(operation):
            free = item.type == "X" and not item.charset and item.digits is None and not item.code_list
            assert (operation.id, item.romaji) in checked or free, item.name


def test_a_check_says_what_it_does_and_what_it_expects() -> None:
    check = _one("item:resident_records:tennyu:jusho_yubinbango:length:short")
    assert check.title == "転入届: 「住所_郵便番号」に桁の足りない「111111」を入れる"
    assert check.expected == "エラー E0003（桁数エラー）が項目「住所_郵便番号」について返る"
    assert check.requirement == PACKAGE.standard.item_checks["length"]


def test_a_condition_names_the_situation() -> None:
    check = _one("item:resident_records:tennyu:kokusekichiiki:condition:住民種別=外国人住民")
    assert check.title == "転入届: 「住民種別=外国人住民」があるのに「国籍・地域」を省く"
    assert (check.put, check.drop, check.code) == (
        {"juminshubetsu": "外国人住民"},
        ("kokusekichiiki",),
        "E0004",
    )


def test_a_condition_about_a_value_that_the_operation_does_not_accept_is_left_out() -> None:
    ids = {
        check.id for check in CHECKS if check.operation == "gaikokujintennyu" and check.kind == "condition"
    }
    assert not any("日本人住民" in id_ for id_ in ids)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_text_is_in_the_catalogue(lang: str, request: pytest.FixtureRequest) -> None:
    if lang == "en":
        request.getfixturevalue("english")
    for check in CHECKS:
        assert not check.mutate.startswith("item."), check.mutate
        assert "{" not in check.title + check.expected


def test_wrong_values_are_wrong_in_exactly_the_way_they_say() -> None:
    for item in PACKAGE.items:
        codes = CATALOG.codes_of(item)
        for each in deviations(item, codes):
            kind = "unknown_date" if each.variant in {"zero", "month_zero"} else each.kind
            assert validate(item, each.value, codes, required=True) == kind, (item.name, each)


def _item(**traits: object) -> Item:
    return Item(**({"name": "試験", "romaji": "shiken", "type": "X", "fidelity": "provisional"} | traits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "wrong"),
    [
        (_item(type="9V", length="3,2"), {("charset", "AAA"), ("length", "1111"), ("length", "1.111")}),
        (_item(type="S9", length="3"), {("charset", "AAA"), ("length", "1111")}),
        (_item(type="9", length="3"), {("charset", "AAA"), ("charset", -1), ("length", 1000)}),
        (_item(type="YEAR"), {("charset", "AA")}),
        (_item(type="TIME", length="8"), {("charset", "AA:AA:AA"), ("impossible_date", "25:00:00")}),
        (_item(type="N", length="2"), {("charset", "AA"), ("charset", "ｱｱ"), ("length", "適適適")}),
        (_item(length="4"), {("charset", "ああああ"), ("length", "AAAAA")}),
    ],
)
def test_types_that_the_package_does_not_use_yet(item: Item, wrong: set[tuple[str, object]]) -> None:
    assert {(each.kind, each.value) for each in deviations(item)} == wrong


MONTH = {"length": "7", "fixed": True, "charset": "month"}


@pytest.mark.parametrize("unknown", [False, True])
def test_a_month_is_checked_for_its_form_and_its_calendar(unknown: bool) -> None:
    item = _item(**MONTH, unknown_date=unknown)
    found = {each.value: each for each in deviations(item)}
    assert set(found) == {"2001/04", "200104", "2001-13"} | (set() if unknown else {"2001-00"})
    for value, each in found.items():
        kind = "unknown_date" if each.variant == "month_zero" else each.kind
        assert validate(item, value) == kind
    assert (found["200104"].code, found["200104"].also) == ("E0003", ("E0002",))  # short, or of another form


def test_the_texts_of_months_are_in_the_catalogue() -> None:
    package = load_package("welfare/child_allowance")
    months = [check for check in plan_item_checks(package) if "月" in check.mutate and "2001" in check.mutate]
    assert {check.variant for check in months} >= {
        "month_slash",
        "month_joined",
        "thirteenth_month",
        "month_zero",
    }
    assert not any(check.mutate.startswith("item.") for check in months)


def test_official_codes_are_replaced_by_one_of_the_same_length() -> None:
    codes = CodeList(
        name="区分",
        entries=tuple(
            Code(list="区分", code=f"{n:02}", label=f"値{n}", fidelity="transcribed") for n in range(1, 100)
        ),
    )
    (wrong,) = deviations(_item(code_list="区分", length="2", fixed=True), codes)
    assert wrong.value == "ZZ"


def test_an_open_length_yields_no_length_check_and_is_told() -> None:
    kinds = {check.kind for check in CHECKS if check.operation == "tennyu" and check.item == "氏名"}
    assert "length" not in kinds
    told = {(point.item, point.kind): point for point in open_points(PACKAGE)}
    assert "tennyu" in told["氏名", "length"].operations
    assert told["氏名", "length"].reason == "「氏名」の桁数は公式の資料が手元になく、検査しない"
    assert ("異動事由", "code") in told
    assert ("性別", "code") not in told


def test_a_package_without_a_requirement_for_item_checks_is_told_so() -> None:
    standard = msgspec.structs.replace(PACKAGE.standard, item_checks={})
    with pytest.raises(TekigoError) as raised:
        plan_item_checks(msgspec.structs.replace(PACKAGE, standard=standard))
    assert raised.value.code == "TKG-ITEM001"


def test_no_duty_is_failed_by_the_checks_of_an_option() -> None:
    """Of an operation that only an option asks for, every check counts for that option, whatever its items name."""
    option = next(each.id for each in PACKAGE.requirements if each.class_ == "optional")
    operations = tuple(
        msgspec.structs.replace(each, requirements=(option,)) if each.id == "tennyu" else each
        for each in PACKAGE.operations
    )
    checks = plan_item_checks(msgspec.structs.replace(PACKAGE, operations=operations))
    assert {check.requirement for check in checks if check.operation == "tennyu"} == {option}
    others = {check.id: check.requirement for check in checks if check.operation != "tennyu"}
    assert others == {check.id: check.requirement for check in CHECKS if check.operation != "tennyu"}


NAMES = frozenset({"氏名", "氏名_フリガナ", "本籍", "本籍_町字"})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("氏名が設定されていません。", ("氏名",)),
        ("【氏名】が設定されていません。", ("氏名",)),
        ("氏名_フリガナは全角カナで設定してください。", ("氏名_フリガナ",)),
        ("本籍_町字が設定されている場合、本籍は設定必須です。", ("本籍_町字", "本籍")),
        ("入力に誤りがあります。", ()),
    ],
)
def test_the_longest_name_counts(text: str, named: tuple[str, ...]) -> None:
    assert items_named(text, NAMES) == named
    assert names_item(text, "氏名", NAMES) is ("氏名" in named)
