"""How the benchmarks measure: whole processes, in turns, with the system's own accounting."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

PYTHON = sys.executable
PLANCTL = str(Path(PYTHON).parent / "planctl")

HEADER = "title: Made plan\norganisation: Aldermere Council\nyear: 2019-20\n\npriorities:\n"
SENTENCES = {
    "Q1": "In {} two carers were approved, three placements ended early; each was reviewed.\n",
    "Q2": "By {} the panel had met eleven times and turned away nobody it could have helped.\n",
    "Q3": "Since {} every school has a named worker, and absence there has fallen by a fifth.\n",
    "Q4": "At the end of {} fewer families were waiting than at any time in two years.\n",
}

LEADS = ("Education", "Permanence", "Early Help", "Assessment", "Quality Assurance", "Strategy")


@dataclass(frozen=True)
class Cost:
    """What one run of a process cost: seconds of processor and of wall time, peak memory in MB."""

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
        os.environ,
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
) -> dict[str, list[Cost]]:
    """Run each command in turn, over and over, and return the costs of each after a first round."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = cost(command, prepare)
            if turn:
                costs[name].append(measured)
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        statistics.median(each.processor for each in costs),
        statistics.median(each.wall for each in costs),
        statistics.median(each.memory for each in costs),
    )


def made_plan(actions: int, commentaries: int = 4) -> str:
    """Return a new folder with a plan of so many actions, each about 3 KB."""
    folder = Path(mkdtemp(prefix="planctl-bench-"))
    priorities = [f"  {number}: Priority {number}" for number in range(1, actions // 100 + 2)]
    folder.joinpath("plan.yaml").write_text(HEADER + "\n".join(priorities) + "\n")
    for number in range(actions):
        action_id = f"{number // 100 + 1}.{number % 100 + 1}"
        folder.joinpath(f"{action_id}.yaml").write_text(_action(action_id, commentaries))
    return str(folder)


def _action(action_id: str, commentaries: int) -> str:
    lead = LEADS[sum(map(int, action_id.split("."))) % len(LEADS)]
    head = f'id: "{action_id}"\ntitle: ACTION {action_id}\ndescription: Improve it\nlead: {lead}\n'
    lists = "".join(
        f"\n{name}:\n" + f"  - {name} of success, worded as councils word them, at length\n" * 8
        for name in ("links", "indicators", "measures")
    )
    quarters = (_update(f"Q{number}", number <= commentaries) for number in range(1, 5))
    return f"{head}{lists}\nupdates:\n" + "\n".join(quarters)


def _update(quarter: str, said: bool) -> str:  # noqa: FBT001 - it is said, or it is not
    rag, status, block = (" green", "", " |\n") if said else ("", "", "\n")
    if said and quarter == "Q1":
        rag, status = "", " on hold"
    text = (
        "".join(
            f"      {SENTENCES[quarter].format(f'{each} of {quarter}')}"
            for each in ("May", "June", "July")
        )
        * said
    )
    return f"  {quarter}:\n    rag:{rag}\n\n    status:{status}\n\n    commentary:{block}{text}"
