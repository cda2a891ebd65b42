"""取得件数 and 取得開始位置: which part of a long answer the caller wants."""

from collections.abc import Sequence
from typing import TypeVar

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call

LARGEST = 1000
T = TypeVar("T")


def page(call: Call, found: Sequence[T]) -> Sequence[T]:
    """Return the part of the results that was asked for, at most LARGEST."""
    start = 0 if fault_active("F-PAGE-REPEATED") else call.get("取得開始位置", 0)
    return found[start : start + limit(call)]


def limit(call: Call) -> int:
    """Return how many results the caller takes at most."""
    return min(int(call.get("取得件数", LARGEST)), LARGEST)
