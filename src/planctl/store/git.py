"""How git is run: what it says, all at once or while it says it, and the objects it holds."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, cast

from planctl.problem import UserError

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_ROOM = 1 << 18
"""How many bytes of git's answers are taken at a time."""
_PIPE = 1 << 20
"""How many bytes git may be ahead of what is taken."""
_ELSEWHERE = frozenset(
    {
        "GIT_COMMON_DIR",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    }
)
"""The variables by which whoever started planctl, such as a hook, means another repository."""


def run_git(
    arguments: Sequence[str], given: bytes = b"", environ: Mapping[str, str] | None = None
) -> "CompletedProcess[bytes]":
    """Return what git says, in the person's own environment unless another is given.

    Raises UserError if there is no git.
    """
    import subprocess

    try:
        return subprocess.run(
            ["git", *arguments], check=False, capture_output=True, input=given, env=environ
        )
    except FileNotFoundError:
        hint = "install it from https://git-scm.com/downloads, or ask IT for git"
        raise UserError("git is not installed", hint) from None


def ask_git(
    folder: str,
    arguments: Sequence[str],
    given: bytes = b"",
    *,
    environ: Mapping[str, str] | None = None,
) -> "CompletedProcess[bytes]":
    """Return what git says of the repository that a folder is in, whatever the person's settings.

    `environ` has what git is to be told beyond that, such as which index is meant.
    Raises UserError if there is no git, or the folder is in no repository that git will read.
    """
    done = run_git(["-C", folder, *arguments], given, {**_environ(), **(environ or {})})
    complaint = done.stderr.decode(errors="replace")
    if "not a git repository" in complaint:
        hint = "git init, git add . and git commit there begin its history"
        raise UserError(f"{folder} is in no git repository, so it has no history", hint)
    if "dubious ownership" in complaint:
        hint = f"git config --global --add safe.directory {os.path.abspath(folder)}"
        raise UserError(f"{folder} belongs to somebody else, so git will not read it", hint)
    return done


def environment() -> dict[str, str]:
    """Return the environment, without what makes git mean another repository than a folder's."""
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}


@contextmanager
def git_output(folder: str, arguments: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give what git says of a repository while it says it; it ends early where git fails."""
    import subprocess

    command = ["git", "-C", folder, *arguments]
    null, pipe = subprocess.DEVNULL, subprocess.PIPE
    with subprocess.Popen(
        command, bufsize=0, stdin=null, stdout=pipe, stderr=null, env=_environ()
    ) as git:
        output = cast("IO[bytes]", git.stdout)
        _widen(output)
        yield output


def _widen(pipe: IO[bytes]) -> None:
    """Let git be further ahead of what is taken, where the system has such a thing."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def objects(folder: str, names: Iterable[str], most: int) -> Iterator[bytes | None]:
    """Yield the bytes of each object that is named, None for one of more than `most`.

    Git is run once, and looks for the next while one is used. Raises UserError as ask does, and
    KeyError with the name of an object that is not there.
    """
    import subprocess
    from tempfile import TemporaryFile

    wanted = list(names)
    command = ["git", "-C", folder, "cat-file", "--batch", "--buffer"]
    with TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in wanted).encode())
        asked.seek(0)
        with subprocess.Popen(
            command, bufsize=_ROOM, stdin=asked, stdout=subprocess.PIPE, env=_environ()
        ) as git:
            for name in wanted:
                answered = cast("IO[bytes]", git.stdout)
                *_, size = answered.readline().split(b" ")
                if not size.strip().isdigit():
                    ask_git(folder, ["rev-parse", "--git-dir"])
                    raise KeyError(name)
                yield _bounded(answered, int(size), most)


def _bounded(answered: IO[bytes], size: int, most: int) -> bytes | None:
    """Return an object's bytes, or None if there are too many; they are passed over either way."""
    if size <= most:
        return answered.read(size + 1)[:-1]
    left = size + 1
    while passed := answered.read(min(left, _ROOM)):
        left -= len(passed)
    return None


def _environ() -> dict[str, str]:
    """Return the environment in which git answers in the same way whoever asks."""
    fixed = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0"}
    return environment() | fixed
