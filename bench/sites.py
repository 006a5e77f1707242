"""What making a site costs, and making it again after one update, at several sizes."""

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from measuring import PLANCTL, Cost, cost, made_plan, median

_RUNS = 3
_SIZES = (500, 5_000, 20_000)
_TODAY = date(2019, 11, 1).isoformat()
_RAGS = ("red", "amber")


def main() -> None:
    """Print what each size costs, made whole and made again, and their ratio."""
    sizes = tuple(map(int, sys.argv[1:])) or _SIZES
    for size in sizes:
        plan = made_plan(size)
        whole = median([_whole(plan) for _ in range(_RUNS)])
        again = median(list(_again(plan)))
        print(
            f"{size:>6,} actions  whole {whole.processor:5.2f} s of processor"
            f" ({whole.processor / size * 1e6:4.0f} µs an action), {whole.memory:4.0f} MB"
            f"  after one update {again.processor:5.2f} s"
            f"  {again.processor / whole.processor:.3f} of it"
        )
        shutil.rmtree(plan)


def _whole(plan: str) -> Cost:
    folder = Path(mkdtemp(prefix="planctl-bench-"))
    found = cost(_site(plan, folder / "site"))
    shutil.rmtree(folder)
    return found


def _again(plan: str) -> list[Cost]:
    folder = Path(mkdtemp(prefix="planctl-bench-"))
    command = _site(plan, folder / "site")
    cost(command)
    update = [PLANCTL, "update", "2.7", "--plan", plan, "--quarter", "Q2", "--today", _TODAY]
    found = []
    for number in range(2 * _RUNS):
        cost([*update, "--rag", _RAGS[number % 2]])
        found.append(cost(command))
    shutil.rmtree(folder)
    return found


def _site(plan: str, folder: Path) -> list[str]:
    options = ["--plan", plan, "--output", str(folder), "--today", _TODAY]
    return [PLANCTL, "report", "--format", "site", *options]


if __name__ == "__main__":
    main()
