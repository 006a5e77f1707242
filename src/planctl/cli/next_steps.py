"""What is said after a change: what it means for a sign-off, and how it is sent for review."""

import os
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import named_plan, note
from planctl.problem import visible
from planctl.store.locate import find, plans_of_years
from planctl.store.work_tree import can_send

if TYPE_CHECKING:
    from planctl.plan.period import Period
    from planctl.workspace.change import PlanChange


def say_next(folder: str) -> None:
    """Say how to send a change of a plan for review, where git is there to send it."""
    if command := send_command(folder):
        note(f"Next, to send it for review: {command}")


def send_command(folder: str) -> str:
    """Return the command that sends the changes of a plan, "" where it could not send them.

    It sends those of all plans beside it, so the plan is named only where it is elsewhere.
    """
    if not can_send(folder):
        return ""
    here = os.getcwd()
    plans = [plan for found in find(None, here)[:1] for plan in plans_of_years(found, here)]
    is_here = os.path.abspath(folder) in map(os.path.abspath, plans)
    return "planctl send" if is_here else f"planctl send{named_plan()}"


def say_change(change: "PlanChange", quarter: "Period", *, dry_run: bool) -> None:
    """Say what a change means for what was signed, and which problems were there before."""
    from planctl.workspace.corrections import void_stages

    header = change.header
    if header.differs and not dry_run:
        path = visible(header.after.path)
        typer.echo(f"The correction is recorded in {path}, for every report of {quarter}")
    if signed := void_stages(header.before, quarter):
        names = " and ".join(signed)
        note(f"{quarter} was signed by {names}; that is void now, and to be signed again")
    say_old_problems(change)


def say_old_problems(change: "PlanChange") -> None:
    """Say which problems the files that were changed had before."""
    for line in change.old_problems:
        note(line)
