"""Every measure with numbers: value, target, suggested rating; by priority and by lead."""

from collections.abc import Iterable, Iterator

from planctl.plan.figure import Figure
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import DataTable, paragraph, table
from planctl.reports.values.measures import suggestion
from planctl.reports.values.runs import RunsOrText
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

_COLUMNS = ("Action", "Measure", "Value", "Target", "The numbers suggest", "Direction", "Rating")


def link_targets(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper."""
    rows = view.summary.rows
    yield from parts.cover(view)
    yield parts.opening(list(_summary(view)))
    groups = [
        (f"{each.number} {each.text}".strip(), _of(rows, each.number))
        for each in view.values.priorities
    ]
    yield PaperSection("by-priority", "Measures by priority", [_table("priority", groups, view)])
    leads = [(lead or "Not known", found) for lead, found in view.by_lead()]
    yield PaperSection("by-lead", "Measures by lead", [_table("lead", leads, view)])
    yield from parts.ending(view)


def _of(rows: Iterable[ActionSummary], priority: str) -> list[ActionSummary]:
    return [row for row in rows if row.priority == priority]


def _summary(view: PlanView) -> Iterator[Block]:
    """Yield how many measures there are, and how many of them the numbers rate how."""
    found = [reading for row in view.summary.rows for _, reading in view.readings(row)]
    words = [reading.suggested.slug for reading in found if reading.suggested]
    total = sum(len(view.action(row).measures) for row in view.summary.rows)
    judged = [
        f"{words.count(step.slug)} {step.word}"
        for step in view.summary.scale.at(view.summary.quarter.key).of_numbers
        if step.slug in words
    ]
    suggest = (
        f" The numbers of {len(words)} suggest a rating: {', '.join(judged)}." if words else ""
    )
    unread = sum(row.action is None for row in view.summary.rows)
    of_others = f" {unread} of {len(view.summary.rows)} actions cannot be read." if unread else ""
    measured = [each for row in view.summary.rows for each in view.summary.measured[row.path]]
    standing = [each.standing(view.summary.quarter).shown for each in measured]
    numbers = sum(isinstance(each, Figure) for each in standing)
    having = f"{numbers} of {total} measures have numbers for {view.quarter}."
    counted = f"{having}{suggest}{of_others}"
    yield paragraph(counted, "sentence")
    if view.summary.scale.own:
        yield paragraph(view.values.sentence)


def _table(
    what: str, groups: Iterable[tuple[str, Iterable[ActionSummary]]], view: PlanView
) -> DataTable:
    lines = [
        (name, [line for row in rows for line in _measure_rows(row, view)]) for name, rows in groups
    ]
    caption = f"Every measure that has numbers for {view.quarter}, by {what}"
    return table(caption, _COLUMNS, [group for group in lines if group[1]])


def _measure_rows(row: ActionSummary, view: PlanView) -> Iterator[list[RunsOrText]]:
    if not row.action:
        yield [view.action(row).run, *["–"] * 5, view.tag_at(row)]
    for name, reading in view.readings(row):
        yield [
            view.action(row).run,
            name,
            reading.value,
            "; ".join(filter(None, [reading.target or "–", reading.distance])),
            suggestion(reading),
            "; ".join(how.text for how in reading.direction) or "–",
            view.rating_and_outcome(row),
        ]
