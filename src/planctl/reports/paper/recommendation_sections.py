"""The sections of papers and pages that tell of recommendations."""

from collections.abc import Sequence

from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.actions import ActionLink, link_fields
from planctl.reports.values.blocks import (
    DataTable,
    Subheading,
    bullets,
    facts,
    paragraph,
    table,
)
from planctl.reports.values.plan import counts
from planctl.reports.values.runs import Run, RunsOrText, link
from planctl.summary.action_summary import ActionSummary
from planctl.summary.recommendations import (
    AnsweredRecommendation,
    answered_recommendations,
    measured_by,
    recommendation_facts,
    shown_by,
    steps_of,
)

_COLUMNS = ("Recommendation", "Response", "Actions", "Ratings", "Measures", "What is missing")


def recommendation_table(found: Sequence[AnsweredRecommendation], view: PlanView) -> DataTable:
    """Return the table of all recommendations, each leading to its section."""
    caption = f"Each recommendation, and its actions by their rating for {view.quarter}"
    return table(caption, _COLUMNS, [("", [_row(each, view) for each in found])])


def recommendation_section(each: AnsweredRecommendation, view: PlanView) -> PaperSection:
    """Return the section of a recommendation: its words as printed, and what was done about it."""
    made = _as_printed(each)
    if each.rows:
        summary = view.summary
        made.append(paragraph(summary.only(each.rows, f"answering {each.id}").sentence, "sentence"))
        columns = ("Action", "Lead", f"Rating, {view.quarter}", "Headline")
        rows = [_action_row(row, view) for row in each.rows]
        made.append(table(f"The actions that answer {each.id}", columns, [("", rows)]))
        for name, lines in (
            ("Measures", measured_by(each.rows, summary)),
            ("Evidence", shown_by(each.rows, summary)),
            ("Milestones", steps_of(each.rows)),
        ):
            if entries := [f"{action}: {' '.join(words.split())}" for action, words in lines]:
                made += [Subheading(name), bullets(entries)]
    if each.gaps:
        made += [Subheading("What is missing"), bullets(gap.line for gap in each.gaps)]
    title = f"Recommendation {each.id}"
    return PaperSection("recommendation", title, made, anchor=_anchor(each))


def recommendations_in_short(view: PlanView) -> list[PaperSection]:
    """Return the section of all recommendations, each with its actions; none where there is none.

    It is for papers in which the actions are told in full elsewhere.
    """
    made: list[Block] = []
    for each in answered_recommendations(view.summary):
        answering = [_named(row, view) for row in each.rows]
        words: list[str | Run] = ["Answered by "]
        for at, run in enumerate(answering):
            words += [", " if at else "", run]
        done = words if answering else ["No action answers it."]
        made += [Subheading(f"Recommendation {each.id}", _anchor(each)), *_as_printed(each)]
        made.append(paragraph(done))
    return [PaperSection("recommendations", "Recommendations", made)] if made else []


def _anchor(each: AnsweredRecommendation) -> str:
    return f"recommendation-{each.id}"


def _as_printed(each: AnsweredRecommendation) -> list[Block]:
    known = recommendation_facts(each.said)
    return [paragraph(each.said.text), *([facts(known.items())] if known else [])]


def _row(each: AnsweredRecommendation, view: PlanView) -> list[RunsOrText]:
    tallies: list[str | Run] = []
    for tally in counts(each.counts, view.shared):
        tallies += [", " if tallies else "", f"{tally.number} ", tally]
    return [
        link(each.id, f"#{_anchor(each)}"),
        (each.said.response or "–").capitalize(),
        str(len(each.rows)),
        tallies or "–",
        str(each.measures),
        "; ".join(gap.line for gap in each.gaps) or "–",
    ]


def _named(row: ActionSummary, view: PlanView) -> Run:
    return ActionLink(*link_fields(row, view.shared)).run


def _action_row(row: ActionSummary, view: PlanView) -> list[RunsOrText]:
    update = row.at(view.summary.quarter).update
    return [_named(row, view), row.lead, view.rating_and_outcome(row), update.headline or "–"]
