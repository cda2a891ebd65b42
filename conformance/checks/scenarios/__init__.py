"""Scenarios: Gherkin files, their lint, and what their steps can do."""
