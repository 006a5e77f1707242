"""The whole plan in the order and columns of the paper one, each action with its quarters."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import outstanding, rating_charts
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.priority_sections import standings
from planctl.reports.paper.recommendation_sections import recommendations_in_short
from planctl.reports.paper.waivers import waivers
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper."""
    yield from parts.cover(view)
    yield parts.summary(view)
    yield from parts.attention(view)
    yield from standings(view)
    yield parts.grid(view)
    yield from rating_charts.pictures(view)
    yield from parts.changed(view)
    yield from outstanding.missing(view)
    yield from parts.sign_off(view)
    yield from recommendations_in_short(view)
    yield from parts.priorities(view)
    yield parts.leads(view)
    yield from waivers(view)
    yield from parts.ending(view)
