"""A binding that would make a system look better than it is, or worse: it is found out, or the doubt stays a doubt."""

from time import monotonic

import pytest

from conformance.binding.expression import Expression
from conformance.binding.load import BindingErrors
from conformance.binding.translation import Translator
from conformance.i18n import TekigoError
from tests.binding import files
from tests.binding.note_house import NoteHouse
from tests.binding.test_bound import CATALOG, MOVE_IN, NOTE, NOTES, NUMBER, PERSON, Ask, asker_of, house

__all__ = ["asker_of", "house"]  # fixtures
HTML = b"<html>Please log in</html>"


def binding(*changes: tuple[str, str]) -> str:
    """Change the right binding."""
    text = files.BINDING
    for right, wrong in changes:
        assert right in text, right
        text = text.replace(right, wrong)
    return text


@pytest.mark.parametrize(
    ("instead", "what"),
    [
        ((200, {"Content-Type": "text/html"}, HTML), "json"),
        ((503, {"Content-Type": "text/html"}, HTML), "unavailable"),
        ((500, {"Content-Type": "application/json", "Retry-After": "60"}, b"{}"), "unavailable"),
        ((429, {"Content-Type": "application/json"}, b"{}"), "unavailable"),
    ],
)
@pytest.mark.parametrize("accepted", ["answer.status < 400", "'true'", "$not($exists(answer.body.error))"])
def test_an_answer_that_says_nothing_is_never_an_accepted_one(
    asker_of: Ask, house: NoteHouse, instead: tuple[int, dict[str, str], bytes], what: str, accepted: str
) -> None:
    house.instead = instead
    asker = asker_of(binding(("path: /people", f'accepted: "{accepted}"\n        path: /people')))

    answer = asker.ask(NOTE, {"atenabango": "1", "memonaiyo": "一"})

    assert answer.unavailable == (what == "unavailable")
    assert answer.json_failure is not None or answer.unavailable
    assert answer.status == instead[0]


def test_an_operation_that_asks_nothing_is_not_accepted(asker_of: Ask, house: NoteHouse) -> None:
    silent = binding(
        ("path: /people", 'when: "false"\n        path: /people'), ("rows: call.body}", "rows: request}")
    )

    with pytest.raises(TekigoError) as caught:
        asker_of(silent).ask(NOTE, {"atenabango": "1", "memonaiyo": "一"})

    assert caught.value.code == "TKG-BND024"
    assert house.seen == []


@pytest.mark.parametrize("reply", ["{rows: '[request]', row: $}", '{rows: \'{"note": {"no": 7}}\'}'])
def test_rows_that_no_answer_gave_are_found_out(asker_of: Ask, reply: str) -> None:
    invented = binding(("answer: {rows: call.body}", f"answer: {reply}"))

    with pytest.raises(TekigoError) as caught:
        asker_of(invented).ask(NOTE, {"atenabango": "1", "memonaiyo": "一"})

    assert caught.value.code == "TKG-BND025"


@pytest.mark.parametrize(
    "changes",
    [
        [("list: answer.body.faults", 'list: \'[{"why": "REQUIRED", "at": "person.name"}]\'')],
        [("code: why", "code: '\"REQUIRED\"'")],
        [("item: at", "item: '\"person.name\"'")],
        [("text: say", "text: '\"氏名、性別、生年月日が違います\"'")],
    ],
)
def test_errors_that_no_answer_gave_are_found_out(asker_of: Ask, changes: list[tuple[str, str]]) -> None:
    with pytest.raises(TekigoError) as caught:
        asker_of(binding(*changes)).ask(MOVE_IN, {"seibetsu": "2"})

    assert caught.value.code == "TKG-BND025"


def test_an_error_told_by_the_status_alone_is_honest(asker_of: Ask) -> None:
    by_status = binding(
        (
            "list: answer.body.faults",
            'list: \'answer.status = 422 ? [{"why": "REQUIRED", "at": "person.name"}] : []\'',
        )
    )

    answer = asker_of(by_status).ask(MOVE_IN, {"seibetsu": "2"})

    assert answer.json["errors"] == [{"code": "E0001", "message": "氏名: "}]


