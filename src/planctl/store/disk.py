"""What makes bytes last: every one is written, and the disk confirms it."""

import os
from contextlib import suppress
from errno import EINVAL

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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


def replace(path: str, raw: bytes, mode: int = 0o666) -> None:
    """Write a file, whole or not at all, in place of one that may be there and whose mode it has.

    A new one has the mode given, as far as the person's umask lets it.
    """
    temporary = f"{path}.{os.urandom(4).hex()}.tmp"
    descriptor = os.open(temporary, _NEW, mode)
    try:
        try:
            write_all(descriptor, raw)
        finally:
            os.close(descriptor)
        with suppress(FileNotFoundError):
            os.chmod(temporary, os.stat(path).st_mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    sync(os.path.dirname(path) or ".")
