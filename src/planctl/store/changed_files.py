"""The plan files that are not the same in two versions, each with its text before and after."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

from planctl.problem import Problem
from planctl.store.folder import has_right_name, may_be_plan_file, named_action
from planctl.store.git import ask_git, git_output
from planctl.store.revision_files import (
    FILES,
    Blob,
    Texts,
    blob_texts,
    listed_files,
    read_blobs,
    tree_of,
)
from planctl.store.trimmed_diff import trimmed_texts
from planctl.text.document import MAX_BYTES

_ROOM = 1 << 16
"""How many bytes of what git says are taken at a time."""
_ABSENT = "000000"
_RAW = ("-z", "--raw", "--no-abbrev")
# All lines of both in one piece, whatever the settings of the person or of the plan.
_LINES = (
    *("-p", f"--unified={MAX_BYTES}", "--full-index", "--diff-filter=M"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short"),
)
_SETTINGS = ("-c", f"core.bigFileThreshold={MAX_BYTES}", "-c", "diff.suppressBlankEmpty=false")
_NEXT = b"\ndiff --git "
_HEAD = re.compile(
    rb"[^\n]*\n(?:old mode .*\nnew mode .*\n)?index ([0-9a-f]+)\.\.([0-9a-f]+).*\n"
    rb"--- .*\n\+\+\+ .*\n@@ -1(?:,[0-9]+)? \+1(?:,[0-9]+)? @@\n"
)


class Pair(NamedTuple):
    """A plan file before and after: its text, what keeps it from being read, None where none."""

    path: str
    before: bytes | Problem | None
    after: bytes | Problem | None


class _Listed(NamedTuple):
    """A plan file that git lists as not the same: its name, and what it was and is."""

    name: str
    before: Blob
    after: Blob


def pairs(old: Texts, new: Texts) -> Iterator[Pair]:
    """Yield each file of two versions that are read whole and that is not the same in both."""
    before, after = (
        dict[str, bytes | Problem](found) | {each.place.path: each for each in problems}
        for found, problems in (old, new)
    )
    for path in before | after:
        one, other = before.get(path), after.get(path)
        if isinstance(one, Problem) or one != other:
            yield Pair(path, one, other)


def differing(folder: str, old: str, new: str, was: str = "") -> Iterator[Pair]:
    """Yield the files that are not the same in two revisions, their texts cut to what differs.

    The folder had another name in the older one if that is given. Git compares them line by line
    while what it has said is used; what it takes for no texts, or has one of them only, is read
    after that.
    """
    was = was or folder
    between = [
        "-r",
        "--no-renames",
        "--no-relative",
        tree_of(was, old, folder),
        tree_of(folder, new),
    ]
    with git_output(folder, [*_SETTINGS, "diff-tree", *_LINES, *between]) as output:
        listed = ask_git(folder, ["diff-tree", *_RAW, *between]).stdout
        left = {each.name: each for each in _listed(listed)}
        compared: dict[tuple[str, str], list[str]] = {}
        for each in filter(_has_lines, left.values()):
            compared.setdefault((each.before.blob, each.after.blob), []).append(each.name)
        for blobs, lines in _compared(output):
            for name in compared.pop(blobs, ()):
                del left[name]
                yield Pair(os.path.join(folder, name), *trimmed_texts(lines))
    yield from _read((was, folder), (old, new), list(left.values()))


def _listed(listed: bytes) -> Iterator[_Listed]:
    """Yield each plan file that `--raw -z` lists."""
    parts = iter(listed.split(b"\0")[:-1])
    for about in parts:
        old_mode, new_mode, old, new, _ = about.decode().lstrip(":").split(" ")
        name = os.fsdecode(next(parts))
        if may_be_plan_file(name) or named_action(name):
            yield _Listed(name, Blob(old_mode, old), Blob(new_mode, new))


def _has_lines(listed: _Listed) -> bool:
    """Return whether both sides are ordinary files, of a name that a plan file may have."""
    return has_right_name(listed.name) and {listed.before.mode, listed.after.mode} <= FILES


def _compared(output: IO[bytes]) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Yield the ids of two texts and the lines of both, for each two that git compares whole."""
    for part in _parts(output):
        head = _HEAD.match(part)
        lines = part[head.end() :] if head else b""
        if head and b"\n\\" not in lines:  # which says that the last line has no end
            yield (head[1].decode(), head[2].decode()), lines


def _parts(output: IO[bytes]) -> Iterator[bytes]:
    left = b""
    while more := output.read(_ROOM):
        *whole, left = (left + more).split(_NEXT)
        yield from whole
    yield left


def _read(
    folders: tuple[str, str], commits: tuple[str, str], listed: list[_Listed]
) -> Iterator[Pair]:
    """Yield the files that git lists, read whole."""
    before = {each.name: each.before for each in listed if each.before.mode != _ABSENT}
    after = {each.name: each.after for each in listed if each.after.mode != _ABSENT}
    old = _of_plan(folders[0], commits[0], before)
    new = _of_plan(folders[1], commits[1], after)
    folder = folders[1]
    raw = blob_texts(folder, [*old.values(), *new.values()])
    yield from pairs(read_blobs(folder, old, raw), read_blobs(folder, new, raw))


def _of_plan(folder: str, commit: str, files: Mapping[str, Blob]) -> Mapping[str, Blob]:
    """Return the files without those of another ending whose action has a file at a revision."""
    if all(map(may_be_plan_file, files)):
        return files
    there = listed_files(folder, commit)
    return {name: each for name, each in files.items() if name in there}
