"""Claims, their review, the changes of an entitlement and its end."""

from tests.reference.child_allowance.office import Office


def state(office: Office, person: str) -> str:
    return str(office.do("受給者照会", 宛名番号=person)["資格状態"])


def test_the_entitlement_follows_the_claim() -> None:
    office = Office()
    person = office.person()
    claim = office.claim(person)
    office.add(claim, office.person("2025-01-05"))
    assert state(office, person) == "受付"
    assert office.ask("認定決定", 受付番号=claim).codes == ["T1401"]
    office.do("審査開始", 受付番号=claim)
    assert office.ask("請求保留", 受付番号=claim, 不備書類=["", "　"]).codes == ["E0001"]
    office.do("請求保留", 受付番号=claim, 不備書類=["確認書", "委任状"])
    assert office.do("請求照会", 受付番号=claim)["不備書類"] == ["確認書", "委任状"]
    assert office.ask("認定決定", 受付番号=claim).codes == ["T1401"]
    assert office.do("保留解除", 受付番号=claim)["請求年月日"] == "2025-01-10"
    assert office.do("認定決定", 受付番号=claim)["資格状態"] == "認定"
    assert "不備書類" not in office.do("請求照会", 受付番号=claim)


def test_a_rejected_claim_tells_why_and_leaves_room_for_another() -> None:
    office = Office()
    person = office.person()
    claim = office.claim(person)
    assert office.ask("認定請求", **_again(person)).codes == ["T1401"]
    office.do("審査開始", 受付番号=claim)
    assert office.ask("認定決定", 受付番号=claim).codes == ["T1102"]
    office.do("却下決定", 受付番号=claim, 却下理由="監護していないため")
    assert (state(office, person), office.do("請求照会", 受付番号=claim)["却下理由"]) == (
        "却下",
        "監護していないため",
    )
    assert office.ask("認定請求", **_again(person)).status == 200


def _again(person: str) -> dict[str, str]:
    return {
        "宛名番号": person, "受給者区分": "一般", "請求年月日": "2025-02-10", "事由発生年月日": "2025-02-05",
        "請求事由": "その他",
    }  # fmt: skip


def test_the_amount_and_rank_come_from_nobody_but_the_system() -> None:
    office = Office()
    person = office.person()
    assert office.ask("認定請求", **_again(person), 手当月額=30000).codes == ["T1001"]


def test_a_child_is_paid_for_once() -> None:
    office = Office()
    child = office.person("2025-01-05")
    first, second = office.person(), office.person()
    claims = [office.claim(each) for each in (first, second)]
    for claim in claims:
        office.add(claim, child)
        office.do("審査開始", 受付番号=claim)
    office.do("認定決定", 受付番号=claims[0])
    assert office.ask("認定決定", 受付番号=claims[1]).codes == ["T1401"]
    office.do("受給事由消滅届", 宛名番号=first, 消滅事由="転出", 事由発生年月日="2025-01-20")
    assert office.do("認定決定", 受付番号=claims[1])["支給開始年月"] == "2025-02"


def test_a_protected_parent_follows_where_the_other_ended() -> None:
    office = Office()
    child = office.person("2020-01-05")
    spouse, protected = office.person(), office.person(支援措置フラグ="はい")
    claim = office.claim(spouse)
    office.add(claim, child)
    office.certify(claim)
    claim = office.claim(protected, "2025-06-10", "2025-06-05", 現況届対象区分="DV等により別居")
    office.add(claim, child)
    office.do("審査開始", 受付番号=claim)
    assert office.ask("認定決定", 受付番号=claim).codes == ["T1401"]
    office.do(
        "受給事由消滅届",
        宛名番号=spouse,
        消滅事由="支給対象児童がいない",
        事由発生年月日="2025-07-20",
        職権フラグ="はい",
    )
    assert office.do("認定決定", 受付番号=claim)["支給開始年月"] == "2025-08"
    shown = office.do("受給者照会", 宛名番号=protected)
    assert ("住所" in shown, shown["住所秘匿フラグ"]) == (False, "1")
    paper = office.do("帳票作成", 宛名番号=protected, 帳票名="認定通知書")
    assert paper["宛先住所"] == "東京都試験町一丁目"


