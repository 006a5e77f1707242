"""How the cost of checking and reporting grows with the number of actions."""

import shutil

from measuring import PLANCTL, in_turns, made_plan, median

_RUNS = 3
_SIZES = {"check": (1_000, 5_000, 20_000), "report": (500, 5_000, 20_000)}


def main() -> None:
    """Print processor seconds, memory and cost per action of each command at each size."""
    plans = {size: made_plan(size) for size in sorted({*sum(_SIZES.values(), ())})}
    commands = {
        f"{name}, {size:,} actions": [PLANCTL, name, "--plan", plans[size]]
        for name, sizes in _SIZES.items()
        for size in sizes
    }
    for name, costs in in_turns(commands, _RUNS).items():
        middle = median(costs)
        actions = int(name.split()[1].replace(",", ""))
        each = middle.processor / actions * 1e6
        print(
            f"{name:<24} {middle.processor:6.2f} s of processor  {middle.memory:5.0f} MB"
            f"  {each:5.0f} µs an action"
        )
    for folder in plans.values():
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
