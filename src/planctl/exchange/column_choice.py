"""Which of a table's columns is taken for a field, where headings alone do not say it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from planctl.exchange.known_columns import LISTS, OF_QUARTERS, TableColumn
from planctl.exchange.source_tables import SourceCell, SourceRow

ACTION_ID = re.compile(
    r"(?:(?:action|rec(?:ommendation)?|ref|no|item)\b\.?\s*)?"
    r"(?P<id>[A-Z]{0,4}[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?|[A-Z]{1,4}[ -]?[0-9]{1,3})[.):]?",
    re.IGNORECASE,
)
"""A cell that says the number of an action, and nothing else."""
_BEST = re.compile(r"\b(?:action|what)")
_RAG = re.compile(r"\bb?rag", re.IGNORECASE)
_RECOMMENDED = re.compile(r"recommendation|finding")
_MANY = (*LISTS, "commentary", "own", "leave", "", "evidence", "next_steps", "impact")
_MOSTLY = 0.6
_LEVELS = frozenset(("high", "medium", "med", "low", "h", "m", "l", "critical"))


def overlap(cell: SourceCell, column: TableColumn) -> int:
    """Return how many columns of the table a cell and a column have in common."""
    return min(cell.end, column.end) - max(cell.column, column.start)


def chosen_columns(
    columns: Sequence[TableColumn], rows: Sequence[SourceRow], is_rating: Callable[[str], bool]
) -> tuple[TableColumn, ...]:
    """Return the columns of a table, each with the field that is taken of it."""
    made = [*columns, *_unnamed(columns, rows)]
    made = [_by_values(each, made, rows, is_rating) for each in made]
    made = list(_status_beside_rating(_one_title(made)))
    if not any(each.field == "lead" for each in made):
        why = "no other column says who leads"
        at = next((n for n, each in enumerate(made) if each.field in ("owner", "accountable")), -1)
        if at >= 0:
            made[at] = made[at]._replace(field="lead", why=why)
    return tuple(_once(made))


def values_in(column: TableColumn, rows: Sequence[SourceRow]) -> list[str]:
    """Return what the cells of a column say, those that say something."""
    return [
        cell.text
        for row in rows
        for cell in row.filled
        if column.start <= cell.column and cell.end <= column.end
    ]


def _unnamed(columns: Sequence[TableColumn], rows: Sequence[SourceRow]) -> Iterator[TableColumn]:
    """Yield the columns that no heading stands over."""
    covered = {at for each in columns for at in range(each.start, each.end)}
    there = {cell.column: cell for row in rows for cell in row.filled if cell.width == 1}
    for at in sorted(there.keys() - covered):
        yield TableColumn(there[at].place, "", at, at + 1)


def _by_values(
    column: TableColumn,
    columns: Sequence[TableColumn],
    rows: Sequence[SourceRow],
    is_rating: Callable[[str], bool],
) -> TableColumn:
    fields = [each.field for each in columns]
    said = values_in(column, rows)
    if not said:
        return column
    ids = sum(bool(ACTION_ID.fullmatch(each.strip())) for each in said)
    if not column.field and not column.heading and "id" not in fields:
        if ids >= len(said) * _MOSTLY:
            return column._replace(field="id", why="its cells are numbers of actions")
        return column
    if column.field == "priority" and _LEVELS.issuperset(map(str.lower, map(str.strip, said))):
        return column._replace(field="", why="its cells say how much it matters")
    ratings = sum(map(is_rating, said))
    if column.field == "commentary" and "rag" not in fields and ratings == len(said):
        return column._replace(field="rag", why="its cells are ratings")
    return column


def _one_title(columns: Sequence[TableColumn]) -> Iterator[TableColumn]:
    """Yield the columns, of which one says what is to be done."""
    titles = [each for each in columns if each.field == "title"]
    best = next((each for each in titles if _BEST.search(each.heading.lower())), None)
    best = best or next(iter(titles), None)
    for each in columns:
        if each not in titles or each is best or best is None:
            yield each
        elif _RECOMMENDED.search(each.heading.lower()):
            yield each._replace(field="source", why=f"'{best.heading}' is what is to be done")
        else:
            yield each._replace(field="description", why=f"'{best.heading}' is what is to be done")


def _status_beside_rating(columns: Iterable[TableColumn]) -> Iterator[TableColumn]:
    """Yield the columns; where one is a RAG rating, one that is called a status is no rating."""
    made = list(columns)
    rated = {each.quarter for each in made if each.field == "rag" and _RAG.search(each.heading)}
    for each in made:
        is_status = each.field == "rag" and not _RAG.search(each.heading)
        if is_status and each.quarter in rated and "status" in each.heading.lower():
            yield each._replace(field="status", why="another column is the RAG rating")
        else:
            yield each


def _once(columns: Sequence[TableColumn]) -> Iterator[TableColumn]:
    """Yield the columns, no two of a field that has but one text."""
    there: dict[tuple[str, str], TableColumn] = {}
    for each in columns:
        key = (each.field, each.quarter if each.field in OF_QUARTERS else "")
        if each.field in _MANY or key not in there:
            there.setdefault(key, each)
            yield each
        elif each.field == "lead":
            yield each._replace(field="owner", why=f"'{there[key].heading}' is who leads")
        else:
            yield each._replace(field="", why=f"'{there[key].heading}' is the {each.field} already")
