"""What all tests share: reproducible properties, the Japanese of the messages, and a cache of their own."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# The same examples on every machine and no failure by a slow one; drop `derandomize` to hunt with new examples.
settings.register_profile("tekigo", derandomize=True, deadline=None, database=None)
settings.load_profile("tekigo")

# Processes that tests start find it too; the user's own cache is not theirs to fill.
_CACHE = tempfile.mkdtemp(prefix="tekigo-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)
