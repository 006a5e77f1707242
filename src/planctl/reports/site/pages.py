"""What each page of a site says: its sections, put together from the parts that papers have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, section
from planctl.reports.paper.view import Sight
from planctl.reports.site.rows import Rows
from planctl.reports.tables.table import Table
from planctl.reports.values.plan import Values, counts, named


class RecordedChange(NamedTuple):
    """A change of the plan as git has it: when, by whom, why, and what changed in which action.

    What changed in no action has no number.
    """

    when: str
    who: str
    why: str
    what: tuple[tuple[str, tuple[str, ...]], ...]


class PageNames(NamedTuple):
    """The names of the pages of priorities, of leads and of actions (by the actions' numbers)."""

    priorities: Mapping[str, str]
    leads: Mapping[str, str]
    actions: Mapping[str, str]


def home(view: Sight, rows: Rows, names: PageNames) -> Iterator[Values]:
    """Yield the sections of the first page: the quarter as a whole, and what needs attention."""
    yield parts.summary(view)
    yield from rows.attention(view)
    yield rows.grid(view)
    yield from parts.pictures(view)
    yield _priorities(view, names)
    yield parts.leads(view, names.leads)
    yield from parts.sign_off(view)
    yield from parts.ending(view)


def quarter(view: Sight, rows: Rows) -> Iterator[Values]:
    """Yield the sections of a quarter's page: its counts, and what was said of each action."""
    yield parts.summary(view)
    yield from rows.attention(view)
    yield rows.updates(view)
    if view.summary.overall.rated:
        yield section("charts", "The ratings in pictures", parts.splits(view))
    if view.summary.gaps and view.values["ended"]:
        yield section("missing", f"What is missing for {view.quarter}", [_missing(view)])
    yield from parts.sign_off(view)
    yield parts.key(view)


def group(view: Sight, rows: Rows) -> Iterator[Values]:
    """Yield the sections of the page of a priority or of a lead: where its actions stand."""
    yield parts.summary(view)
    yield from rows.attention(view)
    yield rows.grid(view)
    yield rows.updates(view)


def action(
    values: Values, view: Sight, history: Iterable[RecordedChange] | None
) -> Iterator[Values]:
    """Yield the sections of an action's page: all that is said of it, and its history."""
    yield section("action", "", [{**blocks.action(values, view.quarter), "block": "told"}])
    if history is not None:
        rows: list[list[Said]] = [
            [each.when, each.who, "; ".join(each.what[0][1]), each.why] for each in history
        ]
        nothing = blocks.paragraph("Nothing has been recorded in git yet.", "note")
        yield section("history", "History", [_changes(rows) if rows else nothing])


def history(changes: Iterable[RecordedChange] | None, names: PageNames) -> Iterator[Values]:
    """Yield the sections of the page of the plan's history."""
    rows: list[list[Said]] = [
        [each.when, each.who, list(_changed(each, names)), each.why] for each in changes or ()
    ]
    nothing = "The plan is not in git, so that no history is known."
    made = _changes(rows, "history") if rows else blocks.paragraph(nothing, "note")
    yield section("changes", "", [made])


def _changes(rows: list[list[Said]], look: str = "") -> Values:
    caption = "Each change as it was recorded, the latest first"
    return blocks.table(caption, ["When", "Who", "What changed", "Why"], [("", rows)], look)


MOST = 30
"""How many actions of one change the history names: more is a change of the whole plan."""


def _changed(each: RecordedChange, names: PageNames) -> Iterator[str | Values]:
    """Yield what a change changed, each action leading to its page."""
    for place, (number, words) in enumerate(each.what[:MOST]):
        if place:
            yield "; "
        if number:
            yield blocks.link(number, names.actions.get(number, ""))
            yield ": "
        yield ", ".join(words)
    if len(each.what) > MOST:
        yield f"; and {len(each.what) - MOST} more"


def data(files: Mapping[str, Table]) -> Iterator[Values]:
    """Yield the sections of the page of data: each file, and what its columns are."""
    for name, table in files.items():
        about = f": {table.about[0].lower()}{table.about[1:]}"
        words: Said = ["The file ", blocks.link(name, name), about]
        columns: list[list[Said]] = [
            [blocks.code(column.name), column.about] for column in table.columns
        ]
        caption = f"The columns of {name}"
        listed = blocks.table(caption, ["Column", "What it is"], [("", columns)])
        yield section(table.name, table.name.capitalize(), [blocks.paragraph(words), listed])


def lost() -> Iterator[Values]:
    """Yield the section of the page that is shown where there is none."""
    every = blocks.link("Every action", "index.html#grid")
    words: Said = ["It may have been moved. ", every, " is listed on the first page."]
    yield section("lost", "", [blocks.paragraph(words)])


def _missing(view: Sight) -> Values:
    return blocks.bullets(
        [blocks.named(named(gap.row, view.shared)),
         f" ({gap.row.lead}): no {' and no '.join(gap.lacks)}"]
        for gap in view.summary.gaps
    )  # fmt: skip


def _priorities(view: Sight, names: PageNames) -> Values:
    rows: list[list[Said]] = [
        [
            blocks.link(f"{count.name} {count.label}".strip(), names.priorities[count.name]),
            str(count.total),
            parts.counted(counts(count, view.shared)),
        ]
        for count in view.summary.by_priority
    ]
    caption = f"How many of each priority’s actions have each rating for {view.quarter}"
    table = blocks.table(caption, ["Priority", "Actions", "Ratings"], [("", rows)])
    return section("priorities", "Priorities", [table])
