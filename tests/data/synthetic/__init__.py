"""Synthetic cities in files, with errors of every kind, each known to the row: for tests and benchmarks."""
