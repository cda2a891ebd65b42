"""Makes generation by hypothesis depend on nothing but the seed.

hypothesis draws constants from the source files of whatever modules happen to be imported, unless they lie in
site-packages: the same seed then gives other requests from a checkout than from a wheel, and from the command line
than from a test. While requests are generated it is told that there are none. Examples of earlier runs are never
stored nor read (`database=None`).
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def generating() -> Iterator[None]:
    """Generate inside: no constants of local modules, no warnings of the generators."""
    from hypothesis.internal.conjecture import providers

    library: Any = providers
    kept = library._get_local_constants, library.CONSTANTS_CACHE
    library._get_local_constants = _no_constants
    library.CONSTANTS_CACHE = type(kept[1])(kept[1].max_size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        library._get_local_constants, library.CONSTANTS_CACHE = kept


def _no_constants() -> Any:  # noqa: ANN401 - a private type of hypothesis
    from hypothesis.internal.constants_ast import Constants

    return Constants()
