"""How long the commands take on the real plan, beside `python -c pass`, in one interleaved run."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from measuring import PLANCTL, PYTHON, in_turns, median

_RUNS = 21
_PLAN = Path(__file__).resolve().parent.parent / "plan/2019-20"


def main() -> None:
    """Print the median of each command and its ratio to the bare interpreter."""
    folder = Path(mkdtemp(prefix="planctl-bench-")) / "2019-20"

    def as_it_was() -> None:
        shutil.copytree(_PLAN, folder, dirs_exist_ok=True)

    as_it_was()
    there = ["--plan", str(folder)]
    words = ["--commentary", "Two carers were approved. One placement ended."]
    commands = {
        "python -c pass": [PYTHON, "-c", "pass"],
        "planctl --version": [PLANCTL, "--version"],
        "completion of a command": [PLANCTL, "__complete", "up"],
        "completion of an action": [PLANCTL, "__complete", "update", *there, "3."],
        "planctl --help": [PLANCTL, "--help"],
        "planctl update --help": [PLANCTL, "update", "--help"],
        "planctl update, a rating": [
            PLANCTL,
            "update",
            "3.2",
            "-q",
            "Q2",
            "--rag",
            "amber",
            *there,
        ],
        "planctl update, commentary": [PLANCTL, "update", "3.2", "-q", "Q2", *words, *there],
        "planctl show 3.2": [PLANCTL, "show", "3.2", *there],
        "planctl status": [PLANCTL, "status", *there],
        "planctl check": [PLANCTL, "check", *there],
        "planctl report, html": [PLANCTL, "report", *there],
    }
    costs = in_turns(commands, _RUNS, as_it_was)
    bare = median(costs["python -c pass"]).wall
    print(f"Python {sys.version.split()[0]}, {_RUNS} runs in turns, medians")
    for name, each in costs.items():
        wall = median(each).wall
        print(f"{name:<28} {wall * 1000:7.1f} ms  {wall / bare:5.2f} x")


if __name__ == "__main__":
    main()
