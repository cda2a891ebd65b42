"""The contract: what tekigo asks of a system, as OpenAPI generated from the spec. Pure; knows no HTTP."""
