"""The header rows of a table: where they are, also again after a page break, and their columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.exchange.known_columns import (
    OF_QUARTERS,
    TableColumn,
    field_of,
    plain_heading,
    quarter_of,
)
from planctl.exchange.source_tables import SourceCell, SourceRow
from planctl.plan.year import Year

_LONGEST = 100
_FEWEST = 2
_CLEAR = 3
"""Known headings that make a header row even where none says what is to be done."""


class TableHeader(NamedTuple):
    """A header: its columns, its first row and the row after its last."""

    columns: tuple[TableColumn, ...]
    start: int
    end: int


class HeadingReader(NamedTuple):
    """By what headings are known: the plan's year, and what somebody said of some of them."""

    year: Year
    fields: Mapping[str, str]
    """Fields by plain headings, with the quarter after a space where it is of one."""

    def field(self, heading: str) -> str:
        """Return the field of a heading, "" if it is not known."""
        own = self.fields.get(plain_heading(heading))
        return field_of(heading) if own is None else own

    def column(self, cell: SourceCell, above: str, below: str) -> TableColumn:
        """Return the column of a heading, and of one above it that several have."""
        heading = " ".join(filter(None, (above, below)))
        said = next(filter(None, (self.fields.get(plain_heading(h)) for h in (heading, below))), "")
        field, _, quarter = said.partition(" ")
        field = field or self.field(below) or self.field(heading) or self.field(above)
        quarter = quarter or quarter_of(heading, self.year)
        if not field and quarter:
            field = "commentary"
        quarter = quarter if field in OF_QUARTERS else ""
        return TableColumn(cell.place, heading, cell.column, cell.end, field, quarter)


def headers(rows: Sequence[SourceRow], reader: HeadingReader) -> Iterator[TableHeader]:
    """Yield each header of a table: the first, and those that stand there again."""
    at, first = 0, None
    while at < len(rows):
        if not _is_header(rows[at], reader, again=first is not None):
            at += 1
            continue
        header = _header(rows, at, reader)
        first = first or header
        yield header._replace(columns=tuple(_as_before(header.columns, first.columns)))
        at = header.end


def _is_header(row: SourceRow, reader: HeadingReader, *, again: bool) -> bool:
    cells = [cell for cell in row.cells if cell.text and (not cell.continued or cell.width == 1)]
    if any(len(cell.text) > _LONGEST for cell in cells):
        return False
    known = [reader.field(_text(cell)) for cell in cells]
    distinct = {each for each in known if each}
    if "title" not in distinct and len(distinct) < _CLEAR:
        return False
    most = len([each for each in known if each]) * (3 if again else 2) >= len(cells)
    return len(distinct) >= _FEWEST and most


def _header(rows: Sequence[SourceRow], at: int, reader: HeadingReader) -> TableHeader:
    """Return the header at a row, with the row above or below it that has headings too."""
    upper = rows[at - 1] if at and _groups(rows[at - 1], rows[at]) else None
    if upper:
        return TableHeader(tuple(_columns(upper, rows[at], reader)), at - 1, at + 1)
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below and _is_second(rows[at], below, reader):
        return TableHeader(tuple(_columns(rows[at], below, reader)), at, at + 2)
    columns = (reader.column(cell, "", _text(cell)) for cell in rows[at].cells)
    return TableHeader(tuple(columns), at, at + 1)


def _groups(upper: SourceRow, row: SourceRow) -> bool:
    """Return whether a row has headings that several columns below it have."""
    wide = [cell for cell in upper.filled if cell.width > 1]
    covered = [
        cell for cell in row.filled for over in wide if over.column <= cell.column < over.end
    ]
    return len(upper.filled) > 1 and len(covered) > len(wide)


def _is_second(row: SourceRow, below: SourceRow, reader: HeadingReader) -> bool:
    """Return whether the row below a header has headings of parts of its columns."""
    over = [cell for cell in row.filled if cell.width > 1]
    parts = [
        cell for cell in below.filled if any(each.column <= cell.column < each.end for each in over)
    ]
    known = [
        cell for cell in parts if reader.field(_text(cell)) or quarter_of(cell.text, reader.year)
    ]
    return bool(known) and len(parts) == len(below.filled) and len(known) * 2 >= len(parts)


def _columns(upper: SourceRow, row: SourceRow, reader: HeadingReader) -> Iterator[TableColumn]:
    """Yield the columns of two rows of headings."""
    lower = [cell for cell in row.cells if cell.text and not cell.continued]
    for cell in lower:
        over = next((c for c in upper.cells if c.column <= cell.column < c.end), None)
        yield reader.column(cell, _text(over) if over else "", _text(cell))
    for cell in upper.cells:
        if not any(cell.column < each.end and each.column < cell.end for each in lower):
            yield reader.column(cell, "", _text(cell))


def _as_before(
    columns: Sequence[TableColumn], first: Sequence[TableColumn]
) -> Iterator[TableColumn]:
    """Yield columns, those whose heading says less than it did before as they were then."""
    named = [each for each in columns if each.heading]
    before = [each for each in first if each.heading]
    for each in columns:
        twin = next((c for c in first if (c.start, c.end) == (each.start, each.end)), None)
        if each.heading and len(named) == len(before):
            twin = before[named.index(each)]
        if twin and twin is not each and not each.field and twin.field:
            yield each._replace(
                field=twin.field, quarter=twin.quarter, why=f"it stands where '{twin.heading}' does"
            )
        else:
            yield each


def _text(cell: SourceCell) -> str:
    return " ".join(cell.text.split())
