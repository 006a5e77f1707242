"""How a plan and its summaries look in a terminal; plain text wherever it is not one."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.changes.diff_lines import MARKS, DiffLine, begins_action
from planctl.plan.fields import FACT_FIELDS, TEXT_FIELDS, label
from planctl.plan.figure import Missing
from planctl.plan.model import Action, Header, Update
from planctl.plan.periods import Quarter, in_words
from planctl.plan.ratings import SHAPES, Rag, Rating, stated
from planctl.problem import visible
from planctl.signoff.standing import Stage
from planctl.signoff.statement import (
    accepted_phrase,
    correction_phrase,
    sign_off_notes,
    sign_off_sentence,
)
from planctl.summary.action_summary import ActionSummary
from planctl.summary.due_dates import due_date_facts as dates
from planctl.summary.missing import Gap
from planctl.summary.summary import Movement, RatingCount, Summary

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
_WIDEST_LEAD = 24
_ROOM_FOR_LEADS = 100


def show(*parts: RenderableType) -> None:
    """Print parts to standard output, coloured only if it is a terminal that wants colour."""
    console = _console()
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    with console.capture() as capture:
        console.print(*parts, sep="\n")
    for line in capture.get().splitlines():
        sys.stdout.write(f"{line.rstrip()}\n")


def _console() -> Console:
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


def listing(rows: Iterable[ActionSummary], header: Header, quarters: Sequence[Quarter]) -> Table:
    """Return actions as a table, a line each, with their ratings in some quarters."""
    table = _table("Action", "", "Lead", *quarters)
    for row in rows:
        ratings = (rating(row.at(quarter).rating, header) for quarter in quarters)
        table.add_row(row.id, _text(row.title), _text(row.lead), *ratings)
    return table


def measuring(found: Iterable[tuple[str, "MeasureResults"]], quarter: Quarter) -> Table:
    """Return measures as a table, a line each, by the ids of their actions."""
    from planctl.measures.phrases import printed_value, target_phrase
    from planctl.measures.sparkline import directions_of_travel, sparkline

    table = _table("Action", "Measure", "Trend", quarter, "Target", "Suggested", "Direction")
    for action, each in found:
        reading = each.at(quarter)
        suggested = Text("not rated")
        if isinstance(reading.rating, Rag):
            rated = stated(reading.rating, None)
            suggested = Text(f"{SHAPES[rated]} {rated}", _STYLES.get(rated, ""))
        cells = (printed_value(each, reading.value), target_phrase(each, reading))
        ways = "; ".join(directions_of_travel(reading))
        table.add_row(
            action, _text(each.name), sparkline(each), *map(_text, cells), suggested, _text(ways)
        )
    return table


def owing(owed: "UpdatesDue") -> Table:
    """Return what is owed for a quarter as a table, a line for each action, by lead."""
    table = _table("Lead", "Post", "Action", "", "Missing")
    for lead, gaps in owed.by_lead.items():
        for gap in gaps:
            first = gap is gaps[0]
            table.add_row(
                *(_text(word if first else "") for word in (lead, owed.post(lead))),
                gap.row.id,
                _text(gap.row.title),
                " and ".join(gap.lacks),
            )
    return table


def rating(value: Rating, header: Header) -> Text:
    """Return a rating as shape and word, coloured as well where there is colour."""
    return Text(f"{SHAPES[value]} {visible(header.label(value))}", _STYLES.get(value, ""))


def board(summary: Summary) -> Iterator[RenderableType]:
    """Yield the board's view of a quarter: the grid, the counts, what moved, what is missing."""
    header = summary.header
    yield Text(visible(header.title), "bold")
    months = summary.year.months(summary.quarter)
    yield _text(f"{header.organisation}. {summary.quarter}, {months}, as at {summary.today}.")
    yield _text(sign_off_sentence(summary.sign_off))
    yield Text(f"\n{summary.sentence}", "bold")
    yield from _grid(summary)
    yield from _counted("By priority", summary.by_priority, header)
    yield from _counted("By lead", summary.by_lead, header)
    if summary.quarter.before or summary.movements:
        since = summary.quarter.before or "the year began"
        yield from _section(f"Changed since {since}", _moved(summary.movements, header))
    yield from _section(f"Missing for {summary.quarter}", map(_lacking, summary.gaps))
    yield from _signed(summary)


