"""地区登録 and 地区照会 (1.3.5): the districts into which the area of the municipality is divided."""

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page

CODE, NAME = "地区コード", "地区名称"


@operation("chikutoroku")
def put_district(call: Call) -> Results:
    """地区登録: a code that is there gets another name."""
    kept = "IGNORE" if fault_active("F-DISTRICT-NAME-KEPT") else "REPLACE"
    call.store.run(f"INSERT OR {kept} INTO districts VALUES (?, ?)", call[CODE], call[NAME])  # noqa: S608 - own words
    return [call.chosen((CODE, NAME))]


@operation("chikushokai")
def districts(call: Call) -> Results:
    """地区照会."""
    sql = "SELECT * FROM districts WHERE ?1 IS NULL OR code = ?1 ORDER BY code"
    rows = call.store.all(sql, call.get(CODE))
    if CODE not in call and fault_active("F-DISTRICT-FIRST"):
        rows = rows[:1]
    return [{CODE: row["code"], NAME: row["name"]} for row in page(call, rows)]
