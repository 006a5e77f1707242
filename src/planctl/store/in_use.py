"""Temporary files and folders in use, told from those that killed runs have left.

Whoever makes one holds a lock on it, which ends with the process. Where there are no such locks,
one that nobody touched for an hour is left over.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":
    import time
else:
    import fcntl

_HOUR = 3600
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextmanager
def in_use(make: Callable[[], str]) -> Iterator[str]:
    """Yield the path of what is made, which nobody else removes until the end of the block."""
    if sys.platform == "win32":
        yield make()
        return
    while True:
        path = make()
        descriptor = os.open(path, _LOOK)
        try:
            with suppress(OSError):  # a disk without such locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.path.lexists(path):  # it was not taken for left over before it was locked
                yield path
                return
        finally:
            os.close(descriptor)


def remove_left_over(path: str) -> None:
    """Remove a temporary file or folder, unless it is in use; one that cannot be is left."""
    if sys.platform == "win32":
        with suppress(OSError):
            if time.time() - os.stat(path).st_mtime > _HOUR:
                remove(path)
        return
    with suppress(OSError):
        descriptor = os.open(path, _LOOK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(path)
        finally:
            os.close(descriptor)


def remove(path: str) -> None:
    """Remove a file, or a folder with all that is in it as far as that can be done."""
    if os.path.isdir(path):
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        os.unlink(path)
