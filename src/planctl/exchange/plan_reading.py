"""A document as a plan: its tables found, their rows read, and every word of it accounted for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planctl.exchange.action_numbers import (
    NumberAnswers,
    action_ids,
    priority_keys,
    require_certain,
)
from planctl.exchange.action_rows import PRIORITY, ActionReader, is_heading
from planctl.exchange.cell_ratings import colour_name, is_rating
from planctl.exchange.column_choice import chosen_columns
from planctl.exchange.document_title import Given, plan_name
from planctl.exchange.header_rows import HeadingReader, TableHeader, headers
from planctl.exchange.import_log import ImportLog
from planctl.exchange.imported_actions import ActionMaker, own_key
from planctl.exchange.imported_plan import ImportedPlan, ImportedStep
from planctl.exchange.known_columns import TableColumn, plain_heading
from planctl.exchange.labelled_forms import with_forms_as_tables
from planctl.exchange.legend import LegendEntry, colour_word, legend_of
from planctl.exchange.rating_scale import RatingReader, meanings_of, own_steps, steps_of_plan
from planctl.exchange.source_tables import (
    Passage,
    SourceCell,
    SourceDocument,
    SourceTable,
    lines_of_text,
)
from planctl.plan.days import in_words
from planctl.plan.scale import Scale
from planctl.plan.typed_period import parse_period
from planctl.plan.year import Year, year_at
from planctl.problem import Exit, UserError, visible

_LONGEST = 40
"""Characters of a cell that are shown where no header is found."""


class ReadPlan(NamedTuple):
    """A plan as a document has it, its columns, and what became of all that the document says."""

    plan: ImportedPlan
    columns: tuple[TableColumn, ...]
    log: ImportLog


class ImportRequest(NamedTuple):
    """How a document is to be read: what somebody said of the plan, its columns and the quarter."""

    given: Given
    fields: Mapping[str, str]
    today: date
    quarter: str = ""
    known: Mapping[str, str] = {}
    """The ids that actions had before, by their titles."""
    scale: Scale | None = None
    """The scale of the plan that it is taken into."""


def plan_in(document: SourceDocument, asked: ImportRequest) -> ReadPlan:
    """Return the plan that a document has; UserError where no table of it has a header row."""
    log = ImportLog()
    log.notes.extend(document.notes)
    whole = document
    document, labels = _with_forms(document, asked)
    name = plan_name(document, _before_tables(document, asked), asked.given, asked.today, log)
    headings = HeadingReader(name.year, asked.fields)
    legend = _legend(document, headings)
    reader = ActionReader(log, frozenset(place for each in legend for place in each.places))
    columns = _read_blocks(document, headings, reader, name.organisation)
    known = {plain_heading(each.heading) for each in columns}
    log.told(place for place, label in labels.items() if label in known)
    if not reader.actions:
        raise _no_header(document)
    require_certain(reader.actions, asked.fields)
    priorities, keys = priority_keys(reader.actions, asked.fields, log, name.title)
    ids = list(action_ids(reader.actions, keys, NumberAnswers(asked.fields, asked.known), log))
    quarter, why = _quarter(name.year, asked)
    ratings, meanings = _ratings(legend, reader, asked)
    maker = ActionMaker(name.year, asked.today, quarter, why, ratings, frozenset(reader.joins), log)
    actions = tuple(maker.actions(reader.actions, ids, keys))
    for action, read in zip(actions, reader.actions, strict=True):
        if read.commentary_rows > 1:
            number = read.commentary_rows
            log.notes.append(f"{action.id} has {number} rows of commentary: they are put together")
    for label, number in reader.labels.items():
        log.notes.append(f"{number} × a row of commentary: {label or 'without a heading'}")
    for heading, number in reader.coloured.items():
        log.notes.append(f"{number} × a colour without words in column '{heading}': not taken")
    own = {own_key(each.heading): each.heading for each in columns if each.field == "own"}
    _account_for_all(whole, log)
    for each in document.aside:
        log.leave(each.place, each.text, each.what)
    plan = ImportedPlan(
        name.title, name.organisation, name.year, priorities, own, actions, ratings.steps, meanings
    )
    return ReadPlan(plan, tuple(columns), log)


def columns_in(
    document: SourceDocument, asked: ImportRequest
) -> tuple[Sequence[TableColumn], Sequence[ImportedStep]]:
    """Return the columns of a document, and the steps of its own scale.

    The columns are those of its widest table where none has a header row.
    """
    document, _ = _with_forms(document, asked)
    headings = HeadingReader(year_at(asked.today), asked.fields)
    legend, reader = _legend(document, headings), ActionReader(ImportLog())
    found = _read_blocks(document, headings, reader)
    ratings, _ = _ratings(legend, reader, asked)
    width = max((each.width for each in document.tables), default=0)
    return found or [TableColumn("", "", at, at + 1) for at in range(width)], ratings.steps


def _with_forms(
    document: SourceDocument, asked: ImportRequest
) -> tuple[SourceDocument, dict[str, str]]:
    """Return a document whose forms are tables, and their labels by their places."""
    return with_forms_as_tables(document, HeadingReader(Year(2000), asked.fields).field)


def _quarter(year: Year, asked: ImportRequest) -> tuple[str, str]:
    """Return the period of what does not say of which it is, and why it is that one."""
    if asked.quarter:
        return parse_period(asked.quarter, year).key, "--quarter says so"
    period = year.reporting(asked.today)
    why = f"it does not say of which {year.noun}; {period} is reported on {in_words(asked.today)}"
    return period.key, why


def _before_tables(document: SourceDocument, asked: ImportRequest) -> list[Passage]:
    """Return what stands before the first table of a plan, in a sheet above its header too."""
    found: list[Passage] = []
    reader = HeadingReader(Year(2000), asked.fields)
    for block in document.blocks:
        if isinstance(block, Passage):
            found.append(block)
            continue
        first = next(headers(block.rows, reader), None)
        found.extend(_alone(block, first.start if first else len(block.rows)))
        if first:
            break
    return found


def _alone(table: SourceTable, end: int) -> Iterator[Passage]:
    """Yield what stands alone in a row of a table, before one of its rows."""
    for row in table.rows[:end]:
        if len(row.filled) == 1:
            yield Passage(row.filled[0].place, row.filled[0].text)


def _read_blocks(
    document: SourceDocument,
    headings: HeadingReader,
    reader: ActionReader,
    organisation: str = "",
) -> list[TableColumn]:
    """Read the tables of a plan in order, and return their columns, those of one heading once."""
    log, found, near = reader.log, list[TableColumn](), list[Passage]()
    last: tuple[TableColumn, ...] = ()
    for block in document.blocks:
        if isinstance(block, Passage):
            named = bool(organisation) and block.text.startswith(organisation)
            log.told([block.place] * (block.text == organisation))
            near.extend([block] * (not named and block.place not in reader.legend))
            continue
        there = list(headers(block.rows, headings)) or _without_header(block, last, headings)
        if there:
            near.extend(_alone(block, there[0].start))
            _begin_by_heading(near, there[0].columns, reader)
        near = []
        for at, header in enumerate(there):
            end = there[at + 1].start if at + 1 < len(there) else len(block.rows)
            rows = block.rows[header.end : end]
            columns = chosen_columns(header.columns, rows, is_rating)
            if not at and last and not header.end:
                log.guess(block.place, "it goes on with the table before", "it has no header row")
            log.told(c.place for row in block.rows[header.start : header.end] for c in row.cells)
            for each in columns:
                if each.why:
                    what = f"'{each.heading}' is taken for {each.field or 'nothing'}"
                    log.guess(each.place, what, each.why)
            reader.read(rows, columns)
            found.extend(columns)
            last = columns
    return found


def _without_header(
    table: SourceTable, last: tuple[TableColumn, ...], headings: HeadingReader
) -> list[TableHeader]:
    """Return the columns of a table without a header: those of the table before, or of the map."""
    by_map = [
        TableColumn(f"{table.place}, column {at + 1}", f"column {at + 1}", at, at + 1, *said)
        for at in range(table.width)
        if (said := headings.fields.get(f"column {at + 1}", "").split(" "))[0]
    ]
    if by_map:
        return [TableHeader(tuple(by_map), 0, 0)]
    same = bool(last) and max(each.end for each in last) == table.width
    return [TableHeader(last, 0, 0)] if same else []


def _begin_by_heading(
    near: Sequence[Passage], columns: Sequence[TableColumn], reader: ActionReader
) -> None:
    """Begin the priority that the words before a table name, where it has no column for it."""
    if not near or any(each.field == "priority" for each in columns):
        return
    named = [each for each in near if (m := PRIORITY.fullmatch(each.text)) and m["word"]]
    keyed = [each for each in near if (m := PRIORITY.fullmatch(each.text)) and m["key"]]
    chosen = [*near[-1:], *keyed, *named][-1]
    if reader.log.knows(chosen.place):
        return
    if chosen not in named and chosen not in keyed:
        if not is_heading(chosen.text):
            return
        reader.log.guess(chosen.place, "the heading of a priority", "it stands before a table")
    reader.begin_priority(SourceCell(chosen.place, lines_of_text(chosen.text)))


def _legend(document: SourceDocument, headings: HeadingReader) -> list[LegendEntry]:
    """Return what a document says of its ratings."""
    has_header = (each for each in document.tables if next(headers(each.rows, headings), None))
    return legend_of(document, frozenset(each.place for each in has_header))


def _ratings(
    legend: Sequence[LegendEntry], reader: ActionReader, asked: ImportRequest
) -> tuple[RatingReader, Mapping[str, str]]:
    """Return what ratings are read by, and what planctl's own mean by the document's legend."""
    cells = [
        cell
        for action in reader.actions
        for (field, _), found in action.parts.items()
        if field == "rag"
        for cell in found
    ]
    by_colour = {
        name: each.meaning or each.word
        for each in legend
        if (name := colour_name(each.colour) or colour_word(each.word))
    }
    if asked.scale:
        return RatingReader(steps_of_plan(asked.scale), by_colour), {}
    steps = own_steps(cells, legend, asked.fields, reader.log)
    return RatingReader(steps, by_colour), {} if steps else meanings_of(legend, reader.log)


def _account_for_all(document: SourceDocument, log: ImportLog) -> None:
    """Keep as not taken whatever nothing was said of."""
    for block in document.blocks:
        if isinstance(block, Passage):
            if not log.knows(block.place):
                log.leave(block.place, block.text, "it stands in no table")
            continue
        for row in block.rows:
            for cell in row.filled:
                if not log.knows(cell.place):
                    log.leave(cell.place, cell.text, "nothing of the plan is known by it")


def _no_header(document: SourceDocument) -> UserError:
    """Return what is raised where no table has a header row, which shows the columns."""
    widest = max(document.tables, key=lambda each: each.width, default=None)
    if widest is None or not any(row.filled for row in widest.rows):
        message = "there is no table in the document"
        hint = "put the plan in a table, with a first row that says what its columns are"
        return UserError(message, hint, Exit.PROBLEMS)
    row = max(widest.rows, key=lambda each: len(each.filled))
    columns = ", ".join(
        f"column {cell.column + 1}: '{visible(' '.join(cell.text.split())[:_LONGEST])}'"
        for cell in row.filled
    )
    message = f"no table has a header row that says what is done; {widest.place} has {columns}"
    hint = (
        "put a row above it: Action, Lead, By when, RAG; or say in a map what the columns are, as"
        " in: column 2,title (--map FILE)"
    )
    return UserError(message, hint, Exit.PROBLEMS)
