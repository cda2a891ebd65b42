"""The standards as data: typed model, loader, look-ups, value expressions and validation."""
