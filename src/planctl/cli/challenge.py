"""What a chair might ask: the command that lists where rating and evidence disagree."""

import typer

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
    note,
    quarter_apart,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable


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
) -> int:
    """List what a chair might ask: where rating and evidence disagree.

    Each question has the numbers or words that it comes from, and the rule that planctl explain
    has a page of.

    For example:
      planctl challenge
      planctl challenge --quarter Q2 --lead Permanence
      planctl challenge --priority 3 --json
    """
    from planctl.checks.challenge import challenges
    from planctl.workspace.selection import Choice, chosen_rows

    ids, quarter = quarter_apart(ids, quarter)
    plan, summary = plan_and_summary(folder, today, quarter, at)
    rows = chosen_rows(summary, Choice(ids, lead, priority, recommendation))
    asked = challenges(summary, rows)
    if as_json:
        from planctl.reports.records.challenge import challenge_list

        print_json(challenge_list(summary, rows, asked))
        return unreadable(plan)
    when = summary.quarter.described
    if not asked:
        typer.echo(f"Nothing to challenge in {when}.")
        return unreadable(plan)
    from planctl.cli.terminal import questions, show

    typer.echo(f"Questions on {when}")
    show(*questions(asked, summary))
    about = len({challenge.row.path for challenge in asked})
    number = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
    note(f"{number} on {about} of {len(rows)} action{'' if len(rows) == 1 else 's'}")
    return unreadable(plan)
