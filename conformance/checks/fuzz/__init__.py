"""Fuzzing: requests that schemathesis makes from the contract, and what no answer to them may be."""
