"""The seeded faults of 軽自動車税: each the smallest change that breaks one requirement."""

from conformance.reference.faults import Fault
from conformance.reference.light_vehicle_tax import seeded_tax, seeded_vehicles

FAULTS: tuple[Fault, ...] = (*seeded_vehicles.FAULTS, *seeded_tax.FAULTS)
