"""The files of a plan as git has them, at a revision or staged; nothing is checked out.

However many files there are, git is run twice: once to list what there is, and once to read it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname
from typing import NamedTuple

from planctl.problem import Problem, UserError
from planctl.store.folder import is_near, may_be_plan_file, plan_names, refuse_name, unread
from planctl.store.git import ask_git, nearest, objects
from planctl.store.revisions import DEEPEN, is_shallow
from planctl.text.document import MAX_BYTES

FILES = frozenset({"100644", "100755"})
_FOLDER = "040000"
_FETCH_ALL = (
    "git fetch --refetch --no-filter brings what it left out; planctl itself fetches nothing"
)
Texts = tuple[dict[str, bytes], list[Problem]]
"""The texts of a plan by their paths, and what could not be read."""


class Blob(NamedTuple):
    """A file as a revision lists it: what it is, and the id of its text."""

    mode: str
    blob: str


def is_planned(folder: str, commit: str) -> bool:
    """Return whether the folder has a plan.yaml at a revision."""
    return bool(_listing(folder, commit, "plan.yaml"))


def planned_folders(folder: str, commit: str) -> frozenset[str]:
    """Return the folders that have a plan.yaml at a revision, from the top of the repository."""
    listed = ask_git(folder, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])
    names = map(os.fsdecode, listed.stdout.split(b"\0"))
    return frozenset(dirname(each) for each in names if basename(each) == "plan.yaml")


def tree_of(folder: str, commit: str, seen_from: str = "") -> str:
    """Return what git calls a folder at a revision, where it is asked in that or another folder."""
    above = os.path.relpath(folder, nearest(seen_from or folder)).replace(os.sep, "/")
    return f"{commit}:./{'' if above == os.curdir else above}"


def file_at(folder: str, commit: str, name: str) -> bytes | None:
    """Return the text of a plan's file at a revision, None if it is not there or too large."""
    found = _listing(folder, commit, name).partition(b"\t")[0].split()
    return blob_contents(folder, [found[-1].decode()]).popitem()[1] if found else None


def texts_at(folder: str, commit: str, shown: str = "") -> Texts:
    """Return what store.folder.texts would, were the revision checked out, in a folder `shown`.

    Raises UserError if the folder is not in the revision.
    """
    files = listed_files(folder, commit)
    if not files:
        message = f"there is no plan in {folder} at {commit[:10]}"
        raise UserError(message, "planctl log shows since when there is one")
    return read_blobs(shown or folder, files, blob_texts(folder, files.values()))


def blob_contents(folder: str, blobs: Iterable[str]) -> dict[str, bytes | None]:
    """Return the texts of blobs by their ids, None for one that is larger than a plan file may be.

    Raises UserError where one is not in the clone.
    """
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    return dict(zip(wanted, _found(folder, wanted), strict=True))


def _found(folder: str, blobs: list[str]) -> Iterator[bytes | None]:
    try:
        yield from objects(folder, blobs, MAX_BYTES)
    except KeyError:
        message = "a part of the plan's history is missing from this clone"
        hint = DEEPEN if is_shallow(folder) else _lacking(folder)
        raise UserError(message, hint) from None


def _lacking(folder: str) -> str:
    """Return what to do where a clone that is not shallow lacks something."""
    promised = ask_git(folder, ["config", "--get-regexp", r"^remote\..*\.promisor$"]).stdout
    return _FETCH_ALL if promised else "git fsck says what is"


def staged_plans() -> dict[str, Texts]:
    """Return the texts of each plan of which a file is staged, and what is no file, by folder.

    Of a plan that is wholly gone, there are none of either.
    It is the index that git commits, which a hook is told of; at the top of the repository. Raises
    UserError where git cannot read it.
    """
    index = os.environ.get("GIT_INDEX_FILE")
    keep = {"GIT_INDEX_FILE": os.path.abspath(index)} if index else {}
    options = ["--cached", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z"]
    changed = ask_git(".", ["diff", "--ignore-submodules", *options], environ=keep)
    if changed.returncode:
        raise UserError("git does not say what is staged", "git status says what hinders it")
    every = map(os.fsdecode, changed.stdout.split(b"\0"))
    names = [each for each in every if may_be_plan_file(basename(each))]
    found: dict[str, Texts] = {}
    for folder in dict.fromkeys(map(dirname, names)):
        files = _indexed(folder, keep)
        if "plan.yaml" in files or os.path.join(folder, "plan.yaml") in names:
            found[folder] = read_blobs(folder, files, blob_texts(".", files.values()))
    return found


def _indexed(folder: str, environ: dict[str, str]) -> dict[str, Blob]:
    """Return the plan files of a folder that the index has, by their names."""
    pattern = f":(top,literal){folder}" if folder else ":(top)"
    done = ask_git(".", ["ls-files", "--stage", "-z", "--", pattern], environ=environ)
    files: dict[str, Blob] = {}
    for entry in done.stdout.split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, blob, _ = about.decode().split(" ")
        within = os.fsdecode(path).removeprefix(os.path.join(folder, ""))
        name, *below = within.split("/")
        files[name] = Blob(_FOLDER if below else mode, blob)
        if below and is_near(os.path.dirname(within)):
            files[within] = Blob(mode, blob)
    return {name: files[name] for name in plan_names(files)}


def listed_files(folder: str, commit: str) -> dict[str, Blob]:
    """Return the plan files that a folder has at a revision, by their names."""
    files: dict[str, Blob] = {}
    for entry in _listing(folder, commit).split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().split()
        if is_near(os.path.dirname(shown := os.fsdecode(name))):
            files[shown] = Blob(mode, blob)
    return {name: files[name] for name in plan_names(files)}


def _listing(folder: str, commit: str, *wanted: str) -> bytes:
    """Return what git lists of a folder at a revision; nothing where it is not there."""
    listed = ["ls-tree", "--full-tree", "-z", "-r", "-t", tree_of(folder, commit)]
    return ask_git(folder, [*listed, *wanted]).stdout


def blob_texts(folder: str, files: Iterable[Blob]) -> dict[str, bytes | None]:
    """Return the texts of those that are ordinary files, as contents does."""
    return blob_contents(folder, [each.blob for each in files if each.mode in FILES])


def read_blobs(folder: str, files: Mapping[str, Blob], raw: Mapping[str, bytes | None]) -> Texts:
    """Return the texts of files, by the paths that they would have, and what cannot be read."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        path = os.path.join(folder, name)
        try:
            refuse_name(name, files)
            found[path] = _text(name, files[name], raw)
        except UserError as error:
            problems.append(unread(path, error))
    return found, problems


def _text(name: str, file: Blob, raw: Mapping[str, bytes | None]) -> bytes:
    if file.mode not in FILES:
        raise UserError(f"{name} is no ordinary file", "put the file itself in its place")
    text = raw[file.blob]
    if text is None:
        raise UserError(f"{name} is larger than {MAX_BYTES // 1024} KB")
    return text


def place_of(folder: str) -> str:
    """Return where a folder is from the top of its repository; "" for the top."""
    there = nearest(folder)
    prefix = os.fsdecode(ask_git(there, ["rev-parse", "--show-prefix"]).stdout.rstrip(b"\n"))
    if there == folder:
        return prefix.rstrip("/")
    return os.path.normpath(os.path.join(prefix, os.path.relpath(folder, there))).replace(
        os.sep, "/"
    )
