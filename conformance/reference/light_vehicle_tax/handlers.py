"""Where the handlers of 軽自動車税 register: `@operation("haisha")`. What is done to a vehicle is logged here.

Everything that is asked of or done to a vehicle is written down in the order it was done, queries too (LV-043.M).
"""

from collections.abc import Callable

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.words import VEHICLE
from conformance.reference.registry import Call, Handler, Handlers, Results

HANDLERS = Handlers("light_vehicle_tax")
_NUMBERS = (VEHICLE, "旧軽自管理番号", "新軽自管理番号")


def operation(operation_id: str) -> Callable[[Handler], Handler]:
    """Register the function below as the answer to an operation, with a line in the log for every vehicle in it."""

    def register(handler: Handler) -> Handler:
        def logged(call: Call) -> Results:
            results = handler(call)
            _log(call, results)
            return results

        HANDLERS.operation(operation_id)(logged)
        return handler

    return register


def _log(call: Call, results: Results) -> None:
    if call.operation.kind == "query" and fault_active("F-LV-QUERY-UNLOGGED"):
        return
    entries: Results = [dict(call.values), *results]
    numbers = dict.fromkeys(entry[name] for entry in entries for name in _NUMBERS if entry.get(name))
    call.store.many(
        "INSERT INTO lv_log (vehicle, operation, user, day, time) VALUES (?, ?, ?, ?, ?)",
        [
            (number, call.operation.name, call.user.id, call.day, call.now.strftime("%H:%M:%S"))
            for number in numbers
        ],
    )
