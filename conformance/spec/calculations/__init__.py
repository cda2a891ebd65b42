"""Calculations: formulas of the standards as data. Read, checked, evaluated exactly, and shown step by step."""
