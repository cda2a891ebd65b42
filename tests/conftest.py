"""What all tests share: reproducible properties, and the Japanese of the messages."""

from hypothesis import settings

# The same examples on every machine and no failure by a slow one; drop `derandomize` to hunt with new examples.
settings.register_profile("tekigo", derandomize=True, deadline=None, database=None)
settings.load_profile("tekigo")
