"""What git does for planctl: it knows a person's editor, and it starts the history of a plan."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, cast

from planctl.problem import UserError
from planctl.store.errors import explained
from planctl.store.interrupts import overlooked

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_NO_GIT = (
    "git is not installed",
    "install it from https://git-scm.com/downloads, or ask IT for git",
)
_UNCHANGED = "nothing was changed"
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


def editor() -> str:
    """Return the command of the person's editor, as git finds it; UserError if there is none."""
    asked = _git(["var", "GIT_EDITOR"], os.environ)
    command = asked.stdout.strip()
    if asked.returncode or not command:
        hint = "name one: git config --global core.editor nano; or give the words as options"
        raise UserError("there is no editor to write in", hint)
    return command


def edit_text(text: str, suffix: str) -> str:
    """Return a text as the person saves it in their editor, in a private file of that suffix.

    Raises UserError if the editor fails; the text is kept if it was changed by then.
    """
    from tempfile import TemporaryDirectory

    command, given = editor(), text.encode()
    with (
        explained("the text cannot be edited", _UNCHANGED),
        TemporaryDirectory(prefix="planctl-", ignore_cleanup_errors=True) as private,
    ):
        path = os.path.join(private, f"update{suffix}")
        with open(path, "xb") as file:
            file.write(given)
        failed = _open_in(command, path)
        with open(path, "rb") as file:
            saved = file.read()
    if failed:
        another = "git config --global core.editor names another"
        hint = another if saved == given else f"what was saved is kept in {_keep(saved, suffix)}"
        raise UserError(f"the editor failed; {_UNCHANGED}", hint)
    try:
        return saved.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        hint = f"have the editor save UTF-8; what was saved is kept in {_keep(saved, suffix)}"
        raise UserError(f"the editor saved no UTF-8 text; {_UNCHANGED}", hint) from None


def keep_text(text: str, suffix: str) -> str:
    """Keep a text that could not be used in a private file of its own, and return its path."""
    return _keep(text.encode(), suffix)


def start_repository(folder: str, message: str) -> bool:
    """Start a git repository of all that is in a folder, with a first commit.

    Returns whether it was started: in a folder that is in a repository already nothing is done.
    No hook is run, and without an identity of the person's own planctl signs the commit.
    """
    environ = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environ["LC_ALL"] = "C"
    asked = _git(["-C", folder, "rev-parse", "--git-dir"], environ)
    if not asked.returncode:
        return False
    if "not a git repository" not in asked.stderr:
        raise _refused(folder, asked)
    commit = ["commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", message]
    for command in (
        ["init", "--quiet", "--template="],
        ["add", "--all"],
        ["-c", f"core.hooksPath={os.devnull}", *_signature(folder, environ), *commit],
    ):
        done = _git(["-C", folder, *command], environ)
        if done.returncode:
            raise _refused(folder, done)
    return True


def top(folder: str) -> str:
    """Return the top folder of the repository that a folder is in; UserError if it is in none."""
    asked = ask(folder, ["rev-parse", "--show-toplevel"])
    return os.fsdecode(asked.stdout.rstrip(b"\n"))


def ask(
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
    import subprocess

    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            check=False,
            capture_output=True,
            input=given,
            env={**_environ(), **(environ or {})},
        )
    except FileNotFoundError:
        raise UserError(*_NO_GIT) from None
    said = done.stderr.decode(errors="replace")
    if "not a git repository" in said:
        hint = "git init, git add . and git commit there begin its history"
        raise UserError(f"{folder} is in no git repository, so it has no history", hint)
    if "dubious ownership" in said:
        hint = f"git config --global --add safe.directory {os.path.abspath(folder)}"
        raise UserError(f"{folder} belongs to somebody else, so git will not read it", hint)
    return done


@contextmanager
def telling(folder: str, arguments: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give what git says of a repository while it says it; it ends early where git fails."""
    import subprocess

    command = ["git", "-C", folder, *arguments]
    null, pipe = subprocess.DEVNULL, subprocess.PIPE
    with subprocess.Popen(
        command, bufsize=0, stdin=null, stdout=pipe, stderr=null, env=_environ()
    ) as git:
        told = cast("IO[bytes]", git.stdout)
        _widen(told)
        yield told


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
                    ask(folder, ["rev-parse", "--git-dir"])
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
    environ = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return environ | {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0"}


def _signature(folder: str, environ: Mapping[str, str]) -> list[str]:
    """Return the options that say who commits, none where the person has told git."""
    told = ["-C", folder, "-c", "user.useConfigOnly=true", "var"]
    idents = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    if not any(_git([*told, ident], environ).returncode for ident in idents):
        return []
    return ["-c", "user.name=planctl", "-c", "user.email=planctl@example.invalid"]


def _refused(folder: str, done: "CompletedProcess[str]") -> UserError:
    said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
    hint = "the files are as they are; mend what git says, then run git init and git commit there"
    return UserError(f"git cannot start a repository in {folder}: {said[0]}", hint)


def _git(arguments: list[str], environ: Mapping[str, str]) -> "CompletedProcess[str]":
    """Run git and return what it said; UserError if there is no git."""
    import subprocess

    try:
        return subprocess.run(
            ["git", *arguments],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environ,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError:
        raise UserError(*_NO_GIT) from None


def _open_in(command: str, path: str) -> int:
    """Open a file in an editor, as git does, and return the exit status; Ctrl-C is the editor's."""
    import subprocess

    with overlooked() as begin:
        begin()
        words = [_shell(), "-c", f'{command} "$@"', command, path]
        return subprocess.run(words, check=False).returncode


def _shell() -> str:
    if sys.platform == "win32":  # pragma: no cover - the shell is part of Git for Windows
        import shutil

        installed = os.path.dirname(os.path.dirname(shutil.which("git") or ""))
        return os.path.join(installed, "bin", "sh.exe")
    return "sh"


def _keep(raw: bytes, suffix: str) -> str:
    from tempfile import mkstemp

    with explained("what you wrote cannot be kept", _UNCHANGED):
        descriptor, path = mkstemp(suffix, "planctl-")
        with open(descriptor, "wb") as file:
            file.write(raw)
    return path


def status_and_output(arguments: list[str]) -> tuple[int, bytes]:
    """Return the exit status of git and what it said; the status is -1 if there is no git."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        return -1, b""
    return done.returncode, done.stdout
