"""How the catalogue of 軽自動車税 writes a fault."""

from conformance.reference.faults import Fault


def fault(name: str, requirement: str, text: str, seam: str, touches: tuple[str, ...] = ()) -> Fault:
    """Return a fault with the prefix of the business before its name and its requirement."""
    return Fault(f"F-LV-{name}", f"LV-{requirement}", text, seam, touches=touches)
