"""What 住民記録 outputs as files: every state of every person, memos, measures and restrictions."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from msgspec import json

from conformance.reference.registry import Call
from conformance.reference.resident_records.notes import memo_shown
from conformance.reference.resident_records.protection_state import measure_of
from conformance.reference.resident_records.records import Snapshot, followed_on
from conformance.reference.resident_records.restrictions import restriction_shown
from conformance.reference.resident_records.support import measure_in_full
from conformance.reference.resident_records.views import presented

PERSON = "宛名番号"


def _residents(call: Call) -> Iterator[Snapshot]:
    """Every row of the history of every person, removed ones too, as 照会 answers it."""
    stored = call.store.all("SELECT snapshot FROM history ORDER BY person, no")
    for _, history in groupby((json.decode(row["snapshot"]) for row in stored), itemgetter(PERSON)):
        found = list(history)
        for row, day in zip(found, followed_on(found), strict=True):
            yield presented(call, row, until=day)


def _memos(call: Call) -> Iterator[Snapshot]:
    """Every memo as its last change left it."""
    rows = call.store.all(
        "SELECT * FROM memo_changes WHERE no IN (SELECT max(no) FROM memo_changes GROUP BY memo) ORDER BY memo"
    )
    for row in rows:
        yield {**memo_shown(row), "メモ_宛名番号": row["person"]}


def _measures(call: Call) -> Iterator[Snapshot]:
    for row in call.store.all("SELECT * FROM support ORDER BY no"):
        yield {**measure_in_full(measure_of(row)), "支援措置_宛名番号": row["person"]}


def _restrictions(call: Call) -> Iterator[Snapshot]:
    for row in call.store.all("SELECT * FROM restrictions ORDER BY no"):
        yield {**restriction_shown(call, row), "抑止_宛名番号": row["person"]}


EXTRACTS = {
    "住民": _residents,
    "メモ・備考": _memos,
    "支援措置対象者": _measures,
    "抑止": _restrictions,
}
