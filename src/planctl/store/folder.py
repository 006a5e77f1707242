"""The files of a plan's folder: ordinary files of a bounded size, and nothing else."""

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from planctl.problem import HIDDEN, Place, Problem, Severity, UserError, visible
from planctl.store.errors import cannot
from planctl.text.action_id import ID, NUMBERS
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
_ENDINGS = "bak|cfg|ini|json|md|old|orig|save|swp|te?xt|tmp|toml|xml"
_OF_ACTION = re.compile(
    r"(?!\..*\.tmp\Z)[._~#]*"
    rf"(?:({ID})\.ya?ml(?:~|\.(?:{_ENDINGS}|ya?ml))?"
    rf"|({NUMBERS})(?!\.?\d)(?:~|\.(?:{_ENDINGS})|(?=\D).*y[am].*)?)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
"""The name of an action's file, or of one that was to be so: R12.yml, .3.2.yaml, 3.2.yaml.txt.

An id of numbers and dots alone is known by less: 3.2, 3.2.bak.
"""
_DEEP = 3
"""How many folders down an action's file that was moved is looked for."""
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
        there = dict(_listed(folder))
    except OSError as error:
        header = os.path.join(folder, "plan.yaml")
        return {}, [unread(header, cannot("the plan's folder cannot be read", error))]
    for name in plan_names(there):
        path = os.path.join(folder, name)
        try:
            refuse_name(name, there)
            found[path] = (_ordinary if there[name] else plan_file)(folder, name, name).raw
        except UserError as error:
            problems.append(unread(path, error))
    return found, problems


def leftovers(folder: str) -> list[Problem]:
    """Return a warning for each file beside that of its action which nobody means to be read."""
    try:
        there = frozenset(os.listdir(folder))
    except OSError:
        return []
    found = []
    for name in sorted(there):
        right = named_action(name)
        if right in there and name.lower().startswith(f"{right}.".lower()):
            hint = f"what is right of it belongs in {right}; then remove it"
            path = os.path.join(folder, _plain(name))
            message = f"{_plain(name)} is not read: the action's file is {right}"
            found.append(Problem("file", Severity.WARNING, message, Place(path), hint))
    return found


def _listed(folder: str, above: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the names in a folder and in the folders in it, and whether each is of a file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = above + entry.name
            yield name, entry.is_file(follow_symlinks=bool(above))
            if entry.is_dir(follow_symlinks=False) and is_near(name):
                with suppress(OSError):
                    yield from _listed(entry.path, f"{name}/")


def is_near(name: str) -> bool:
    """Return whether what is in a folder is looked at for actions that were moved there."""
    return name.count("/") < (_DEEP if name[:1] != "." else 1)


def plan_names(names: Iterable[str]) -> list[str]:
    """Return those of the names in a folder, and in the folders in it, that are of plan files.

    They are in order. One with another ending, or in a folder that has no plan of its own, is among
    them where the action that it names has no file.
    """
    there = frozenset(names)
    missing = (name for name in there if (right := named_action(name)) and right not in there)
    stray = {name for name in missing if "/" not in name or _has_moved(name, there)}
    return sorted(stray.union(filter(may_be_plan_file, there)))


def _has_moved(name: str, there: Container[str]) -> bool:
    above, _, name = name.rpartition("/")
    folders = above.split("/")
    plans = ("/".join([*folders[:number], "plan.yaml"]) for number in range(1, len(folders) + 1))
    return may_be_plan_file(name) and not any(each in there for each in plans)


def may_be_plan_file(name: str) -> bool:
    """Return whether a file looks like one of a plan by its ending."""
    return name.lower().endswith((".yaml", ".yml")) and name[0] != "." and "/" not in name


def named_action(name: str) -> str:
    """Return the name that the file of an action has to have, of which this one is like; or ""."""
    found = _OF_ACTION.fullmatch(os.path.basename(name))
    return f"{found[1] or found[2]}.yaml" if found else ""


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


def refuse_name(name: str, there: Container[str] = ()) -> None:
    """Raise UserError for the name of a file that looks like a plan file and cannot be one.

    `there` are the names of what is in its folder.
    """
    if HIDDEN.search(name) or "\n" in name or "\t" in name:
        hint = "give it a name of letters, digits and dots: <id>.yaml, such as 3.2.yaml"
        raise UserError(f"the name of '{_plain(name)}' has a hidden character", hint)
    if "/" in name:
        hint = f"move it to {named_action(name)}; what is no longer pursued has the status closed"
        raise UserError(f"{name} is not read: it is not in the plan's own folder", hint)
    if name.startswith("."):
        hint = f"name it {named_action(name)}"
        raise UserError(f"{name} is not read: its name begins with a dot", hint)
    if not name.endswith(".yaml"):
        right = named_action(name) or f"{os.path.splitext(name)[0]}.yaml"
        hint = f"keep what is right of it and of {right}, then remove it"
        raise UserError(
            f"{name} is not read: its name does not end in .yaml",
            hint if right in there else f"name it {right}",
        )


def has_right_name(name: str) -> bool:
    """Return whether a file that looks like a plan file may have the name that it has."""
    try:
        refuse_name(name)
    except UserError:
        return False
    return True


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


def unread(path: str, error: UserError) -> Problem:
    """Return the problem that a file cannot be read."""
    return Problem("file", Severity.ERROR, error.message, Place(_plain(path)), error.hint)
