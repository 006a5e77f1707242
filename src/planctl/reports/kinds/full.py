"""The whole plan in the order and columns of the paper one, each action with its quarters."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import sections as parts
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "full"
TITLE = ""


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper."""
    yield from parts.cover(sight)
    yield parts.summary(sight)
    yield from parts.attention(sight)
    yield parts.grid(sight)
    yield from parts.pictures(sight)
    yield from parts.changed(sight)
    yield from parts.missing(sight)
    yield from parts.sign_off(sight)
    yield from parts.priorities(sight)
    yield parts.leads(sight)
    yield from parts.ending(sight)
