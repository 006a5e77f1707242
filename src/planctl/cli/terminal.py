"""How a plan and its summaries look in a terminal; plain text wherever it is not one."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.changes.diff_lines import MARKS, DiffLine, begins_action
from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step
from planctl.problem import visible
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

if TYPE_CHECKING:
    from planctl.checks.challenge import Challenge
    from planctl.measures.readings import MeasureResults
    from planctl.summary.updates_due import UpdatesDue

_STYLES = {
    Rating.RED: "bold #ffffff on #a4161a",
    Rating.AMBER: "#000000 on #ffbf47",
    Rating.GREEN: "#0b3d23 on #d5ebdd",
    Rating.COMPLETE: "bold",
    Rating.EMBEDDED: "#0c2f57 on #d6e4f5",
    Rating.UNREADABLE: "bold reverse",
}
_PLAIN_WIDTH = 110
_LEAST_WORDS = 14
"""How wide a title or a lead is at the least in a list, with the space beside it."""


def show(*parts: RenderableType) -> None:
    """Print parts to standard output, coloured only if it is a terminal that wants colour."""
    printer = console()
    if printer.is_terminal:
        printer.print(*parts, sep="\n")
        return
    with printer.capture() as capture:
        printer.print(*parts, sep="\n")
    for line in capture.get().splitlines():
        sys.stdout.write(f"{line.rstrip()}\n")


def console() -> Console:
    """Return what prints: as wide as its terminal, or as COLUMNS says."""
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or _PLAIN_WIDTH)
    return Console(markup=False, emoji=False, highlight=False, width=width)


def compared(said: Iterable[DiffLine]) -> Iterator[RenderableType]:
    """Yield what changed; words that are gone or new are marked where there is no colour."""
    uncoloured = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    for number, line in enumerate(said):
        text = Text()
        for kind, words in line.runs:
            shown = MARKS[kind].format(words) if uncoloured else words
            text.append(visible(shown), _CHANGED.get(kind, ""))
        yield Padding(text, (int(number > 0 and begins_action(line)), 0, 0, 2 * line.indent))


_CHANGED = {
    "heading": "bold",
    "name": "italic",
    "note": "dim",
    "removed": "strike #a4161a",
    "added": "underline #1e7044",
    "new": "#1e7044",
}


def listing(rows: Iterable[ActionSummary], summary: Summary, quarters: Sequence[Period]) -> Table:
    """Return actions as a table, a line each, with their ratings in some quarters.

    Of one that not everybody may see, also for whom it is. Where there is no room for all quarters,
    the nearest to the one reported are kept, so that ids and ratings can be read.
    """
    rows = list(rows)
    steps = (row.at(quarter).step for row in rows for quarter in quarters)
    wide = max((len(f"{step.shape} {visible(step.label)}") for step in steps), default=0)
    words = max((len(row.id) for row in rows), default=0) + 2 * _LEAST_WORDS
    room = (console().width - words) // (wide + len("  ")) - 1
    quarters = nearest_periods(quarters, summary.quarter, max(room, 0))
    names = [quarter.key for quarter in quarters]
    table = table_with("Action", "", "Lead", *names, whole=["Action", *names])
    for row in rows:
        ratings = (rating(row.at(quarter).step) for quarter in quarters)
        audience = summary.header.audience(row.action)
        title = f"{row.title} ({audience})" if audience else row.title
        table.add_row(row.id, safe_text(title), safe_text(row.lead), *ratings)
    return table


def nearest_periods(periods: Sequence[Period], of: Period, number: int) -> list[Period]:
    """Return the period reported with so many of the others, those before it first, in order."""
    others = [each for each in periods if each != of]
    others.sort(key=lambda each: (each.number > of.number, abs(each.number - of.number)))
    kept = {of, *others[:number]}
    return [each for each in periods if each in kept]


def measuring(found: Iterable[tuple[str, "MeasureResults"]], quarter: Period) -> Table:
    """Return measures as a table, a line each, by the ids of their actions."""
    from planctl.measures.phrases import printed_value, rests_on, target_phrase
    from planctl.measures.sparkline import directions_of_travel, sparkline

    columns = ("Action", "Measure", "Trend", quarter.key, "Target", "Suggested", "Direction")
    table = table_with(*columns, whole=(quarter.key,))
    for action, each in found:
        reading = each.standing(quarter)
        suggested = Text("not rated")
        if step := each.suggested(reading):
            suggested = rating(step)
            if rests := rests_on(each, reading):
                suggested.append(f" ({rests})", "")
        value, target = printed_value(each, reading.shown), target_phrase(each, reading)
        value = ", ".join(filter(None, [value, reading.as_at(quarter)]))
        ways = "; ".join(directions_of_travel(reading))
        name, *cells = map(safe_text, (each.name, value, target, ways))
        table.add_row(action, name, sparkline(each), *cells[:2], suggested, cells[2])
    return table


def owing(owed: "UpdatesDue") -> Table:
    """Return what is owed for a quarter as a table, a line for each action, by lead."""
    table = table_with("Lead", "Post", "Action", "", "Missing")
    for lead, gaps in owed.by_lead.items():
        for gap in gaps:
            first = gap is gaps[0]
            table.add_row(
                *(safe_text(word if first else "") for word in (lead, owed.post(lead))),
                gap.row.id,
                safe_text(gap.row.title),
                " and ".join(gap.lacks) + _returned(gap.row, lead),
            )
    return table


def _returned(row: ActionSummary, lead: str) -> str:
    """Return who returns the update of an action, where that is another lead."""
    first = row.leads[0] if row.leads else lead
    return "" if first == lead else f"; {visible(first)} returns it"


def rating(step: Step, *, brief: bool = False) -> Text:
    """Return a rating as shape and word, coloured as well where there is colour."""
    style = f"{step.look.ink} on {step.look.ground}" if step.own else _STYLES.get(step.rating, "")
    return Text(f"{step.shape} {visible(step.brief if brief else step.label)}", style)


def questions(asked: "Iterable[Challenge]", summary: Summary) -> Iterator[RenderableType]:
    """Yield what a chair would ask, below the heading of each action."""
    for row, about in groupby(asked, key=attrgetter("row")):
        heading = Text(f"\n{visible(row.id)} {visible(row.title)}", "bold")
        heading.append(f" ({visible(row.lead)})  ", "not bold")
        yield heading + rating(row.at(summary.quarter).step)
        for each in about:
            yield Padding(safe_text(each.question), (0, 0, 0, 2))
            yield Padding(safe_text(f"{each.evidence}. [{each.rule}]"), (0, 0, 0, 4))


def section(name: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    """Yield a heading and some lines below it, or "none"."""
    yield Text(f"\n{name}", "bold")
    listed = [safe_text(line) for line in lines]
    yield Padding(Group(*listed or [Text("none")]), (0, 0, 0, 2))


def table_with(*columns: str, right: int = 0, whole: Collection[str] = ()) -> Table:
    """Return an empty table with these headings, the last `right` of them of numbers.

    Below those that are `whole` no line is broken.
    """
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for index, column in enumerate(columns):
        justify = "right" if index >= len(columns) - right else "left"
        table.add_column(Text(column), justify=justify, no_wrap=column in whole)  # type: ignore[arg-type] # one of the two
    return table


def safe_text(value: str) -> Text:
    """Return a text of the plan as it is, with nothing in it that a terminal would obey."""
    return Text(visible(value))
