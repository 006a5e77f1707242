"""The commands that say where a plan stands: status, list and show."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from planctl.cli.options import (
    QuarterType,
    Words,
    at_option,
    chosen,
    json_option,
    plan_folder,
    plan_option,
    quarter_option,
    said,
    today_option,
)
from planctl.plan.periods import Quarter, parse_quarter
from planctl.plan.ratings import Rating, parse_rating
from planctl.problem import Exit
from planctl.workspace.selection import chosen_rows

if TYPE_CHECKING:
    from planctl.plan.plan import Plan
    from planctl.summary.summary import Summary


_LIST = """\b
Examples:
  planctl list
  planctl list --lead Education --rating red -q Q2
"""
_SHOW = """\b
Examples:
  planctl show 3.2
  planctl show 3.2 --quarter Q2
  planctl show 3.2 --json
"""


@click.command(
    "status", epilog="\b\nExamples:\n  planctl status\n  planctl status --quarter Q2 --json"
)
@quarter_option
@json_option
@at_option
@plan_option
@today_option
def status_command(
    quarter: str | None, at: str | None, folder: str | None, today: date, *, as_json: bool
) -> int:
    """Show the board's view of a quarter."""
    plan, summary = _summary(folder, today, quarter, at)
    if as_json:
        from planctl.reports.records.status import status_record

        _print_json(status_record(summary))
    else:
        from planctl.cli.terminal import board, show

        show(*board(summary))
    return unreadable(plan)


@click.command(
    "list",
    epilog=_LIST,
)
@click.option("--priority", metavar="N", help="Only this priority's actions.")
@click.option("--lead", help="Only this lead's actions.")
@click.option(
    "--rating",
    "wanted",
    type=Words("rating", parse_rating, Rating),
    help="Only actions rated so in the quarter.",
)
@click.option("--quarter", "-q", type=QuarterType(), help="Only this quarter's ratings.")
@json_option
@at_option
@plan_option
@today_option
def list_command(
    priority: str | None,
    lead: str | None,
    wanted: str | None,
    quarter: str | None,
    at: str | None,
    folder: str | None,
    today: date,
    *,
    as_json: bool,
) -> int:
    """List actions with their leads and ratings."""
    plan, summary = _summary(folder, today, quarter, at)
    rows = [
        row
        for row in chosen_rows(summary, priority, lead)
        if wanted in (None, row.at(summary.quarter).rating)
    ]
    if as_json:
        from planctl.reports.records.actions import action_list

        _print_json(action_list(summary, rows))
        return unreadable(plan)
    from planctl.cli.terminal import listing, show
    from planctl.signoff.statement import sign_off_sentence

    named = quarter or wanted is not None
    show(listing(rows, summary.header, [summary.quarter] if named else list(Quarter)))
    click.echo(f"{len(rows)} of {len(summary.rows)} actions", err=True)
    if quarter:
        said(f"{summary.quarter}: {sign_off_sentence(summary.sign_off)}")
    return unreadable(plan)


@click.command(
    "show",
    epilog=_SHOW,
)
@click.argument("ids", nargs=-1, required=True, metavar="ACTION...")
@click.option("--quarter", "-q", type=QuarterType(), help="Only this quarter's update.")
@json_option
@at_option
@plan_option
@today_option
def show_command(
    ids: tuple[str, ...],
    quarter: str | None,
    at: str | None,
    folder: str | None,
    today: date,
    *,
    as_json: bool,
) -> int:
    """Show an action whole, quarter by quarter."""
    from planctl.plan.ids import require

    plan, summary = _summary(folder, today, quarter, at)
    known = {row.id: row for row in summary.rows}
    rows = [known[require(action_id, known)] for action_id in ids]
    if as_json:
        from planctl.reports.records.actions import action_details

        _print_json(action_details(summary, rows))
        return unreadable(plan)
    from planctl.cli.terminal import show, whole

    for row in rows:
        show(*whole(row, summary, [summary.quarter] if quarter else list(Quarter)))
    return unreadable(plan)


def welcome() -> int:
    """Show where the plan here stands and what to do next, or how to begin where there is none."""
    import os

    from planctl.cli.options import day
    from planctl.store.locate import find

    if not find(None, os.environ, os.getcwd()):
        click.echo("There is no plan here yet.\n")
        click.echo("  planctl demo    makes an example plan to try, in a new folder")
        click.echo("  planctl init    starts your own")
        click.echo("  planctl --help  lists every command")
        return Exit.DONE
    plan, summary = _summary(None, day(), None)
    from planctl.cli.terminal import board, show

    show(*board(summary))
    gap = next(iter(summary.gaps), None)
    command = f"planctl update {gap.row.id} --quarter {summary.quarter} --edit" if gap else ""
    begin = "" if summary.rows else "planctl add action --priority 1 --title … --lead …"
    click.echo(f"\nNext: {begin or command or 'planctl report --output report.html'}", err=True)
    return unreadable(plan)


def _summary(
    folder: str | None, today: date, typed: str | None, at: str | None = None
) -> "tuple[Plan, Summary]":
    from planctl.summary.summary import summarise
    from planctl.workspace.open import open_plan

    plan, today, _ = open_plan(plan_folder(folder), at, today, dated=chosen("today"))
    quarter = parse_quarter(typed, plan.require().period) if typed else None
    return plan, summarise(plan, today, quarter)


def unreadable(plan: "Plan") -> int:
    """Return the exit status, having said how many actions could not be read."""
    number = sum(entry.action is None for entry in plan.entries)
    if not number:
        return Exit.DONE
    what = "1 action" if number == 1 else f"{number} actions"
    click.echo(f"{what} cannot be read: planctl check says why", err=True)
    return Exit.PROBLEMS


def _print_json(record: object) -> None:
    click.echo(json.dumps(record, indent=2, ensure_ascii=False))
