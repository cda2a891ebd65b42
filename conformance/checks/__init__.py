"""Checks: whatever yields evidence about a target."""
