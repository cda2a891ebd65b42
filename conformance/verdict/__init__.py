"""The verdict: a pure function of requirements, declarations, evidence and date. It knows nothing of HTTP."""
