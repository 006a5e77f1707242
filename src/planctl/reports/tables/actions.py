"""The actions of a plan as tables: of the actions, and of their updates."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from planctl.plan.days import DueDate
from planctl.plan.descriptions import descriptions
from planctl.plan.fields import (
    AGREED,
    FACT_FIELDS,
    LIST_FIELDS,
    TEXT_FIELDS,
    UPDATE_FIELDS,
    WORD_FIELDS,
    label,
)
from planctl.plan.model import Action, Opening, Update
from planctl.plan.own_field import labels_of_fields
from planctl.plan.period import Period
from planctl.plan.scale import Step
from planctl.problem import visible
from planctl.reports.tables.table import Cell, Column, Table, Value
from planctl.signoff.statement import sign_off_notes
from planctl.summary.action_summary import ActionSummary, Position
from planctl.summary.slippage import milestone_lines, move_lines
from planctl.summary.summary import Summary


class RowSubject(NamedTuple):
    """What a row is about: an action in a quarter."""

    summary: Summary
    order: int
    row: ActionSummary
    position: Position


_Of = TypeVar("_Of")
_Get = Callable[[RowSubject], Value]
_Owner = Callable[[RowSubject], Action | Update | None]
Columns = Mapping[Column, _Get]


def plan_table(summary: Summary) -> Table:
    """Return the table of actions, each as it stands in the quarter reported."""
    lacking = {gap.row.path: gap.lacks for gap in summary.gaps}
    lacks: Columns = {_LACKS: lambda seen: lacking.get(seen.row.path)}
    ratings = dict(map(_rating_in, summary.year.periods))
    stand = {**_RATED, **ratings, **_WORDS}
    columns = {**action_columns(summary), **stand, **lacks, **_detail(summary), **_OPENING, **PLACE}
    return table_of("plan", "A row for each action, as it stands.", columns, action_rows(summary))


def action_table(summary: Summary) -> Table:
    """Return the table of what each action is, and not where it stands, nor its place among all."""
    columns = {**action_columns(summary), **_detail(summary), **_MEASURES, **_OPENING, **_FILE}
    return table_of(
        "actions", "A row for each action, with what it is.", columns, action_rows(summary)
    )


def update_table(summary: Summary, *, placed: bool = True) -> Table:
    """Return the table of updates, a row for each action and quarter.

    What is not `placed` does without the place of each action among all.
    """
    about = "A row for each action and quarter, also where nothing was said."
    columns = {**action_columns(summary), **_UPDATE, **(PLACE if placed else _FILE)}
    return table_of("updates", about, columns, _positions(summary))


def flat_table(summary: Summary, commit: str) -> Table:
    """Return one table of it all: the updates with what is said of the action and of the plan."""
    about = "A row for each action and quarter, with all that is said of the action and the plan."
    header = summary.header
    which: Columns = {
        _ORGANISATION: lambda _: header.organisation,
        _TITLE: lambda _: header.title,
        _YEAR: lambda _: str(summary.year),
        _AS_AT: lambda _: summary.today,
        _VERSION: lambda _: visible(commit) or None,
    }
    printed: Columns = {_PRINTED: lambda seen: seen.position.step.label}
    said: Columns = {**_UPDATE, **printed, **_detail(summary), **_ALL, **_OPENING, **PLACE}
    columns = {**which, **action_columns(summary), **said}
    return table_of("report", about, columns, _positions(summary))


def table_of(
    name: str, about: str, columns: Mapping[Column, Callable[[_Of], Value]], rows: Iterable[_Of]
) -> Table:
    """Return a table: of each of some things a row, with what each column gets from it."""
    values = tuple(columns.values())
    made = tuple(tuple([value(each) for value in values]) for each in rows)
    return Table(name, about, tuple(columns), made)


def action_columns(summary: Summary) -> Columns:
    """Return the columns of what each action is; of priorities the letters where any has some.

    Where any action has several leads there is a column of each of them; where any has no due date
    yet, or none at all because it is ongoing, one that says so; where the plan has recommendations,
    one of those answered; where anything was changed by agreement, one of that; where the leads of
    priorities rate them, one of that.
    """
    agreed = (row.action.agreed_changes for row in summary.rows if row.action)
    columns = {
        **ACTION,
        **(_LEADS if any(len(row.leads) > 1 for row in summary.rows) else {}),
        **(_OPEN_DUE if any(map(_without_date, summary.rows)) else {}),
        **(_ANSWERS if summary.header.recommendations else {}),
        **(_AGREED_CHANGES if any(agreed) else {}),
        **(_PRIORITY_RATING if _rates_priorities(summary) else {}),
    }
    priorities = {*summary.header.priorities, *(row.priority for row in summary.rows)} - {""}
    if all(map(str.isdecimal, priorities)):
        return columns
    lettered = _PRIORITY._replace(kind=Cell.WORD, about="The letters of the action's priority.")
    return {
        lettered if column is _PRIORITY else column: (
            (lambda seen: seen.row.priority or None) if column is _PRIORITY else value
        )
        for column, value in columns.items()
    }


def _rates_priorities(summary: Summary) -> bool:
    return any(each.ratings for each in summary.header.priorities.values())


def _detail(summary: Summary) -> Columns:
    """Return the columns of an action in full, and those of the body's own."""
    return {**_DETAIL, **dict(map(_own_column, labels_of_fields(summary.header.fields).items()))}


