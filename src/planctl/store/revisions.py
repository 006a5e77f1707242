"""A plan as git has it: its files at a revision, and who changed them when; nothing is checked out.

However many files and revisions there are, git is run a few times: once to list what there is, and
once to read it.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from posixpath import basename, dirname
from typing import NamedTuple

from planctl.problem import Problem, UserError, did_you_mean, visible
from planctl.store.folder import (
    has_right_name,
    is_near,
    may_be_plan_file,
    plan_names,
    refuse_name,
    unread,
)
from planctl.store.git import ask_git, nearest, objects
from planctl.store.locate import action_files
from planctl.store.time_zone import end_of_day, zone_of
from planctl.text.document import MAX_BYTES, read

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMMITTER = re.compile(rb"^committer .*> ([0-9]+) [+-][0-9]{4}$", re.MULTILINE)
_BRANCH = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
FILES = frozenset({"100644", "100755"})
_FOLDER = "040000"
_SOME = 6
_DEEPEN = (
    "this clone has only the latest of the history: run git fetch --unshallow, or in a workflow "
    "check out with fetch-depth: 0"
)
_FETCH_ALL = (
    "git fetch --refetch --no-filter brings what it left out; planctl itself fetches nothing"
)
_LOG = "--format=%x1e%H%x1f%an%x1f%aI%x1f%s"


Texts = tuple[dict[str, bytes], list[Problem]]
"""The texts of a plan by their paths, and what could not be read."""


class Revision(NamedTuple):
    """A version of the whole repository: its commit's id, what it was called, when it was made."""

    commit: str
    named: str
    when: datetime


class Change(NamedTuple):
    """A plan file in a commit: its names and its texts' ids before and after, "" where none."""

    before: str
    after: str
    old: str
    new: str


class Blob(NamedTuple):
    """A file as a revision lists it: what it is, and the id of its text."""

    mode: str
    blob: str


class Commit(NamedTuple):
    """A commit that touched the plan's files: its id, who wrote it when, its subject, the files."""

    commit: str
    author: str
    when: datetime
    subject: str
    changes: tuple[Change, ...]


def resolve(folder: str, named: str) -> Revision:
    """Return the revision that a branch, tag, commit id or day (`2019-10-30`) means.

    A day means the plan as it stood when the day ended in its time zone. Raises UserError where
    there is no such revision in the clone, with what to do about it.
    """
    if _DAY.fullmatch(named):
        return _on(folder, named)
    found = None if "\n" in named else _commit(folder, named)
    if not found:
        raise _unknown(folder, named)
    return found


def is_revision(folder: str, named: str) -> bool:
    """Return whether a text is a day, or git has such a branch, tag or commit."""
    if _DAY.fullmatch(named):
        return True
    return "\n" not in named and _commit(folder, named) is not None


def merge_base(folder: str, one: Revision, other: Revision) -> Revision:
    """Return the revision at which two lines of history parted; UserError if they share none."""
    done = ask_git(folder, ["merge-base", one.commit, other.commit])
    found = _commit(folder, done.stdout.decode().strip()) if done.stdout.strip() else None
    if not found:
        message = f"'{visible(one.named)}' and '{visible(other.named)}' have no common history"
        raise UserError(message, _DEEPEN if is_shallow(folder) else "name another revision")
    return found


