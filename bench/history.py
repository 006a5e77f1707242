"""What the history of one action costs beside git's own list of its changes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from measuring import PLANCTL, in_turns, made_plan, median

_RUNS = 7
_COMMITS = 500
_ACTIONS = 100


def main() -> None:
    """Print the times of git and of planctl over a history of 500 commits, and their difference."""
    folder = _repository()
    plan = f"{folder}/plan/2019-20"
    os.chdir(folder)
    git = shutil.which("git") or "git"
    commands = {
        "git log --raw of the action": [git, "log", "--raw", "--", f"{plan}/1.2.yaml"],
        "git log --raw of the plan": [git, "log", "--raw", "--", plan],
        "planctl log 1.2": [PLANCTL, "log", "1.2"],
        "planctl log": [PLANCTL, "log"],
    }
    measured = {name: median(costs).wall for name, costs in in_turns(commands, _RUNS).items()}
    for name, wall in measured.items():
        print(f"{name:<28} {wall * 1000:7.0f} ms")
    more = measured["planctl log 1.2"] - measured["git log --raw of the action"]
    print(f"planctl log 1.2 takes {more * 1000:.0f} ms more than git (limit 500)")
    shutil.rmtree(folder)


def _repository() -> str:
    """Return a new repository of a made plan whose first action half of 500 commits changed."""
    folder = made_plan(_ACTIONS)
    texts = {path.name: path.read_text() for path in sorted(Path(folder).glob("*.yaml"))}
    script = "".join(_commits(texts)).encode()
    shutil.rmtree(folder)
    Path(folder).mkdir()
    for command in (["init", "--quiet", "--initial-branch=main"], ["fast-import", "--quiet"]):
        subprocess.run(["git", "-C", folder, *command], input=script, check=True)
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", "main"], check=True)
    return folder


def _commits(texts: dict[str, str]) -> Iterator[str]:
    yield _commit(0, texts)
    for number in range(1, _COMMITS):
        name = "1.2.yaml" if number % 2 else f"1.{number % 90 + 3}.yaml"
        texts[name] = texts[name].replace("in May of", f"in May ({number}) of", 1)
        texts[name] = texts[name].replace(f"({number - 2}) ({number})", f"({number})")
        yield _commit(number, {name: texts[name]})


def _commit(number: int, files: dict[str, str]) -> str:
    parts = [
        f"commit refs/heads/main\ncommitter A <a@example.invalid> {1_570_000_000 + number} +0000\n"
    ]
    parts.append(_data(f"Change {number}"))
    parts += [f"M 100644 inline plan/2019-20/{name}\n{_data(text)}" for name, text in files.items()]
    return "".join(parts)


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


if __name__ == "__main__":
    main()
