"""What 軽自動車税 outputs as files: persons, every state of every vehicle, levies and reductions."""

from collections.abc import Iterator

from msgspec import json

from conformance.reference.light_vehicle_tax.records import State, seen
from conformance.reference.light_vehicle_tax.words import VEHICLE
from conformance.reference.registry import Call


def _people(call: Call) -> Iterator[State]:
    for row in call.store.all("SELECT snapshot FROM lv_people ORDER BY person"):
        yield json.decode(row["snapshot"])


def _vehicles(call: Call) -> Iterator[State]:
    """Every row of the history of every registration, ended ones too."""
    rows = call.store.all(
        "SELECT h.snapshot, h.no = v.no AS newest FROM lv_history h JOIN lv_vehicles v ON v.vehicle = h.vehicle"
        " ORDER BY h.vehicle, h.no"
    )
    for row in rows:
        yield seen(call, json.decode(row["snapshot"]), newest=bool(row["newest"]))


def _levies(call: Call) -> Iterator[State]:
    """The levy of each vehicle and year as it is now."""
    rows = call.store.all("SELECT vehicle, snapshot FROM lv_levies WHERE newest = 1 ORDER BY vehicle, year")
    for row in rows:
        yield {**json.decode(row["snapshot"]), "課税_軽自管理番号": row["vehicle"]}


def _reductions(call: Call) -> Iterator[State]:
    for row in call.store.all("SELECT vehicle, snapshot FROM lv_reductions ORDER BY no"):
        shown = json.decode(row["snapshot"])
        yield {**shown, "減免_軽自管理番号": shown[VEHICLE]}


EXTRACTS = {"宛名": _people, "車両": _vehicles, "課税": _levies, "減免": _reductions}
