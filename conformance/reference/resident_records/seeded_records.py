"""Seeded faults of 住民記録, chapters 1 to 3: the records, the searches, the restrictions."""

from conformance.reference.faults import Fault

RECORDS = (
    Fault("F-ERA-FIRST-DAY", "RR-1.1.1.M", "改元の日に生まれた者の生年月日を、前の元号で答える", "views"),
    Fault("F-ALIAS-PLACE-LOST", "RR-1.1.2.M", "通称を記載した市区町村が残らない", "other_names"),
    Fault("F-ALIAS-DELETED-TODAY", "RR-1.1.2.M", "通称の削除の年月日が処理の日になる", "other_names"),
    Fault("F-JOINED-ADDRESS-LOST", "RR-1.1.3.M", "世帯連記式の写しで、二人目からの番地が出ない", "certificates"),
    Fault("F-HEAD-WHOLE-HOUSEHOLD", "RR-1.1.3.M", "世帯主の個人票に、世帯の全員が載る", "certificates"),
    Fault("F-REWRITTEN-UNDATED", "RR-1.1.4.M", "改製の日が残らない", "rewriting"),
    Fault("F-SEX-CHANGE-PRINTED", "RR-1.1.4.M", "性別の変更の履歴が、求めなくても写しに載る", "certified"),
    Fault("F-OLD-SHEETS", "RR-1.1.5.M", "除票照会が、消除から5年を過ぎた除票を探さない", "queries"),
    Fault("F-SHEET-NOTE-LOST", "RR-1.1.5.M", "除票の誤りの訂正が備考に残らない", "corrections"),
    Fault("F-SEX-WANTED", "RR-1.1.6.M", "性別が空の転入届を受け付けない", "entries"),
    Fault("F-BLANKED-STAYS", "RR-1.1.6.M", "空欄にする修正をしても、前の値が残る", "corrections"),
    Fault("F-ALIAS-FOR-JAPANESE", "RR-1.1.7.M", "日本人住民にも通称を記載できる", "other_names"),
    Fault("F-SURNAME-TWICE", "RR-1.1.7.M", "旧氏のある者に、重ねて旧氏を記載できる", "other_names"),
    Fault("F-LEAP-DEATH", "RR-1.1.8.M", "平年の2月29日を死亡の異動日として受け付けない", "departures"),
    Fault("F-UNKNOWN-UNTOLD", "RR-1.1.8.M", "生年月日の不詳表記が他の業務へ渡らない", "links_out"),
    Fault("F-PAPER-ERAS", "RR-1.1.9.M", "証明書の元号の表に令和がなく、令和の日を平成で載せる", "certified"),
    # 併記の有無も元号の表示で見るため、元号で載せれば併記を禁じる要件の検査にも表れる。
    Fault(
        "F-PAPER-FOREIGN-ERA", "RR-1.1.9.M", "外国人住民の生年月日を証明書に和暦で載せる", "certified",
        touches=("RR-1.1.9.N",),
    ),
    Fault("F-HEADLESS", "RR-1.1.10.M", "世帯主のいない世帯の者を、本人を世帯主として連携する", "links_out"),
    Fault("F-HEADLESS-UNTOLD", "RR-1.1.10.M", "世帯主のいない世帯の者の異動を連携しない", "links_out"),
    Fault("F-THREE-GENERATIONS", "RR-1.1.11.M", "続柄を3代までしか受け付けない", "entries"),
    Fault("F-UNREGISTERED-SPOUSE", "RR-1.1.11.M", "夫（未届）、妻（未届）が夫、妻として登録される", "entries"),
    Fault("F-LEADER-KNOWN", "RR-1.1.12.M", "筆頭者を「不明」に直せない", "corrections"),
    Fault("F-ISSUED-DIGIT", "RR-1.1.13.M", "世帯分離で付く世帯番号の検査数字が一つずれる", "numbers"),
    Fault("F-NUMBER-REUSED", "RR-1.1.13.M", "皆が除かれた世帯の番号を、次の世帯に付ける", "households"),
    Fault("F-NOTE-UNTIED", "RR-1.1.14.M", "注記が、示した履歴でなく最新の履歴に結び付く", "notes"),
    Fault("F-NOTE-AHEAD", "RR-1.1.14.M", "最新の次の番号の、まだない履歴への注記を受け付ける", "notes"),
    Fault("F-MEMO-PURGED", "RR-1.1.15.M", "メモを削ると、それまでの経過も消える", "notes"),
    Fault("F-MEMO-PRINTED", "RR-1.1.15.M", "履歴を載せる証明書にメモも載る", "certified"),
    Fault("F-OFFENDER-ADDRESS-LOST", "RR-1.1.16.M", "支援措置の加害者の住所が残らない", "support"),
    Fault("F-ENDED-FORGOTTEN", "RR-1.1.16.M", "終わった支援措置の記録を照会できない", "support"),
    Fault(
        "F-PLANNED-POSTCODE", "RR-1.1.17.M", "転入通知で、転出先（予定）の郵便番号が確定のものになる", "arrival_notices"
    ),
)  # fmt: skip
HISTORY_AND_MASTERS = (
    Fault("F-EVENT-APART", "RR-1.2.1.M", "一つの転居で異動した者の履歴に、別々の異動番号が付く", "records"),
    Fault("F-RETURN-DOMESTIC", "RR-1.2.2.M", "国外から再び転入した者の異動事由が国内転入になる", "returning"),
    Fault("F-ROOM-CODE-KEPT", "RR-1.3.2.M", "転居しても部屋番号のコードが前のままになる", "moves"),
    Fault("F-PLACE-NAME-KEPT", "RR-1.3.1.M", "登録した入力場所の名称を変えられない", "masters"),
    Fault("F-LOT-CODES-SWAPPED", "RR-1.3.2.M", "番地と枝番のコードが入れ替わる", "entries"),
    Fault("F-POSTCODE-ONE", "RR-1.3.3.M", "郵便番号に当たる住所が二つ以上あっても、一つしか答えない", "masters"),
    Fault("F-ABOLISHED-HIDDEN", "RR-1.3.3.M", "廃止された町名を引けない", "masters"),
    Fault("F-BUILDING-CODE-SHARED", "RR-1.3.4.M", "一つの住所の建物に同じコードが付く", "masters"),
    Fault("F-BUILDING-NAME-ONCE", "RR-1.3.4.M", "ほかの住所にある建物と同じ名の建物を登録できない", "masters"),
    Fault("F-ERA-DAY-LATE", "RR-1.3.6.M", "元号の始まった日の西暦を、前の元号に変換する", "calendars"),
    Fault("F-NEW-ERA-ONE-WAY", "RR-1.3.6.M", "新しく加えた元号の日付を西暦に変換できない", "calendars"),
    Fault("F-ISSUES-NEWEST-FIRST", "RR-1.3.8.M", "交付履歴が新しい順に並ぶ", "certificates"),
    Fault("F-ISSUER-FIXED", "RR-1.3.8.M", "交付履歴の利用者が、誰が交付しても同じになる", "certificates"),
    Fault("F-DEPUTY-LAST-DAY", "RR-1.3.9.M", "職務代理の期間の最後の日に、認証者が市区町村長に戻る", "masters"),
    Fault("F-TERM-BACKWARDS", "RR-1.3.9.M", "終わりが始まりより前の期間の認証者を登録できる", "masters"),
)  # fmt: skip
INQUIRIES = (
    Fault("F-VOICED-APART", "RR-2.1.2.M", "カナ検索で清音と濁音を区別する", "search"),
    Fault("F-BLANK-APART", "RR-2.1.2.M", "カナ検索で氏と名の間の空白の有無を区別する", "search"),
    Fault("F-U-ANYWHERE", "RR-2.1.2.M", "カナ検索で、オ段でないカナの後のウもオと同じに扱う", "search"),
    Fault("F-PAST-ADDRESS", "RR-2.1.3.M", "過去の住所では見つからない", "search"),
    Fault("F-SEX-IGNORED", "RR-2.1.3.M", "検索の条件のうち性別を見ない", "search"),
    Fault("F-REMOVED-FOUND", "RR-2.1.3.M", "除かれた者が、求めなくても検索で見つかる", "search"),
    Fault("F-HISTORY-MIXED", "RR-2.2.1.M", "異動履歴の一覧に、ほかの世帯員の職権修正が混ざる", "queries"),
    Fault("F-NOTICE-UNLISTED", "RR-2.2.1.M", "亡くなった者の異動履歴の一覧に通知年月日が出ない", "queries"),
    Fault("F-JOINED-ISSUE-ONE", "RR-2.2.2.M", "世帯連記式の交付が、先頭の者の交付履歴にしか出ない", "certificates"),
    Fault("F-CARD-NOT-YET", "RR-2.2.2.M", "カードが未交付であることを照会できない", "links"),
    Fault("F-PROVISIONAL-UNMARKED", "RR-2.2.4.M", "仮支援措置の期間中の者の照会に、支援措置と示す", "views"),
    Fault("F-SEARCH-UNPROTECTED", "RR-2.2.4.M", "検索の結果に、支援対象者であることが示されない", "search"),
)  # fmt: skip
RESTRICTIONS = (
    Fault("F-RESTRICTION-ENDS", "RR-3.1.M", "抑止が終了の日を過ぎるとひとりでに解ける", "guards"),
    Fault("F-RESTRICTION-AT-ONCE", "RR-3.1.M", "開始の日が来ないうちから抑止が及ぶ", "guards"),
    Fault("F-WHILE-TOLD", "RR-3.1.M", "抑止の一時解除が他の業務へ渡る", "restrictions"),
    Fault("F-LIFT-UNTOLD", "RR-3.2.M", "抑止の解除が宛名システムへ渡らない", "restrictions"),
    Fault("F-RESTRICTION-UNNUMBERED", "RR-3.2.M", "宛名システムへ渡る抑止に抑止番号がない", "restrictions"),
    Fault("F-MOVED-OUT-UNLISTED", "RR-3.3.M", "世帯の照会に、転出した者を含められない", "queries"),
    Fault("F-REMOVED-UNASKED", "RR-3.3.M", "消除者を含むかを「いいえ」としても、除かれた者が載る", "queries"),
    Fault("F-YEAR-AND-A-DAY", "RR-3.4.M", "支援措置の期間が1年と1日になる", "periods"),
    Fault("F-TWO-MONTHS", "RR-3.4.M", "支援措置を終了の2か月前から延長できる", "periods"),
    Fault("F-LAST-DAY-OPEN", "RR-3.4.M", "支援措置の終了の日に証明書を交付する", "protection_state"),
    Fault("F-PROVISIONAL-OPEN", "RR-3.4.M", "仮支援措置の間に証明書を交付する", "protection_state"),
)  # fmt: skip

FAULTS: tuple[Fault, ...] = (*RECORDS, *HISTORY_AND_MASTERS, *INQUIRIES, *RESTRICTIONS)
