"""Seeded faults of 住民記録, chapter 4, first part: reports of moves and what they have in common."""

from conformance.reference.faults import Fault

IN_COMMON = (
    Fault("F-REMOVED-MOVES", "RR-4.0.1.M", "職権で消除された者を転居の異動者に選べる", "guards"),
    Fault(
        "F-LODGER",
        "RR-4.0.2.M",
        "転居で既存の世帯に加わる者の続柄が、定めた続柄でなく同居人になる",
        "placement",
        touches=("RR-7.2.3.M",),  # whoever should head a household does not, and so nobody is told of a head
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
MOVES_OUT = (
    Fault(
        "F-LATE-FROM-TODAY",
        "RR-4.1.3.0.1.M",
        "転出の14日を、届出の日まででなく処理の日まで数える",
        "departures",
    ),
    Fault(
        "F-DESTINATION-CODED",
        "RR-4.1.3.0.2.M",
        "国内の転出先に市区町村コードがないと受け付けない",
        "departures",
    ),
    Fault(
        "F-REISSUE-NOW",
        "RR-4.1.3.0.3.M",
        "転出証明書の再交付が、当初でなく今の氏名と住所を載せる",
        "documents",
    ),
    Fault("F-REISSUE-UNMARKED", "RR-4.1.3.0.3.M", "再交付した転出証明書に再交付と表示しない", "documents"),
    Fault("F-ABROAD-CERTIFICATE", "RR-4.1.3.0.3.M", "国外への転出でも転出証明書を出す", "departures"),
    Fault(
        "F-SPECIAL-CERTIFICATE",
        "RR-4.1.3.0.4.M",
        "特例転入を利用する転出でも転出証明書を自動で出す",
        "departures",
    ),
    Fault(
        "F-SPECIAL-UNMARKED",
        "RR-4.1.3.0.4.M",
        "特例による転出の証明書に特例による転出処理済と表示しない",
        "documents",
    ),
    Fault(
        "F-NOTICE-OF-STRUCK", "RR-4.1.3.1.1.M", "職権で消除した者の転入通知を受け付けない", "arrival_notices"
    ),
    Fault("F-NOTICE-AHEAD", "RR-4.1.3.1.1.M", "今日より後の転入通知年月日を受け付ける", "arrival_notices"),
    Fault(
        "F-NOTICE-DATED-TODAY",
        "RR-4.1.3.1.3.M",
        "手で入力した転入通知の通知年月日が処理の日になる",
        "arrival_notices",
        touches=("RR-1.1.1.M",),  # which lists 転入通知年月日 among the items of a record
    ),
    Fault(
        "F-NOTICE-LATE-REFUSED",
        "RR-4.1.3.1.3.M",
        "前日より前の日付の転入通知を受け付けない",
        "arrival_notices",
    ),
    Fault(
        "F-AWAITED-TOMORROW",
        "RR-4.1.3.1.4.M",
        "転出の予定の日の翌日まで、転入通知未着者一覧に載らない",
        "lists",
    ),
    Fault(
        "F-STRUCK-NOT-AWAITED", "RR-4.1.3.1.4.M", "転入通知未着者一覧に、職権で消除した者が載らない", "lists"
    ),
    Fault("F-ABROAD-AWAITED", "RR-4.1.3.1.4.M", "転入通知未着者一覧に、国外へ転出した者も載る", "lists"),
    Fault("F-QUERY-ARRIVED", "RR-4.1.3.1.4.M", "転入通知の届いた者にも転入通知未着照会書を作る", "documents"),
)
HOUSEHOLDS = (
    Fault("F-SPLIT-ALL", "RR-4.1.4.1.M", "世帯の全員の世帯分離を受け付ける", "household_changes"),
    Fault("F-MERGE-ELSEWHERE", "RR-4.1.4.1.M", "住所の違う世帯との世帯合併を受け付ける", "household_changes"),
    Fault(
        "F-RELATIONS-RESET",
        "RR-4.1.4.2.M",
        "世帯主を変えると、続柄を示さなかった世帯員が同居人になる",
        "household_changes",
    ),
    Fault(
        "F-RELATION-IGNORED",
        "RR-4.1.4.2.M",
        "世帯主変更で示した、前の世帯主のほかの世帯員の続柄を反映しない",
        "household_changes",
    ),
    Fault("F-FACTUAL-AS-NOTE", "RR-4.1.4.3.M", "事実上の世帯主が、自由な備考でなく履歴の注記になる", "notes"),
    Fault(
        "F-FACTUAL-UNSEATS",
        "RR-4.1.4.3.M",
        "事実上の世帯主を備考に記録すると、法による世帯主が外れる",
        "notes",
    ),
)

FAULTS: tuple[Fault, ...] = (*IN_COMMON, *REPORTS, *ARRIVALS, *MOVES_WITHIN, *MOVES_OUT, *HOUSEHOLDS)
