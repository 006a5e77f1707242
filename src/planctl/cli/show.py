"""What an action says: the command that shows it whole, quarter by quarter."""

from typing import Annotated

from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    JsonOption,
    PlanOption,
    TodayOption,
    quarter_option,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable


def command(
    *,
    ids: ActionsArgument,
    quarter: Annotated[str | None, quarter_option("Only this quarter's update.")] = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Show an action whole, quarter by quarter.

    For example:
      planctl show 3.2
      planctl show 3.2 --quarter Q2
      planctl show 3.2 --json
    """
    from planctl.plan.ids import require

    plan, summary = plan_and_summary(folder, today, quarter, at)
    known = {row.id: row for row in summary.rows}
    rows = [known[require(action_id, known)] for action_id in ids]
    if as_json:
        from planctl.reports.records.actions import action_details

        print_json(action_details(summary, rows))
        return unreadable(plan)
    from planctl.cli.action_sheet import action_in_full
    from planctl.cli.terminal import show

    for row in rows:
        quarters = [summary.quarter] if quarter else summary.year.periods[: summary.told]
        show(*action_in_full(row, summary, quarters, plan))
    return unreadable(plan)
