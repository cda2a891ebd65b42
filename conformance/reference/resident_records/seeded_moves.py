"""Seeded faults of 住民記録, chapter 4, first part: reports of moves and what they have in common."""

from conformance.reference.faults import Fault

IN_COMMON = (
    Fault("F-REMOVED-MOVES", "RR-4.0.1.M", "職権で消除された者を転居の異動者に選べる", "guards"),
    Fault(
        "F-LODGER",
        "RR-4.0.2.M",
        "転居で既存の世帯に加わる者の続柄が、定めた続柄でなく同居人になる",
        "placement",
    ),
    Fault("F-INTO-NOWHERE", "RR-4.0.2.M", "ない世帯への転入を受け付ける", "entries"),
    Fault("F-SPLIT-AHEAD", "RR-4.0.3.M", "世帯分離で今日より後の異動年月日を受け付ける", "household_changes"),
    Fault("F-STRIKE-AHEAD", "RR-4.0.3.M", "職権消除で今日より後の異動年月日を受け付ける", "guards"),
    Fault("F-ALERT-FOR-ONE", "RR-4.0.4.M", "失踪では、残るのが一人でも世帯主不在のアラートを出す", "heads"),
    Fault(
        "F-FIRST-JOINED",
        "RR-4.0.5.M",
        "対象者リストに、並び順で最上位の者でなく先に世帯に加わった者が載る",
        "lists",
    ),
    Fault(
        "F-EITHER-NOTICE",
        "RR-4.0.5.M",
        "職権で世帯主を定めても定めなくても、両方の通知書を出せる",
        "documents",
    ),
    Fault("F-ASKED-ALL", "RR-4.0.5.M", "世帯主変更依頼対象者リストに、残る世帯員の全員が載る", "lists"),
    Fault(
        "F-BUILDING-GUESSED",
        "RR-4.0.7.M",
        "建物のない地番で、同じ市区町村のほかの建物を候補に出す",
        "masters",
    ),
    Fault(
        "F-BUILDING-MIXED",
        "RR-4.0.7.M",
        "建物が二つ以上ある地番で、ほかの地番の建物も候補に混ざる",
        "masters",
    ),
    Fault("F-WITHDRAWN-STAYS", "RR-4.0.8.M", "取り下げた仮登録が残り、本登録にできる", "draft_desk"),
    Fault("F-COMMITTED-STAYS", "RR-4.0.8.M", "本登録にした仮登録が一覧に残る", "drafts"),
    Fault("F-PREVIEW-STALE", "RR-4.0.9.M", "仮登録を直しても、確認用の出力は直す前のままになる", "drafts"),
    Fault(
        "F-SURNAME-COPIED", "RR-4.0.10.M", "まとめて異動すると、先頭の者の旧氏がほかの者にも写る", "records"
    ),
)

REPORTS = (
    Fault("F-SPLIT-UNFILED", "RR-4.1.0.1.M", "世帯分離の届出年月日が残らない", "household_changes"),
    Fault(
        "F-NEWBORN-SINCE",
        "RR-4.1.0.1.M",
        "転入の直前に生まれた子の住民となった年月日が生年月日になる",
        "entries",
    ),
    Fault(
        "F-FILED-THEN", "RR-4.1.0.2.M", "転居の届出年月日の初期値が、今日でなく異動年月日になる", "records"
    ),
    Fault("F-ACCEPTED-LATEST", "RR-4.1.0.3.M", "届出の後に別の異動があると受理通知を出せない", "documents"),
    Fault(
        "F-ACCEPTED-TO-NEW", "RR-4.1.0.3.M", "受理通知の宛先が異動前の住所でなく今の住所になる", "documents"
    ),
)
ARRIVALS = (
    Fault(
        "F-SEX-RESETTLES",
        "RR-4.1.1.1.M",
        "性別を直すと、転居のない者の住所を定めた年月日が修正の日になる",
        "corrections",
    ),
    Fault(
        "F-EITHER-SEX",
        "RR-4.1.1.2.M",
        "氏名と生年月日が除票と同じなら、性別が違っても三項目一致のアラートを出す",
        "matching",
    ),
    Fault(
        "F-KOSEKI-FORGOTTEN", "RR-4.1.1.2.M", "再転入で前の記録の本籍と筆頭者が引き継がれない", "returning"
    ),
    Fault("F-UNREPORTED-UNNOTED", "RR-4.1.1.4.M", "未届転入が備考に記録されない", "entries"),
    Fault(
        "F-REGISTERED-ALIKE",
        "RR-4.1.1.4.M",
        "未届転入の最終登録住所が、別に入力しても転入前住所と同じになる",
        "entries",
    ),
)
MOVES_WITHIN = (
    Fault(
        "F-SAME-LOT-SINCE",
        "RR-4.1.2.1.M",
        "同じ地番の別の住戸への転居で住所を定めた年月日が変わらない",
        "moves",
    ),
    Fault(
        "F-SAME-LOT-TOGETHER",
        "RR-4.1.2.1.M",
        "世帯の一部が同じ地番の別の住戸へ移っても、元の世帯に残る",
        "moves",
    ),
)

FAULTS: tuple[Fault, ...] = (*IN_COMMON, *REPORTS, *ARRIVALS, *MOVES_WITHIN)
