"""Seeded faults of 住民記録 that do what the standard forbids, or do not keep what an option offers.

Functions with an address of their own are offered at the address of their probe; the others show in ordinary answers.
"""

from conformance.reference.faults import Fault, fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import HANDLERS, operation
from conformance.reference.resident_records.records import Snapshot, rows
from conformance.spec.model import Operation

PERSON = "宛名番号"

# Fault → requirement, what goes wrong, and the operation that is offered.
_OFFERED = {
    "F-HISTORY-DELETE": ("RR-4.2.3.3.N", "異動履歴を削除する機能がある", "idosakujo", "異動履歴の削除"),
    "F-ISSUE-LOG-DELETE": ("RR-1.3.8.N", "交付履歴を削除する機能がある", "kofurirekisakujo", "交付履歴の削除"),
    "F-DEEMED-BIRTH": (
        "RR-1.1.8.N", "みなし生年月日を生成する機能がある", "minashiseinengappisettei", "みなし生年月日の生成",
    ),
    "F-REFUSAL-FILED": (
        "RR-3.5.N", "不受理の申出により住民異動を抑止する機能がある", "idofujuri", "住民異動不受理の設定",
    ),
    "F-WARDS-LISTED": ("RR-9.4.N", "成年被後見人の一覧を作る機能がある", "hikokennimichiran", "成年被後見人の一覧"),
    "F-TRANSITIONAL-LISTED": (
        "RR-9.8.N", "経過滞在者の一覧を作る機能がある", "keikataizaishaichiran", "経過滞在者の一覧",
    ),
    "F-SPECIAL-RESENT": (
        "RR-4.1.3.0.4.N", "特例転出の転出証明書情報を手動で再送信する機能がある",
        "tokureitenshutsusaisoshin", "特例転出データの手動再送信",
    ),
    "F-MADE-SPECIAL": (
        "RR-4.1.3.0.4.N", "通常の転出を後から特例による転出へ切り替える機能がある",
        "tokureitenshutsukirikae", "通常の転出から特例転出への切替",
    ),
    "F-JOINT-NUMBER-TAKEN": (
        "RR-7.1.2.3.N", "団体内統合宛名番号を取り込む機能がある",
        "dantainaitogoatenatorikomi", "団体内統合宛名番号の取込み",
    ),
    "F-RIGHTS-BY-RANK": (
        "RR-10.3.N", "職位ごとに権限を設定する機能がある", "shokuikengensettei", "職位による権限の設定",
    ),
}  # fmt: skip

PROHIBITED: dict[str, Operation] = {
    fault: Operation(
        id=id_,
        name=name,
        kind="transaction",
        action="Update",
        optional=(PERSON, "履歴番号"),
        output=(PERSON,),
    )
    for fault, (_, _, id_, name) in _OFFERED.items()
}

FAULTS: tuple[Fault, ...] = (
    *(
        Fault(fault, requirement, text, "seeded_prohibited")
        for fault, (requirement, text, _, _) in _OFFERED.items()
    ),
    Fault("F-RELATION-HIDDEN", "RR-10.4.N", "続柄を非表示にする設定を受け付ける", "fields"),
    Fault("F-BOTH-CALENDARS", "RR-1.1.9.N", "和暦の生年月日に西暦を併記する", "views"),
    Fault("F-MARKS-SEARCHED", "RR-2.1.2.N", "（株）などの記号で検索できる", "search"),
    Fault("F-REFINED", "RR-2.1.3.N", "検索が、前の検索の結果の中からの絞り込みになる", "seeded_prohibited"),
    Fault(
        "F-HISTORY-MERGED",
        "RR-2.2.1.N",
        "氏名・性別・生年月日の同じ除票の異動履歴をまとめて表示する",
        "seeded_prohibited",
    ),
    Fault("F-REMARK-BY-ITSELF", "RR-4.1.2.1.N", "同じ地番の別の住戸への転居で備考を自動で書く", "moves"),
    Fault("F-JOINED-WITH-REMOVED", "RR-5.1.N", "世帯連記式に、除かれた世帯員も載る", "seeded_prohibited"),
    Fault("F-BUILDING-READING", "RR-5.3.N", "方書にもフリガナを付ける", "certified"),
    Fault("F-PLACE-PRINTED", "RR-5.5.N", "証明書に交付場所が載る", "certificates"),
    # 1.1.6 asks of every item that must not be empty that it cannot be.
    Fault(
        "F-CERTIFIER-NAMELESS", "RR-1.3.9.N", "認証者の氏名を空欄にできる", "intake", touches=("RR-1.1.6.M",)
    ),
    # That other words are refused is what the mandatory words of 1.1.11 mean.
    Fault(
        "F-HEAD-RELATION-WORDS",
        "RR-1.1.11.N",
        "世帯主の変更では、定められた語にない続柄を受け付ける",
        "intake",
        touches=("RR-1.1.11.M",),
    ),
)


def _offer(call: Call) -> Results:
    """Answer as a system that offers the function: that it does is the deviation."""
    return [{PERSON: call.get(PERSON)}]


@operation("idosakujo")
def delete_history(call: Call) -> Results:
    """Delete history rows without a trace, as no sound system does."""
    deleted = "DELETE FROM history WHERE person = ? AND no = ?"
    call.store.run(deleted, call.get(PERSON), call.get("履歴番号"))
    return _offer(call)


for _operation in PROHIBITED.values():
    if _operation.id not in HANDLERS.by_id:
        operation(_operation.id)(_offer)


def merged(call: Call, found: list[Snapshot]) -> list[Snapshot]:
    """Put the rows of others of one name, sex and birth date before those of a person, as a broken system does."""
    if not fault_active("F-HISTORY-MERGED"):
        return found
    person = found[-1]
    alike = call.store.all(
        "SELECT person FROM people WHERE birth = ? AND sex = ? AND person <> ?",
        *(person.get(name) for name in ("生年月日", "性別", PERSON)),
    )
    others = [row for each in alike for row in rows(call.store, each["person"])]
    return [*(row for row in others if row["氏名"] == person["氏名"]), *found]


def gone(call: Call, household: str) -> list[Snapshot]:
    """Return the removed members of a household for the sheet of a broken system, nobody for a sound one's."""
    if not fault_active("F-JOINED-WITH-REMOVED"):
        return []
    removed = "SELECT person FROM people WHERE household = ? AND removed_on <= ?"
    return [rows(call.store, each["person"])[-1] for each in call.store.all(removed, household, call.day)]


def refined(call: Call, found: set[str]) -> set[str]:
    """Narrow a search by name to what the user's search just before found, as a broken system does."""
    if "氏名" not in call or PERSON in call or not fault_active("F-REFINED"):
        return found
    call.store.run("CREATE TABLE IF NOT EXISTS searches (user TEXT, person TEXT, events INTEGER)")
    events = call.store.value("SELECT count(*) FROM history")
    of_user = "FROM searches WHERE user = ? AND events = ?"
    before = {row["person"] for row in call.store.all(f"SELECT person {of_user}", call.user.id, events)}
    found_now = [(call.user.id, person, events) for person in found]
    call.store.many("INSERT INTO searches VALUES (?, ?, ?)", found_now)
    return found & before if before else found
