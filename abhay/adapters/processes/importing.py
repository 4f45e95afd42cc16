"""Imports without the garbage collector."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def importing() -> Generator[None]:
    """Turns the garbage collector off for a block of imports, which create no garbage: it costs a sixth of the time.

    All objects that exist at the end of the block are exempt from later collections.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