def _own_column(named: tuple[str, str]) -> tuple[Column, _Get]:
    key, heading = named
    column = Column(f"field_{key}", heading, Cell.TEXT, f"What the plan calls {heading}.")
    return column, lambda seen: (seen.row.action and seen.row.action.fields.get(key)) or None


def action_rows(summary: Summary) -> Iterator[RowSubject]:
    """Yield each action in the quarter that is reported."""
    for order, row in enumerate(summary.rows, 1):
        yield RowSubject(summary, order, row, row.at(summary.quarter))


def _positions(summary: Summary) -> Iterator[RowSubject]:
    for order, row in enumerate(summary.rows, 1):
        for position in row.positions:
            yield RowSubject(summary, order, row, position)


def _fields(model: type[Action | Update], of: _Owner, *names: str) -> Columns:
    """Return the columns of fields of a model, of which a row has what `of` returns."""
    return {_column(model, name): _field(of, name) for name in names}


def _field(of: _Owner, name: str) -> _Get:
    return lambda seen: _field_value(of(seen), name)


def _opening_column(column: Column) -> Column:
    """Return the column of what a field said when the year began."""
    name, heading, kind, about = column
    about = f"{label('opening')}: {about[0].lower()}{about[1:]}"
    return Column(f"opening_{name}", f"Opening: {heading}", kind, about)


def _action(seen: RowSubject) -> Action | None:
    return seen.row.action


def _update(seen: RowSubject) -> Update:
    return seen.position.update


def _opening(seen: RowSubject) -> Opening | None:
    return seen.row.action.opening if seen.row.action else None


def _field_value(said: Action | Update | None, name: str) -> Value:
    if isinstance(said, Action) and name == "measures":
        return tuple(line.text for line in said.measures) or None
    value: Value = getattr(said, name) if said else None
    if isinstance(value, DueDate) and value.is_open:
        return None
    return value.code if isinstance(value, Step) else value or None


def _column(model: type[Action | Update], name: str) -> Column:
    """Return the column of a field, as the model explains it."""
    heading = "RAG" if name == "rag" else label(name)
    return Column(name, heading, _KINDS.get(name, Cell.TEXT), descriptions(model)[name])


def _rating_in(quarter: Period) -> tuple[Column, _Get]:
    column = Column(quarter.slug, quarter.key, Cell.RATING, f"The rating in {quarter}.")
    return column, lambda seen: seen.row.at(quarter).step


def _opening_rating(seen: RowSubject) -> Value:
    opening = _opening(seen)
    return opening.step(seen.summary.scale.first) if opening else None


def _remarks(seen: RowSubject) -> Value:
    quarter = seen.position.quarter
    record = seen.summary.record(quarter)
    return tuple(sign_off_notes(record, seen.row.id, seen.summary.scale.at(quarter.key))) or None


def _date_lines(seen: RowSubject, of: Callable[[Action], Iterable[str]]) -> Value:
    """Return what is told of an action's dates, one line for each."""
    return tuple(of(seen.row.action)) or None if seen.row.action else None


def _numbers(seen: RowSubject) -> Value:
    action = seen.row.action
    if not action or not action.measured:
        return None
    from planctl.measures.phrases import measure_lines

    found = seen.summary.measured[seen.row.path]
    return (
        tuple(line for each in found for line in measure_lines(each, seen.position.quarter)) or None
    )


_KINDS = {
    **dict.fromkeys(WORD_FIELDS, Cell.WORD),
    **dict.fromkeys(("description", *TEXT_FIELDS), Cell.PROSE),
    **dict.fromkeys((*LIST_FIELDS, "measures", "moves", "milestones"), Cell.LIST),
    **dict.fromkeys(("starts", "due", "original_due"), Cell.DATE),
}
"""The kinds of the fields that are no text of one line."""

_ORGANISATION = Column(
    "organisation", "Organisation", Cell.WORD, "The council or partnership whose plan it is."
)
_TITLE = Column("plan", "Plan", Cell.WORD, "The plan's title.")
_YEAR = Column("year", "Year", Cell.WORD, "The plan's year, such as 2019-20.")
_AS_AT = Column("as_at", "As at", Cell.DATE, "The day on which the plan was seen.")
_VERSION = Column("version", "Version", Cell.WORD, "The revision of the plan in git, where known.")
_LACKS = Column("missing", "Missing", Cell.LIST, "What it lacks for the quarter reported.")
_PRINTED = Column("rating_printed", "Rating as printed", Cell.WORD, "The plan's own word for it.")

