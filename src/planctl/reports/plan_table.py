"""The table of the whole plan, in the columns of the council's own paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from planctl.reports.kinds import KINDS, LAYOUTS
from planctl.reports.paper.paper import Paper, PaperSection
from planctl.reports.table_columns import PageWidth, shared_widths
from planctl.reports.values.actions import ActionDetail, QuarterPosition
from planctl.reports.values.blocks import table

if TYPE_CHECKING:
    from planctl.reports.values.runs import RunsOrText

_ACROSS = 5
"""How many quarters have room beside each other."""


@dataclass(frozen=True)
class PlanTable:
    """The columns of the table; its rows are the actions in the sections of the priorities."""

    columns: Sequence[str]
    """what stands above the columns: the priority, the number, the action and so on"""
    widths: Sequence[float]
    """how wide each is, in millimetres"""
    lists: Sequence[int]
    """which of an action's lists have a column: those that some action has an entry of"""
    numbers: str
    """the heading of the measures' numbers, below the table; nothing where there are none"""
    anchor: str = "numbers"
    """the name of their place"""


def table_of_plan(paper: Paper, layout: str, page: PageWidth) -> PlanTable | None:
    """Return the table of a paper on such a page; None where the paper is laid out otherwise."""
    found = [each for section in paper.sections for each in actions_of(section)]
    if layout != LAYOUTS[0] or not KINDS[paper.kind].has_layouts or not found:
        return None
    kept = [
        at for at, _ in enumerate(found[0].lists) if any(each.lists[at].entries for each in found)
    ]
    labels, first = paper.labels, found[0]
    columns = [
        "Priority",
        "No.",
        "Action",
        labels.lead,
        *(first.lists[at].name for at in kept),
        f"{labels.rating}, {first.reported}",
    ]
    rows: list[list[RunsOrText]] = [
        [
            f"Priority {section.number} {section.heading}",
            each.id,
            f"{each.title} {each.description}",
            each.lead,
            *("\u2003".join(each.lists[at].entries) for at in kept),
            each.now,
        ]
        for section in paper.sections
        for each in actions_of(section)
    ]
    widths = shared_widths(table("", columns, [("", rows)]), page)
    numbers = labels.numbers if any(each.figures for each in found) else ""
    return PlanTable(columns, widths, kept, numbers)


def is_priority(section: PaperSection) -> bool:
    """Return whether a section is a priority with its actions."""
    return section.name == "priority"


def actions_of(section: PaperSection) -> list[ActionDetail]:
    """Return the actions of a section that is a priority."""
    if not is_priority(section):
        return []
    return [each for each in section.blocks if isinstance(each, ActionDetail)]


def quarters_told(action: ActionDetail) -> list[QuarterPosition]:
    """Return where an action stood in each quarter, and before the first where that is known."""
    return [*([action.opening] if action.opening else []), *action.positions]


def quarters_across(action: ActionDetail) -> int:
    """Return how many of an action's quarters stand beside each other, in rows about as long."""
    number = max(len(quarters_told(action)), 1)
    return ceil(number / ceil(number / _ACROSS))
