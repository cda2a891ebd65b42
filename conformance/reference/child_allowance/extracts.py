"""What 児童手当 outputs as files: persons, every version of the ledger, claims, children, payments and debts."""

from collections.abc import Iterator

from msgspec import json

from conformance.reference.child_allowance.addressees import Person, is_protected
from conformance.reference.child_allowance.children import child_shown
from conformance.reference.child_allowance.claims import claim_shown
from conformance.reference.child_allowance.debts import debts_of_all
from conformance.reference.child_allowance.ledger import children_of_claim, claims_of
from conformance.reference.child_allowance.payments import payment_shown
from conformance.reference.registry import NO, YES, Call

PERSON = "宛名番号"


def _people(call: Call) -> Iterator[Person]:
    for row in call.store.all("SELECT content FROM people ORDER BY person"):
        yield json.decode(row["content"])


def _recipients(call: Call) -> Iterator[Person]:
    """Every version of the ledger of everybody."""
    rows = call.store.all(
        "SELECT v.*, p.content FROM versions v JOIN people p ON p.person = v.person ORDER BY v.person, v.no"
    )
    for row in rows:
        yield {
            **json.decode(row["snapshot"]),
            "受給者_宛名番号": row["person"],
            "履歴番号": row["no"],
            "有効開始年月日": row["starts"],
            "有効終了年月日": row["ends"],
            "操作者ID": row["user"],
            "住所秘匿フラグ": YES if is_protected(json.decode(row["content"])) else NO,
        }


def _claims(call: Call) -> Iterator[Person]:
    for person in _claimants(call):
        for claim in claims_of(call.store, person):
            yield {**claim_shown(call, claim), "請求者_宛名番号": person}


def _children(call: Call) -> Iterator[Person]:
    for person in _claimants(call):
        for claim in claims_of(call.store, person):
            for child in children_of_claim(call.store, claim.no):
                yield {**child_shown(person, child), "児童_受付番号": claim.number}


def _payments(call: Call) -> Iterator[Person]:
    for row in call.store.all("SELECT * FROM payments ORDER BY no"):
        yield {**payment_shown(row), "支払_宛名番号": row["person"]}


def _debts(call: Call) -> Iterator[Person]:
    for debt in debts_of_all(call.store):
        yield {**debt, "債権_宛名番号": debt[PERSON]}


def _claimants(call: Call) -> list[str]:
    rows = call.store.all("SELECT DISTINCT person FROM claims ORDER BY person")
    return [row["person"] for row in rows]


EXTRACTS = {
    "宛名": _people,
    "受給者": _recipients,
    "請求": _claims,
    "児童": _children,
    "支払": _payments,
    "債権": _debts,
}
