"""Checks of access: how a target's authorisation server and what it protects answer requests that are data."""
