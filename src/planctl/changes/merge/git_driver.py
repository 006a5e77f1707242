"""What git asks of a merge driver: one file, whose three versions are in files of git's own.

Git's own merge of the lines is written first. Whatever happens then, to planctl or to the machine,
no file that holds one side alone can be taken for a merge.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planctl.changes.merge.file_merge import ConflictStyle, Merged, both, merge, proves
from planctl.problem import UserError, visible
from planctl.store.errors import user_errors
from planctl.store.git import run_git
from planctl.store.replacement import replace
from planctl.text.document import read

Merge = Callable[[str, bytes, bytes, bytes, ConflictStyle], Merged | None]

_STYLE = "merge.conflictStyle"
_MOST_CONFLICTS = 127
"""The highest exit status by which `git merge-file` counts conflicts; above, it has failed."""


class MergeFiles(NamedTuple):
    """The files that hold the versions, `ours` for the result too, and the name of the plan's."""

    base: str
    ours: str
    theirs: str
    path: str


class _Versions(NamedTuple):
    base: bytes
    ours: bytes
    theirs: bytes


def drive(
    asked: MergeFiles, style: ConflictStyle, say: Callable[[str], None], by: Merge = merge
) -> bool:
    """Merge a file as git asks; return whether it is merged, False if conflicts are marked in it.

    `say` is told where the lines alone could be merged. Raises UserError if a file of git's cannot
    be read or written.
    """
    name = visible(asked.path)
    with user_errors(f"{name} cannot be merged"):
        versions = _Versions(*(_bytes(path) for path in asked[:3]))
        lines, is_clean = _merged_lines(asked, versions, style)
        replace(asked.ours, lines)
        if is_clean and proves(asked.path, *versions, lines):
            return True
        found, why = _by_meaning(asked.path, versions, style, by)
        if found:
            replace(asked.ours, found.raw)
            return not found.conflicts
        say(f"{name} is merged by its lines, not by what they mean: {why}")
        was_read = all(_reads(asked.path, raw) for raw in versions)
        if is_clean and (was_read or not _reads(asked.path, lines)):
            replace(asked.ours, both(versions.ours, versions.base, versions.theirs, style))
            return False
    return is_clean


def _by_meaning(
    path: str, versions: _Versions, style: ConflictStyle, by: Merge
) -> tuple[Merged | None, str]:
    """Return the merge by meaning, or None and why there is none."""
    for side, raw in zip(("the base", "our version", "their version"), versions, strict=True):
        if raw and (problems := read(path, raw)[1]):
            return None, f"line {problems[0].place.line} of {side}: {problems[0].message}"
    style = style._replace(name=_conflict_style())
    try:
        return by(path, *versions, style), "its layout is unusual"
    except Exception as error:  # noqa: BLE001 - a mistake of planctl's own costs nobody their words
        return None, f"planctl has failed ({type(error).__name__})"


def _merged_lines(
    asked: MergeFiles, versions: _Versions, style: ConflictStyle
) -> tuple[bytes, bool]:
    """Return git's own merge, and whether it is without conflicts."""
    labels = [word for label in style[:3] for word in ("-L", label)]
    files = [asked.ours, asked.base, asked.theirs]
    size = f"--marker-size={style.size}"
    status, merged = _git(["merge-file", "--quiet", "--stdout", size, *labels, *files])
    if 0 <= status <= _MOST_CONFLICTS:
        return merged, not status
    return both(versions.ours, versions.base, versions.theirs, style), False


def _conflict_style() -> str:
    _, style = _git(["config", "--get", _STYLE])
    return style.decode(errors="replace").strip().lower() or "merge"


def _git(arguments: Sequence[str]) -> tuple[int, bytes]:
    """Return the exit status of git and what it says; the status is -1 if there is no git."""
    try:
        done = run_git(arguments)
    except UserError:
        return -1, b""
    return done.returncode, done.stdout


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _reads(path: str, raw: bytes) -> bool:
    return not raw or read(path, raw)[0] is not None
