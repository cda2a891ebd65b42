"""Seeded faults of 住民記録, chapter 4, second part, and chapters 5 to 11: what the office does of itself, papers, links, users."""

from conformance.reference.faults import Fault

FAULTS: tuple[Fault, ...] = ()
