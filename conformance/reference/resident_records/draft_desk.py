"""仮登録照会, 仮登録修正, 仮登録取下げ, 本登録 (4.0.8)."""

from conformance.reference import drafts
from conformance.reference.drafts import Draft
from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results, Value
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page

SHOWN = ("異動事由", "氏名", "異動年月日")
SUBJECTS = ("宛名番号", "対象者宛名番号", "新世帯主宛名番号")


@operation("karitorokushokai")
def waiting(call: Call) -> Results:
    """仮登録照会: those that wait, oldest first."""
    number = call.get(drafts.NUMBER)
    found = [_shown(draft) for draft in drafts.waiting(call) if number in (None, str(draft.no))]
    return list(page(call, found))


@operation("karitorokushusei")
def change(call: Call) -> Results:
    """仮登録修正: the items that were sent replace those of the draft."""
    draft = drafts.find(call, call[drafts.NUMBER])
    sent = {name: value for name, value in call.values.items() if name != drafts.NUMBER}
    drafts.change(call, draft, sent)
    return [{drafts.NUMBER: str(draft.no)}]


@operation("karitorokutorisage")
def withdraw(call: Call) -> Results:
    """仮登録取下げ: no trace is left."""
    draft = drafts.find(call, call[drafts.NUMBER])
    if not fault_active("F-WITHDRAWN-STAYS"):
        drafts.drop(call, draft)
    return [{drafts.NUMBER: str(draft.no)}]


@operation("hontoroku")
def commit(call: Call) -> Results:
    """本登録: the operation runs now, on the state of now."""
    return drafts.commit(call, drafts.find(call, call[drafts.NUMBER]))


def _shown(draft: Draft) -> dict[str, Value]:
    """Return a draft as it is listed. Numbers that only its rehearsal issued are nobody's yet."""
    subject = next((draft.body[name] for name in SUBJECTS if name in draft.body), None)
    if isinstance(subject, list):
        subject = subject[0]
    shown = {name: draft.preview.get(name) for name in SHOWN}
    return {**shown, drafts.NUMBER: str(draft.no), "宛名番号": subject, "操作者ID": draft.user}
