"""What an action says: the command that shows it whole, quarter by quarter."""

from typing import Annotated

from planctl.cli.long_answers import NoPagerOption, paged
from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    TodayOption,
    quarter_apart,
    quarter_option,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable
from planctl.problem import Exit, UserError


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    quarter: Annotated[str | None, quarter_option("Only this quarter's update.")] = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
    no_pager: NoPagerOption = False,
) -> int:
    """Show an action whole, quarter by quarter.

    For example:
      planctl show 3.2
      planctl show 3.2 --quarter Q2
      planctl show 3.2 --json
      planctl show placement
      planctl show 3.* --lead Permanence
    """
    from planctl.workspace.selection import Choice, chosen_ids, no_actions

    ids, quarter = quarter_apart(ids, quarter)
    choice = Choice(ids, lead, priority)
    if not choice.is_made:
        raise UserError("say which action", "planctl list names them", Exit.USAGE)
    plan, summary = plan_and_summary(folder, today, quarter, at)
    known = {row.id: row for row in summary.rows}
    rows = [known[each] for each in chosen_ids(summary.rows, choice, summary.header)]
    if not rows:
        raise no_actions(summary, choice)
    if as_json:
        from planctl.reports.records.actions import action_details

        print_json(action_details(summary, rows))
        return unreadable(plan)
    from planctl.cli.action_sheet import action_in_full
    from planctl.cli.terminal import show

    with paged(wanted=not no_pager):
        for row in rows:
            quarters = [summary.quarter] if quarter else summary.year.periods[: summary.told]
            show(*action_in_full(row, summary, quarters, plan))
    return unreadable(plan)
