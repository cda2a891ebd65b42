"""How the catalogue of 児童手当 writes a fault."""

from conformance.reference.faults import Fault


def fault(name: str, requirement: str, text: str, seam: str, touches: tuple[str, ...] = ()) -> Fault:
    """Return a fault, with the prefix of the business before its name and its requirements."""
    touched = tuple(f"CA-{each}" for each in touches)
    return Fault(f"F-CA-{name}", f"CA-{requirement}", text, seam, touches=touched)
