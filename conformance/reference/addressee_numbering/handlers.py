"""Where the handlers of 住登外者宛名番号付番 register."""

from conformance.reference.registry import Handlers

HANDLERS = Handlers("addressee_numbering")
operation = HANDLERS.operation
