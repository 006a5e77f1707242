"""Transcripts: commands after `$ `, and below each what it prints, ended by a status not 0."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import forks

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Step:
    """A command, and what it is said to print; `…` there stands for anything."""

    command: str
    expected: str


def steps(text: str) -> Iterator[Step]:
    """Yield the steps of a transcript; what is above the first is about it, and not run."""
    _, *parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    for part in parts:
        command, _, expected = part.partition("\n")
        while command.endswith("\\"):
            more, _, expected = expected.partition("\n")
            command = f"{command}\n{more.removeprefix('> ')}"
        yield Step(command, expected.rstrip("\n"))


@contextmanager
def standard_input(*, terminal: bool) -> Iterator[int]:
    """Yield what a command reads from: a terminal, at which nobody types, or nothing."""
    if not terminal:
        yield subprocess.DEVNULL
        return
    ends = os.openpty()
    try:
        yield ends[1]
    finally:
        for each in ends:
            os.close(each)


def printed(command: str, folder: Path) -> str:
    """Run a command in a folder and return what it prints, then its exit status if not 0."""
    with standard_input(terminal="EDITOR=" in command) as stdin:
        return _printed(command, folder, stdin)


def _printed(command: str, folder: Path, stdin: int) -> str:
    programs = (str(forks.program()), str(Path(sys.executable).parent), os.environ["PATH"])
    environ = {key: value for key, value in os.environ.items() if key not in forks.UNSET}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={
            **environ,
            "PATH": os.pathsep.join(programs),
            "EDITOR": "false",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A Head",
            "GIT_AUTHOR_EMAIL": "head@example.invalid",
            "GIT_COMMITTER_NAME": "A Head",
            "GIT_COMMITTER_EMAIL": "head@example.invalid",
        },
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    text = done.stdout.replace(str(folder), "…").rstrip("\n")
    text = re.sub(r"\S*planctl-\w{8}\.md", "…", text)
    status = f"[exit status {done.returncode}]" if done.returncode else ""
    return "\n".join(filter(None, [text, status]))


def agrees(expected: str, actual: str) -> bool:
    """Return whether what was printed is what was said, `…` standing for anything."""
    pattern = ".*".join(map(re.escape, expected.split("…")))
    return bool(re.fullmatch(pattern, actual, re.DOTALL))


def rewritten(text: str, folder: Path) -> str:
    """Return a transcript with what its commands print now."""
    about, *_ = re.split(r"^\$ ", text, maxsplit=1, flags=re.MULTILINE)
    parts = []
    for step in steps(text):
        actual = printed(step.command, folder)
        shown = step.command.replace("\n", "\n> ")
        parts.append(f"$ {shown}\n{step.expected if agrees(step.expected, actual) else actual}\n")
    return about + "\n".join(parts)
