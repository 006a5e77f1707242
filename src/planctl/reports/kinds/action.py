"""One action in full, with its history."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: the actions that were named, then their history."""
    yield from parts.cover(view)
    for each in view.values.priorities:
        yield parts.priority(each, each.actions)
    events = view.options.history
    rows = events and [[each.when, each.who, "; ".join(each.what), each.why] for each in events]
    yield PaperSection(
        "history", "History", [parts.history_block(rows, untold=view.options.untold)]
    )
    yield from parts.ending(view)
