"""Which due dates moved: the command that lists how often, and by how many days."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from planctl.cli.options import (
    ActionsArgument,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    RecommendationOption,
    TodayOption,
    note,
)
from planctl.cli.summaries import plan_and_summary, print_json
from planctl.problem import Exit, visible

if TYPE_CHECKING:
    from planctl.summary.action_summary import ActionSummary
    from planctl.summary.slippage import Slip


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    recommendation: RecommendationOption = None,
    as_json: JsonOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """List the due dates that moved, how often and by how many days.

    Each has its original date, every move, and those that wait for a decision. A month or a quarter
    counts as its last day.

    For example:
      planctl slippage
      planctl slippage --lead Permanence
      planctl slippage --priority 3 --json
    """
    from planctl.summary.slippage import slips
    from planctl.workspace.selection import Choice, selected_summary

    plan, summary = plan_and_summary(folder, today, None)
    chosen = selected_summary(summary, Choice(ids, lead, priority, recommendation))
    read = [(row, row.action) for row in chosen.rows if row.action]
    dates = [(row, slip) for row, said in read for slip in slips(said, summary.year.periods)]
    if as_json:
        from planctl.reports.records.slippage import slippage_list

        print_json(slippage_list(summary, dates))
    elif not chosen.rows:
        note(chosen.sentence)
    else:
        _list(dates, summary.today)
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        note(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if unread else Exit.DONE


def _list(dates: "list[tuple[ActionSummary, Slip]]", today: date) -> None:
    moved = [(row, slip) for row, slip in dates if slip.times or slip.moves]
    last = ""
    for row, slip in moved:
        if row.id != last:
            typer.echo(visible(f"{row.id} {row.title} ({row.lead})"))
            last = row.id
        for line in _lines(slip, today):
            typer.echo(visible(f"  {line}"))
    _count([slip for _, slip in dates])


def _lines(slip: "Slip", today: date) -> Iterator[str]:
    """Yield a date that moved: the original, each move, where it stands."""
    from planctl.plan.days import by_words, within_words
    from planctl.summary.slippage import move_sentence, slip_phrase

    yield f"{slip.milestone or 'The action'}: first agreed as {within_words(slip.original)}"
    for move in slip.moves:
        yield f"  {move_sentence(move)}"
    late = "; overdue" if slip.overdue(today) else ""
    stands = slip_phrase(slip) or "not moved yet"
    yield f"  now {by_words(slip.due)}: {stands}{late}"


def _count(slips: "list[Slip]") -> None:
    from planctl.summary.slippage import without_date

    moved = [slip for slip in slips if slip.times]
    waiting = sum(len(slip.waiting) for slip in slips)
    if not slips:
        note("no action or milestone has a due date")
        return
    of = f"{len(moved)} of {len(slips)} due date{'' if len(slips) == 1 else 's'} moved"
    days = sum(slip.days_lost for slip in moved)
    found = without_date(slip.due for slip in slips if not slip.done)
    no_date = f"; without a date: {found}" if found else ""
    wait = f"; {waiting} move{' waits' if waiting == 1 else 's wait'} for a decision"
    note(f"{of}, {days} days lost in all{wait if waiting else ''}{no_date}")
