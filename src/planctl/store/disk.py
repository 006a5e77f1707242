"""What makes bytes last: every one is written, and the disk confirms it."""

import os
from errno import EINVAL


def sync(folder: str) -> None:
    """Have the disk confirm the names in a folder, where it can."""
    if os.name == "nt":  # pragma: no cover - Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != EINVAL:  # which some network disks say of every folder
            raise
    finally:
        os.close(descriptor)


def write_all(descriptor: int, raw: bytes) -> None:
    """Write all bytes and have the disk confirm them."""
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)
