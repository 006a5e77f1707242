"""The git repository that a plan's folder is in: its branch, its commits and its tags."""

import os
from typing import TYPE_CHECKING

from planctl.problem import UserError
from planctl.store.git import ask_git, without_hooks
from planctl.store.new_commit import commit_files
from planctl.store.uncommitted import uncommitted

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_KEPT = "the sign-off is in plan.yaml"
_SHORT = 10
"""How many characters of a commit's id are shown."""


def top(folder: str) -> str:
    """Return the top folder of the repository that a folder is in; UserError if it is in none."""
    asked = ask_git(folder, ["rev-parse", "--show-toplevel"])
    return os.fsdecode(asked.stdout.rstrip(b"\n"))


def working_folder() -> str:
    """Return the working folder as seen from the top of its repository; "" there, and in none."""
    try:
        asked = ask_git(os.curdir, ["rev-parse", "--show-prefix"])
    except UserError:
        return ""
    return os.fsdecode(asked.stdout.rstrip(b"\n"))


def last_commit(folder: str) -> str:
    """Return the commit that last touched a folder's files, and whether they were changed since.

    It is "" where there is no git, or nothing of the folder is recorded.
    """
    try:
        listed = ask_git(folder, ["rev-list", "-1", "HEAD", "--", "."]).stdout
        commit = listed.decode().strip()[:_SHORT]
        changed = bool(commit) and uncommitted(folder)
    except UserError:
        return ""
    return f"{commit}, with changes not yet recorded in git" if changed else commit


def is_known(folder: str, name: str) -> bool:
    """Return whether the repository that a folder is in has a commit, branch or tag of a name."""
    return not ask_git(folder, ["rev-parse", "--verify", "--quiet", name]).returncode


def require_untagged(folder: str, tag: str) -> None:
    """Raise UserError if nothing is committed where a folder is, or the tag is there already."""
    if not is_known(folder, "HEAD"):
        message = f"nothing is committed in {folder} yet, so there is nothing to tag"
        raise UserError(message, "git add and git commit it first, or leave --tag out")
    if is_known(folder, f"refs/tags/{tag}"):
        message = f"the tag {tag} is there already"
        raise UserError(message, f"git show {tag} shows what it is on")


def tag_says(folder: str, tag: str, line: str) -> bool:
    """Return whether a tag is there whose message has a line."""
    said = ask_git(folder, ["cat-file", "tag", f"refs/tags/{tag}"]).stdout
    return line.encode() in said.split(b"\n")


def commit_alone(folder: str, name: str, message: str) -> None:
    """Commit one file of a folder and nothing else; UserError says what git has against it."""
    with open(os.path.join(folder, name), "rb") as file:
        raw = file.read()
    hint = f"mend what git says, commit {name}, then run this again with --tag and without --by"
    commit_files(
        folder, {name: raw}, message, UserError(f"{_KEPT}, and git would not commit it", hint)
    )


def make_tag(folder: str, tag: str, message: str) -> None:
    """Put an annotated tag on the commit git is at; UserError says what git has against it."""
    command = [*without_hooks(folder), "tag", "--annotate", f"--message={message}"]
    done = ask_git(folder, [*command, "--", tag, "HEAD"])
    hint = f"mend what git says, then: git tag --annotate {tag}"
    _require(done, f"{_KEPT}, and git would not make the tag {tag}", hint)


def _require(done: "CompletedProcess[bytes]", message: str, hint: str) -> None:
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise UserError(f"{message}: {reason}", hint)
