"""The files of a plan's folder: ordinary files of a bounded size, and nothing else."""

import os
import stat
from typing import NamedTuple

from planctl.problem import HIDDEN, Place, Problem, Severity, UserError, visible
from planctl.store.errors import cannot
from planctl.text.document import MAX_BYTES

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to is not waited for
    | getattr(os, "O_BINARY", 0)
)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFLNK: "a link",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_OTHER = "a special file"
_ORDINARY = "a plan file is an ordinary file: remove this, or move it out of the plan's folder"


class PlanFile(NamedTuple):
    """A plan file as it was when it was read: where it really is, its bytes, and its status."""

    path: str
    raw: bytes
    status: os.stat_result


def texts(folder: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the bytes of each `*.yaml` of a folder by its path, and what could not be read."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        there = _listed(folder)
    except OSError as error:
        return {}, [_problem(folder, cannot("the plan's folder cannot be read", error))]
    for name, is_file in sorted(there):
        _read(folder, name, found, problems, is_file=is_file)
    return found, problems


def _listed(folder: str) -> list[tuple[str, bool]]:
    """Return what is named as plan files are in a folder, and whether it is an ordinary file."""
    with os.scandir(folder) as entries:
        return [
            (entry.name, entry.is_file(follow_symlinks=False))
            for entry in entries
            if not entry.name.startswith(".") and entry.name.lower().endswith((".yaml", ".yml"))
        ]


def _read(
    folder: str, name: str, found: dict[str, bytes], problems: list[Problem], *, is_file: bool
) -> None:
    """Add the bytes of a file to those found, or why it cannot be read to the problems."""
    path = os.path.join(folder, name)
    try:
        refuse_name(name)
        found[path] = (_ordinary if is_file else plan_file)(folder, name, name).raw
    except UserError as error:
        problems.append(_problem(path, error))


def file_bytes(folder: str, name: str) -> bytes:
    """Return the bytes of one plan file, or raise UserError."""
    return plan_file(folder, name, os.path.join(folder, name)).raw


def plan_file(folder: str, name: str, shown: str) -> PlanFile:
    """Return a plan file; raise UserError, calling it `shown`, if it is no such thing."""
    try:
        path = os.path.join(folder, name)
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            path = real_path(folder, name, shown)
            mode = os.lstat(path).st_mode
    except OSError as error:
        raise cannot(f"{shown} cannot be read", error) from error
    if not stat.S_ISREG(mode):
        raise UserError(f"{shown} is {_KINDS.get(stat.S_IFMT(mode), _OTHER)}", _ORDINARY)
    return _found(path, shown)


def _ordinary(folder: str, name: str, shown: str) -> PlanFile:
    """Return a plan file that is an ordinary one; it is opened only if it still is no link."""
    return _found(os.path.join(folder, name), shown)


def _found(path: str, shown: str) -> PlanFile:
    try:
        raw, status = _bounded(path)
    except OSError as error:
        raise cannot(f"{shown} cannot be read", error) from error
    if len(raw) > MAX_BYTES:
        message = f"{shown} is larger than {MAX_BYTES // 1024} KB, the most that a plan file may be"
        raise UserError(message, "shorten it: keep long evidence in documents, and link to them")
    return PlanFile(path, raw, status)


def real_path(folder: str, name: str, shown: str) -> str:
    """Return where a plan file really is; a link is followed as far as it stays in the folder."""
    path = os.path.join(folder, name)
    if not os.path.islink(path):
        return path
    inside = os.path.join(os.path.realpath(folder), "")
    target = os.path.realpath(path)
    if target.startswith(inside):
        return target
    hint = "put the file itself in its place, or link to a file of this folder"
    raise UserError(f"{shown} is a link that leaves the plan's folder", hint)


def refuse_name(name: str) -> None:
    """Raise UserError for the name of a file that looks like a plan file and cannot be one."""
    if HIDDEN.search(name) or "\n" in name or "\t" in name:
        hint = "give it a name of letters, digits and dots: <id>.yaml, such as 3.2.yaml"
        raise UserError(f"the name of '{_plain(name)}' has a hidden character", hint)
    if not name.endswith(".yaml"):
        stem = name[: name.rindex(".")]
        raise UserError(
            f"{name} is not read: its name does not end in .yaml", f"name it {stem}.yaml"
        )


def _plain(name: str) -> str:
    return visible(name).replace("\n", "\\n").replace("\t", "\\t")


def _bounded(path: str) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a file, or enough to show that there are too many, and its status."""
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        size = min(status.st_size, MAX_BYTES + 1)
        raw = os.read(descriptor, size + 1)
        while len(raw) < size and (more := os.read(descriptor, size - len(raw))):
            raw += more
    finally:
        os.close(descriptor)
    return raw, status


def _problem(path: str, error: UserError) -> Problem:
    return Problem("file", Severity.ERROR, error.message, Place(_plain(path)), error.hint)
