"""The id of an action: the command that gives it another."""

from typing import Annotated

import typer

from planctl.cli.next_steps import say_next
from planctl.cli.options import (
    ActionArgument,
    DryRunOption,
    PlanOption,
    TodayOption,
    day,
    note,
    plan_folder,
)
from planctl.problem import Exit, visible


def command(
    *,
    old: ActionArgument,
    new: Annotated[str, typer.Argument(metavar="ID")],
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Give an action another id, as long as nobody has signed for it.

    Its file takes the name. It belongs to the priority that the new id says, if the plan has that;
    else it keeps its own. What says in a later year's plan that it continues this action follows.

    For example:
      planctl renumber 3.2 3.3
      planctl renumber 3.2 R12 --dry-run
    """
    from planctl.workspace.action_files import renumber_action
    from planctl.workspace.selection import selected_id

    where = plan_folder(folder, today)
    old = selected_id(where, old, day(today, where))
    made = renumber_action(where, old, new, day(today, where), note, dry_run=dry_run)
    title = made.file.data.get("title") or ""
    typer.echo(visible(f"{old} is {new} now: {title}, of priority {made.priority}"))
    typer.echo(f"  {made.file.path}")
    for each in made.followed:
        typer.echo(f"  supersedes: {each}")
    if dry_run:
        typer.echo("  nothing was written: this was a dry run")
    else:
        say_next(where)
    return Exit.DONE