def action_in_full(
    row: ActionSummary, summary: Summary, quarters: Sequence[Quarter]
) -> Iterator[RenderableType]:
    """Yield an action as a person would read it, with each quarter's rating and words."""
    header, action = summary.header, row.action
    yield Text(f"{row.id}  {visible(row.title)}", "bold")
    if not action:
        yield _text("This action's file cannot be read: planctl check says why.")
        return
    if action.description:
        yield _text(action.description)
    yield from _facts(action, header)
    for name, entries in (
        ("Links", action.links),
        ("Indicators of success", action.indicators),
        ("How performance is measured", [line.text for line in action.measures]),
    ):
        if entries:
            yield from _section(name, (f"- {entry}" for entry in entries))
    yield from _numbers(row, summary, quarters)
    if action.opening:
        head = Text(f"\nWhen the year began ({visible(action.opening.quarter)}): ", "bold")
        yield head + rating(stated(action.opening.rag, action.opening.status), header)
        yield from _said(action.opening)
    for position in map(row.at, quarters):
        months = summary.year.months(position.quarter)
        head = Text(f"\n{position.quarter}, {months}: ", "bold")
        yield head + rating(position.rating, header)
        for remark in sign_off_notes(summary.record(position.quarter), row.id):
            yield _text(f"  {remark}")
        yield from _said(position.update)


def _numbers(
    row: ActionSummary, summary: Summary, quarters: Sequence[Quarter]
) -> Iterator[RenderableType]:
    """Yield what the numbers of an action's measures say, but for quarters that are not due."""
    from planctl.measures.phrases import comparisons, reading_sentence

    for measured in summary.measured[row.path]:
        due = [each for each in quarters if measured.at(each).value is not Missing.NOT_DUE]
        others = [f"{name}: {value}" for name, value in comparisons(measured)]
        said = [f"{each}  {reading_sentence(measured, each)}" for each in due]
        if due or others:
            yield from _section(measured.name, [*others, *said])


def _facts(action: Action, header: Header) -> Iterator[RenderableType]:
    priority = header.priorities.get(action.priority_id, "")
    facts = {
        "Priority": f"{action.priority_id} {priority}",
        "Lead": action.lead,
        "Answers for it": header.post(action.lead),
        **{label(field): getattr(action, field) for field in FACT_FIELDS},
        **dates(action),
        "Supersedes": action.supersedes,
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            table.add_row(name, _text(value))
    yield Padding(table, (1, 0, 0, 0))


def _said(update: Update) -> Iterator[RenderableType]:
    if update.headline:
        yield _text(f"  {update.headline}")
    if update.commentary:
        yield Padding(_text(_paragraphs(update.commentary)), (0, 0, 0, 2))
    for field in TEXT_FIELDS[1:]:
        if value := getattr(update, field):
            yield Text(f"  {label(field)}", "italic")
            yield Padding(_text(_paragraphs(value)), (0, 0, 0, 2))
    if update.confidence:
        yield Text(f"  Confidence in the outcome: {update.confidence}")


def _paragraphs(text: str) -> str:
    """Return Markdown with each paragraph on one line, as readers see it; lists keep theirs."""
    blocks = text.split("\n\n")
    joined = (block if _is_list(block) else " ".join(block.split("\n")) for block in blocks)
    return "\n\n".join(joined)


def _is_list(block: str) -> bool:
    return block.lstrip().startswith(("- ", "* ", "+ ", "1."))


def _grid(summary: Summary) -> Iterator[RenderableType]:
    """Yield the actions by quarter, a table for each priority, all of the same widths.

    Where there is little room the leads are left out, so that the titles can be read.
    """
    header = summary.header
    room = _console().width >= _ROOM_FOR_LEADS
    leads = max((len(row.lead) for row in summary.rows), default=0)
    words = [header.label(each.rating) for row in summary.rows for each in row.positions]
    ratings = max((len(word) + 2 for word in words), default=0)
    for number, text in _priorities(summary):
        yield Text(f"\n{number} {visible(text)}".rstrip(), "bold")
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=6)
        table.add_column(ratio=1)
        if room:
            table.add_column(width=min(leads, _WIDEST_LEAD))
        for _ in Quarter:
            table.add_column(width=ratings, no_wrap=True)
        for row in summary.rows:
            if row.priority == number:
                cells = (rating(position.rating, header) for position in row.positions)
                table.add_row(row.id, _text(row.title), *[_text(row.lead)] * room, *cells)
        yield table


