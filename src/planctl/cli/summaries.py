"""What the commands that read a plan share: its summary, how JSON is printed, the exit status."""

import json
from datetime import date
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import day, plan_folder
from planctl.plan.typed_period import parse_period
from planctl.problem import Exit

if TYPE_CHECKING:
    from planctl.plan.plan import Plan
    from planctl.summary.summary import Summary


def plan_and_summary(
    folder: str | None, today: date | None, typed: str | None, at: str | None = None
) -> "tuple[Plan, Summary]":
    """Return the plan that was named and its summary, of the quarter that was typed if any."""
    from planctl.summary.summary import summarise
    from planctl.workspace.open import open_plan

    where = plan_folder(folder, today, typed, at)
    plan, on, _ = open_plan(where, at, day(today, where), dated=today is not None)
    quarter = parse_period(typed, plan.require().period) if typed else None
    return plan, summarise(plan, on, quarter)


def print_json(record: object) -> None:
    """Print a record for programs."""
    typer.echo(json.dumps(record, indent=2, ensure_ascii=False))


def unreadable(plan: "Plan") -> int:
    """Return the exit status, having said how many actions could not be read."""
    number = sum(entry.action is None for entry in plan.entries)
    if not number:
        return Exit.DONE
    what = "1 action" if number == 1 else f"{number} actions"
    typer.echo(f"{what} cannot be read: planctl check says why", err=True)
    return Exit.PROBLEMS
