"""What each page of a site says: its sections, put together from the parts that papers have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planctl.plan.periods import Quarter
from planctl.plan.ratings import Rating
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, section
from planctl.reports.paper.view import Sight
from planctl.reports.tables.table import Table
from planctl.reports.values.plan import Values, counts

Ready = str
"""Pieces of a page that are made already."""


class Recorded(NamedTuple):
    """A change of the plan as git has it: when, by whom, why, and what changed in which action.

    What changed in no action has no number.
    """

    when: str
    who: str
    why: str
    what: tuple[tuple[str, tuple[str, ...]], ...]


class About(NamedTuple):
    """What a page says at its top: its heading, what stands above it and below it.

    `title` is that of the window before the plan's own, `kind` what the heading is one of, `look` a
    style of its own, and `scripts` are the files that it runs.
    """

    heading: str
    title: str = ""
    kind: str = ""
    above: tuple[Values, ...] = ()
    occasion: str = ""
    signed: str = ""
    look: str = ""
    scripts: tuple[str, ...] = ()


class Ways(NamedTuple):
    """The names of the pages of priorities, of leads and of actions (by the actions' numbers)."""

    priorities: Mapping[str, str]
    leads: Mapping[str, str]
    actions: Mapping[str, str]


def home(sight: Sight, ways: Ways, cards: Ready, grid: Ready) -> Iterator[Values]:
    """Yield the sections of the first page: the quarter as a whole, and what needs attention."""
    yield parts.summary(sight)
    if cards:
        yield _attention(cards)
    yield _grid(sight, grid)
    yield from parts.pictures(sight)
    yield _priorities(sight, ways)
    yield parts.leads(sight, ways.leads)
    yield from parts.sign_off(sight)
    yield from parts.ending(sight)


def quarter(sight: Sight, cards: Ready, rows: Ready, missing: Ready) -> Iterator[Values]:
    """Yield the sections of a quarter's page: its counts, and what was said of each action."""
    yield parts.summary(sight)
    if cards:
        yield _attention(cards)
    yield _said(sight, rows)
    if sight.summary.overall.rated:
        yield section("charts", "The ratings in pictures", parts.splits(sight))
    if missing and sight.values["ended"]:
        yield section("missing", f"What is missing for {sight.quarter}", [_ready(missing)])
    yield from parts.sign_off(sight)
    yield parts.key(sight)


def group(sight: Sight, cards: Ready, grid: Ready, rows: Ready) -> Iterator[Values]:
    """Yield the sections of the page of a priority or of a lead: where its actions stand."""
    yield parts.summary(sight)
    if cards:
        yield _attention(cards)
    yield _grid(sight, grid)
    yield _said(sight, rows)


def action(values: Values, sight: Sight, history: Iterable[Recorded] | None) -> Iterator[Values]:
    """Yield the sections of an action's page: all that is said of it, and its history."""
    yield section("action", "", [{**blocks.action(values, sight.quarter), "block": "told"}])
    if history is not None:
        rows: list[list[Said]] = [
            [each.when, each.who, "; ".join(each.what[0][1]), each.why] for each in history
        ]
        caption = "Each change as it was recorded, the latest first"
        made = [
            blocks.table(caption, ["When", "Who", "What changed", "Why"], [("", rows)])
            if rows
            else blocks.paragraph("Nothing has been recorded in git yet.", "note")
        ]
        yield section("history", "History", made)


def history(recorded: Iterable[Recorded] | None, ways: Ways) -> Iterator[Values]:
    """Yield the sections of the page of the plan's history."""
    rows: list[list[Said]] = [
        [each.when, each.who, list(_what(each, ways)), each.why] for each in recorded or ()
    ]
    if rows:
        columns = ["When", "Who", "What changed", "Why"]
        caption = "Each change as it was recorded, the latest first"
        made = [blocks.table(caption, columns, [("", rows)], "history")]
    else:
        made = [blocks.paragraph("The plan is not in git, so that no history is known.", "note")]
    yield section("changes", "", made)


MOST = 30
"""How many actions of one change the history names: more is a change of the whole plan."""


def _what(each: Recorded, ways: Ways) -> Iterator[str | Values]:
    for place, (number, said) in enumerate(each.what[:MOST]):
        if place:
            yield "; "
        if number:
            yield blocks.link(number, ways.actions.get(number, ""))
            yield ": "
        yield ", ".join(said)
    if len(each.what) > MOST:
        yield f"; and {len(each.what) - MOST} more"


def data(files: Iterable[tuple[str, Table]]) -> Iterator[Values]:
    """Yield the sections of the page of data: each file, and what its columns are."""
    for name, table in files:
        about = f": {table.about[0].lower()}{table.about[1:]}"
        words: Said = ["The file ", blocks.link(name, name), about]
        columns: list[list[Said]] = [
            [blocks.code(column.name), column.about] for column in table.columns
        ]
        made = [
            blocks.paragraph(words),
            blocks.table(f"The columns of {name}", ["Column", "What it is"], [("", columns)]),
        ]
        yield section(table.name, f"{table.name.capitalize()}", made)


def lost() -> Iterator[Values]:
    """Yield the section of the page that is shown where there is none."""
    every = blocks.link("Every action", "index.html#grid")
    words: Said = ["It may have been moved. ", every, " is listed on the first page."]
    yield section("lost", "", [blocks.paragraph(words)])


def cells(values: Values, which: Quarter, before: Rating | None, sight: Sight) -> list[Said]:
    """Return the row of an action in the table of a quarter."""
    position = values["positions"][which.number - 1]
    first, _, _ = position["commentary"].partition("\n")
    said = position["headline"] or first
    words = said or blocks.muted(position["absent"] or "–")
    was = sight.tag(before) if before else blocks.muted("–")
    name = blocks.link(f"{values['id']} {values['title']}".strip(), f"{values['href']}#{which}")
    return [name, values["lead"], was, blocks.rating(position["rating"]), words]


def lacking(values: Values, lacks: Iterable[str]) -> Said:
    """Return what an action lacks, for the list of a quarter."""
    return [blocks.named(values), f" ({values['lead']}): no {' and no '.join(lacks)}"]


def _ready(made: Ready) -> Values:
    """Return a part that is made already."""
    return {"block": "ready", "made": made}


def _attention(cards: Ready) -> Values:
    every = blocks.paragraph("Every action that is red, or worse than in the quarter before.")
    return section("attention", "What needs attention", [every, _ready(cards)])


def _grid(sight: Sight, ready: Ready) -> Values:
    caption = f"The rating of each action in each quarter of {sight.values['year']}"
    table = blocks.table(caption, grid_columns(sight), [], "grid", ready)
    return section("grid", "All actions by quarter", [table])


def grid_columns(sight: Sight) -> list[str]:
    """Return what stands above the columns of the table of all quarters."""
    return ["Action", "Lead", *(each["name"] for each in sight.values["quarters"])]


def _said(sight: Sight, ready: Ready) -> Values:
    caption = f"The rating of each action in {sight.quarter}, and what was said in a line"
    table = blocks.table(caption, said_columns(sight), [], "said", ready)
    return section("said", f"What was said for {sight.quarter}", [table])


def said_columns(sight: Sight) -> list[str]:
    """Return what stands above the columns of the table of a quarter."""
    before = sight.summary.quarter.before or "When the year began"
    return ["Action", "Lead", str(before), sight.quarter, "In a line"]


def _priorities(sight: Sight, ways: Ways) -> Values:
    rows: list[list[Said]] = [
        [
            blocks.link(f"{count.name} {count.label}".strip(), ways.priorities[count.name]),
            str(count.total),
            parts.counted(counts(count, sight.shared)),
        ]
        for count in sight.summary.by_priority
    ]
    caption = f"How many of each priority’s actions have each rating for {sight.quarter}"
    table = blocks.table(caption, ["Priority", "Actions", "Ratings"], [("", rows)])
    return section("priorities", "Priorities", [table])
