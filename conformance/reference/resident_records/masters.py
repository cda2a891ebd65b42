"""管理: certifiers, the address dictionary, buildings, places of entry, the stock of 住民票コード."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import NO, YES, Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.numbers import codes_in_stock
from conformance.reference.store import Row

DEPUTY = "職務代理者"
LEAST_STOCK = "残数下限"
USUAL_LEAST_STOCK = 100


@operation("ninshoshatoroku")
def add_certifier(call: Call) -> Results:
    """認証者登録."""
    starts, ends = call["適用開始年月日"], call.get("適用終了年月日")
    if ends is not None and ends < starts and not fault_active("F-TERM-BACKWARDS"):
        call.refuse(
            "T1102", "適用終了年月日", "適用終了年月日が適用開始年月日より前です。日付を確かめてください。"
        )
    names = ("認証者区分", "認証者職名", "認証者氏名")
    sql = "INSERT INTO certifiers (kind, title, name, starts, ends) VALUES (?, ?, ?, ?, ?)"
    call.store.run(sql, *(call.get(name, "") for name in names), starts, ends)
    return [call.chosen((*names, "適用開始年月日", "適用終了年月日"))]


@operation("ninshoshashokai")
def certifier(call: Call) -> Results:
    """認証者照会."""
    return [certifier_on(call, call.get("基準年月日", call.day))]


def certifier_on(call: Call, day: str) -> dict[str, object]:
    """Return who certifies on a day: a deputy in their time, else the mayor; of several the last to begin (1.3.9)."""
    last = ">" if fault_active("F-DEPUTY-LAST-DAY") else ">="
    row = call.store.one(
        f"SELECT * FROM certifiers WHERE starts <= ? AND coalesce(ends, '9999-12-31') {last} ?"  # noqa: S608 - own words
        " ORDER BY kind = ? DESC, starts DESC LIMIT 1",
        day,
        day,
        DEPUTY,
    )
    assert row is not None  # noqa: S101 - the first mayor has neither beginning nor end
    return {
        "認証者区分": row["kind"],
        "認証者職名": row["title"],
        "認証者氏名": row["name"],
        "適用開始年月日": row["starts"],
        "適用終了年月日": row["ends"],
    }


@operation("jushojishotoroku")
def add_address(call: Call) -> Results:
    """住所辞書登録."""
    row = call.store.one(
        "INSERT OR REPLACE INTO address_dictionary VALUES (?, ?, ?, ?) RETURNING *",
        call["住所コード"],
        call["住所名称"],
        call.get("郵便番号"),
        call.get("廃止フラグ", NO),
    )
    assert row is not None  # noqa: S101 - an INSERT returns what it inserted
    return [_address(row)]


@operation("jushojishokensaku")
def find_addresses(call: Call) -> Results:
    """住所辞書検索: by postal code, by code, or by both."""
    rows = call.store.all(
        "SELECT * FROM address_dictionary WHERE (?1 IS NULL OR postal_code = ?1) AND (?2 IS NULL OR code = ?2)"
        " ORDER BY code",
        call.get("郵便番号"),
        call.get("住所コード"),
    )
    if "郵便番号" in call and fault_active("F-POSTCODE-ONE"):
        rows = rows[:1]
    if fault_active("F-ABOLISHED-HIDDEN"):
        rows = [row for row in rows if row["abolished"] == NO]
    return [_address(row) for row in rows]


@operation("katagakitoroku")
def add_building(call: Call) -> Results:
    """方書登録: a building that is known at the address keeps its code."""
    known = "SELECT 1 FROM buildings WHERE name = ?"
    if call.store.one(known, call["方書名称"]) is None or not fault_active("F-BUILDING-NAME-ONCE"):
        call.store.run(
            "INSERT OR IGNORE INTO buildings (address, name) VALUES (?, ?)",
            call["住所コード"],
            call["方書名称"],
        )
    return [each for each in _buildings(call) if each["方書名称"] == call["方書名称"]]


@operation("katagakikensaku")
def find_buildings(call: Call) -> Results:
    """方書検索."""
    found = _buildings(call)
    if not found and fault_active("F-BUILDING-GUESSED"):
        return _buildings(call, like=call["住所コード"][:5] + "%")
    if len(found) > 1 and fault_active("F-BUILDING-MIXED"):
        return _buildings(call, like=call["住所コード"][:5] + "%")
    if len(found) > 1 and fault_active("F-BUILDING-ONE-NAME"):
        return [{**each, "方書名称": found[0]["方書名称"]} for each in found]
    return found


@operation("nyuryokubashotoroku")
def add_place(call: Call) -> Results:
    """入力場所登録."""
    kept = "IGNORE" if fault_active("F-PLACE-NAME-KEPT") else "REPLACE"
    sql = f"INSERT OR {kept} INTO places VALUES (?, ?)"  # noqa: S608 - own words
    call.store.run(sql, call["入力場所コード"], call["入力場所名称"])
    return [call.chosen(("入力場所コード", "入力場所名称"))]


@operation("nyuryokubashoshokai")
def places(call: Call) -> Results:
    """入力場所照会."""
    sql = "SELECT * FROM places WHERE ?1 IS NULL OR code = ?1 ORDER BY code"
    rows = call.store.all(sql, call.get("入力場所コード"))
    return [{"入力場所コード": row["code"], "入力場所名称": row["name"]} for row in rows]


@operation("juminhyokodozaikoshokai")
def code_stock(call: Call) -> Results:
    """住民票コード残数照会; a limit that is sent is kept (4.3.1)."""
    if LEAST_STOCK in call:
        call.store.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", LEAST_STOCK, str(call[LEAST_STOCK]))
    kept = call.store.value("SELECT value FROM settings WHERE name = ?", LEAST_STOCK)
    least = USUAL_LEAST_STOCK if kept is None else int(kept)
    stock = codes_in_stock(call.store)
    short = stock < least and not fault_active("F-STOCK-SILENT")
    return [{"残数": stock, LEAST_STOCK: least, "残数不足フラグ": YES if short else NO}]


def _address(row: Row) -> dict[str, object]:
    return {
        "住所コード": row["code"],
        "住所名称": row["name"],
        "郵便番号": row["postal_code"],
        "廃止フラグ": NO if fault_active("F-ABOLISHED-UNTOLD") else row["abolished"],
    }


def _building_code(row: Row) -> str:
    """Return 方書コード. Every building of an address has the same one where a seeded fault says so."""
    return row["address"][-4:] if fault_active("F-BUILDING-CODE-SHARED") else str(row["no"])


def _buildings(call: Call, like: str = "") -> Results:
    """Return the buildings at the address; `like`: at other addresses too, as only seeded faults ask."""
    sql = "SELECT * FROM buildings WHERE address = ? OR address LIKE ? ORDER BY no"
    rows = call.store.all(sql, call["住所コード"], like)
    return [
        {"方書コード": _building_code(row), "住所コード": row["address"], "方書名称": row["name"]}
        for row in rows
    ]
