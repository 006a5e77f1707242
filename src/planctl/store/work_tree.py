"""Where a repository stands: its branch, what is unfinished in it, and where it is sent to."""

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from planctl.problem import Exit, UserError, visible
from planctl.store.errors import NOTHING
from planctl.store.git import ask_git

SHARED = frozenset({"main", "master", "trunk"})
"""The names of the branch that is everybody's, which nobody writes to without a review."""
_UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_REFS = re.compile(r"refs/(heads|remotes/[^/]+)/")
_MOST = 20


class Remote(NamedTuple):
    """Another repository that a branch is sent to: what it is called here, and its address."""

    name: str
    address: str

    @property
    def shown(self) -> str:
        """The address without a password that is in it."""
        return visible(re.sub(r"(?<=://)[^/@]*@", "", self.address))


class WorkTree(NamedTuple):
    """The top of a repository's files, the branch that it is on, and where that is sent to."""

    top: str
    branch: str
    commit: str
    remote: Remote | None

    @property
    def is_shared(self) -> bool:
        """Whether the branch is everybody's, so that a change begins one of its own."""
        return self.branch in SHARED or self.branch == self._theirs("HEAD", "--abbrev-ref")

    @property
    def is_sent(self) -> bool:
        """Whether the branch is known to be at its remote as it is here."""
        return self._theirs(self.branch) == self.commit

    @property
    def unsent(self) -> Sequence[str]:
        """The subjects of the latest commits that the remote is not known to have."""
        if not self.remote or not self.is_known:
            return ()
        left = ["HEAD", "--not", f"--remotes={self.remote.name}"]
        said = ask_git(self.top, ["log", f"-{_MOST}", "--format=%s", *left]).stdout
        return said.decode(errors="replace").splitlines()

    @property
    def is_known(self) -> bool:
        """Whether anything is known here of what the remote has."""
        refs = [
            "for-each-ref",
            "--count=1",
            f"refs/remotes/{self.remote.name if self.remote else ''}",
        ]
        return bool(ask_git(self.top, refs).stdout)

    def _theirs(self, branch: str, *how: str) -> str:
        if not self.remote:
            return ""
        wanted = f"refs/remotes/{self.remote.name}/{branch}"
        said = ask_git(self.top, ["rev-parse", "--verify", "--quiet", *how, wanted]).stdout
        return os.fsdecode(said.strip()).removeprefix(f"{self.remote.name}/" if how else "")


def settled_work_tree(folder: str) -> WorkTree:
    """Return where a folder's repository stands; UserError where a change is not whole."""
    asked = ask_git(folder, ["rev-parse", "--show-toplevel", "--absolute-git-dir"])
    if asked.returncode:
        message = f"{visible(folder)} is in a repository without files of its own"
        raise UserError(message, "run this in an ordinary clone")
    top, own = os.fsdecode(asked.stdout).split("\n")[:2]
    if what := unfinished(own):
        hint = f"git {what} --continue ends it, and git {what} --abort gives it up"
        raise UserError(f"a {what} is not finished in this repository; {NOTHING}", hint)
    if ask_git(top, ["ls-files", "--unmerged", "-z"]).stdout:
        hint = "git status names them; mend them, then git add them"
        raise UserError(f"there are conflicts that are not mended; {NOTHING}", hint)
    branch = os.fsdecode(ask_git(top, ["symbolic-ref", "--quiet", "HEAD"]).stdout.strip())
    if not branch:
        hint = "git switch -c NAME begins a branch here, and keeps what you changed"
        raise UserError(f"git is on no branch here, but at a commit; {NOTHING}", hint)
    head = ask_git(top, ["rev-parse", "--verify", "--quiet", "HEAD"]).stdout.decode().strip()
    if not head:
        hint = "git add . and git commit record what is there; then changes of it can be sent"
        raise UserError(f"nothing is committed in this repository yet; {NOTHING}", hint)
    name = branch.removeprefix("refs/heads/")
    return WorkTree(top, name, head, _remote(top, name))


def can_send(folder: str) -> bool:
    """Return whether `planctl send` can be asked for what was changed in a folder.

    That is where git is on a branch that has commits, and nothing is unfinished. Git itself is not
    asked: this is said after each change.
    """
    own = _git_folder(folder)
    head = _first_line(os.path.join(own, "HEAD")) if own else ""
    if not head.startswith("ref: ") or unfinished(own):
        return False
    known = (head.removeprefix("ref: "), "packed-refs", "commondir", "reftable")
    return any(os.path.exists(os.path.join(own, name)) for name in known)


