"""宛名差分: what other businesses are told of every committed change."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Value

ITEMS = (
    "宛名番号", "世帯番号", "氏名", "住民状態", "世帯主氏名", "支援措置フラグ", "抑止フラグ", "抑止番号", "抑止状態",
    "生年月日_不詳フラグ", "生年月日_不詳表記", "異動事由", "異動年月日",
)  # fmt: skip


def record_delta(call: Call, kind: str, content: dict[str, Value]) -> None:
    """Queue a change for delivery. `kind`: 住民, 抑止 or 支援措置. `content`: at least 宛名番号, by item name."""
    if fault_active("F-HEADLESS-UNTOLD") and _headless(kind, content):
        return
    if fault_active("F-HEADLESS") and _headless(kind, content):
        content = {**content, "世帯主氏名": content["氏名"]}
    if "生年月日_不詳表記" in content and fault_active("F-UNKNOWN-UNTOLD"):
        content = {name: value for name, value in content.items() if name != "生年月日_不詳表記"}
    kept = {name: content[name] for name in ITEMS if content.get(name)}
    call.store.run(
        "INSERT INTO deltas (kind, person, content) VALUES (?, ?, ?)",
        kind,
        content["宛名番号"],
        json.encode(kept),
    )


def head_told(call: Call, person: str) -> str:
    """Return the 世帯主氏名 that was last delivered of a person on record; empty when there was none."""
    last = "SELECT content FROM deltas WHERE person = ? AND kind = '住民' ORDER BY no DESC LIMIT 1"
    return str(json.decode(call.store.value(last, person)).get("世帯主氏名", ""))


def _headless(kind: str, content: dict[str, Value]) -> bool:
    """Tell whether a change is about a resident of a household without a head."""
    return kind == "住民" and content.get("住民状態") == "住民" and not content.get("世帯主氏名")
