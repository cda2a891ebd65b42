"""The kinds of seeded faults in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.cli.words import say

if TYPE_CHECKING:
    from conformance.reference.faults import Kind

_WORDS: dict[Kind, tuple[str, str]] = {
    "missing_check": ("確認の欠落", "missing check"),
    "accepted_bad_input": ("誤った入力の受付", "accepted bad input"),
    "refused_good_input": ("正しい入力の拒否", "refused good input"),
    "off_by_one": ("一つのずれ", "off by one"),
    "wrong_boundary": ("境目の取り違え", "boundary on the wrong side"),
    "wrong_rounding": ("端数処理の誤り", "wrong rounding"),
    "wrong_value": ("値の誤り", "wrong value"),
    "lost_value": ("値の欠落", "lost value"),
    "lost_history": ("履歴の喪失", "lost history"),
    "wrong_code": ("区分の誤り", "wrong code"),
    "leaked_field": ("漏えい", "leaked field"),
    "stale_read": ("古い値", "stale read"),
    "wrong_selection": ("対象の誤り", "wrong selection"),
    "wrong_order": ("並びの誤り", "wrong order"),
    "missing_effect": ("反映の欠落", "missing effect"),
    "unwanted_effect": ("余計な変更", "unwanted effect"),
    "prohibited_function": ("実装しない機能", "prohibited function present"),
    "wrong_status": ("応答の誤り", "wrong status or error"),
    "race": ("同時の操作", "race between users"),
}


def kind_in_words(kind: Kind) -> str:
    """Return the kind in the chosen language."""
    return say(*_WORDS[kind])
