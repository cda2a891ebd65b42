"""特別永住者証明書 (8.2.1, 8.2.2): the certificates somebody has had, and who is to renew theirs."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import Snapshot, is_resident
from conformance.reference.resident_records.views import address_in_one
from conformance.reference.store import Row

NUMBER, CARD, EXPIRES, BRANCH = "証明書履歴番号", "在留カード等番号", "特別永住者証明書有効期限", "支所コード"
DAY, AGE, BLANK = "切替対象年月日", "切替対象年齢", "有効期限未入力フラグ"
SPECIAL = "特別永住者"


@operation("tokueishomeishotoroku")
def add_card(call: Call) -> Results:
    """特別永住者証明書登録."""
    person = special(call)["宛名番号"]
    return [_shown(call, put_card(call, person, call[CARD], call.get(EXPIRES), call.get(BRANCH)))]


@operation("tokueishomeishorirekishokai")
def cards(call: Call) -> Results:
    """特別永住者証明書履歴照会."""
    person = guards.person(call, call["宛名番号"])["宛名番号"]
    rows = call.store.all("SELECT * FROM special_cards WHERE person = ? ORDER BY no", person)
    return [_shown(call, row) for row in rows]


@operation("tokueishomeishorirekisakujo")
def delete_card(call: Call) -> Results:
    """特別永住者証明書履歴削除: any row but the newest of the person."""
    row = call.row(NUMBER, "SELECT * FROM special_cards WHERE CAST(no AS TEXT) = ?", call[NUMBER])
    newest = newest_card(call, row["person"])
    if newest["no"] == row["no"] and not fault_active("F-CARD-NEWEST-DELETED"):
        raise Refused("T1401", NUMBER)
    if not fault_active("F-CARD-NOT-DELETED"):
        call.store.run("DELETE FROM special_cards WHERE no = ?", row["no"])
    return [_shown(call, row)]


@operation("kirikaeidoshalistshokai")
def to_renew(call: Call) -> Results:
    """切替異動者リスト照会."""
    found = []
    for person in special_residents(call):
        card = newest_card(call, person["宛名番号"])
        if _is_due(call, person, card["expires"]):
            found.append({**person, CARD: card["card"], EXPIRES: card["expires"]})
    return list(page(call, found))


@operation("kirikaeannaisakusei")
def letter(call: Call) -> Results:
    """切替案内作成."""
    person = guards.person(call, call["宛名番号"])
    card = newest_card(call, person["宛名番号"])
    if fault_active("F-RENEWAL-LETTER-OLD"):
        oldest = "SELECT min(no), expires FROM special_cards WHERE person = ?"
        [card] = call.store.all(oldest, person["宛名番号"])
    if card["expires"] is None:
        raise Refused("T1401", "宛名番号")
    return [
        {
            "宛名番号": person["宛名番号"],
            "宛先氏名": person["氏名"],
            "宛先住所": address_in_one(person),
            EXPIRES: card["expires"],
        }
    ]


def special(call: Call) -> Snapshot:
    """Find the special permanent resident whom a call names. Raises T1201, T1102."""
    person = guards.person(call, call["宛名番号"])
    if not _is_special(person) and not fault_active("F-CARD-ANYBODY"):
        raise Refused("T1102", "宛名番号", "宛名番号の者は特別永住者ではありません。番号を確かめてください。")
    return person


def special_residents(call: Call) -> list[Snapshot]:
    """Return the special permanent residents who live here today, or the one whom the call names, by 宛名番号."""
    rows = call.store.all(
        "SELECT person FROM people WHERE kind = '外国人住民' AND (?1 IS NULL OR person = ?1) ORDER BY person",
        call.get("宛名番号"),
    )
    found = [guards.person(call, row["person"]) for row in rows]
    gone = fault_active("F-RENEWAL-REMOVED")
    return [each for each in found if _is_special(each) and (gone or is_resident(each, call.day))]


def put_card(call: Call, person: str, card: str, expires: str | None, branch: str | None) -> Row:
    """Write a certificate down as the newest of a person."""
    row = call.store.one(
        "INSERT INTO special_cards (person, card, expires, branch) VALUES (?, ?, ?, ?) RETURNING *",
        person,
        card,
        expires,
        branch,
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    return row


def newest_card(call: Call, person: str) -> Row:
    """Return the newest certificate of a person, or a row of nothing but NULL."""
    newest = "SELECT max(no) AS no, card, expires, branch FROM special_cards WHERE person = ?"
    [row] = call.store.all(newest, person)
    return row


def _is_special(person: Snapshot) -> bool:
    return person.get("法第30条の45規定区分") == SPECIAL


def _is_due(call: Call, person: Snapshot, expires: str | None) -> bool:
    if call.flag(BLANK):
        return expires is None and not fault_active("F-RENEWAL-BLANK-UNFOUND")
    if expires is None or expires > call[DAY]:
        return False
    if expires == call[DAY] and fault_active("F-RENEWAL-LAST-DAY"):
        return False
    ages = (None, _age(person["生年月日"], call[DAY]))
    return call.get(AGE) in ages or fault_active("F-RENEWAL-ANY-AGE")


def _age(born: str, day: str) -> int:
    """Return the full years from one day to another, of which the month or the day may be unknown."""
    return (int(day.replace("-", "")) - int(born.replace("-", ""))) // 10_000


def _shown(call: Call, row: Row) -> Snapshot:
    return {
        NUMBER: str(row["no"]),
        "宛名番号": row["person"],
        "氏名": guards.person(call, row["person"])["氏名"],
        CARD: row["card"],
        EXPIRES: row["expires"],
        BRANCH: row["branch"],
    }
