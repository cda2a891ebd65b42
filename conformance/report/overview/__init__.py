"""All standards at a glance: what is demanded, what has a check, what a run has verified, and what is still missing."""
