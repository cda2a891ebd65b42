"""The facts of a published 項目定義書 (業務ID 031): names, types, lengths, codes. Explanations are in our own words.

Each row: number, name, romaji, primary key, classes, type, length, code, repeat, output condition, definition,
explanation, 実装類型, sample. Blanks at the end of a text, texts of no length and the two ways of writing a code
stand where the published workbook has them.
"""

BUSINESS, NAME, GROUP = "031", "住登外者宛名番号管理", "住登外者宛名基本情報"
RELATED = "0310002住登外者宛名情報管理機能"
MUST, IF, MAY = "必須", "条件付き必須", "任意"
P, A = ("住登外者", "共通"), "住所"  # classes that most items share
N = "Ｎ"
_KANA = "読みの表記"
_SPACED = "・氏と名などの間は全角空白一つ"

ROWS = (
    (1, "宛名番号", "atenabango", "○", P, "X", 15, None, None, MUST,
     "自治体の中で個人を一意に示す番号（この機能では住登外者宛名番号）", None, "○", "123456789123456"),
    (2, "個人番号", "kojinbango", None, P, "X", 12, "", None, MAY, "番号法による番号", None, None, "345678901234"),
    (3, "氏名", "shimei", None, (*P, "氏名"), N, 100, "", None, IF, "氏名",
     f"{_SPACED}\n※※氏名が未定でないとき", "○", "佐藤　一郎"),
    (4, "氏_日本人", "uji_nihonjin", None, (*P, "氏"), N, 50, None, None, IF, "日本人の氏",
     "※※日本人で、氏名が未定でないとき", "○", "佐藤"),
    (5, "名_日本人", "na_nihonjin", None, (*P, "名"), N, 50, None, None, IF, "日本人の名",
     "※※日本人で、氏名が未定でないとき", "○", "一郎"),
    (6, "氏名_外国人アルファベット", "shimei_gaikokujinarufuabetto", None, (*P, "氏名"), N, 100, "", None, IF,
     "外国人のアルファベットの氏名\n", f"{_SPACED}\n※※アルファベットの氏名を持つ外国人のとき", "○",
     "ＺＨＡＮＧ　ＹＵＬＩ"),
    (7, "氏名_外国人漢字", "shimei_gaikokujinkanji", None, (*P, "氏名"), N, 100, "", None, IF,
     "外国人の漢字の氏名\n", f"{_SPACED}\n※※漢字の氏名を持つ外国人のとき", "○", "張　玉蓮"),
    (8, "氏名_読み仮名", "shimei_yomigana", None, (*P, "氏名"), N, 100, "", None, MAY, f"氏名の{_KANA}",
     "・氏と名などの間は空白一つ", None, "サトウ　イチロウ"),
    (9, "氏_日本人_読み仮名", "uji_nihonjin_yomigana", None, (*P, "氏"), N, 50, None, None, MAY,
     f"日本人の氏の{_KANA}", None, None, "サトウ"),
    (10, "名_日本人_読み仮名", "na_nihonjin_yomigana", None, (*P, "名"), N, 50, None, None, MAY,
     f"日本人の名の{_KANA}", None, None, "イチロウ"),
    (11, "性別", "seibetsu", None, (*P, "性別"), "X", 1, 1, None, MAY, "性別のコード", None, None, "1"),
    (12, "生年月日", "seinengappi", None, (*P, "生年月日"), "DATE", 10, "", None, MAY, "生まれた年月日\n",
     "・不詳日を許容する", None, "1964-07-01"),
    (13, "生年月日_不詳表記", "seinengappi_fushohyoki", None, (*P, "生年月日"), N, 72, "", None, IF,
     "不詳の生年月日の表記\n", "※※生年月日が不詳のとき", "○", "令和○年頃"),
    (14, "住所_市区町村コード", "jusho_shikuchosonkodo", None, (*P, A), "X", 6, None, None, MAY,
     "住所の都道府県から市区町村までを示すコード", "・全国地方公共団体コードの6桁", None, "131016"),
    (15, "住所_町字コード", "jusho_choazakodo", None, (*P, A), "X", 7, "", None, MAY, "住所の町字を示すコード\n",
     "・アドレス・ベース・レジストリの町字ID\n※町字がないときは0000000", None, "0011001"),
    (16, "住所_都道府県", "jusho_todofuken", None, (*P, A), N, 4, "", None, MAY, "住所のうち都道府県", None, "○",
     "東京都"),
    (17, "住所_市区郡町村名", "jusho_shikugunchosonmei", None, (*P, A), N, 12, "", None, MAY, "住所のうち市区郡町村名",
     None, "○", "・特別区：千代田区\n・指定都市：横浜市西区\n・指定都市以外の市：茅ケ崎市\n・町村：足柄上郡中井町"),
    (18, "住所_町字", "jusho_choaza", None, (*P, A), N, 18, "", None, IF, "住所のうち町字（丁目まで）",
     "※※住所に町字があるとき", "○", "霞が関二丁目"),
    (19, "住所_番地号表記", "jusho_banchigohyoki", None, (*P, A), N, 50, "", None, IF,
     "住所のうち番地・番・号を日本語で書いたもの", "※※住所に番地号があるとき", "○", "１００８番地\n１番６号"),
    (20, "住所_方書", "jusho_katagaki", None, (*P, A), N, 300, "", None, IF, "住所のうち方書\n",
     "※※住所に方書があるとき", "○", "虎ノ門ハイツ１０１号"),
    (21, "住所_方書_フリガナ", "jusho_katagaki_furigana", None, (*P, A), N, 300, "", None, MAY, f"方書の{_KANA}",
     None, None, "トラノモンハイツ１０１ゴウ"),
    (22, "住所_郵便番号", "jusho_yubinbango", None, (*P, A), "X", 7, "", None, MAY, "住所の郵便番号", None, None,
     "1000014"),
    (23, "業務ID", "gyomuid", None, (*P, "宛名"), "X", 3, None, 999, IF, "基本情報を登録し利用する業務のID",
     "・各種IDの管理方針による3桁\n※※管理方針にIDのあるシステムが登録し利用するとき", "○", "001"),
    (24, "独自施策システム等ID", "dokujishisakushisutemunadoid", None, (*P, "宛名"), "X", 3, 999, 999, IF,
     "基本情報を登録し利用する独自施策システム等のID",
     "・自治体が定める、システムごとのコード\n※※管理方針にIDのないシステムが登録し利用するとき", "○", "001"),
    (25, "代表宛名フラグ", "daihyoatenafuragu", None, (*P, "宛名"), 9, 1, "002", None, MUST,
     "名寄せの先か元かを示すフラグ", "・初めは「0」", "○", "1"),
    (26, "名寄せ先宛名番号", "nayosesakiatenabango", None, (*P, "宛名"), "X", 15, None, None, IF,
     "名寄せ先の宛名番号（この機能では住登外者宛名番号）", "※※名寄せ元になったとき", "○", "123456789123456"),
    (27, "操作者ID", "sosashaid", None, ("操作",), "X", 10, None, None, MUST, "操作者を一意に示すコード", None, "○",
     "123456"),
    (28, "操作年月日", "sosanengappi", None, ("操作",), "DATE", 10, None, None, MUST, "操作した年月日", None, "○",
     "2021-11-01"),
    (29, "操作時刻", "sosajikoku", None, ("操作",), "TIME", 8, None, None, MUST, "操作した時刻", None, "○", "09:00:00"),
)  # fmt: skip

