"""The reference system: a real, correct system behind real HTTP, against which tekigo certifies itself.

It knows tekigo's specs and contract and nothing of the engine that tests it. Businesses live in subpackages
(`resident_records/`); everything directly in this folder is independent of any business.
"""
