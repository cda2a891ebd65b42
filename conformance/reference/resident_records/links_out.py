"""宛名差分: what other businesses are told of every committed change."""

from msgspec import json

from conformance.reference.registry import Call, Value

ITEMS = (
    "宛名番号", "世帯番号", "氏名", "住民状態", "世帯主氏名", "支援措置フラグ", "抑止フラグ", "抑止番号", "抑止状態",
    "生年月日_不詳フラグ", "生年月日_不詳表記", "異動事由", "異動年月日",
)  # fmt: skip


def record_delta(call: Call, kind: str, content: dict[str, Value]) -> None:
    """Queue a change for delivery. `kind`: 住民, 抑止 or 支援措置. `content`: at least 宛名番号, by item name."""
    kept = {name: content[name] for name in ITEMS if content.get(name)}
    call.store.run(
        "INSERT INTO deltas (kind, person, content) VALUES (?, ?, ?)",
        kind,
        content["宛名番号"],
        json.encode(kept),
    )
