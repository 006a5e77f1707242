"""What was done about a recommendation: the command that follows it to its actions."""

from typing import Annotated

import typer

from planctl.cli.completed_words import plan_recommendations
from planctl.cli.options import (
    AtOption,
    JsonOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    note,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable
from planctl.problem import Exit, UserError, known_word


def command(
    *,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="[RECOMMENDATION]...",
            default_factory=list,
            show_default=False,
            autocompletion=plan_recommendations,
        ),
    ],
    quarter: QuarterOption = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Say what was done about each recommendation, or about one.

    Without a number it lists them all: how many actions answer each, how these are rated, how many
    measures they have, and how much is missing. With one it prints a page.

    For example:
      planctl trace
      planctl trace R7
      planctl trace R7 --quarter Q2 --json
    """
    from planctl.summary.recommendations import answered_recommendations, recommendations_sentence

    plan, summary = plan_and_summary(folder, today, quarter, at)
    found = answered_recommendations(summary)
    if not found:
        message = "the plan has no recommendations"
        hint = "write them below `recommendations:` in plan.yaml; docs/format.md shows how"
        raise UserError(message, hint, Exit.PROBLEMS)
    known = {each.id: each for each in found}
    chosen = [known[known_word(each, list(known), "recommendation")] for each in ids]
    if as_json:
        from planctl.reports.records.recommendations import trace_record

        print_json(trace_record(summary, chosen or found))
        return unreadable(plan)
    from planctl.cli.recommendation_page import recommendation_page, traced_recommendations
    from planctl.cli.terminal import show

    for each in chosen:
        show(*[""] * (each is not chosen[0]), *recommendation_page(each, summary))
    if not chosen:
        show(traced_recommendations(found))
        note(f"{summary.quarter.described}: {recommendations_sentence(found)}")
    return unreadable(plan)
