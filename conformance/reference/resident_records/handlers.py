"""Where the handlers of 住民記録 register: `@operation("tennyu")`."""

from conformance.reference.registry import Handlers

HANDLERS = Handlers("resident_records")
operation = HANDLERS.operation
