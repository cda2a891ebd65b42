"""Seeded faults of 住民記録, chapters 1 to 3: the records, the searches, the restrictions."""

from conformance.reference.faults import Fault

FAULTS: tuple[Fault, ...] = ()
