"""Seeded faults of 住民記録, chapter 4, first part: reports of moves and what they have in common."""

from conformance.reference.faults import Fault

FAULTS: tuple[Fault, ...] = ()
