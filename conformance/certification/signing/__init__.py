"""The signed bundle of a run: keys, archive, statement, signature, and how a third party checks all of it."""
