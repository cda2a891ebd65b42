"""What changed between two states of the specs, and which scenarios must be run again for it."""
