"""How git is run: what it says, all at once or while it says it, and the objects it holds.

A repository can name programs for git to run, in its settings, attributes and hooks. None is run
for planctl: what can be switched off is, by `_started`, and nothing is asked of git for which it
would filter the files of a folder, such as their status.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, cast

from planctl.problem import UserError

if TYPE_CHECKING:
    from subprocess import CompletedProcess, Popen

_ROOM = 1 << 18
"""How many bytes of git's answers are taken at a time."""
_PIPE = 1 << 20
"""How many bytes git may be ahead of what is taken."""
_ELSEWHERE = frozenset(
    {
        "GIT_ATTR_SOURCE",
        "GIT_COMMON_DIR",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_GLOB_PATHSPECS",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_INDEX_FILE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""The variables by which whoever started planctl, such as a hook, means other files or answers."""
_NO_PROGRAMS = (
    "--no-pager",
    *("-c", "core.fsmonitor="),  # false would be a program to git before 2.36
    *("-c", "gc.auto=0"),
    *("-c", "log.showSignature=false"),
    *("-c", "tag.gpgSign=false"),
)
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_NO_FETCH = {"GIT_NO_LAZY_FETCH": "1"}
"""What a clone lacks is not fetched: a repository names the programs that do that."""
_NO_PROTOCOLS = "none"
_OFF = "PLANCTL_OFF"


def run_git(
    arguments: Sequence[str],
    given: bytes = b"",
    environ: Mapping[str, str] | None = None,
    *,
    hooks: Sequence[str] = _NO_HOOKS,
    protocols: str = _NO_PROTOCOLS,
) -> "CompletedProcess[bytes]":
    """Return what git says, in the person's own environment unless another is given.

    It asks no other repository, but by the protocols that are named, with colons between.

    Raises UserError if there is no git.
    """
    from subprocess import PIPE, CompletedProcess

    told = environ or os.environ
    command = [*hooks, *arguments]
    with _started(command, told, stdin=PIPE, protocols=protocols) as git:
        output, complaint = git.communicate(given)
    return CompletedProcess(git.args, git.returncode, output, complaint)


def _started(
    arguments: Sequence[str],
    environ: Mapping[str, str],
    *,
    stdin: int | IO[bytes],
    bufsize: int = -1,
    protocols: str = _NO_PROTOCOLS,
) -> "Popen[bytes]":
    """Return git, started so that it runs no program that a repository names."""
    from subprocess import DEVNULL, PIPE, Popen

    try:
        return Popen(
            ["git", *_NO_PROGRAMS, *arguments],
            bufsize=bufsize,
            stdin=stdin,
            stdout=PIPE,
            stderr=PIPE if stdin == PIPE else DEVNULL,
            env={**environ, **_NO_FETCH, "GIT_ALLOW_PROTOCOL": protocols, _OFF: "false"},
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

    A folder that is there no more is in that of the nearest above it. `environ` has what git is to
    be told beyond that, such as which index is meant.
    Raises UserError if there is no git, or the folder is in no repository that git will read.
    """
    done = run_git(["-C", nearest(folder), *arguments], given, {**_environ(), **(environ or {})})
    complaint = done.stderr.decode(errors="replace")
    if "not a git repository" in complaint:
        hint = "git init, git add . and git commit there begin its history"
        raise UserError(f"{folder} is in no git repository, so it has no history", hint)
    if "dubious ownership" in complaint:
        hint = f"git config --global --add safe.directory {os.path.abspath(folder)}"
        raise UserError(f"{folder} belongs to somebody else, so git will not read it", hint)
    return done


def nearest(folder: str) -> str:
    """Return the folder if it is there, else the nearest above it that is."""
    while folder and not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder or os.curdir


def environment() -> dict[str, str]:
    """Return the environment, without what makes git mean other files than a folder's own."""
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}


def hook_path(folder: str, hook: str) -> str:
    """Return where a hook of a folder's repository has its place, as seen from the folder."""
    arguments = ["-C", folder, "rev-parse", "--git-path", f"hooks/{hook}"]
    return os.fsdecode(run_git(arguments, environ=_environ(), hooks=()).stdout.rstrip(b"\n"))


def without_hooks(folder: str) -> list[str]:
    """Return the options by which git runs none of the hooks that are settings, since git 2.54."""
    named = ask_git(folder, ["config", "-z", "--name-only", "--get-regexp", r"^hook\..*\.command$"])
    names = os.fsdecode(named.stdout).split("\0")[:-1]
    return [f"--config-env={name.removesuffix('command')}enabled={_OFF}" for name in names]


@contextmanager
def git_output(folder: str, arguments: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give what git says of a repository while it says it; it ends early where git fails."""
    from subprocess import DEVNULL

    command = [*_NO_HOOKS, "-C", nearest(folder), *arguments]
    with _started(command, _environ(), stdin=DEVNULL, bufsize=0) as git:
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

    Git is run once, and looks for the next while one is used. Raises UserError as ask_git does,
    and KeyError with the name of an object that is not there.
    """
    from tempfile import TemporaryFile

    wanted = list(names)
    command = [*_NO_HOOKS, "-C", nearest(folder), "cat-file", "--batch", "--buffer"]
    with TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in wanted).encode())
        asked.seek(0)
        with _started(command, _environ(), stdin=asked, bufsize=_ROOM) as git:
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
