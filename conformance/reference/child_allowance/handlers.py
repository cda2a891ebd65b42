"""Where the handlers of 児童手当 register: `@operation("ninteiseikyu")`."""

from conformance.reference.registry import Handlers

HANDLERS = Handlers("child_allowance")
operation = HANDLERS.operation
