"""The seeded faults of 住民記録: each the smallest change that breaks one requirement."""

from conformance.reference.faults import Fault
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import seeded_moves, seeded_offices, seeded_records
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.seeded_rows import WRONG
from conformance.spec.model import Operation

FAULTS: tuple[Fault, ...] = (
    *(wrong.fault for wrong in WRONG),
    *seeded_records.FAULTS,
    *seeded_moves.FAULTS,
    *seeded_offices.FAULTS,
    Fault("F-CHECKDIGIT", "RR-11.1.M", "検査数字の誤った番号を受け付ける", "fields"),
    # 定められた語のほかを受け付けることは、登録する機能を備えないとする要件の裏返しである。
    Fault(
        "F-RELATION-WORDS",
        "RR-1.1.11.M",
        "続柄に定められた語のほか（孫など）を受け付ける",
        "fields",
        touches=("RR-1.1.11.N",),
    ),
    Fault("F-EMPTIED", "RR-1.1.6.M", "空欄を認めない項目を修正で空にできる", "intake"),
    Fault("F-FIRST-ONLY", "RR-4.0.1.M", "職権消除で二人以上を示しても先頭の者だけを消除する", "guards"),
    Fault(
        "F-FIRST-HEADS", "RR-4.0.2.M", "転居で、選んだ者でなく先頭の者が新しい世帯の世帯主になる", "placement"
    ),
    Fault("F-DRAFT-FIXED", "RR-4.0.9.M", "仮登録の内容を直しても変わらない", "drafts"),
    Fault("F-FIRST-FILED", "RR-4.0.10.M", "まとめて異動した二人目からは届出年月日が残らない", "records"),
    Fault("F-NO-CODE", "RR-4.3.1.M", "法第30条の46の転入者に住民票コードが付かない", "entries"),
    # 3.1 asks for rights of their own to set a restriction and to lift it.
    Fault("F-RIGHTS", "RR-10.3.M", "権限のない操作を許す", "users", touches=("RR-3.1.M",)),
    Fault("F-HIDDEN", "RR-10.4.M", "非表示にした項目を利用者に見せる", "hosted"),
    Fault("F-DRAFT-DONE", "RR-4.0.8.M", "既存の住民の仮登録の異動が住民票に現れる", "drafts"),
    Fault("F-FUTURE-NOTICE", "RR-4.1.0.2.M", "転居届で今日より後の届出年月日を受け付ける", "guards"),
    Fault("F-TWO-EDITORS", "RR-10.3.M", "他の利用者が編集中の住民の異動を受け付ける", "guards"),
    Fault(
        "F-PLANNED-IS-GONE",
        "RR-4.1.3.0.1.M",
        "予定の日が来ないうちから、転出届の結果が住民状態を転出と答える",
        "departures",
    ),
    Fault(
        "F-STALE-HEAD-NAME",
        "RR-4.1.4.2.M",
        "前の世帯主が世帯に残ると、ほかの世帯員の世帯主氏名が変わらない",
        "records",
    ),
    Fault("F-MOVE-KEEPS", "RR-4.1.0.1.M", "転居で送られない前の方書が残る", "moves"),
    Fault("F-UNREPORTED", "RR-4.1.1.4.M", "未届転入でも転入前住所に（未届）が付かない", "entries"),
    Fault(
        "F-REMOVED-UNNOTICED", "RR-4.1.1.2.M", "番号が除票と一致する者の新規の転入を受け付ける", "matching"
    ),
    Fault(
        "F-SAME-PERSON-UNNOTICED",
        "RR-4.1.1.2.M",
        "氏名・性別・生年月日が転出した者の除票と一致してもアラートを出さない",
        "matching",
    ),
    Fault("F-NAMES-FORGOTTEN", "RR-1.1.7.M", "国外からの再転入で旧氏と通称が引き継がれない", "returning"),
    Fault("F-BORN-TODAY", "RR-4.2.1.2.M", "出生の者の住民となった年月日が処理の日になる", "births"),
    Fault(
        "F-RESIDENT-SINCE", "RR-4.1.2.1.M", "同じ地番の別の住戸への転居で住民となった年月日が変わる", "moves"
    ),
    Fault(
        "F-NO-HEAD-ALERT", "RR-4.0.4.M", "世帯主が転居で抜けて二人以上が残ってもアラートを出さない", "heads"
    ),
    Fault("F-NO-SUCCESSOR", "RR-4.0.4.M", "世帯主が転出すると、残る一人を職権で世帯主にしない", "heads"),
    Fault("F-SPLIT-MOVES", "RR-4.1.4.1.N", "世帯分離などで住所を定めた年月日が変わる", "household_changes"),
    Fault(
        "F-FIFTEEN-DAYS", "RR-4.1.3.0.1.M", "異動日から15日目の転出の届出を職権の扱いにしない", "departures"
    ),
    Fault(
        "F-NOTICE-OVERWRITES",
        "RR-4.1.3.1.1.M",
        "二度目の転入通知が、予定の転出先を確定の転出先で置き換える",
        "arrival_notices",
    ),
    # 転入通知の受理も、予定の日と早い方で消除することを含む。
    Fault(
        "F-LATER-REMOVAL",
        "RR-1.1.5.M",
        "転出の予定の日より前の転入が通知されても、予定の日まで消除しない",
        "arrival_notices",
        # a head who is not removed leaves no household behind
        touches=("RR-4.1.3.1.1.M", "RR-4.0.4.M", "RR-4.0.5.M"),
    ),
    Fault("F-OVERWRITE", "RR-4.2.3.3.M", "誤記修正を重ねると、前の誤記修正の行を書き換える", "records"),
    Fault("F-NATURALISED-SINCE", "RR-4.5.3.M", "帰化で住民となった年月日が異動年月日になる", "nationality"),
    Fault(
        "F-LOSS-EARLIER",
        "RR-4.5.5.M",
        "国籍喪失で二つの日の早い方が外国人住民となった年月日になる",
        "nationality",
    ),
    Fault("F-CANCELLED-REASON", "RR-4.6.0.1.M", "再転入の取消しが減でなく増の取消しになる", "cancellation"),
    Fault("F-REWRITING-REMOVES", "RR-1.1.4.M", "改製すると住民でなくなる", "rewriting"),
    Fault("F-HISTORY-DELETE", "RR-4.2.3.3.N", "異動履歴を削除する機能がある", "seeded"),
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
