"""What the system refuses, in words for the person who must act."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import (
    EACCES,
    EDQUOT,
    EEXIST,
    EIO,
    EISDIR,
    ELOOP,
    EMFILE,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EROFS,
)

from planctl.problem import UserError

_CLOSE = "close it in other programs, or " if os.name == "nt" else ""
_ALLOW = f"{_CLOSE}ask whoever looks after the folder for permission"
_SPACE = "free some space, then run the command again"
_WHY = {
    EACCES: ("permission is refused", _ALLOW),
    EPERM: ("permission is refused", _ALLOW),
    EROFS: ("the disk is read-only", _ALLOW),
    ENOSPC: ("the disk is full", _SPACE),
    EDQUOT: ("your share of the disk is full", _SPACE),
    EIO: ("the disk reports an error", "copy the plan to a sound disk before anything else"),
    EEXIST: (
        "something of that name is there already",
        "choose another name, or change what is there",
    ),
    ENOENT: ("it is not there", "check the name; somebody may have moved or removed it"),
    ENOTDIR: ("a file stands where a folder should be", "check the name"),
    EISDIR: ("a folder stands where a file should be", "move the folder away"),
    ELOOP: ("it is a link", "put the file itself in its place"),
    EMFILE: ("too many files are open", "close some programs, then run the command again"),
}
NOTHING = "nothing was written"


def cannot(what: str, error: OSError, outcome: str = "") -> UserError:
    """Return the error that says what cannot be done, why, what came of it, and what helps."""
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    why, hint = _WHY.get(error.errno or 0, (reason, ""))
    return UserError("; ".join(filter(None, (f"{what}: {why}", outcome))), hint)


@contextmanager
def user_errors(what: str, outcome: str = NOTHING) -> Iterator[None]:
    """Turn what the system refuses into the UserError that says so."""
    try:
        yield
    except OSError as error:
        raise cannot(what, error, outcome) from error
