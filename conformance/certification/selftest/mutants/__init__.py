"""Faults that nobody thought of: small changes of the reference system's own code, each put to the suite."""
