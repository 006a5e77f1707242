"""The collector of cycles, which finds nothing while much is made that has none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

_Kept = TypeVar("_Kept")


@contextmanager
def collector_off() -> Iterator[None]:
    """Pause the collector, if it is running."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def keep_to_end(value: _Kept) -> _Kept:
    """Return what a command keeps to its end: the collector need not look at it again."""
    gc.freeze()
    return value
