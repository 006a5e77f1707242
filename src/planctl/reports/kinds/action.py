"""One action in full, with its history."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, section
from planctl.reports.paper.view import Event, Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "action"
TITLE = "Action report"


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper: the actions that were named, then their history."""
    yield from parts.cover(sight)
    for each in sight.values["priorities"]:
        made = [blocks.action(action, sight.quarter) for action in each["actions"]]
        yield section("priority", each["text"], made, anchor=each["anchor"], number=each["number"])
    yield _history(sight.asked.history)
    yield from parts.ending(sight)


def _history(events: tuple[Event, ...] | None) -> Values:
    if events is None:
        made = [blocks.paragraph("The plan is not in git, so that no history is known.", "note")]
    elif not events:
        made = [blocks.paragraph("Nothing has been recorded in git yet.", "note")]
    else:
        rows: list[list[Said]] = [
            [each.when, each.who, "; ".join(each.what), each.why] for each in events
        ]
        caption = "Each change as it was recorded, the latest first"
        made = [blocks.table(caption, ["When", "Who", "What changed", "Why"], [("", rows)])]
    return section("history", "History", made)
