"""What was done about each recommendation: its words as printed, its actions, what is missing."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import Subheading, bullets, facts, paragraph, table
from planctl.reports.values.runs import RatingTally, Run, RunsOrText, link
from planctl.summary.action_summary import ActionSummary
from planctl.summary.recommendations import (
    AnsweredRecommendation,
    answered_recommendations,
    measured_by,
    recommendation_facts,
    recommendations_sentence,
    shown_by,
    steps_of,
)
from planctl.summary.summary import Summary

_COLUMNS = ("Recommendation", "Response", "Actions", "Ratings", "Measures", "What is missing")


def link_targets(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: a table of all, then each with its actions."""
    found = answered_recommendations(view.summary)
    yield from parts.cover(view)
    made: list[Block] = [paragraph(recommendations_sentence(found), "sentence")]
    if found:
        caption = f"Each recommendation, and its actions by their rating for {view.quarter}"
        made.append(table(caption, _COLUMNS, [("", [_row(each, view) for each in found])]))
    yield parts.opening(made)
    yield from (_section(each, view) for each in found)
    yield from parts.ending(view)


def _anchor(each: AnsweredRecommendation) -> str:
    return f"recommendation-{each.id}"


def _row(each: AnsweredRecommendation, view: PlanView) -> list[RunsOrText]:
    return [
        link(each.id, f"#{_anchor(each)}"),
        (each.said.response or "–").capitalize(),
        str(len(each.rows)),
        _counts(each, view) or "–",
        str(each.measures),
        "; ".join(gap.line for gap in each.gaps) or "–",
    ]


def _counts(each: AnsweredRecommendation, view: PlanView) -> list[str | Run]:
    """Return how many of its actions have each rating."""
    words: list[str | Run] = []
    for step, number in each.counts.steps.items():
        tag = view.tag(step)
        count = RatingTally(tag.label, tag.slug, tag.shape, number=number)
        words += [", " if words else "", f"{number} ", count]
    return words


def _section(each: AnsweredRecommendation, view: PlanView) -> PaperSection:
    made: list[Block] = [paragraph(each.said.text)]
    if known := recommendation_facts(each.said):
        made.append(facts(known.items()))
    if each.rows:
        summary = view.summary
        scope = f"answering {each.id}"
        made.append(paragraph(summary.only(each.rows, scope).sentence, "sentence"))
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


def _action_row(row: ActionSummary, view: PlanView) -> list[RunsOrText]:
    update = row.at(view.summary.quarter).update
    return [view.action(row).run, row.lead, view.rating_and_outcome(row), update.headline or "–"]