def test_fewer_children_from_the_month_after_the_event() -> None:
    office = Office()
    person = office.certified("2010-05-05", "2013-08-20", "2019-06-06")
    child = office.ask("児童照会", 宛名番号=person).results[0]["児童_宛名番号"]
    told = office.do(
        "額改定届", 宛名番号=person, 児童_宛名番号=child, 事由発生年月日="2025-06-20", 減額事由="監護しなくなったため",
        職権フラグ="はい",
    )  # fmt: skip
    assert (told["改定年月"], told["改定前月額"], told["手当月額"]) == ("2025-07", 50000, 20000)
    assert told["児童_最終支給年月"] == "2025-06"
    assert office.month(person, "2025-07") == [(1, 10000), (2, 10000)]


def test_the_last_child_leaves_by_the_end_of_the_entitlement_only() -> None:
    office = Office()
    person = office.with_elder("2013-08-20", elder="2005-02-03")
    children = office.ask("児童照会", 宛名番号=person).results
    items = {
        "宛名番号": person,
        "事由発生年月日": "2025-06-20",
        "減額事由": "監護しなくなったため",
        "職権フラグ": "はい",
    }
    assert office.ask("額改定届", 児童_宛名番号=children[1]["児童_宛名番号"], **items).codes == ["T1102"]
    assert office.ask("額改定届", 児童_宛名番号=children[0]["児童_宛名番号"], **items).status == 200


def test_an_elder_child_that_is_no_longer_supported_re_ranks_the_others() -> None:
    office = Office()
    person = office.with_elder("2012-01-01", "2019-06-06", elder="2005-02-03")
    elder = office.ask("児童照会", 宛名番号=person).results[0]["児童_宛名番号"]
    told = office.do(
        "算定児童変更届", 宛名番号=person, 児童_宛名番号=elder, 事由発生年月日="2025-04-01", 届出年月日="2025-04-10",
        経済的負担フラグ="いいえ",
    )  # fmt: skip
    assert (told["改定年月"], told["改定前月額"], told["手当月額"]) == ("2025-05", 40000, 20000)
    assert told["算定対象フラグ"] == "0"
    back = office.do(
        "算定児童変更届", 宛名番号=person, 児童_宛名番号=elder, 事由発生年月日="2025-08-01", 届出年月日="2025-08-20",
        経済的負担フラグ="はい",
    )  # fmt: skip
    assert (back["改定年月"], back["手当月額"], back["算定対象フラグ"]) == ("2025-09", 40000, "1")


def test_age_needs_no_claim() -> None:
    office = Office()
    person = office.certified("2022-03-10", "2007-03-10")
    again = [office.ask("年齢到達処理", 処理年月="2025-03", 宛名番号=person).results for _ in range(2)]
    assert again[0] == again[1]
    kinds = {each["年齢到達区分"]: each for each in again[0]}
    assert set(kinds) == {"3歳到達", "18歳年度末到達"}
    assert kinds["18歳年度末到達"]["児童_最終支給年月"] == "2025-03"
    assert {(each["改定年月"], each["改定前月額"], each["手当月額"]) for each in again[0]} == {
        ("2025-04", 25000, 10000)
    }
    assert state(office, person) == "認定"
    assert office.ask("年齢到達処理", 処理年月="2025-04", 宛名番号=person).results == []


def test_the_entitlement_ends_with_the_last_child() -> None:
    office = Office()
    person = office.certified("2007-03-10")
    told = office.do("年齢到達処理", 処理年月="2025-03", 宛名番号=person)
    assert (told["資格状態"], told["最終支給年月"], told["手当月額"]) == ("消滅", "2025-03", 0)
    shown = office.do("受給者照会", 宛名番号=person)
    assert (shown["消滅事由"], shown["資格状態"]) == ("年度末到達", "消滅")
    office.ask("年齢到達処理", 処理年月="2025-03", 宛名番号=person)
    assert office.do("受給者照会", 宛名番号=person) == shown


