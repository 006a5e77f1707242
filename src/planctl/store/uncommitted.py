"""Which files of a folder differ from the commit git is at, as git itself would commit them.

Git is not asked for their status: it would run the filters, and ask within submodules, whatever a
repository names for that. Files are compared by their bytes, where line ends may be either's.
"""

import os
from collections.abc import Iterator
from hashlib import new

from planctl.problem import UserError, visible
from planctl.store.git import ask_git
from planctl.store.revision_files import Blob

_SUBMODULE = "160000"
_IDS = {40: "sha1", 64: "sha256"}
"""How git names what it keeps, by how long the names are."""


def uncommitted(folder: str) -> list[str]:
    """Return the names of the files of a folder that differ from the commit git is at."""
    return sorted(visible(os.path.basename(name.rstrip("/"))) for name in uncommitted_files(folder))


def uncommitted_files(folder: str) -> set[str]:
    """Return where, seen from the folder, the files are that differ from the commit git is at."""
    committed = committed_files(folder)
    there = ["--cached", "--others", "--exclude-standard"]
    names = ask_git(folder, ["ls-files", "-z", *there]).stdout.split(b"\0")[:-1]
    return {
        name
        for name in (*committed, *map(os.fsdecode, names))
        if not _is_committed(os.path.join(folder, name), committed.get(name))
    }


def was_committed(folder: str, name: str) -> bool:
    """Return whether any commit up to the one git is at touched a file of a folder."""
    return bool(ask_git(folder, ["rev-list", "-1", "HEAD", "--", name]).stdout)


def committed_files(folder: str) -> dict[str, Blob]:
    """Return the files of a folder at the commit git is at; UserError where there is none."""
    listed = ask_git(folder, ["ls-tree", "-r", "-z", "HEAD"])
    if listed.returncode:
        raise UserError("git does not say what is committed", "git log says what it knows")
    return dict(_listed(listed.stdout))


def _listed(listed: bytes) -> Iterator[tuple[str, Blob]]:
    for entry in listed.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().split()
        yield os.fsdecode(name), Blob(mode, blob)


def _is_committed(path: str, committed: Blob | None) -> bool:
    """Return whether a file is as the commit has it; what a submodule has is not the plan's."""
    if not committed or committed.mode == _SUBMODULE:
        return committed is not None
    try:
        raw = os.fsencode(os.readlink(path)) if os.path.islink(path) else _bytes(path)
    except OSError:
        return False
    return committed.blob in _blob_ids(raw, committed.blob)


def _blob_ids(raw: bytes, like: str) -> tuple[str, ...]:
    """Return the names that git gives some bytes: as they are, and with the line ends of Unix."""
    kept = (raw, raw.replace(b"\r\n", b"\n"))
    how = _IDS[len(like)]
    return tuple(
        new(how, b"blob %d\0" % len(each) + each, usedforsecurity=False).hexdigest()
        for each in kept
    )


def _bytes(path: str) -> bytes:
    """Return what a file holds; a pipe in its place is not waited for, and holds nothing."""
    with open(path, "rb", opener=_at_once) as file:
        return file.read()


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
