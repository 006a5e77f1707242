"""A commit of some files of a folder and of nothing else, on the branch git is on or a new one."""

import os
from collections.abc import Iterator, Mapping
from tempfile import TemporaryDirectory

from planctl.problem import UserError
from planctl.store.git import ask_git, without_hooks
from planctl.store.revision_files import FILES, blob_contents
from planctl.store.uncommitted import committed_files

_NEW_FILE = "100644"


def commit_files(
    folder: str,
    files: Mapping[str, bytes | None],
    message: str,
    refusal: UserError,
    *,
    branch: str = "",
) -> str:
    """Commit files of a folder by their names, None for one that is gone; return the commit.

    With `branch` it is the first commit of a new branch, which git is on from then. `git commit`
    would run filters, hooks and whatever signs; its parts do not. Raises `refusal`, with what git
    has against it.
    """

    def said(*arguments: str, given: bytes = b"", index: str = "") -> str:
        environ = {"GIT_INDEX_FILE": index} if index else {}
        done = ask_git(folder, [*hooks, *arguments], given, environ=environ)
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise UserError(f"{refusal.message}: {reason}", refusal.hint, refusal.status)
        return os.fsdecode(done.stdout).rstrip("\n")

    hooks = without_hooks(folder)
    head, above = said("rev-parse", "HEAD"), said("rev-parse", "--show-prefix")
    entries = []
    for name, mode, raw in _as_committed(folder, files):
        put = ("hash-object", "-w", "--no-filters", "--stdin")
        blob = head if raw is None else said(*put, given=raw)
        entries.append(b"%s %s\t%s\0" % (mode.encode(), blob.encode(), os.fsencode(above + name)))
    change = ("update-index", "-z", "--index-info")
    with TemporaryDirectory(prefix="planctl-") as private:
        index = os.path.join(private, "index")
        said("read-tree", head, index=index)
        said(*change, given=b"".join(entries), index=index)
        tree = said("write-tree", index=index)
    commit = said("commit-tree", "-p", head, "-m", message, tree)
    said(*change, given=b"".join(entries))
    log = ("-m", f"commit: {message}")
    if branch:
        said("update-ref", *log, f"refs/heads/{branch}", commit, "")
        said("symbolic-ref", *log, "HEAD", f"refs/heads/{branch}")
    else:
        said("update-ref", *log, "HEAD", commit, head)
    return commit


def _as_committed(
    folder: str, files: Mapping[str, bytes | None]
) -> Iterator[tuple[str, str, bytes | None]]:
    """Yield each file with its mode, and with the line ends that git has it with."""
    there = committed_files(folder)
    before = blob_contents(folder, [there[name].blob for name in files if name in there])
    for name, raw in files.items():
        was = there.get(name)
        mode = was.mode if was and was.mode in FILES else _NEW_FILE
        if raw is None:
            yield name, "0", None
        elif was and b"\r\n" in (before[was.blob] or b""):
            yield name, mode, raw
        else:
            yield name, mode, raw.replace(b"\r\n", b"\n")
