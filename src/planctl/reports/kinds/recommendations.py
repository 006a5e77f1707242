"""What was done about each recommendation: its words as printed, its actions, what is missing."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.recommendation_sections import (
    recommendation_section,
    recommendation_table,
)
from planctl.reports.values.blocks import paragraph
from planctl.summary.action_summary import ActionSummary
from planctl.summary.recommendations import answered_recommendations, recommendations_sentence
from planctl.summary.summary import Summary


def link_targets(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: a table of all, then each with its actions."""
    found = answered_recommendations(view.summary)
    yield from parts.cover(view)
    made: list[Block] = [paragraph(recommendations_sentence(found), "sentence")]
    made += [recommendation_table(found, view)] if found else []
    yield parts.opening(made)
    yield from (recommendation_section(each, view) for each in found)
    yield from parts.ending(view)