_PRIORITY = Column("priority", "Priority", Cell.NUMBER, "The number of the action's priority.")
ACTION: Columns = {
    Column("id", "Number", Cell.TEXT, "The action's number, a text: 3.10 is not 3.1."): (
        lambda seen: visible(seen.row.id)
    ),
    Column(
        "title", "Action", Cell.TEXT, "The action's title; its file where that cannot be read."
    ): (lambda seen: visible(seen.row.title)),
    _PRIORITY: lambda seen: int(seen.row.priority) if seen.row.priority else None,
    Column("lead", "Lead", Cell.WORD, "The service area that answers for the action."): (
        lambda seen: seen.row.lead or None
    ),
}
_LEADS: Columns = {
    Column("leads", "Leads", Cell.LIST, "Each lead; the first returns the update."): (
        lambda seen: seen.row.leads or None
    ),
}


def _without_date(row: ActionSummary) -> str | None:
    """Return what an action's file has in place of a due date; None if it has one, or nothing."""
    due = row.action.due if row.action else None
    return due.written if due and due.is_open else None


_OPEN_DUE: Columns = {
    Column("due_open", "Due, without a date", Cell.WORD, "To be confirmed, or ongoing."): (
        lambda seen: _without_date(seen.row)
    ),
}
_ANSWERS: Columns = {
    Column("answers", "Answers", Cell.LIST, "The recommendations that the action answers."): (
        lambda seen: seen.row.answers or None
    ),
}
_AGREED_CHANGES: Columns = {
    Column(AGREED, label(AGREED), Cell.LIST, "What was changed by agreement, by whom and why."): (
        lambda seen: _date_lines(seen, lambda action: (e.sentence for e in action.agreed_changes))
    ),
}
_PRIORITY_RATING: Columns = {
    Column(
        "priority_rating", "Priority's rating", Cell.RATING, "As the priority's lead gives it."
    ): (lambda seen: seen.summary.priority_step(seen.row.priority, seen.position.quarter)),
}
_RATED: Columns = {
    Column("rating", "Rating", Cell.RATING, "The rating in the quarter reported."): (
        lambda seen: seen.position.step
    ),
}
_WORDS = _fields(Update, _update, "status", "confidence", "headline")
_POSTS = tuple(field for field in FACT_FIELDS if field != "source")
_DETAIL: Columns = {
    **_fields(Action, _action, "description"),
    Column("priority_text", "Priority in words", Cell.PROSE, "What the priority says."): (
        lambda seen: seen.summary.header.priority_words(seen.row.priority) or None
    ),
    Column("post", "Post", Cell.WORD, "The post that answers for the lead."): (
        lambda seen: seen.summary.header.posts(seen.row.leads) or None
    ),
    **_fields(Action, _action, *_POSTS, "starts", "due", "original_due"),
    _column(Action, "moves"): lambda seen: _date_lines(seen, move_lines),
    _column(Action, "milestones"): lambda seen: _date_lines(seen, milestone_lines),
    **_fields(Action, _action, *LIST_FIELDS, "source", "supersedes"),
}
_NUMBERS = Column("numbers", "Numbers of measures", Cell.LIST, "What their numbers say, in words.")
_MEASURES = _fields(Action, _action, "measures")
_ALL: Columns = {**_MEASURES, _NUMBERS: _numbers}
_UPDATE: Columns = {
    Column("quarter", "Quarter", Cell.WORD, "Q1 to Q4 of the plan's year."): (
        lambda seen: seen.position.quarter.key
    ),
    Column("begins", "Quarter begins", Cell.DATE, "The first day of the quarter."): (
        lambda seen: seen.position.quarter.first_day
    ),
    Column("ends", "Quarter ends", Cell.DATE, "The last day of the quarter."): (
        lambda seen: seen.position.quarter.last_day
    ),
    Column("rating", "Rating", Cell.RATING, "The one word that reports print."): (
        lambda seen: seen.position.step
    ),
    **_fields(Update, _update, *UPDATE_FIELDS),
    Column("signed_off", "Signed off", Cell.DATE, "The day on which the quarter was closed."): (
        lambda seen: seen.summary.record(seen.position.quarter).date
    ),
    Column(
        "remarks", "Remarks", Cell.LIST, "What was accepted at the sign-off and corrected since."
    ): (_remarks),
}
_OPENING: Columns = {
    Column(
        "opening_rating",
        "Opening: Rating",
        Cell.RATING,
        "The rating with which the year began.",
    ): _opening_rating,
    **{
        _opening_column(column): value
        for column, value in _fields(Opening, _opening, "quarter", *UPDATE_FIELDS).items()
    },
}
_FILE: Columns = {
    Column("file", "File", Cell.TEXT, "The action's file."): lambda seen: visible(seen.row.path),
}
PLACE: Columns = {
    **_FILE,
    Column("place", "Place", Cell.NUMBER, "The action's place in the plan, to sort by."): (
        lambda seen: seen.order
    ),
}
