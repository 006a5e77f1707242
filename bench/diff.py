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
    """Print the times of git diff and planctl diff between the same revisions, and their ratio."""
    folder = _repository()
    os.chdir(folder)
    git = shutil.which("git") or "git"
    between = ["diff", "HEAD~1", "HEAD"]
    commands = {"git diff": [git, *between], "planctl diff": [PLANCTL, *between]}
    walls = {name: median(costs).wall for name, costs in in_turns(commands, _RUNS).items()}
    for name, wall in walls.items():
        ratio = wall / walls["git diff"]
        print(f"{name:<14} {wall * 1000:6.0f} ms  {ratio:4.1f} x")
    shutil.rmtree(folder)


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
    who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True)


if __name__ == "__main__":
    main()