CODES = (
    (1, "性別", "0", "不明（未記入）", None),
    (None, None, "1", "男", None),
    (None, None, "2", "女", None),
    (2, "代表宛名フラグ", "0", "代表宛名", None),
    (None, None, "1", "非代表宛名", None),
    (999, "自治体固有コード", "任意", "任意", "自治体が定めるコード"),
)
TYPES = ("X", "Ｎ", 9, "9V", "S9", "BLOB", "YEAR", "DATE", "TIME")

# 付番API仕様 第2.0版, request: what it says of the same items. Name, romaji, type, length, explanation of a code.
API = (
    ("宛名番号", "atenabango", "X", 15), ("個人番号", "kojinbango", "X", 12), ("氏名", "shimei", "N", 100),
    ("氏_日本人", "uji_nihonjin", "N", 50), ("名_日本人", "na_nihonjin", "N", 50),
    ("氏名_外国人ローマ字", "shimei_gaikokujinromaji", "N", 100),
    ("氏名_外国人漢字", "shimei_gaikokujinkanji", "N", 100), ("氏名_フリガナ", "shimei_furigana", "N", 100),
    ("氏_日本人_フリガナ", "uji_nihonjin_furigana", "N", 50), ("名_日本人_フリガナ", "na_nihonjin_furigana", "N", 50),
    ("通称", "tsusho", "N", 100), ("通称_フリガナ", "tsusho_furigana", "N", 100),
    ("通称_フリガナ確認状況", "tsusho_furiganakakuninjokyo", "X", 1), ("性別", "seibetsu", "X", 1),
    ("生年月日", "seinengappi", "DATE", 10), ("生年月日_不詳フラグ", "seinengappi_fushofuragu", "X", 1),
    ("生年月日_不詳表記", "seinengappi_fushohyoki", "N", 72), ("住所_市区町村コード", "jusho_shikuchosonkodo", "X", 6),
    ("住所_町字コード", "jusho_choazakodo", "X", 7), ("指定都市_行政区等コード", "shiteitoshi_gyoseikutokodo", "X", 12),
    ("住所_都道府県", "jusho_todofuken", "N", 4), ("住所_市区郡町村名", "jusho_shikugunchosonmei", "N", 12),
    ("住所_町字", "jusho_choaza", "N", 120), ("住所_番地号表記", "jusho_banchigohyoki", "N", 50),
    ("住所_方書", "jusho_katagaki", "N", 300), ("住所_方書_フリガナ", "jusho_katagaki_furigana", "N", 300),
    ("住所_郵便番号", "jusho_yubinbango", "X", 7), ("住所_国名コード", "jusho_kokumeikodo", "X", 3),
    ("住所_国名等", "jusho_kokumeito", "N", 100), ("住所_国外住所", "jusho_kokugaijusho", "N", 300),
    ("業務ID", "gyomuid", "X", 3), ("独自施策システム等ID", "dokujishisakushisutemutoid", "X", 3),
    ("名寄せ元フラグ", "nayosemotofuragu", "X", 1), ("名寄せ先宛名番号", "nayosesakiatenabango", "X", 15),
    ("他業務参照不可フラグ", "tagyomusanshofukafuragu", "X", 1), ("操作者ID", "sosashaid", "X", 10),
    ("操作年月日", "sosanengappi", "DATE", 10), ("操作時刻", "sosajikoku", "TIME", 8),
    ("履歴番号", "rirekibango", "9", 3),
)  # fmt: skip
API_NOTES = {"住所_町字コード": "町字がないときは0000000、町字マスターにない町字は9999999"}
