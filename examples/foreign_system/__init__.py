"""「ミナト住民記録」: a system of 住民記録 by a fictitious vendor, with an API that knows nothing of tekigo.

Its rules are those of the reference system, so that the seeded faults can be switched on; its paths, names, codes,
dates, log-in, drafts, pages and errors are its own. See README.md.
"""
