"""Item checks: one deviation from a right request each, generated for every item that an operation takes."""
