"""The seeded faults of 住民記録: each the smallest change that breaks one requirement."""

from conformance.reference.faults import Fault
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.spec.model import Operation

FAULTS: tuple[Fault, ...] = (
    Fault("F-CHECKDIGIT", "RR-11.1.M", "検査数字の誤った番号を受け付ける", "fields"),
    Fault("F-FUTURE-NOTICE", "RR-4.1.0.2.M", "今日より後の届出年月日を受け付ける", "guards"),
    Fault("F-RESIDENT-SINCE", "RR-4.1.2.1.M", "転居で住民となった年月日が変わる", "moves"),
    Fault("F-OVERWRITE", "RR-4.2.3.3.M", "誤記修正が新しい行を加えず、前の行を書き換える", "corrections"),
    Fault(
        "F-NOTICE-OVERWRITES",
        "RR-4.1.3.1.1.M",
        "転入通知が予定の転出先を確定の転出先で置き換える",
        "arrival_notices",
    ),
    Fault("F-LATER-REMOVAL", "RR-1.1.5.M", "予定の日と転入通知の日の遅い方で消除する", "arrival_notices"),
    Fault("F-TWO-EDITORS", "RR-10.3.M", "他の利用者が編集中の住民の異動を受け付ける", "guards"),
    Fault("F-GRANDCHILD", "RR-1.1.11.N", "続柄に「孫」を受け付ける", "fields"),
    Fault("F-DRAFT-DONE", "RR-4.0.8.M", "仮登録の異動が住民票に現れる", "drafts"),
    Fault("F-HISTORY-DELETE", "RR-4.2.3.3.N", "異動履歴を削除する機能がある", "seeded"),
    Fault("F-HIDDEN", "RR-10.4.M", "非表示にした項目を利用者に見せる", "system"),
    Fault("F-RIGHTS", "RR-10.3.M", "権限のない操作を許す", "users"),
)

# Functions that the standard forbids, and that a fault makes present at the address of their probe.
PROHIBITED: dict[str, Operation] = {
    "F-HISTORY-DELETE": Operation(
        id="idosakujo",
        name="異動履歴の削除",
        kind="transaction",
        action="Delete",
        optional=("宛名番号", "履歴番号"),
        output=("宛名番号",),
    ),
}


@operation("idosakujo")
def delete_history(call: Call) -> Results:
    """Delete history rows without a trace, as no sound system does."""
    deleted = "DELETE FROM history WHERE person = ? AND no = ?"
    call.store.run(deleted, call.get("宛名番号"), call.get("履歴番号"))
    return [{"宛名番号": call.get("宛名番号")}]
