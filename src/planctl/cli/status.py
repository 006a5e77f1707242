"""Where the plan stands: the command that shows the board's view of a quarter."""

import os

import typer

from planctl.cli.long_answers import NoPagerOption, paged
from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    QuarterOption,
    RecommendationOption,
    TodayOption,
    day,
    note,
    quarter_apart,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable
from planctl.plan.typed_dates import typed_day
from planctl.problem import Exit
from planctl.store.locate import find


def command(
    *,
    ids: ActionsArgument,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    recommendation: RecommendationOption = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
    no_pager: NoPagerOption = False,
) -> int:
    """Show the board's view of a quarter.

    For example:
      planctl status
      planctl status --quarter Q2 --json
      planctl status Q2 --lead Permanence
    """
    from planctl.workspace.selection import Choice, selected_summary

    ids, quarter = quarter_apart(ids, quarter)
    plan, summary = plan_and_summary(folder, today, quarter, at)
    summary = selected_summary(summary, Choice(ids, lead, priority, recommendation))
    if as_json:
        from planctl.reports.records.status import status_record

        print_json(status_record(summary))
    else:
        from planctl.cli.status_board import board
        from planctl.cli.terminal import show

        with paged(wanted=not no_pager):
            show(*board(summary))
    return unreadable(plan)


def welcome(named: str | None, typed_today: str | None) -> int:
    """Show where the plan here stands and what to do next, or how to begin where there is none."""
    if not (named or os.environ.get("PLANCTL_PLAN") or find(None, os.getcwd())):
        typer.echo("There is no plan here yet.\n")
        typer.echo("  planctl demo    makes an example plan to try, in a new folder")
        typer.echo("  planctl init    starts your own")
        typer.echo("  planctl --help  lists every command")
        return Exit.DONE
    today = typed_day(typed_today, day()) if typed_today else None
    plan, summary = plan_and_summary(named, today, None)
    from planctl.cli.home_page import home_page
    from planctl.cli.terminal import show
    from planctl.summary.updates_due import every_update_due

    show(*home_page(summary))
    owed = next((each for each in every_update_due(summary) if each.gaps), None)
    update = f"planctl update {owed.gaps[0].row.id} {owed.quarter.flag} --edit" if owed else ""
    begin = "" if summary.rows else "planctl add action --priority 1 --title … --lead …"
    note(f"\nNext: {begin or update or 'planctl report --output report.html'}")
    note("planctl status shows the whole board, planctl --help every command")
    return unreadable(plan)