def questions(asked: "Iterable[Challenge]", summary: Summary) -> Iterator[RenderableType]:
    """Yield what a chair would ask, below the heading of each action."""
    for row, about in groupby(asked, key=attrgetter("row")):
        heading = Text(f"\n{visible(row.id)} {visible(row.title)}", "bold")
        heading.append(f" ({visible(row.lead)})  ", "not bold")
        yield heading + rating(row.at(summary.quarter).rating, summary.header)
        for each in about:
            yield Padding(_text(each.question), (0, 0, 0, 2))
            yield Padding(_text(f"{each.evidence}. [{each.rule}]"), (0, 0, 0, 4))


def _priorities(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield the number and text of each priority that has actions, in order."""
    used = dict.fromkeys(row.priority for row in summary.rows)
    for number in used:
        yield number, summary.header.priorities.get(number, "")


def _counted(name: str, counts: Sequence[RatingCount], header: Header) -> Iterator[RenderableType]:
    seen = [each for each in Rating if any(each in count.ratings for count in counts)]
    table = _table(
        name, *(visible(header.label(each)) for each in seen), "All", right=len(seen) + 1
    )
    for count in counts:
        label = " ".join(filter(None, [count.name, count.label][count.name == count.label :]))
        numbers = (str(count.ratings.get(each, "")) for each in seen)
        table.add_row(Text(visible(label), no_wrap=True), *numbers, str(count.total))
    yield Padding(table, (1, 0, 0, 0), expand=False)


def _moved(movements: Sequence[Movement], header: Header) -> Iterator[str]:
    for move in movements:
        change = f"{header.label(move.before)} → {header.label(move.after)}, {move.direction}"
        yield f"{move.row.id} {move.row.title}: {change}"


def _lacking(gap: Gap) -> str:
    return f"{gap.row.id} {gap.row.title} ({gap.row.lead}): no {' and no '.join(gap.lacks)}"


def _signed(summary: Summary) -> Iterator[RenderableType]:
    """Yield the stages of the quarter's sign-off, what was accepted, and what was corrected."""
    record = summary.sign_off.record
    titles = {row.id: f"{row.id} {row.title}" for row in summary.rows}
    stages = [_stage(stage) for stage in summary.sign_off.stages]
    gaps = [
        f"{titles.get(key, key)}, {accepted_phrase(gap)}" for key, gap in record.accepted.items()
    ]
    corrections = [
        f"{titles.get(made.action, made.action)}, {in_words(made.date)}, {correction_phrase(made)}"
        for made in record.corrections
    ]
    for name, found in (
        ("Stages of the sign-off", stages),
        ("Accepted when it was signed off", gaps),
        ("Corrected since", corrections),
    ):
        if found:
            yield from _section(name, found)


def _stage(stage: Stage) -> str:
    if not stage.signed:
        return f"{stage.name}: to come"
    signed = f"{stage.name}: {in_words(stage.signed.date)}, {stage.signed.by}"
    return f"{signed}; void" if stage.void else signed


def _section(name: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    yield Text(f"\n{name}", "bold")
    listed = [_text(line) for line in lines]
    yield Padding(Group(*listed or [Text("none")]), (0, 0, 0, 2))


def _table(*columns: str, right: int = 0) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for index, column in enumerate(columns):
        justify = "right" if index >= len(columns) - right else "left"
        table.add_column(Text(column), justify=justify, no_wrap=column in list(Quarter))  # type: ignore[arg-type] # one of the two
    return table


def _text(value: str) -> Text:
    return Text(visible(value))
