"""Words of 軽自動車税 that several of its modules use."""

VEHICLE = "軽自管理番号"
PERSON = "宛名番号"
OWNER, USER, TAXPAYER = "所有者宛名番号", "使用者宛名番号", "納税義務者宛名番号"
FRAME, CLASS, USAGE, BUSINESS_USE = "車台番号", "種別コード", "用途", "営自区分"
FIRST_INSPECTION, FUEL = "初度検査年月", "燃料"
ACQUIRED, SCRAPPED_ON, EVENT_ON, NOTIFIED = "取得年月日", "廃車年月日", "異動年月日", "届出年月日"
EVENT = "異動事由"
STATE, TAX_KIND = "車両状態", "課税区分"
PLACE, PLACE_CODE, TAXED_BY = "定置場", "定置場_市区町村コード", "課税先市区町村コード"
DEADLINE = "申告期限年月日"
PLATE = (
    "標識番号_標板文字",
    "標識番号_分類番号",
    "標識番号_かな",
    "標識番号_一連指定番号",
)
SERIAL = PLATE[3]
PLATE_KIND = "標識種別"
SPECS = (
    USAGE, "総排気量", "定格出力", "最高出力", "最高出力確認フラグ", FIRST_INSPECTION, "新規登録年月日", FUEL,
    "軽課区分",
)  # fmt: skip

# 車両状態
REGISTERED, HELD, STOLEN, SCRAPPED = "登録", "課税保留", "盗難", "廃車"

# 種別
THREE_OR_MORE = ("三輪", "四輪乗用", "四輪貨物")
OF_INSPECTION_BODIES = ("軽二輪", "二輪小型", *THREE_OR_MORE)
NEW_STANDARD = "新基準原付"
USAGE_OF = {"四輪乗用": "乗用", "四輪貨物": "貨物"}
MEASURED = ("原付一種", "原付二種乙", "原付二種甲")  # must tell 総排気量 or 定格出力

# 課税
TAXABLE, NOT_TAXED, GOODS, REDUCED = "課税", "非課税", "商品車", "減免"
LEVIED, CANCELLED = "課税", "取消"
LEVY_YEAR, TAX_YEAR, DUE, NOTICE = "賦課年度", "相当年度", "納期限", "通知書番号"
TAX, TAX_BEFORE, DIFFERENCE = "税額", "更正前税額", "差額"
PAID, UNPAID, OVERPAID, PAID_ON, DEFERRED = "収納額", "未納額", "過納額", "領収日", "徴収猶予フラグ"
DECIDED_ON, LEVY_STATE = "課税更正日", "課税状態"
PERIOD = "01"  # 納期は一期
