"""How the benchmarks measure: whole processes, in turns, of plans as rich as the example."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PYTHON = sys.executable
PLANCTL = str(Path(PYTHON).parent / "planctl")

_EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "2025-26"
_PRIORITY = 100  # actions
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""As a user's: what templates are compiled to is kept for the next run."""


@dataclass(frozen=True)
class Cost:
    """What a run of a command cost: seconds of processor and of wall time, peak memory in MB."""

    processor: float
    wall: float
    memory: float


def cost(command: Sequence[str], prepare: Callable[[], object] = lambda: None) -> Cost:
    """Return what a run of a command costs, its output thrown away; SystemExit if it fails."""
    prepare()
    null = os.open(os.devnull, os.O_RDWR)
    begun = time.perf_counter()
    child = os.posix_spawn(
        command[0],
        list(command),
        _ENVIRONMENT,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    os.close(null)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def in_turns(
    commands: Mapping[str, Sequence[str]],
    runs: int,
    prepare: Callable[[], object] = lambda: None,
) -> dict[str, Cost]:
    """Return the median cost of each command, each run in its turn, after a first round."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = cost(command, prepare)
            if turn:
                costs[name].append(measured)
    return {name: _median(found) for name, found in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(each.processor for each in costs),
        statistics.median(each.wall for each in costs),
        statistics.median(each.memory for each in costs),
    )


def write_rich_plan(folder: Path, actions: int) -> str:
    """Write a plan of so many actions, each the example's 3.2 by another number; return its path.

    An action is 7 KB: a measure with numbers, moves, a milestone, and four quarters written.
    """
    folder.mkdir(parents=True)
    priorities = "".join(f"  {n}: Priority {n}\n" for n in range(1, (actions - 1) // _PRIORITY + 2))
    head, _, rest = _EXAMPLE.joinpath("plan.yaml").read_text(encoding="utf-8").partition("  1: ")
    leads = rest[rest.index("\nleads:") : rest.index("\nclosed:")]
    folder.joinpath("plan.yaml").write_text(head + priorities + leads, encoding="utf-8")
    text = _EXAMPLE.joinpath("3.2.yaml").read_text(encoding="utf-8")
    for number in range(actions):
        name = f"{number // _PRIORITY + 1}.{number % _PRIORITY + 1}"
        action = text.replace('id: "3.2"', f'id: "{name}"', 1)
        folder.joinpath(f"{name}.yaml").write_text(action, encoding="utf-8")
    return str(folder)
