"""証明書PDF作成: what 証明書交付 answers, as the lines of a sheet (5.1, 5.4, 5.5, 5.7)."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results, Value
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.certificates import issue
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.notes import memos_of
from conformance.reference.resident_records.records import Snapshot
from conformance.reference.resident_records.seeded_rows import without
from conformance.reference.resident_records.views import ADDRESS_PARTS, address_in_one

ON_PAPER = "紙面文字"
OFFICIAL = "公用"
# What stands once on a sheet, not at each person; the others are lines of their own, item by item.
OF_THE_SHEET = (
    "証明書種別",
    "様式区分",
    "公用フラグ",
    "交付年月日",
    "認証者職名",
    "認証者氏名",
    "発行番号",
    "宛名番号",
)
ASKED_FOR = ("続柄", "世帯主氏名", "本籍", "筆頭者", "住民票コード", "個人番号")


@operation("shomeishopdf")
def on_paper(call: Call) -> Results:
    """証明書PDF作成."""
    entries = issue(call)
    sheet = entries[0]
    lines = [sheet["証明書種別"]]
    official = call.flag("公用フラグ") and not fault_active("F-PDF-NOT-OFFICIAL")
    if official or fault_active("F-PDF-ALWAYS-OFFICIAL"):
        lines.append(OFFICIAL)
    for entry in entries:
        lines += ["", *_lines(call, _as_printed(call, entry))]
    lines += ["", f"{sheet['交付年月日']}　{sheet['認証者職名']}　{sheet['認証者氏名']}"]
    if not fault_active("F-PDF-UNNUMBERED"):
        lines.append(sheet["発行番号"])
    if fault_active("F-PDF-PLACE"):
        lines.append(call.get("交付場所", ""))
    return [{ON_PAPER: "\n".join(lines)}]


def _lines(call: Call, entry: Snapshot) -> list[str]:
    """Return a line per item, codes in words; the address is one line."""
    once = (*OF_THE_SHEET, *ADDRESS_PARTS)
    lines = [f"{name}　{_in_words(call, name, value)}" for name, value in entry.items() if name not in once]
    return [*lines, f"住所　{address_in_one(entry)}"]


def _in_words(call: Call, name: str, value: Value) -> Value:
    catalog = call.business.catalog
    codes = catalog.codes_of(catalog.item(name))
    return codes.label(str(value)) if codes else value


def _as_printed(call: Call, entry: Snapshot) -> Snapshot:
    """Return what stands on paper of one person: the same as in the answer, in a sound system."""
    person = guards.person(call, entry["宛名番号"])
    if fault_active("F-PDF-NUMBER-UNASKED"):
        return {**entry, "個人番号": person.get("個人番号")}
    if fault_active("F-PDF-PLANNED"):
        return {**entry, "転出先住所_予定": person.get("転出先住所_予定")}
    if fault_active("F-PDF-MEMO"):
        return {
            **entry,
            "メモ内容": "　".join(memo["メモ内容"] for memo in memos_of(call, person["宛名番号"])),
        }
    if fault_active("F-PDF-NO-BUILDING"):
        return without(entry, "住所_方書")
    if fault_active("F-PDF-REQUEST-IGNORED"):
        return without(entry, *ASKED_FOR)
    return entry
