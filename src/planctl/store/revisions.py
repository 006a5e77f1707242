"""Which version of a repository is meant: by a branch, a tag, a commit's id or a day."""

import os
import re
from datetime import date, datetime
from typing import NamedTuple

from planctl.problem import UserError, did_you_mean, visible
from planctl.store.git import ask_git, nearest
from planctl.store.locate import action_files
from planctl.store.time_zone import end_of_day, zone_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMMITTER = re.compile(rb"^committer .*> ([0-9]+) [+-][0-9]{4}$", re.MULTILINE)
_BRANCH = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
_SOME = 6
DEEPEN = (
    "this clone has only the latest of the history: run git fetch --unshallow, or in a workflow "
    "check out with fetch-depth: 0"
)
"""What to do where a clone lacks the history that is asked for."""


class Revision(NamedTuple):
    """A version of the whole repository: its commit's id, what it was called, when it was made."""

    commit: str
    named: str
    when: datetime


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
        raise UserError(message, DEEPEN if is_shallow(folder) else "name another revision")
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


def refs(folder: str) -> tuple[str, ...]:
    """Return the short names of the branches and tags, those of other repositories too."""
    wanted = ["refs/heads", "refs/tags", "refs/remotes"]
    listed = ask_git(folder, ["for-each-ref", "--format=%(refname:short)", *wanted])
    return tuple(listed.stdout.decode(errors="replace").split())


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
        raise UserError(message, DEEPEN if is_shallow(folder) else "planctl log says when it was")
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
    if not has_commits(folder):
        return UserError(f"{message}: nothing has been recorded yet", "git commit records a plan")
    if is_shallow(folder):
        return UserError(message, DEEPEN)
    remote = f"origin/{named}"
    hint = f"did you mean '{remote}'?" if remote in known else near
    if f"{named}.yaml" in action_files(folder):
        hint = f"that is an action: planctl log {named} tells how it changed"
    fetch = f"if it is a branch of others, git fetch origin {named}"
    has_others = _BRANCH.fullmatch(named) and ask_git(folder, ["remote"]).stdout
    here = f"git has {', '.join(known[:_SOME])}"
    return UserError(message, hint or "; ".join([here] * bool(known) + [fetch] * bool(has_others)))


def has_commits(folder: str) -> bool:
    """Return whether anything has been recorded in the repository."""
    return bool(ask_git(folder, ["rev-parse", "--verify", "--quiet", "HEAD"]).stdout)
