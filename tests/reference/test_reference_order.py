"""Members of a household stand in the order of 5.2."""

from conformance.reference.resident_records.order import Member, ordered

MAN, WOMAN = "1", "2"


def member(
    relation: str, birth: str, sex: str = "", *, number: str = "", koseki: str = "", leads: bool = False
) -> Member:
    return Member(
        number=number or f"{relation}{birth}",
        relation=relation,
        birth=birth,
        sex=sex,
        koseki=koseki,
        leads_koseki=leads,
    )


def order(*members: Member) -> list[str]:
    """Order them whichever way they come in."""
    found = [m.number for m in ordered(members)]
    assert [m.number for m in ordered(members[::-1])] == found
    return found


def test_worked_example_of_the_reference() -> None:
    names = order(
        member("世帯主", "1965-01-01", MAN, number="head"),
        member("母", "1940-01-01", WOMAN, number="mother"),
        member("妻", "1967-01-01", WOMAN, number="wife"),
        member("子", "2015-01-01", MAN, number="unmarried son"),
        member("子", "1995-01-01", MAN, number="married son"),
        member("子の妻", "1996-01-01", WOMAN, number="his wife"),
        member("子の子", "2020-01-01", number="their child"),
    )
    assert names == ["head", "wife", "unmarried son", "married son", "his wife", "their child", "mother"]


def test_families_of_two_sons_stand_by_the_sons_age_even_when_the_wives_do_not() -> None:
    names = order(
        member("世帯主", "1960-01-01", MAN, number="head"),
        member("子", "1985-01-01", MAN, number="elder", koseki="A"),
        member("子", "1988-01-01", MAN, number="younger", koseki="B"),
        member("子の妻", "1990-01-01", WOMAN, number="wife of elder", koseki="A"),
        member("子の妻", "1984-01-01", WOMAN, number="wife of younger", koseki="B"),
        member("子の子", "2012-01-01", number="child of younger", koseki="B"),
        member("子の子", "2015-01-01", number="child of elder", koseki="A"),
    )
    assert names == [
        *("head", "elder", "wife of elder", "child of elder"),
        *("younger", "wife of younger", "child of younger"),
    ]


def test_the_spouse_belongs_to_a_child_of_the_other_sex() -> None:
    names = order(
        member("世帯主", "1960-01-01", MAN, number="head"),
        member("子", "1990-01-01", MAN, number="son"),
        member("子", "1985-01-01", WOMAN, number="daughter"),
        member("子の夫", "1990-01-01", MAN, number="her husband"),
    )
    assert names == ["head", "son", "daughter", "her husband"]


def test_a_lone_parent_and_child_are_a_family() -> None:
    names = order(
        member("世帯主", "1960-01-01", number="head"),
        member("子", "1990-01-01", number="parent"),
        member("子の子", "2012-01-01", number="grandchild"),
        member("子", "2005-01-01", number="single"),
    )
    assert names == ["head", "single", "parent", "grandchild"]


def test_third_rank_is_parents_then_siblings_then_grandparents() -> None:
    names = order(
        member("世帯主", "1960-01-01", number="head"),
        member("父の母", "1905-01-01", number="grandmother", leads=True),
        member("父の父", "1900-01-01", number="grandfather"),
        member("弟", "1970-01-01", number="brother"),
        member("姉", "1955-01-01", number="sister"),
        member("父", "1930-01-01", number="father"),
        member("母", "1932-01-01", number="mother", leads=True),
    )
    assert names == ["head", "mother", "father", "sister", "brother", "grandmother", "grandfather"]


def test_fourth_rank_is_spouses_side_relatives_acquaintances_lodgers() -> None:
    names = order(
        member("世帯主", "1960-01-01", number="head"),
        member("同居人", "1930-01-01", number="lodger"),
        member("縁故者", "1931-01-01", number="acquaintance"),
        member("兄", "1955-01-01", number="brother"),
        member("兄の妻", "1956-01-01", number="brother's wife"),
        member("妻の兄", "1950-01-01", number="c1"),
        member("妻の弟", "1970-01-01", number="c2"),
        member("妻の母", "1955-01-01", number="mother in law"),
        member("妻", "1961-01-01", number="wife"),
    )
    assert names == [
        *("head", "wife", "mother in law", "c1", "brother", "brother's wife", "c2", "acquaintance", "lodger"),
    ]


def test_families_of_relatives_stand_by_generation_before_age() -> None:
    names = order(
        member("世帯主", "1960-01-01", number="head"),
        member("妻の兄", "1930-01-01", number="brother in law"),
        member("妻の兄の妻", "1932-01-01", number="his wife"),
        member("父の弟", "1945-01-01", number="uncle"),
        member("父の弟の妻", "1946-01-01", number="aunt"),
    )
    assert names == ["head", "uncle", "aunt", "brother in law", "his wife"]


def test_a_grandchild_belongs_to_the_child_in_its_koseki() -> None:
    names = order(
        member("世帯主", "1960-01-01", number="head", koseki="A"),
        member("子", "1985-01-01", number="elder", koseki="A"),
        member("子", "1988-01-01", number="parent", koseki="B"),
        member("子の子", "2012-01-01", number="grandchild", koseki="B"),
    )
    assert names == ["head", "elder", "parent", "grandchild"]


def test_a_grandchilds_spouse_is_nobody_elses() -> None:
    names = order(
        member("世帯主", "1930-01-01", MAN, number="head"),
        member("子", "1955-01-01", WOMAN, number="daughter"),
        member("子", "1960-01-01", MAN, number="son"),
        member("子の子", "1985-01-01", MAN, number="grandson"),
        member("子の子の妻", "1986-01-01", WOMAN, number="his wife"),
    )
    assert names == ["head", "son", "daughter", "grandson", "his wife"]


def test_equal_birth_dates_fall_back_on_the_number() -> None:
    assert order(
        member("世帯主", "1960-01-01", number="1"),
        member("妻の姉", "1960-05-05", number="124"),
        member("妻の兄", "1960-05-05", number="123"),
    ) == ["1", "123", "124"]


def test_a_household_without_a_head_is_ordered_as_well() -> None:
    assert order(member("子", "1990-01-01", number="child"), member("妻", "1961-01-01", number="wife")) == [
        "wife",
        "child",
    ]
