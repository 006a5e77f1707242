"""The git tag on a sign-off: an outside witness of what was signed."""

from posixpath import basename
from typing import TYPE_CHECKING

from planctl.problem import UserError, visible
from planctl.store.git import ask

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_KEPT = "the sign-off is in plan.yaml"


def require_untagged(folder: str, tag: str) -> None:
    """Raise UserError if nothing is committed where a folder is, or the tag is there already."""
    if not _known(folder, "HEAD"):
        message = f"nothing is committed in {folder} yet, so there is nothing to tag"
        raise UserError(message, "git add and git commit it first, or leave --tag out")
    if _known(folder, f"refs/tags/{tag}"):
        message = f"the tag {tag} is there already"
        raise UserError(message, f"git show {tag} shows what it is on")


def uncommitted(folder: str) -> list[str]:
    """Return the names of the files of a folder that differ from the commit git is at."""
    asked = ask(folder, ["status", "--porcelain", "-z", "--no-renames", "--", "."])
    _require(asked, "git does not say what is committed", "")
    entries = asked.stdout.decode(errors="replace").split("\0")
    return sorted(visible(basename(entry[3:])) for entry in entries if entry)


def commit_alone(folder: str, name: str, message: str) -> None:
    """Commit one file of a folder and nothing else; UserError says what git has against it."""
    done = ask(folder, ["commit", "--quiet", "--only", f"--message={message}", "--", name])
    hint = f"mend what git says, commit {name}, then run this again with --tag and without --by"
    _require(done, f"{_KEPT}, and git would not commit it", hint)


def make_tag(folder: str, tag: str, message: str) -> None:
    """Put an annotated tag on the commit git is at; UserError says what git has against it."""
    done = ask(folder, ["tag", "--annotate", f"--message={message}", "--", tag, "HEAD"])
    hint = f"mend what git says, then: git tag --annotate {tag}"
    _require(done, f"{_KEPT}, and git would not make the tag {tag}", hint)


def _known(folder: str, name: str) -> bool:
    return not ask(folder, ["rev-parse", "--verify", "--quiet", name]).returncode


def _require(done: "CompletedProcess[bytes]", message: str, hint: str) -> None:
    if done.returncode:
        lines = (done.stderr + b"\n" + done.stdout).decode(errors="replace").strip().splitlines()
        raise UserError(f"{message}: {lines[0] if lines else 'it does not say why'}", hint)
