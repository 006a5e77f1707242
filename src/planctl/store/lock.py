"""The lock of a plan's folder: whoever holds it is the only planctl that writes there."""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from planctl.problem import UserError
from planctl.store.errors import NOTHING, user_errors

if sys.platform == "win32":  # which locks bytes of a file, not the file
    import msvcrt

    _BUSY = PermissionError
else:
    import fcntl

    _BUSY = BlockingIOError

TIMEOUT = 10.0
_PAUSE = 0.01
_PID_DIGITS = 20
_LOCKED_BYTE = 1024
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def private_folder(folder: str) -> str:
    """Return the folder within a plan's in which planctl keeps its lock and its journal."""
    return os.path.join(folder, ".planctl")


@contextmanager
def plan_lock(folder: str, timeout: float) -> Iterator[None]:
    """Hold the lock; raise UserError if another process still has it after `timeout` seconds."""
    with user_errors(f"{folder} cannot be written"):
        mode = _made_private(folder)
        path = os.path.join(private_folder(folder), "lock")
        descriptor = os.open(path, _FLAGS, 0o666)
    try:
        with user_errors(f"{path} cannot be locked"):
            _wait(descriptor, folder, time.monotonic() + timeout)
        with user_errors(f"{folder} cannot be written"):
            _kept_out_of_git(folder)
        _sign(descriptor, mode)
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _made_private(folder: str) -> int:
    """Make the private folder if it is missing, open to all who may write to the plan's folder.

    Returns the mode of the plan's folder.
    """
    mode = stat.S_IMODE(os.stat(folder).st_mode)
    own = private_folder(folder)
    try:
        os.mkdir(own)
    except FileExistsError:
        if stat.S_ISDIR(os.lstat(own).st_mode):
            return mode
        message = f"{own} is not a folder; {NOTHING}"
        raise UserError(message, "remove it: planctl makes a folder of that name") from None
    with suppress(OSError):
        os.chmod(own, mode)
    return mode


def _wait(descriptor: int, folder: str, deadline: float) -> None:
    while not _taken(descriptor):
        if time.monotonic() >= deadline:
            message = f"{folder} is being changed by another planctl{_holder(descriptor)}"
            hint = "wait until it is done, then run the command again; end it if it hangs"
            raise UserError(f"{message}; {NOTHING}", hint)
        time.sleep(_PAUSE)


def _taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except _BUSY:
        return False
    return True


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    pid = os.read(descriptor, _PID_DIGITS).strip()
    return f" (process {pid.decode()})" if pid.isdigit() else ""


def _sign(descriptor: int, mode: int) -> None:
    """Write the process's number into the lock, for the message of whoever waits in vain."""
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        if not os.fstat(descriptor).st_size and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode & 0o666)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, b"%d\n" % os.getpid())


def _kept_out_of_git(folder: str) -> None:
    path = os.path.join(private_folder(folder), ".gitignore")
    with suppress(FileNotFoundError):
        if os.lstat(path).st_size:
            return
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        os.write(descriptor, b"*\n")
    finally:
        os.close(descriptor)
