"""What was done about a recommendation: the command that follows it to its actions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.completed_words import plan_recommendations
from planctl.cli.options import (
    AtOption,
    JsonOption,
    LeadOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    note,
)
from planctl.cli.summaries import plan_and_summary, print_json, unreadable
from planctl.problem import Exit, UserError, known_word, visible

if TYPE_CHECKING:
    from planctl.summary.recommendations import AnsweredRecommendation
    from planctl.summary.summary import Summary


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
    lead: LeadOption = None,
    quarter: QuarterOption = None,
    as_json: JsonOption = False,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Say what was done about each recommendation, or about one.

    Without a number it lists them all: how many actions answer each, how these are rated, how many
    measures they have, and how much is missing. With one it prints a page. With a lead it tells of
    this lead's actions alone, and of what they answer.

    For example:
      planctl trace
      planctl trace R7
      planctl trace R7 --quarter Q2 --json
      planctl trace --lead Permanence
    """
    from planctl.summary.recommendations import recommendations_sentence

    plan, summary = plan_and_summary(folder, today, quarter, at)
    listed = summary.header.recommendations
    if not listed:
        message = "the plan has no recommendations"
        hint = "write them below `recommendations:` in plan.yaml; docs/format.md shows how"
        raise UserError(message, hint, Exit.PROBLEMS)
    named = [known_word(each, list(listed), "recommendation") for each in ids]
    known = {each.id: each for each in _answered(summary, named, lead)}
    found, chosen = tuple(known.values()), [known[each] for each in named]
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


def _answered(
    summary: "Summary", named: Sequence[str], lead: str | None
) -> "tuple[AnsweredRecommendation, ...]":
    """Return the recommendations, or those that a lead's actions answer, with these alone.

    UserError where those that were named, or all, are answered by none of the lead's.
    """
    from planctl.summary.recommendations import answered_recommendations
    from planctl.workspace.selection import Choice, no_actions, selected_summary

    if lead is None:
        return answered_recommendations(summary)
    choice = Choice(lead=lead)
    theirs = selected_summary(summary, choice)
    if not theirs.rows:
        raise no_actions(summary, choice)
    listed = theirs.header.recommendations
    if not listed or not listed.keys() >= set(named):
        which = " and ".join(each for each in named if each not in listed)
        message = f"no action {theirs.scope} answers {which or 'a recommendation'}"
        raise UserError(visible(message), "planctl trace lists them all", Exit.PROBLEMS)
    return answered_recommendations(theirs)
