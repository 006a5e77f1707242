"""Which actions there are: the command that lists them with their leads and ratings."""

from typing import Annotated

from planctl.cli.completed_words import plan_ratings
from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    RecommendationOption,
    TodayOption,
    note,
    quarter_apart,
    quarter_option,
    rating_option,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable

_RATING = rating_option("--rating", "RATING", "Only actions rated so in the quarter.", plan_ratings)


def command(
    *,
    ids: ActionsArgument,
    priority: PriorityOption = None,
    lead: LeadOption = None,
    recommendation: RecommendationOption = None,
    wanted: Annotated[str | None, _RATING] = None,
    quarter: Annotated[str | None, quarter_option("Only this quarter's ratings.")] = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """List actions with their leads and ratings.

    For example:
      planctl list
      planctl list 3
      planctl list --lead Education --rating RATING -q Q2
    """
    from planctl.workspace.selection import Choice, chosen_rows

    ids, quarter = quarter_apart(ids, quarter)
    plan, summary = plan_and_summary(folder, today, quarter, at)
    rows = list(chosen_rows(summary, Choice(ids, lead, priority, recommendation)))
    if wanted is not None:
        from planctl.plan.typed_ratings import typed_rating

        step = typed_rating(wanted, summary.scale.at(summary.quarter.key))
        rows = [row for row in rows if row.at(summary.quarter).step == step]
    if as_json:
        from planctl.reports.records.actions import action_list

        print_json(action_list(summary, rows))
        return unreadable(plan)
    from planctl.cli.terminal import listing, show
    from planctl.signoff.statement import sign_off_sentence

    named = quarter or wanted is not None
    quarters = [summary.quarter] if named else summary.columns()
    table = listing(rows, summary, quarters)
    show(table)
    shown = [str(column.header) for column in table.columns[3:]]
    if len(shown) < len(quarters):
        note(f"There is room for {', '.join(shown)} alone")
    note(f"{len(rows)} of {len(summary.rows)} actions")
    if quarter:
        note(f"{summary.quarter}: {sign_off_sentence(summary.sign_off)}")
    return unreadable(plan)
