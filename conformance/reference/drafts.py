"""仮登録: a transaction that was checked and rehearsed but not done. It is nobody's history until it is committed.

The body is kept by Japanese item names. Committing runs the operation again on the state of that moment.
"""

from collections.abc import Mapping

from msgspec import Struct, json

from conformance.reference.faults import fault_active
from conformance.reference.registry import ACKNOWLEDGED, Call, Refused, Results, Value
from conformance.reference.store import Row

KIND = "登録区分"
DRAFT = "仮登録"
NUMBER = "仮登録番号"


class Draft(Struct, frozen=True):
    """One draft. `preview`: the first entry that the rehearsal answered."""

    no: int
    operation: str
    body: dict[str, Value]
    preview: dict[str, Value]
    user: str


def is_draft(call: Call) -> bool:
    """Tell whether the request asks to be kept as a draft, in a business that keeps any."""
    return call.business.keeps_drafts and bool(call.get(KIND) == DRAFT)


def rehearse(call: Call) -> Results:
    """Run an operation to its end, errors and alerts included, and undo it."""
    with call.store.rehearsal():
        results = call.business.handler(call.operation)(call)
        call.finish()
    return results


def keep(call: Call) -> Results:
    """Rehearse a request and keep it."""
    done = "対象者宛名番号" in call and fault_active("F-DRAFT-DONE")
    results = call.business.handler(call.operation)(call) if done else rehearse(call)
    cursor = call.store.run(
        "INSERT INTO drafts (operation, body, preview, user) VALUES (?, ?, ?, ?)",
        call.operation.id,
        json.encode(call.values),
        json.encode(_preview(results)),
        call.user.id,
    )
    return [{NUMBER: str(cursor.lastrowid)}]


def find(call: Call, number: str) -> Draft:
    """Find a draft that still waits. Raises Refused T1201."""
    row = call.row(NUMBER, "SELECT * FROM drafts WHERE no = ?", _integer(number))
    return _draft(row)


def waiting(call: Call) -> list[Draft]:
    """Return all drafts that wait, oldest first."""
    return [_draft(row) for row in call.store.all("SELECT * FROM drafts ORDER BY no")]


def change(call: Call, draft: Draft, changes: Mapping[str, Value]) -> None:
    """Replace items of a draft; the whole is checked and rehearsed anew."""
    body = {**draft.body, **({} if fault_active("F-DRAFT-FIXED") else changes)}
    results = rehearse(again(call, draft, body))
    call.store.run(
        "UPDATE drafts SET body = ?, preview = ? WHERE no = ?",
        json.encode(body),
        json.encode(draft.preview if fault_active("F-PREVIEW-STALE") else _preview(results)),
        draft.no,
    )


def again(call: Call, draft: Draft, body: Mapping[str, Value]) -> Call:
    """Make the call of a draft's operation for whoever asks now, checked item by item. Raises Refused."""
    business = call.business
    operation = business.catalog.operation(draft.operation)
    romaji = {business.catalog.item(name).romaji: value for name, value in body.items() if name != KIND}
    checked = business.intake(operation).check(romaji)
    if checked.problems:
        raise Refused.for_all(checked.problems)
    seen = [*body.get(ACKNOWLEDGED, ()), *call.get(ACKNOWLEDGED, ())]
    values = {**checked.values, ACKNOWLEDGED: seen} if seen else checked.values
    return Call(call.business, operation, values, call.user, store=call.store, now=call.now)


def commit(call: Call, draft: Draft) -> Results:
    """Do what a draft says and drop it; it stays when its operation refuses."""
    replayed = again(call, draft, draft.body)
    results = call.business.handler(replayed.operation)(replayed)
    replayed.finish()
    if not fault_active("F-COMMITTED-STAYS"):
        drop(call, draft)
    return results


def drop(call: Call, draft: Draft) -> None:
    """Forget a draft."""
    call.store.run("DELETE FROM drafts WHERE no = ?", draft.no)


def _draft(row: Row) -> Draft:
    return Draft(
        row["no"], row["operation"], json.decode(row["body"]), json.decode(row["preview"]), row["user"]
    )


def _preview(results: Results) -> dict[str, Value]:
    return results[0] if results else {}


def _integer(number: str) -> int:
    return int(number) if len(number) <= len("9" * 18) else 0
