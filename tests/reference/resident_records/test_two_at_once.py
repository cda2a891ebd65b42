"""Several users at once, over real HTTP: histories have no gaps, nothing is lost, and what may not be is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
import requests

from conformance.reference.businesses import reference_system
from conformance.reference.server import start_server
from tests.reference.desk import NOON, Answer, Desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROUNDS = 20
USERS = ("default", "clerk_a", "clerk_b")
DAY = NOON.date().isoformat()
Ask = tuple[str, str, dict[str, object]]  # user, operation, items


class Offices:
    """Several users of one system that is served over HTTP."""

    def __init__(self, faults: Iterable[str] = ()) -> None:
        self.desk = Desk()  # only for samples and names
        system = reference_system("resident_records", clock=lambda: NOON, faults=faults)
        self.server = start_server(system)
        self.api = f"{self.server.base_url}/tekigo/v1/resident_records/"
        self.tokens = {user: self._token(user) for user in USERS}

    def close(self) -> None:
        self.server.stop()
        self.server.system.close()
        self.desk.system.close()

    def _token(self, user: str) -> str:
        client = self.server.clients[user]
        pair = (client.client_id, client.client_secret)
        form = {"grant_type": "client_credentials"}
        answer = requests.post(self.server.token_url, data=form, auth=pair, timeout=5)
        return str(answer.json()["access_token"])

    def ask(self, user: str, operation: str, items: dict[str, object]) -> Answer:
        catalog = self.desk.catalog
        sent = self.desk.sample(operation) | items
        body = {catalog.item(name).romaji: value for name, value in sent.items() if value is not None}
        url, token = self.api + catalog.operation(operation).id, self.tokens[user]
        found = requests.post(url, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=10)
        return Answer(found.status_code, found.json(), self.desk.names)

    def at_once(self, asked: list[Ask]) -> list[Answer]:
        """Send requests that all start together."""
        start = Barrier(len(asked))

        def send(each: Ask) -> Answer:
            start.wait(5)
            return self.ask(*each)

        with ThreadPoolExecutor(len(asked)) as pool:
            return list(pool.map(send, asked))

    def family(self) -> tuple[str, str, str, str]:
        """Enter a head, a spouse and a child; return them and their household."""
        head = self.ask("default", "転入届", {}).one
        home = str(head["世帯番号"])
        spouse = self.ask("default", "転入届", {"世帯番号": home, "続柄": "妻"}).one
        child = self.ask("default", "転入届", {"世帯番号": home, "続柄": "子"}).one
        return str(head["宛名番号"]), str(spouse["宛名番号"]), str(child["宛名番号"]), home

    def history(self, person: str) -> list[dict[str, Any]]:
        return self.ask("default", "異動履歴照会", {"宛名番号": person}).results

    def hold_whole(self, people: Iterable[str], answers: list[Answer]) -> None:
        """Every accepted row is there under a number of its own, and there are no others: 1, 2, 3 …"""
        written = [
            (row["宛名番号"], row["履歴番号"])
            for each in answers
            for row in each.results
            if "履歴番号" in row
        ]
        assert len(written) == len(set(written)), written
        for person in people:
            rows = self.history(person)
            assert [row["履歴番号"] for row in rows] == list(range(1, len(rows) + 1))
            assert [row["最新フラグ"] for row in rows] == ["0"] * (len(rows) - 1) + ["1"]
            told = sorted(number for who, number in written if who == person)
            assert told == list(range(2, len(rows) + 1)), (told, len(rows))


@pytest.fixture(scope="module")
def offices() -> Iterator[Offices]:
    made = Offices()
    yield made
    made.close()


def correction(user: str, person: str, **items: object) -> Ask:
    return user, "誤記修正", {"宛名番号": person, "異動年月日": DAY, "住所_方書": None, **items}


def moves_and_corrections(offices: Offices) -> None:
    """Two moves, a split and four corrections meet: all pass, one after the other."""
    head, spouse, child, home = offices.family()
    move = {"対象者宛名番号": [spouse], "対象者続柄": ["世帯主"], "異動年月日": DAY}
    answers = offices.at_once(
        [
            ("default", "転居届", {**move, "住所_番地号表記": "１１番"}),
            ("clerk_a", "転居届", {**move, "住所_番地号表記": "１２番"}),
            ("clerk_b", "世帯分離", {"対象者宛名番号": [child], "異動年月日": DAY}),
            correction("default", head, 氏名="適合　改"),
            correction("clerk_a", head, 住所_方書="改荘"),
            correction("clerk_b", head, 本籍="不明"),
            correction("clerk_a", head, 性別="2"),
        ]
    )
    assert [each.status for each in answers] == [200] * 7
    offices.hold_whole((head, spouse, child), answers)
    now = offices.history(head)[-1]
    assert [now[name] for name in ("氏名", "住所_方書", "本籍", "性別")] == ["適合　改", "改荘", "不明", "2"]
    last = max(answers[:2], key=lambda each: each.one["履歴番号"])
    moved = offices.history(spouse)[-1]
    assert moved["住所_番地号表記"] == ("１１番" if last is answers[0] else "１２番")
    homes = [offices.history(each)[-1]["世帯番号"] for each in (head, spouse, child)]
    assert len(set(homes)) == 3
    assert homes[0] == home


def removals_and_certificates(offices: Offices) -> None:
    """Of three removals of one person one passes; every copy has its own number, before and after."""
    head, spouse, child, home = offices.family()
    gone = {"異動年月日": DAY, "確認済アラート": ["T2001"]}
    several: dict[str, object] = {"対象者宛名番号": [spouse], **gone}
    removals: list[Ask] = [
        ("default", "死亡", {"宛名番号": spouse, **gone}),
        ("clerk_a", "職権消除", several),
        ("clerk_b", "転出届", several),
    ]
    copies: list[Ask] = [(user, "証明書交付", {"宛名番号": head, "様式区分": "世帯連記式"}) for user in USERS]
    answers = offices.at_once(removals + copies)
    assert sorted(each.status for each in answers[:3]) == [200, 409, 409]
    assert sorted(code for each in answers[:3] for code in each.codes) == ["T1401", "T1401"]
    offices.hold_whole((head, spouse, child), answers[:3])
    for each in answers[3:]:
        assert [row["宛名番号"] for row in each.results] in ([head, spouse, child], [head, child])
    numbers = [each.results[0]["発行番号"] for each in answers[3:]]
    logged = [row["発行番号"] for row in offices.ask("default", "交付履歴照会", {"宛名番号": head}).results]
    assert len(set(numbers)) == 3
    assert sorted(logged) == sorted(numbers)
    members = offices.ask("default", "世帯照会", {"世帯番号": home}).results
    assert [row["宛名番号"] for row in members] == [head, child]


def heads_and_households(offices: Offices) -> None:
    """Two become head at once, and one of them may leave: never two heads, and everybody names the one there is."""
    head, spouse, child, home = offices.family()
    lodger = str(offices.ask("default", "転入届", {"世帯番号": home, "続柄": "同居人"}).one["宛名番号"])
    change = {"異動年月日": DAY, "対象者宛名番号": None, "対象者続柄": None}
    split = {"異動年月日": DAY, "確認済アラート": ["T2001"], "職権世帯主変更フラグ": "1"}
    answers = offices.at_once(
        [
            ("default", "世帯主変更", {"新世帯主宛名番号": spouse, **change}),
            ("clerk_a", "世帯主変更", {"新世帯主宛名番号": child, **change}),
            ("clerk_b", "世帯分離", {"対象者宛名番号": [child], **split}),
        ]
    )
    assert answers[2].status == 200
    assert {code for each in answers for code in each.codes} <= {"T1102"}  # is head already, here or there
    members = offices.ask("default", "世帯照会", {"世帯番号": home}).results
    assert {row["宛名番号"] for row in members} == {head, spouse, lodger}
    heads = [row["氏名"] for row in members if row["続柄"] == "世帯主"]
    assert len(heads) == 1
    assert {row["世帯主氏名"] for row in members} == set(heads)
    for person in (head, spouse, child):
        rows = offices.history(person)
        assert [row["履歴番号"] for row in rows] == list(range(1, len(rows) + 1))


def drafts(offices: Offices) -> None:
    """A draft approved by two becomes one event; of two that exclude each other one stays a draft."""
    head, spouse, child, _ = offices.family()
    moved: dict[str, object] = {"対象者宛名番号": [child], "異動年月日": DAY, "登録区分": "仮登録"}
    died: dict[str, object] = {"宛名番号": spouse, "異動年月日": DAY, "登録区分": "仮登録"}
    struck: dict[str, object] = {"対象者宛名番号": [spouse], "異動年月日": DAY, "登録区分": "仮登録"}
    entered: list[tuple[str, dict[str, object]]] = [("転居届", moved), ("死亡", died), ("職権消除", struck)]
    move, death, strike = (offices.ask("default", each, items).one["仮登録番号"] for each, items in entered)
    approve: list[Ask] = [
        ("clerk_a", "本登録", {"仮登録番号": move}),
        ("clerk_b", "本登録", {"仮登録番号": move}),
        ("clerk_a", "本登録", {"仮登録番号": death}),
        ("clerk_b", "本登録", {"仮登録番号": strike}),
        correction("default", child, 本籍="不明"),
    ]
    answers = offices.at_once(approve)
    assert sorted(each.status for each in answers[:2]) == [200, 404]
    assert [code for each in answers[:2] for code in each.codes] == ["T1201"]
    assert [code for each in answers[2:4] for code in each.codes] == ["T1401"]
    offices.hold_whole((head, spouse, child), answers)
    now = offices.history(child)[-1]
    assert (now["本籍"], now["住所_番地号表記"]) == ("不明", "７番８号")
    waiting = [
        row["仮登録番号"] for row in offices.ask("default", "仮登録照会", {"仮登録番号": None}).results
    ]
    assert (death in waiting) != (strike in waiting)
    assert move not in waiting


def editors(offices: Offices) -> None:
    """Of all who begin to edit at once one does; only that one can write until the end."""
    head, spouse, child, _ = offices.family()
    begun = offices.at_once([(user, "編集開始", {"宛名番号": head}) for user in USERS])
    assert sorted(each.status for each in begun) == [200, 409, 409]
    editor = next(user for user, each in zip(USERS, begun, strict=True) if each.status == 200)
    written = offices.at_once(
        [correction(user, head, 住所_方書=f"{room}号") for user, room in zip(USERS, "１２３", strict=True)]
    )
    for user, each in zip(USERS, written, strict=True):
        assert each.codes == ([] if user == editor else ["T1402"])
    offices.hold_whole((head, spouse, child), written)
    assert offices.ask(editor, "編集終了", {"宛名番号": head}).status == 200
    after = offices.at_once([correction(user, head, 本籍="不明") for user in USERS])
    assert [each.status for each in after] == [200] * 3


MEETINGS = (moves_and_corrections, removals_and_certificates, heads_and_households, drafts, editors)


@pytest.mark.parametrize("meeting", MEETINGS)
def test_several_users_at_once_lose_nothing(offices: Offices, meeting: Any) -> None:  # noqa: ANN401 - a function
    _meet_often(offices, meeting)


@pytest.mark.parametrize(
    ("fault", "meeting"),
    [
        ("F-TWO-EDITORS", editors),
        ("F-OVERWRITE", moves_and_corrections),
        ("F-COMMITTED-STAYS", drafts),
        ("F-DEATH-AFTER-MOVE", removals_and_certificates),
        ("F-STALE-HEAD-NAME", heads_and_households),
    ],
)
def test_a_system_that_loses_something_is_found(fault: str, meeting: Any) -> None:  # noqa: ANN401 - a function
    broken = Offices([fault])
    try:
        with pytest.raises(AssertionError):
            _meet_often(broken, meeting)
    finally:
        broken.close()


def _meet_often(offices: Offices, meeting: Any) -> None:  # noqa: ANN401 - a function
    for _ in range(ROUNDS):
        meeting(offices)