def test_what_was_asked_has_no_say_in_what_was_accepted(asker_of: Ask, house: NoteHouse) -> None:
    gate = binding(("path: /people", "accepted: '$exists(request)'\n        path: /people"))

    answer = asker_of(gate).ask(NOTE, {"atenabango": "1", "memonaiyo": "一"})

    assert answer.status == 400  # there is no request to be seen


@pytest.mark.parametrize(
    "statuses", ["{500: 400}", "{401: 403}", "{429: 400}", "{422: 200}", "{422: -7}", "{abc: 400}"]
)
def test_trouble_cannot_be_read_as_a_refusal(asker_of: Ask, statuses: str) -> None:
    with pytest.raises(BindingErrors):
        asker_of(binding(("statuses: {422: 400}", f"statuses: {statuses}")))


PAGED = """      - name: search
        method: GET
        path: /notes
        query: {person: request.宛名番号}
        pages: {next: answer.body.more, query: {from: next}}
"""


@pytest.mark.parametrize(
    ("calls", "rows"),
    [
        (PAGED + PAGED.replace("name: search", "name: again"), "search.body.items"),
        (
            PAGED + "      - {name: other, method: GET, path: /notes, query: {person: '\"nobody\"'}}\n",
            "search.body.items",
        ),
        (
            "      - {name: other, method: GET, path: /notes, query: {person: '\"nobody\"'}}\n" + PAGED,
            "search.body.items",
        ),
        (
            PAGED.replace("path: /notes", "path: /notes\n        when: 'false'")
            + "      - {name: all, method: GET, path: /notes, query: {person: request.宛名番号}}\n",
            "all.body.items",
        ),
    ],
)
def test_rows_are_those_of_the_call_that_they_name(asker_of: Ask, calls: str, rows: str) -> None:
    head, _, _ = files.BINDING.partition("  メモ照会:")
    asker = asker_of(f"{head}  メモ照会:\n    calls:\n{calls}    answer:\n      rows: {rows}\n")
    for text in ("一", "二"):
        asker.ask(NOTE, {"atenabango": "1", "memonaiyo": text})

    answer = asker.ask(NOTES, {"atenabango": "1"})

    assert [row["memonaiyo"] for row in answer.json["result"]] == ["一", "二"]


def test_a_conversion_may_say_that_a_value_means_nothing() -> None:
    from conformance.binding.model import Binding, Conversion

    unknown = Conversion(from_='$ = "U" ? null : $')
    made = Binding(
        format="tekigo.binding/1",
        business="resident_records",
        names={"性別": "sex"},
        convert={"性別": unknown},
        operations={},
    )

    translator = Translator(made, CATALOG)

    assert translator.from_vendor({"sex": "U"}, ["性別"]) == {}
    assert translator.from_vendor({"sex": "1"}, ["性別"]) == {"性別": "1"}


@pytest.mark.parametrize(
    "path",
    [
        "/people/{draft.body.draft.id}?n={$join($split(request.個人, ''), '-')}",
        "/people?n={$substring(request.個人, 0, 4) & '-' & $substring(request.個人, 4)}",
    ],
)
def test_a_personal_number_in_groups_is_one_too(asker_of: Ask, house: NoteHouse, path: str) -> None:
    hidden = binding(
        (
            "/drafts/{draft.body.draft.id}/approval",
            path.replace("request.個人", "$lookup(request, '個人' & '番号')"),
        )
    )

    with pytest.raises(TekigoError) as caught:
        asker_of(hidden).ask(MOVE_IN, PERSON | {"kojinbango": NUMBER})

    assert caught.value.code == "TKG-BND023"
    assert house.seen == ["POST /drafts"]


@pytest.mark.parametrize(
    "text",
    ["$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)", "($f := function($x){$f($x) + 1}; $f(1))"],
)
def test_an_expression_that_does_not_end_is_ended(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance.binding import expression

    monkeypatch.setattr(expression, "SECONDS", 0.2)
    began = monotonic()

    with pytest.raises(TekigoError) as caught:
        Expression(text, "test").value({})

    assert caught.value.code in ("TKG-BND021", "TKG-BND026")
    assert monotonic() - began < 30  # it ends at all
