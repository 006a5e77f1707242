"""The next year: the command that starts its plan from this one."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    PeriodsOption,
    PlanOption,
    TodayOption,
    day,
    flag_option,
    note,
    plan_folder,
)
from planctl.plan.division import Division
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.edits.rollover import LastPosition, Rollover
    from planctl.plan.model import Header
    from planctl.plan.year import Year


def command(
    *,
    following: Annotated[str, typer.Argument(metavar="YEAR")],
    periods: PeriodsOption = None,
    dry_run: Annotated[
        bool, flag_option("--dry-run", "Say what would be carried forward; write nothing.")
    ] = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Start next year's plan from this one.

    It has the actions that are not embedded or closed. Each keeps its number and its words, with
    where it stood as its starting point; what is complete has still to be verified. This year's
    plan is not touched. Its periods are those of this year, unless others are said.

    For example:
      planctl rollover 2026-27 --dry-run
      planctl rollover 2026-27
      planctl rollover 2026-27 --periods months
    """
    from planctl.cli.next_steps import send_command
    from planctl.edits.rollover import rollover
    from planctl.store.locate import beside
    from planctl.store.write import finish_earlier
    from planctl.workspace.change import proved_files
    from planctl.workspace.new_files import create_plan
    from planctl.workspace.open import read_plan

    where = _year_before(plan_folder(folder, today), following)
    if not dry_run:
        finish_earlier(where, note)
    plan = read_plan(where)
    header = plan.require()
    try:
        named = _following(following, header.period, periods)
    except ValueError:
        message = f"'{visible(following)}' is not a year"
        raise UserError(message, f"say {header.period.next}", Exit.USAGE) from None
    made = rollover(plan, named, day(today, where))
    target = os.path.join(beside(where), str(named))
    files = proved_files(target, made.files)
    if not dry_run:
        create_plan(target, files, note)

    _say(header, made, named, len(plan.entries))
    if dry_run:
        typer.echo("nothing was written: this was a dry run")
        return Exit.DONE
    typer.echo(f"{visible(target)} is written; the plan in {visible(where)} is as it was")
    then = f", then {command}" if (command := send_command(where)) else ""
    typer.echo(f"Next: planctl check --plan {visible(target)}{then}")
    return Exit.DONE


def _following(typed: str, year: "Year", periods: str | None) -> "Year":
    """Return the year that was typed, divided as was asked or as the one before it."""
    from planctl.plan.year import names_year, parse_year

    if not periods and names_year(typed, year.next):
        return year.next
    month = year.first_month if "-" in typed or "/" in typed else None
    return parse_year(typed, month, Division(periods) if periods else year.division)


def _say(header: "Header", made: "Rollover", following: "Year", actions: int) -> None:
    """Print what is carried forward and what is left behind, each with where it stood."""
    from planctl.plan.ratings import Rating

    def line(last: "LastPosition") -> str:
        if not last.position:
            return f"  {visible(last.row.id)} {visible(last.row.title)}: never updated"
        step = last.position.step
        at = last.position.since or last.position.quarter.label
        label = f"{step.shape} {visible(step.label)} at {visible(at)}"
        label += ", to be verified" if step.rating is Rating.COMPLETE else ""
        return f"  {visible(last.row.id)} {visible(last.row.title)}: {label}"

    typer.echo(f"Carried forward from {header.year}: {len(made.carried)} of {actions}")
    for each in made.carried:
        typer.echo(line(each))
    typer.echo(f"Left behind, for they are finished: {len(made.left)}")
    for each in made.left:
        typer.echo(line(each))
    if following.named:
        typer.echo("The ends of its periods are those of last year, a year later: put them right")
    if made.without_baseline:
        typer.echo(f"Measures without a number of the year: {len(made.without_baseline)}")
    for without in made.without_baseline:
        typer.echo(f"  {visible(without)}; the baseline is left empty")


def _year_before(folder: str, following: str) -> str:
    """Return the plan to start from: the one found or, where that is the new one, the one before.

    So the command can be run again after it was cut short, and where it had come to its end.
    """
    from planctl.store.locate import plan_before

    found = os.path.basename(os.path.abspath(folder))
    is_new = found == following.strip().replace("/", "-")
    return (plan_before(folder) if is_new else None) or folder
