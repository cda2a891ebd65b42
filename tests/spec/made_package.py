"""A small spec package on disk: right as it stands, so that each test breaks exactly one thing."""

from pathlib import Path

from tests.spec.made_rules import RULE_FILES

STANDARD = """\
business: alpha
name: 甲業務
name_en: Alpha
prefix: AL
gyomu_ids: ["999"]
editions:
  - {id: "1.0", name: 第1.0版, date: 2020-09-11, fidelity: transcribed}
  - {id: "2.0", name: 第2.0版, fidelity: provisional}
default_edition: "1.0"
item_checks: {default: AL-1.M}
"""
REQUIREMENTS = """\
id,section,title,summary,class,applies_to,introduced,due,testability,testability_reason,source,fidelity
AL-1.M,1,登録,登録できること。,mandatory,,1.0,2026-04-01,api,,S 1,transcribed
AL-1.O,1,任意の登録,登録できること。,optional,designated_city|core_city,1.0,,api,,S 1,statute
AL-2.N,2,削除,削除する機能を備えないこと。,prohibited,,1.0,,api,,S 2,provisional
AL-3.M,3,画面,画面に表示すること。,mandatory,,2.0,,attestation,画面のため,S 3,provisional
"""
ITEMS = """\
no,name,romaji,group,pk,type,length,fixed,code_list,repeat,charset,check_digit,unknown_date,requirement,source,fidelity
1,番号,bango,人,1,X,15,1,,,digit,modulus11,,,S,transcribed
2,氏名,shimei,人,,N,100,,,,text,,,,S,transcribed
3,区分,kubun,人,,X,1,,区分,,,,,,S,transcribed
4,異動日,idobi,人,,DATE,10,,,,,,,AL-1.O,S,transcribed
5,誕生日,tanjobi,人,,DATE,10,,,,,,1,,S,transcribed
6,メモ,memo,人,,N,,,,3,,,,,S,provisional
"""
CODES = """\
list,code,label,source,fidelity
区分,1,新規,S,transcribed
区分,2,継続,S,transcribed
様式,,縦,S,provisional
様式,,横,S,provisional
"""
OPERATIONS = """\
sets:
  基本: [氏名, 異動日]
  全部: ["set:基本", 番号, メモ]
operations:
  - id: toroku
    name: 登録届
    kind: transaction
    action: Create
    requirements: [AL-1.M]
    required: ["set:基本"]
    optional: [区分, メモ, 誕生日]
    output: ["set:全部"]
    conditions:
      - {when: {item: 区分, is: 継続}, required: [誕生日]}
    accepts: {区分: [新規, 継続]}
    refuses: [{code: T1, when: 異動日が先の日}]
    alerts: [{code: T2, when: 似た人がいる}]
    sample:
      氏名: "{日本人氏名}"
      異動日: 今日の3日前
      区分: 新規
  - id: shokai
    name: 照会
    kind: query
    action: Read
    subject: [番号]
    requirements: [AL-1.M]
    required: [番号]
    output: ["set:全部"]
    prepare: [{operation: 登録届, as: 甲}]
    sample: {番号: 「甲」の番号}
probes:
  - {id: sakujo, name: 削除, requirement: AL-2.N}
"""
ERROR_CODES = """\
code,name,http,kind,message,meaning,source,fidelity
T1,先の日,409,error,先の日です。,先の日,S,provisional
T2,同じ人か,409,alert,似た人がいます。,似た人,S,provisional
"""
FILES = {
    "specs/alpha/standard.yaml": STANDARD,
    "specs/alpha/requirements.csv": REQUIREMENTS,
    "specs/alpha/items.csv": ITEMS,
    "specs/alpha/codes.csv": CODES,
    "specs/alpha/operations.yaml": OPERATIONS,
    "specs/common/error_codes.csv": ERROR_CODES,
    "specs/ids.lock": "AL-1.M\t1.0\nAL-1.O\t1.0\nAL-2.N\t1.0\nAL-3.M\t2.0\n",
}


class MadePackage:
    """The tree of one business `alpha` below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below the root."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def with_rules(self) -> "MadePackage":
        """Add rule tables."""
        for name, text in RULE_FILES.items():
            self.write(f"specs/alpha/{name}", text)
        return self

    def change(self, name: str, old: str, new: str) -> int:
        """Replace a text that must be there in a file of the package, and return the line it is in."""
        path = self.root / "specs" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        path.write_bytes(text.replace(old, new, 1).encode())
        return text.count("\n", 0, text.index(old)) + 1
