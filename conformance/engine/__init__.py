"""The run: what is planned, what happened, and the manifest that says how."""
