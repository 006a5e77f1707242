"""What a comparison of two revisions costs beside git's own, of a plan with many changes."""

import os
import shutil
import subprocess
from pathlib import Path

from measuring import PLANCTL, in_turns, made_plan, median

_RUNS = 7
_ACTIONS = 5_000
_CHANGED = 1_500


def main() -> None:
    """Print the times of git diff and planctl diff between the same revisions, and their ratio.

    First as commits leave a repository, each version of a file by itself; then packed, as a clone.
    """
    folder = _repository()
    os.chdir(folder)
    _print_times("as committed")
    _record(folder, "gc", "--quiet")
    _print_times("packed")
    shutil.rmtree(folder)


def _print_times(state: str) -> None:
    git = shutil.which("git") or "git"
    between = ["diff", "HEAD~1", "HEAD"]
    commands = {"git diff": [git, *between], "planctl diff": [PLANCTL, *between]}
    walls = {name: median(costs).wall for name, costs in in_turns(commands, _RUNS).items()}
    for name, wall in walls.items():
        ratio = wall / walls["git diff"]
        print(f"{state:<13} {name:<13} {wall * 1000:6.0f} ms  {ratio:4.1f} x")


def _repository() -> str:
    """Return a new repository of a made plan, whose last commit changed many of its actions."""
    folder = made_plan(_ACTIONS)
    plan = Path(folder) / "plan" / "2019-20"
    plan.mkdir(parents=True)
    paths = [path.rename(plan / path.name) for path in sorted(Path(folder).glob("*.yaml"))]
    _record(folder, "init", "--quiet")
    _record(folder, "add", ".")
    _record(folder, "commit", "--quiet", "-m", "Q1")
    for path in [path for path in paths if path.stem != "plan"][:_CHANGED]:
        text = path.read_text().replace("rag: green", "rag: amber", 1)
        path.write_text(text.replace("June of Q2", "July of Q2"))
    _record(folder, "commit", "--quiet", "-am", "Q2")
    return folder


def _record(folder: str, *arguments: str) -> None:
    settings = ["user.name=A", "user.email=a@example.invalid", "gc.auto=0"]
    given = [part for setting in settings for part in ("-c", setting)]
    subprocess.run(["git", "-C", folder, *given, *arguments], check=True)


if __name__ == "__main__":
    main()
