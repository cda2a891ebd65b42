"""Certification: from a target and the specs through plan, checks and verdict to the reports."""