def test_what_has_ended_takes_no_changes() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.do("受給事由消滅届", 宛名番号=person, 消滅事由="公務員となった", 事由発生年月日="2025-06-20")
    claim = {
        "宛名番号": person,
        "請求年月日": "2025-06-21",
        "事由発生年月日": "2025-06-21",
        "請求事由": "出生",
    }
    assert office.ask("額改定請求", **claim).codes == ["T1401"]
    assert office.ask("受給者修正", 宛名番号=person, 受給者区分="一般").codes == ["T1401"]
    assert office.ask(
        "受給事由消滅届", 宛名番号=person, 消滅事由="死亡", 事由発生年月日="2025-07-01"
    ).codes == ["T1401"]
    assert (office.total(person, "2025-06"), office.total(person, "2025-07")) == (15000, 0)


def test_a_move_may_lie_ahead_and_nothing_else_may() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    items = {"宛名番号": person, "事由発生年月日": "2026-07-10", "届出年月日": "2026-05-19"}
    assert office.ask("受給事由消滅届", 消滅事由="死亡", **items).codes == ["T1101"]
    assert office.do("受給事由消滅届", 消滅事由="転出", **items)["最終支給年月"] == "2026-07"


def test_every_version_stays_and_only_the_newest_is_open() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    office.at("2026-05-21")
    office.do("受給者修正", 宛名番号=person, 現況届対象区分="市区町村が必要と認める者")
    versions = office.ask("受給者履歴照会", 宛名番号=person).results
    assert [each["履歴番号"] for each in versions] == list(range(1, len(versions) + 1))
    assert ["有効終了年月日" in each for each in versions] == [True] * (len(versions) - 1) + [False]
    assert versions[-2]["有効終了年月日"] == versions[-1]["有効開始年月日"] == "2026-05-21"
    assert ("現況届対象区分" in versions[-2], "現況届対象区分" in versions[-1]) == (False, True)


def test_an_application_is_a_draft_until_it_is_accepted() -> None:
    office = Office()
    person = office.person()
    application = office.do("電子申請取込", 申請番号="A1", **_again(person))
    assert (application["請求状態"], "資格状態" in application) == ("下書き", False)
    assert office.ask("受給者照会", 宛名番号=person).codes == ["T1201"]
    assert office.ask("電子申請取込", 申請番号="A1", **_again(person)).codes == ["T1401"]
    assert office.ask("認定請求", **_again(person)).codes == ["T1401"]
    assert office.add(application["受付番号"], office.person("2025-01-05")).status == 200
    accepted = office.do("電子申請受付", 受付番号=application["受付番号"])
    assert (accepted["請求状態"], accepted["請求年月日"]) == ("受付", "2025-02-10")
    assert office.certify(application["受付番号"])["手当月額"] == 15000


def test_reports_are_asked_from_the_listed_classes_only() -> None:
    office = Office()
    waived = office.certified("2025-01-05")
    asked = office.certified("2025-01-05", 現況届対象区分="離婚協議中等で別居")
    listed = office.ask("現況届対象照会", 現況年度="2026").results
    assert [each["宛名番号"] for each in listed] == [asked]
    assert office.do("現況届対象照会", 現況年度="2026", 宛名番号=waived)["現況届要否フラグ"] == "0"
    stopped = office.ask("現況届未提出差止", 現況年度="2026", 差止開始年月="2026-06").results
    assert [(each["宛名番号"], each["資格状態"]) for each in stopped] == [(asked, "差止")]
    assert office.ask("現況届未提出差止", 現況年度="2026", 差止開始年月="2026-06").results == []


def test_the_registers_are_compared() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    child = office.do("児童照会", 宛名番号=person)["児童_宛名番号"]
    assert office.ask("公簿確認", 現況年度="2026", 宛名番号=person).results == []
    office.do(
        "宛名登録", 宛名番号=child, 氏名="適合　子", 生年月日="2025-01-05", 住民状態="転出", 住所="大阪府"
    )
    spouse = office.person()
    incomes = {"所得額": 1, "配偶者_所得額": 2, "所得年度": "2025"}
    office.do("所得登録", 宛名番号=person, 配偶者_宛名番号=spouse, **incomes)
    found = office.ask("公簿確認", 現況年度="2026", 宛名番号=person).results
    kinds = {each["公簿不一致区分"] for each in found}
    assert kinds == {"児童が住民でない", "児童と住所が違う", "生計維持者が受給者でない"}