def _git_folder(folder: str) -> str:
    """Return where git keeps what it knows of a folder's files; "" where they are in no git."""
    above = os.path.abspath(folder)
    while not os.path.exists(os.path.join(above, ".git")):
        if os.path.dirname(above) == above:
            return ""
        above = os.path.dirname(above)
    kept = os.path.join(above, ".git")
    if os.path.isfile(kept):  # another work tree, which says where its repository is
        kept = os.path.join(above, _first_line(kept).removeprefix("gitdir: "))
    return kept


def _first_line(path: str) -> str:
    """Return the first line of a file, or nothing if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""


def unfinished(git_folder: str) -> str:
    """Return what is unfinished in a repository: a merge, a rebase; "" where nothing is."""
    begun = (what for name, what in _UNFINISHED.items() if _is_there(git_folder, name))
    return next(begun, "")


def _is_there(folder: str, name: str) -> bool:
    return os.path.lexists(os.path.join(folder, name))


def staged(top: str) -> list[str]:
    """Return the files, from the top, that are staged for the next commit."""
    options = ["--cached", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules"]
    listed = ask_git(top, ["diff-index", *options, "-z", "HEAD"]).stdout
    return list(map(os.fsdecode, listed.split(b"\0")[:-1]))


def free_branch(tree: WorkTree, wanted: str, *, typed: bool) -> str:
    """Return a name for a new branch; where it is taken, one like it, or UserError if typed."""
    if ask_git(tree.top, ["check-ref-format", "--branch", wanted]).returncode:
        raise UserError(
            f"'{visible(wanted)}' is no name of a branch", "such as q2-updates", Exit.USAGE
        )
    known = ["for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes"]
    listed = os.fsdecode(ask_git(tree.top, known).stdout).split()
    taken = {_REFS.sub("", each) for each in listed}
    if wanted not in taken:
        return wanted
    if typed:
        hint = f"git switch {wanted} goes to it, or name another"
        raise UserError(f"there is a branch '{visible(wanted)}' already; {NOTHING}", hint)
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{n}") not in taken)


def require_author(top: str) -> None:
    """Raise UserError where git does not know who commits."""
    asked = ["-c", "user.useConfigOnly=true", "var"]
    if any(
        ask_git(top, [*asked, f"GIT_{who}_IDENT"]).returncode for who in ("AUTHOR", "COMMITTER")
    ):
        hint = 'git config --global user.name "Your Name"; git config --global user.email YOU@…'
        raise UserError(f"git does not know who you are; {NOTHING}", hint)


def author(folder: str) -> tuple[str, str]:
    """Return the name and the address by which git knows who commits; UserError if it does not."""
    require_author(folder)
    said = ask_git(folder, ["var", "GIT_AUTHOR_IDENT"]).stdout.decode(errors="replace")
    name, _, rest = said.partition(" <")
    return name, rest.partition(">")[0]


def first_remote(folder: str) -> str:
    """Return the name of the remote that is named first, origin if it is there; "" for none."""
    names = _remotes(folder)
    return next(iter(["origin", *names] if "origin" in names else names), "")


def _remotes(folder: str) -> list[str]:
    return os.fsdecode(ask_git(folder, ["remote"]).stdout).split()


def _remote(top: str, branch: str) -> Remote | None:
    """Return the remote to which a branch is sent; UserError where it may be one of several."""
    names = _remotes(top)
    keys = (f"branch.{branch}.pushRemote", "remote.pushDefault", f"branch.{branch}.remote")
    said = (os.fsdecode(ask_git(top, ["config", "--get", key]).stdout).strip() for key in keys)
    meant = [each for each in said if each in names]
    if not names:
        return None
    if not meant and "origin" not in names and len(names) > 1:
        hint = f"git config remote.pushDefault {names[0]} says it"
        raise UserError(f"git does not say where to: {', '.join(names)}; {NOTHING}", hint)
    name = next(iter(meant), first_remote(top))
    address = os.fsdecode(ask_git(top, ["remote", "get-url", "--push", name]).stdout).strip()
    return Remote(name, address)
