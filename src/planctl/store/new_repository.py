"""A new git repository: of the files as they are, or with a history that is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from planctl.problem import UserError
from planctl.store.git import environment, run_git, without_hooks

if TYPE_CHECKING:
    from subprocess import CompletedProcess


class NewCommit(NamedTuple):
    """A commit to make, with all its files by their paths.

    The first commit of a branch follows the commit before it.
    """

    branch: str
    day: str
    author: str
    message: str
    files: Mapping[str, bytes]


def start_repository(folder: str, message: str, shown: str = "") -> bool:
    """Start a git repository of all that is in a folder, with a first commit.

    Returns whether it was started: in a folder that is in a repository already nothing is done.
    It is called `shown` if git refuses. No hook is run, and without an identity of the person's own
    planctl signs the commit.
    """
    if _is_in_repository(folder, shown):
        return False
    commit = ["commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", message]
    _do(folder, shown, ["init", "--quiet", "--template="])
    _do(folder, shown, ["add", "--all"])
    _do(folder, shown, [*_signature(folder), *commit])
    return True


def start_history(folder: str, commits: Iterable[NewCommit], shown: str = "") -> bool:
    """Start a git repository with some commits, on the branch of the first, as start_repository.

    What the last commit of that branch holds is in the folder already.
    """
    if _is_in_repository(folder, shown):
        return False
    made = list(commits)
    _do(folder, shown, ["init", "--quiet", "--template="])
    hooks = without_hooks(folder)
    _do(folder, shown, [*hooks, "fast-import", "--quiet"], b"".join(_stream(made)))
    _do(folder, shown, [*hooks, "symbolic-ref", "HEAD", f"refs/heads/{made[0].branch}"])
    _do(folder, shown, ["read-tree", "HEAD"])
    return True


def _stream(commits: Sequence[NewCommit]) -> Iterator[bytes]:
    """Yield what git fast-import reads."""
    for mark, commit in enumerate(commits, start=1):
        noon = datetime.fromisoformat(f"{commit.day}T12:00").replace(tzinfo=UTC)
        yield f"commit refs/heads/{commit.branch}\nmark :{mark}\n".encode()
        yield f"committer {commit.author} {int(noon.timestamp())} +0000\n".encode()
        yield _data(commit.message.encode())
        yield b"from :%d\ndeleteall\n" % (mark - 1) if mark > 1 else b""
        for path, raw in commit.files.items():
            yield f"M 100644 inline {path}\n".encode() + _data(raw)


def _data(raw: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(raw), raw)


def _is_in_repository(folder: str, shown: str) -> bool:
    asked = run_git(["-C", folder, "rev-parse", "--git-dir"], environ=_environ())
    if asked.returncode and "not a git repository" not in asked.stderr.decode(errors="replace"):
        raise _refused(shown or folder, asked)
    return not asked.returncode


def _do(folder: str, shown: str, command: Sequence[str], given: bytes = b"") -> None:
    done = run_git(["-C", folder, *command], given, _environ())
    if done.returncode:
        raise _refused(shown or folder, done)


def _signature(folder: str) -> list[str]:
    """Return the options that say who commits, none where the person has told git."""
    asked = ["-C", folder, "-c", "user.useConfigOnly=true", "var"]
    idents = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    if not any(run_git([*asked, ident], environ=_environ()).returncode for ident in idents):
        return []
    return ["-c", "user.name=planctl", "-c", "user.email=planctl@example.invalid"]


def _environ() -> Mapping[str, str]:
    return environment() | {"LC_ALL": "C"}


def _refused(folder: str, done: "CompletedProcess[bytes]") -> UserError:
    complaint = done.stderr.decode(errors="replace").strip().splitlines()
    reason = complaint[0] if complaint else f"exit status {done.returncode}"
    hint = "the files are as they are; mend what git says, then run git init and git commit there"
    return UserError(f"git cannot start a repository in {folder}: {reason}", hint)
