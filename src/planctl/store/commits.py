"""Who changed the files of a plan, and when: the commits that touched them, and the sign-offs."""

import os
from collections.abc import Iterator
from datetime import datetime
from posixpath import basename, dirname
from typing import NamedTuple

from planctl.problem import UserError
from planctl.store.folder import has_right_name, may_be_plan_file
from planctl.store.git import ask_git
from planctl.store.revision_files import blob_contents, place_of
from planctl.store.revisions import Revision, has_commits, resolve
from planctl.store.time_zone import zone_of
from planctl.text.document import read

_LOG = "--format=%x1e%H%x1f%an%x1f%aI%x1f%s"


class Change(NamedTuple):
    """A plan file in a commit: its names and its texts' ids before and after, "" where none."""

    before: str
    after: str
    old: str
    new: str


class Commit(NamedTuple):
    """A commit that touched the plan's files: its id, who wrote it when, its subject, the files."""

    commit: str
    author: str
    when: datetime
    subject: str
    changes: tuple[Change, ...]


def commits_of(folder: str, until: str = "HEAD") -> Iterator[Commit]:
    """Yield the commits that touched the plan's files up to a commit, the latest first.

    The plan is followed through moves of its folder, and a file through changes of its name. A
    commit that only brings others together is not among them.
    """
    if not has_commits(folder):
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