def is_shallow(folder: str) -> bool:
    """Return whether the clone has only the latest part of the history."""
    return ask_git(folder, ["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true"


def first_commits(folder: str) -> frozenset[str]:
    """Return the commits of a clone that is shallow before which it has nothing."""
    named = ask_git(folder, ["rev-parse", "--git-path", "shallow"]).stdout
    path = os.path.join(nearest(folder), os.fsdecode(named.rstrip(b"\n")))
    try:
        with open(path, encoding="ascii") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()


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


def refs(folder: str) -> tuple[str, ...]:
    """Return the short names of the branches and tags, those of other repositories too."""
    wanted = ["refs/heads", "refs/tags", "refs/remotes"]
    listed = ask_git(folder, ["for-each-ref", "--format=%(refname:short)", *wanted])
    return tuple(listed.stdout.decode(errors="replace").split())


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
        hint = _DEEPEN if is_shallow(folder) else _lacking(folder)
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


def commits_of(folder: str, until: str = "HEAD") -> Iterator[Commit]:
    """Yield the commits that touched the plan's files up to a commit, the latest first.

    The plan is followed through moves of its folder, and a file through changes of its name. A
    commit that only brings others together is not among them.
    """
    if not _recorded(folder):
        return
    where = place_of(folder)
    options = ["--raw", "-z", "--no-abbrev", "-M", "--topo-order", "--no-color", "--no-ext-diff"]
    settings = ["-c", "diff.renameLimit=10000"]
    command = [*settings, "log", *options, _LOG, until, "--", ":(top,glob)**/*.[yY]*"]
    logged, zone = ask_git(folder, command), zone_of(folder)
    for entry in logged.stdout.split(b"\x1e")[1:]:
        head, _, body = entry.partition(b"\0")
        commit, author, when, subject = head.decode(errors="replace").split("\x1f", 3)
        changes = [_as_read(each, where) for each in _raw(body) if _touches(each, where)]
        if changes:
            made = datetime.fromisoformat(when).astimezone(zone)
            yield Commit(commit, author, made, subject.rstrip("\n"), tuple(changes))
        for each in changes:
            if each.after == f"{where}/plan.yaml".lstrip("/") and each.before:
                where = dirname(each.before)
                break


def signed_off(folder: str, quarter: str) -> Revision:
    """Return the revision at which a quarter was signed off, by the record in plan.yaml.

    Raises UserError if it is not signed off, or the sign-off is not recorded in git.
    """
    header = f"{place_of(folder)}/plan.yaml".lstrip("/")
    touched = [
        (commit, change)
        for commit in commits_of(folder)
        for change in commit.changes
        if basename(change.after) == "plan.yaml"
    ]
    raw = blob_contents(
        folder, {blob for _, each in touched for blob in (each.old, each.new) if blob}
    )
    closing = (
        commit.commit
        for commit, each in touched
        if _closed(raw.get(each.new), quarter) and not _closed(raw.get(each.old), quarter)
    )
    if found := next(closing, None):
        return resolve(folder, found)._replace(named=quarter)
    hint = f"planctl close {quarter} signs it off; --at takes a day or a branch too"
    raise UserError(f"git has no sign-off of {quarter} in {header}", hint)


def _closed(raw: bytes | None, quarter: str) -> bool:
    """Return whether the text of a plan.yaml says that a quarter is signed off."""
    document = read("plan.yaml", raw)[0] if raw else None
    record: object = document.data if document else None
    for key in ("closed", quarter, "date"):
        record = record.get(key) if isinstance(record, dict) else None
    return bool(record)


def _raw(body: bytes) -> Iterator[Change]:
    """Yield the changes that `--raw -z` lists."""
    parts = iter(body.lstrip(b"\n").split(b"\0"))
    for about in parts:
        if not about.lstrip(b"\n").startswith(b":"):
            continue
        _, _, old, new, status = about.lstrip(b"\n").decode().split(" ")
        path = os.fsdecode(next(parts))
        after = os.fsdecode(next(parts)) if status[0] in "RC" else path
        gone, made = status[0] == "D", status[0] in "AC"
        before = "" if made else path
        yield Change(before, "" if gone else after, "" if made else old, "" if gone else new)


def _touches(change: Change, where: str) -> bool:
    return any(
        path and dirname(path) == where and may_be_plan_file(basename(path))
        for path in (change.before, change.after)
    )


def _as_read(change: Change, where: str) -> Change:
    """Return a change without the texts that are not read: of another name, moved out of a plan."""
    before, after = change.before, change.after
    is_read = has_right_name(basename(after)) and dirname(after) == where
    old = change.old if has_right_name(basename(before)) else ""
    return change._replace(old=old, new=change.new if is_read else "")


def _on(folder: str, named: str) -> Revision:
    try:
        day = date.fromisoformat(named)
    except ValueError:
        raise UserError(f"'{named}' is not a day of the calendar", "write 2019-10-30") from None
    before = f"--before={end_of_day(day, zone_of(folder)).isoformat()}"
    done = ask_git(folder, ["rev-list", "-1", "--first-parent", before, "HEAD", "--"])
    found = _commit(folder, done.stdout.decode().strip()) if done.stdout.strip() else None
    if not found:
        message = f"nothing had been recorded in git by {named}"
        raise UserError(message, _DEEPEN if is_shallow(folder) else "planctl log says when it was")
    return found._replace(named=named)


def _commit(folder: str, named: str) -> Revision | None:
    done = ask_git(folder, ["cat-file", "--batch"], os.fsencode(f"{named}^{{commit}}\n"))
    head, _, body = done.stdout.partition(b"\n")
    commit, _, kind = head.decode(errors="replace").partition(" ")
    made = _COMMITTER.search(body)
    if not kind.startswith("commit ") or not made:
        return None
    return Revision(commit, named, datetime.fromtimestamp(int(made[1]), zone_of(folder)))


def _unknown(folder: str, named: str) -> UserError:
    message = f"git knows no revision '{visible(named)}' here"
    known = refs(folder)
    near = did_you_mean(named, known)
    if not _recorded(folder):
        return UserError(f"{message}: nothing has been recorded yet", "git commit records a plan")
    if is_shallow(folder):
        return UserError(message, _DEEPEN)
    remote = f"origin/{named}"
    hint = f"did you mean '{remote}'?" if remote in known else near
    if f"{named}.yaml" in action_files(folder):
        hint = f"that is an action: planctl log {named} tells how it changed"
    fetch = f"if it is a branch of others, git fetch origin {named}"
    has_others = _BRANCH.fullmatch(named) and ask_git(folder, ["remote"]).stdout
    here = f"git has {', '.join(known[:_SOME])}"
    return UserError(message, hint or "; ".join([here] * bool(known) + [fetch] * bool(has_others)))


def _recorded(folder: str) -> bool:
    return bool(ask_git(folder, ["rev-parse", "--verify", "--quiet", "HEAD"]).stdout)


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
