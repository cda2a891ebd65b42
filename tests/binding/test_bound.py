"""Operations of the contract on a vendor's API: drafts, pages, refusals, and what may never be sent."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from conformance.binding import sequence as sequence_module
from conformance.binding.bound import BoundAsker
from conformance.binding.load import load_binding
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.client import TargetClient
from conformance.target.exchange import Exchange, Translation
from conformance.target.load import load_target
from tests.binding import files
from tests.binding.note_house import KEY, NoteHouse, serve

CATALOG = Catalog(load_package("resident_records"))
TODAY = date(2026, 4, 1)
MOVE_IN, NOTE, NOTES = (CATALOG.operation(name) for name in ("転入届", "メモ登録", "メモ照会"))
PERSON = {"shimei": "適合　花子", "seibetsu": "2", "seinengappi": "1990-04-01"}
NUMBER = "123456789018"
Ask = Callable[..., BoundAsker]


@pytest.fixture
def house() -> NoteHouse:
    return NoteHouse()


@pytest.fixture
def asker_of(tmp_path: Path, house: NoteHouse) -> Iterator[Ask]:
    """Make an asker of the house, with another binding, key or record of exchanges where a test wants one."""
    with ExitStack() as stack:
        url = stack.enter_context(serve(house))

        def make(
            binding: str = files.BINDING,
            key: str = KEY,
            exchanges: list[Exchange] | None = None,
            translated: list[Translation] | None = None,
        ) -> BoundAsker:
            target = load_target(files.write(tmp_path, url, key, binding))
            read = load_binding(target.binding["resident_records"], CATALOG, load_error_codes())
            noted = exchanges.append if exchanges is not None else None
            client = stack.enter_context(TargetClient(target, {}, noted, number_fields=["kojinbango"]))
            told = translated.append if translated is not None else None
            return BoundAsker(read, CATALOG, client, today=TODAY, on_translated=told)

        yield make


def test_an_operation_of_two_calls_is_answered_as_the_contract_does(asker_of: Ask, house: NoteHouse) -> None:
    answer = asker_of().ask(MOVE_IN, PERSON)

    assert answer.status == 200
    assert answer.json["metadata"]["title"] == "転入届"
    assert answer.json["result"] == [{"atenabango": "000000000000001", "shimei": "適合　花子"}]
    assert house.seen == ["POST /drafts", "POST /drafts/1/approval"]
    sent = house.drafts[1]
    assert (sent["sex"], sent["born"], sent["kind"]) == ("F", "19900401", "IN")


def test_a_call_whose_condition_fails_is_left_out(asker_of: Ask, house: NoteHouse) -> None:
    asker_of().ask(MOVE_IN, PERSON | {"tourokukubun": "本登録"})
    asker_of().ask(MOVE_IN, PERSON | {CATALOG.item("登録区分").romaji: "仮登録"})

    assert house.seen == ["POST /drafts", "POST /drafts/1/approval", "POST /drafts"]


def test_a_refusal_carries_the_contracts_code_and_names_the_item(asker_of: Ask, house: NoteHouse) -> None:
    answer = asker_of().ask(MOVE_IN, {"seibetsu": "2"})

    assert answer.status == 400
    assert answer.json["errors"] == [{"code": "E0001", "message": "氏名: no"}]
    assert house.seen == ["POST /drafts"]  # what follows a refusal is not sent


def test_pages_are_read_to_the_last(asker_of: Ask, house: NoteHouse) -> None:
    asker = asker_of()
    for text in ("一", "二", "三", "四", "五"):
        assert asker.ask(NOTE, {"atenabango": "1", "memonaiyo": text}).status == 200

    answer = asker.ask(NOTES, {"atenabango": "1"})

    assert [row["memonaiyo"] for row in answer.json["result"]] == ["一", "二", "三", "四", "五"]
    assert [row["memohenkokubun"] for row in answer.json["result"]] == ["登録"] * 5
    assert house.seen[-3:] == [
        "GET /notes?person=1",
        "GET /notes?person=1&from=2",
        "GET /notes?person=1&from=4",
    ]


def test_pages_that_never_end_are_given_up(
    asker_of: Ask, house: NoteHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence_module, "PAGES", 3)
    house.endless = True

    with pytest.raises(TekigoError) as caught:
        asker_of().ask(NOTES, {"atenabango": "1"})

    assert caught.value.code == "TKG-BND022"
    assert len(house.seen) == 3


def test_what_stands_in_a_path_is_quoted(asker_of: Ask, house: NoteHouse) -> None:
    asker_of().ask(NOTE, {"atenabango": "../../drafts?x#y", "memonaiyo": "一"})

    assert house.seen == ["POST /people/..%2F..%2Fdrafts%3Fx%23y/notes"]


def test_a_wrong_value_goes_as_it_is(asker_of: Ask, house: NoteHouse) -> None:
    asker_of().ask(MOVE_IN, PERSON | {"seibetsu": "9", "seinengappi": 19900401})

    assert (house.drafts[1]["sex"], house.drafts[1]["born"]) == ("9", 19900401)


def test_a_refused_key_is_a_refusal_of_rights(asker_of: Ask) -> None:
    answer = asker_of(key="w" * 40).ask(MOVE_IN, PERSON)

    assert answer.status == 403
    assert [each["code"] for each in answer.json["errors"]] == ["T1301"]


def test_an_operation_that_is_not_bound_is_not_sent(asker_of: Ask, house: NoteHouse) -> None:
    with pytest.raises(TekigoError) as caught:
        asker_of().ask(CATALOG.operation("転居届"), {})

    assert caught.value.code == "TKG-BND010"
    assert house.seen == []


def test_an_expression_that_does_not_fit_the_answer_names_its_place(asker_of: Ask) -> None:
    binding = files.BINDING.replace("rows: call.body\n", "rows: $number(call.body)\n").replace(
        "answer: {rows: call.body}", "answer: {rows: '$number(call.body.note.text)'}"
    )

    with pytest.raises(TekigoError) as caught:
        asker_of(binding).ask(NOTE, {"atenabango": "1", "memonaiyo": "一"})

    assert caught.value.code == "TKG-BND021"
    assert caught.value.params["stage"] == "operations.メモ登録.answer.rows"


def test_a_personal_number_never_gets_into_an_address(asker_of: Ask, house: NoteHouse) -> None:
    hidden = files.BINDING.replace("/drafts\n", "/drafts?q={$lookup(request, '個人' & '番号')}\n", 1)

    with pytest.raises(TekigoError) as caught:
        asker_of(hidden).ask(MOVE_IN, PERSON | {"kojinbango": NUMBER})

    assert caught.value.code == "TKG-BND023"
    assert house.seen == []


def test_evidence_shows_both_sides_without_personal_numbers(asker_of: Ask) -> None:
    binding = files.BINDING.replace("  氏名: person.name\n", "  氏名: person.name\n  個人番号: person.code\n")
    exchanges: list[Exchange] = []
    translated: list[Translation] = []

    asker_of(binding, exchanges=exchanges, translated=translated).ask(
        MOVE_IN, PERSON | {"kojinbango": NUMBER}
    )

    (translation,) = translated
    assert "適合　花子" in translation.request
    assert '"atenabango"' in translation.answer
    assert NUMBER not in repr((exchanges, translated))
    assert all("X-Key" in each.request_headers for each in exchanges)
    assert KEY not in repr(exchanges)


def test_only_bodies_that_get_through_are_carried(asker_of: Ask) -> None:
    asker = asker_of()

    assert asker.carries(MOVE_IN, PERSON)
    assert not asker.carries(MOVE_IN, [PERSON])
    assert not asker.carries(MOVE_IN, PERSON | {"nonsense": 1})
    assert asker.carries(MOVE_IN, PERSON | {"shimei": {}})  # in a body it is refused or not as it stands
    assert asker.carries(NOTES, {"atenabango": "x"})
    for value in ({}, 1, None, True):  # in an address all of them would become texts
        assert not asker.carries(NOTES, {"atenabango": value})
    assert not asker.carries(MOVE_IN, PERSON | {CATALOG.item("住所_郵便番号").romaji: "1000001"})
