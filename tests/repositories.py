"""Real git repositories with a plan, and what several people do in them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from plans import ACTION, HEADER

PLANCTL = Path(sys.executable).parent / "planctl"
ENVIRON = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Head",
    "GIT_AUTHOR_EMAIL": "head@example.invalid",
    "GIT_COMMITTER_NAME": "A Head",
    "GIT_COMMITTER_EMAIL": "head@example.invalid",
    "PATH": os.pathsep.join(  # as a program with windows starts git: without the venv
        part for part in os.environ["PATH"].split(os.pathsep) if Path(part) != PLANCTL.parent
    ),
}


class Repository:
    """A repository whose plan is in plan/2019-20, and the commands that people run in it."""

    def __init__(self, top: Path, actions: Mapping[str, str] | None = None) -> None:
        """Make it, with a first commit on `main`, unless it is there."""
        self.top = top
        self.plan = top / "plan" / "2019-20"
        if top.exists():
            return
        self.plan.mkdir(parents=True)
        self.plan.joinpath("plan.yaml").write_bytes(HEADER)
        for name, text in (actions or {"3.2": ACTION}).items():
            self.write(name, text)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("The plan")

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command at the top of the repository, and return how it ended."""
        return subprocess.run(
            command,
            cwd=self.top,
            env=ENVIRON,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Return what git says; it has to succeed."""
        done = self.run("git", *arguments)
        assert not done.returncode, done.stdout
        return done.stdout

    def planctl(self, *arguments: str) -> str:
        """Return what planctl says; it has to succeed."""
        done = self.run(str(PLANCTL), *arguments)
        assert not done.returncode, done.stdout
        return done.stdout

    def path(self, name: str) -> Path:
        """Return where an action's file is."""
        return self.plan / f"{name}.yaml"

    def text(self, name: str = "3.2") -> str:
        """Return the text of an action's file."""
        return self.path(name).read_bytes().decode()

    def write(self, name: str, text: str) -> None:
        """Write an action's file."""
        self.path(name).write_bytes(text.encode())

    def commit(self, message: str) -> None:
        """Commit all that is there."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def branch(self, name: str, *changes: tuple[str, str], base: str = "main") -> None:
        """Commit texts of actions on a new branch, and come back."""
        self.git("switch", "--quiet", "--create", name, base)
        for action, text in changes:
            self.write(action, text)
        self.commit(name)
        self.git("switch", "--quiet", "main")
