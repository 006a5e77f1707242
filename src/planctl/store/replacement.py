"""How a file is replaced: its new content is written beside it, and then takes its place."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, EINVAL, EMLINK, ENOSYS, ENOTSUP, EPERM
from functools import partial
from typing import NamedTuple

from planctl.problem import UserError
from planctl.store.errors import user_errors
from planctl.store.folder import PlanFile, real_path
from planctl.store.in_use import in_use, remove_left_over
from planctl.text.action_id import ID

Identity = tuple[int, int, int]
"""What tells a file from every other, and from itself once changed: its inode, size and time."""

TEMPORARY = ".tmp"
"""How the name of every temporary file ends."""

_SALT = 4
_NAME = re.compile(r"\.([^/\\]+)\.[0-9a-f]{8}\.tmp")
_PLAN_FILE = re.compile(rf"(?:plan|{ID})\.yaml")
_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_NO_HARD_LINKS = (EPERM, ENOTSUP, ENOSYS, EMLINK)


class Replacement(NamedTuple):
    """A temporary file, the file whose place it takes, and what tells each; old if there is one.

    Where a file is to be gone, `new` is None, and nothing is at the name of the temporary file.
    """

    temporary: str
    name: str
    new: Identity | None
    old: Identity | None


def target_of(temporary: str) -> str | None:
    """Return the name of the file that a temporary file was made for, None if it is none."""
    found = _NAME.fullmatch(temporary)
    return found.group(1) if found else None


@contextmanager
def replacing(path: str, mode: int = 0o666) -> Iterator[str]:
    """Yield an empty file that takes the place of another, unless something goes wrong.

    What killed runs left of such files is removed.
    """
    folder, name = os.path.split(path)
    with suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in entries:
            if (
                entry.name.startswith(f".{name}.")
                and target_of(entry.name) == name
                and entry.is_file(follow_symlinks=False)
            ):
                remove_left_over(entry.path)
    with in_use(partial(_made, folder, name, mode)) as temporary:
        try:
            yield temporary
            os.replace(temporary, path)
        finally:
            discard(temporary)


def replace(path: str, raw: bytes, mode: int = 0o666) -> None:
    """Write a file, whole or not at all, in place of one that may be there and whose mode it has.

    A new one has the mode given, as far as the person's umask lets it.
    """
    old = os.stat(path) if os.path.exists(path) else None
    with replacing(path, 0o600 if old else mode) as temporary:
        _fill(os.open(temporary, os.O_WRONLY | getattr(os, "O_BINARY", 0)), raw, old)
    sync(os.path.dirname(path) or ".")


def prepare(folder: str, name: str, raw: bytes, old: PlanFile | None) -> Replacement:
    """Write the temporary file of a file, with the mode and the owner of the old one."""
    temporary = temporary_name(name)
    path = os.path.join(folder, temporary)
    with user_errors(f"{os.path.join(folder, name)} cannot be written"):
        try:
            descriptor = os.open(path, _FLAGS, 0o600 if old else 0o666)
            new = _fill(descriptor, raw, old.status if old else None)
        except BaseException:
            discard(path)
            raise
    return Replacement(temporary, name, new, _identity(old.status) if old else None)


def removal(name: str, old: PlanFile) -> Replacement:
    """Return what has a file be gone."""
    return Replacement(temporary_name(name), name, None, _identity(old.status))


def put_in_place(folder: str, move: Replacement) -> None:
    """Let a temporary file take its place; a new file never takes the place of another."""
    if not move.new:
        os.unlink(os.path.join(folder, move.name))
        return
    temporary = os.path.join(folder, move.temporary)
    target = _target(folder, move)
    if move.old:
        os.replace(temporary, target)
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), target) from None
        os.rename(temporary, target)
    discard(temporary)


def is_placed(folder: str, move: Replacement) -> bool:
    """Return whether a temporary file has taken its place, or a file is gone."""
    if not move.new:
        return not os.path.lexists(os.path.join(folder, move.name))
    return _target_now(folder, move) == move.new


def is_ready(folder: str, move: Replacement) -> bool:
    """Return whether a temporary file and what it is to replace are as they were."""
    temporary = _identity_at(os.path.join(folder, move.temporary))
    return temporary == move.new and _target_now(folder, move) == move.old


def discard(path: str) -> None:
    """Remove a temporary file; one that cannot be removed is swept up later."""
    with suppress(OSError):
        os.unlink(path)


def sweep(folder: str, names: Collection[str]) -> None:
    """Remove what killed runs left of plan files and of these; the lock must be held."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            made_for = target_of(entry.name)
            ours = made_for and (made_for in names or _PLAN_FILE.fullmatch(made_for))
            if ours and entry.is_file(follow_symlinks=False):
                discard(entry.path)


def temporary_name(name: str) -> str:
    """Return a new name for the temporary file, or folder, of another."""
    return f".{name}.{os.urandom(_SALT).hex()}{TEMPORARY}"


def _made(folder: str, name: str, mode: int) -> str:
    path = os.path.join(folder, temporary_name(name))
    os.close(os.open(path, _FLAGS, mode))
    return path


def _fill(descriptor: int, raw: bytes, like: os.stat_result | None) -> Identity:
    """Write a new file, with the mode and the owner of another, and return what tells it."""
    try:
        if like and os.name != "nt":
            _give(descriptor, like)
        write_all(descriptor, raw)
        return _identity(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def write_all(descriptor: int, raw: bytes) -> None:
    """Write all bytes and have the disk confirm them."""
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def sync(folder: str) -> None:
    """Have the disk confirm the names in a folder, where it can."""
    if os.name == "nt":  # which cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != EINVAL:  # which some network disks say of every folder
            raise
    finally:
        os.close(descriptor)


def _give(descriptor: int, like: os.stat_result) -> None:
    """Give a file the owner of another, as far as the system lets us, and its mode."""
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        for owner in (like.st_uid, -1):
            with suppress(OSError):
                os.fchown(descriptor, owner, like.st_gid)
                break
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def _target(folder: str, move: Replacement) -> str:
    """Return where the file to be replaced really is: a link stays, what it leads to changes."""
    if not move.old:
        return os.path.join(folder, move.name)
    return real_path(folder, move.name, os.path.join(folder, move.name))


def _target_now(folder: str, move: Replacement) -> Identity | None:
    try:
        return _identity_at(_target(folder, move))
    except UserError:  # it has become a link that leads elsewhere
        return None


def _identity(status: os.stat_result) -> Identity:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _identity_at(path: str) -> Identity | None:
    try:
        return _identity(os.lstat(path))
    except FileNotFoundError:
        return None
