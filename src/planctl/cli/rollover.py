"""The command that begins the next year: rollover."""

import os
from datetime import date

import click

from planctl.cli.options import plan_folder, plan_option, said, today_option
from planctl.problem import Exit, UserError, visible

_EXAMPLES = """\b
Examples:
  planctl rollover 2026-27 --dry-run
  planctl rollover 2026-27
"""


@click.command("rollover", epilog=_EXAMPLES)
@click.argument("following", metavar="YEAR")
@click.option("--dry-run", is_flag=True, help="Say what would be carried forward; write nothing.")
@plan_option
@today_option
def rollover_command(following: str, folder: str | None, today: date, *, dry_run: bool) -> int:
    """Start next year's plan from this one.

    It has the actions that are not finished. Each keeps its number and its words, with where it
    stood as its starting point. Those that are complete, embedded or closed are left behind. This
    year's plan is not touched.
    """
    from planctl.edits.rollover import LastPosition, rollover
    from planctl.plan.periods import parse_year
    from planctl.plan.ratings import SHAPES, Rating
    from planctl.workspace.change import create_files
    from planctl.workspace.open import read_plan

    where = plan_folder(folder)
    plan = read_plan(where)
    header = plan.require()
    try:
        named = parse_year(following, header.calendar.first_month)
    except ValueError:
        message = f"'{visible(following)}' is not a year"
        raise UserError(message, f"say {header.period.next}", Exit.USAGE) from None
    made = rollover(plan, named, today)
    target = os.path.join(os.path.dirname(where), str(named))
    if not dry_run:
        create_files(target, made.files, said)

    def line(last: LastPosition) -> str:
        if not last.position:
            return f"  {visible(last.row.id)} {visible(last.row.title)}: never updated"
        rating: Rating = last.position.rating
        label = f"{SHAPES[rating]} {visible(header.label(rating))} at {last.position.quarter}"
        return f"  {visible(last.row.id)} {visible(last.row.title)}: {label}"

    click.echo(f"Carried forward from {header.year}: {len(made.carried)} of {len(plan.entries)}")
    for each in made.carried:
        click.echo(line(each))
    click.echo(f"Left behind, for they are finished: {len(made.left)}")
    for each in made.left:
        click.echo(line(each))
    if dry_run:
        click.echo("nothing was written: this was a dry run")
        return Exit.DONE
    click.echo(f"{visible(target)} is written; the plan in {visible(where)} is as it was")
    click.echo(f"Next: planctl check --plan {visible(target)}, then record it in git")
    return Exit.DONE
