"""What is said after a change: what it means for a sign-off, and how it is sent for review."""

import shlex
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import note
from planctl.problem import visible
from planctl.store.repository import current_branch

if TYPE_CHECKING:
    from planctl.plan.period import Period
    from planctl.workspace.change import PlanChange

_SHARED = frozenset({"main", "master", "trunk"})


def say_next(folder: str, what: str, own: str) -> None:
    """Say how to send a change of a plan for review, where there is git.

    `what` says what was changed, and `own` names the branch to begin if this one is everybody's.
    """
    on = current_branch(folder)
    if on is None:
        return
    begin = [f"git switch -c {own}"] if on in _SHARED or not on else []
    record = f"git commit -m {shlex.quote(what)} {shlex.quote(folder)}"
    send = "git push -u origin HEAD" if begin else "git push"
    note(f"Next, to send it for review: {'; '.join([*begin, record, send])}")


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
