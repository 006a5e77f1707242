"""The git tag on a sign-off: an outside witness of what was signed."""

import os
from typing import TYPE_CHECKING

from planctl.problem import UserError
from planctl.store.git import run_git

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_KEPT = "the sign-off is in plan.yaml"


def require_untagged(folder: str, tag: str) -> None:
    """Raise UserError if a folder is in no git repository with a commit, or the tag is there."""
    inside = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if inside.returncode:
        message = f"there is no commit to tag: {folder} is not in a git repository that has one"
        raise UserError(message, "git init, git add and git commit make one; or leave --tag out")
    if not _git(folder, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}").returncode:
        message = f"the tag {tag} is there already"
        raise UserError(message, f"git show {tag} shows what it is on")


def uncommitted(folder: str) -> list[str]:
    """Return the names of the files of a folder that differ from the commit git is at."""
    asked = _git(folder, "status", "--porcelain", "-z", "--no-renames", "--", ".")
    _require(asked, "git does not say what is committed", "")
    return sorted(os.path.basename(entry[3:]) for entry in asked.stdout.split("\0") if entry)


def commit_alone(folder: str, name: str, message: str) -> None:
    """Commit one file of a folder and nothing else; UserError says what git has against it."""
    done = _git(folder, "commit", "--quiet", "--only", f"--message={message}", "--", name)
    hint = f"mend what git says, commit {name}, then run this again with --tag and without --by"
    _require(done, f"{_KEPT}, and git would not commit it", hint)


def make_tag(folder: str, tag: str, message: str) -> None:
    """Put an annotated tag on the commit git is at; UserError says what git has against it."""
    done = _git(folder, "tag", "--annotate", f"--message={message}", "--", tag, "HEAD")
    hint = f"mend what git says, then: git tag --annotate {tag}"
    _require(done, f"{_KEPT}, and git would not make the tag {tag}", hint)


def _require(done: "CompletedProcess[str]", message: str, hint: str) -> None:
    if done.returncode:
        said = f"{done.stderr}\n{done.stdout}".strip().splitlines() or ["it does not say why"]
        raise UserError(f"{message}: {said[0]}", hint)


def _git(folder: str, *arguments: str) -> "CompletedProcess[str]":
    return run_git(["-C", folder, *arguments], {**os.environ, "LC_ALL": "C"})
