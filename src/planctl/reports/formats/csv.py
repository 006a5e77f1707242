"""The whole plan as one flat table, a row for each action and quarter, as CSV."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from unicodedata import normalize

from planctl.plan.period import MONTHS
from planctl.plan.scale import Step
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import flat_table
from planctl.reports.tables.table import Table, Value, list_text

_AT_ONCE = 500
_BYTE_ORDER_MARK = "\ufeff".encode()
"""By which Excel knows UTF-8."""
_MONTHS = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in (*MONTHS, "Sept"))
_MISREAD = re.compile(
    r"[0-9]+(?:\.[0-9]+)?E[0-9]+|(?=(?:.*\.)?0[0-9])[0-9.]+|.*\..*0|[0-9]{12,}"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2}|[0-9]{4})"
    rf"|[0-9]+(?:{_MONTHS})|(?:{_MONTHS})[0-9]+",
    re.IGNORECASE,
)
_FORMULA = ("=", "+", "-", "@")


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the table, piece by piece, in UTF-8 with the mark by which Excel knows it."""
    return encoded(flat_table(request.summary, request.commit))


def encoded(table: Table) -> Iterator[bytes]:
    """Yield a table as a file, piece by piece."""
    names = [column.name for column in table.columns]
    yield _BYTE_ORDER_MARK + _written([names])
    at = names.index("id")
    for start in range(0, len(table.rows), _AT_ONCE):
        rows = table.rows[start : start + _AT_ONCE]
        yield _written((*row[:at], _marked(str(row[at])), *row[at + 1 :]) for row in rows)


def _written(rows: Iterable[Iterable[Value]]) -> bytes:
    """Return rows as a part of a file."""
    made = StringIO()
    texts = ([_cell(value) for value in row] for row in rows)
    csv.writer(made, lineterminator="\r\n").writerows(texts)
    return made.getvalue().encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return _inert(list_text(value))
        case Step():
            return _inert(value.name)
        case str():
            return _inert(value)
    return str(value)


def is_misread(action_id: str) -> bool:
    """Return whether a spreadsheet makes another number, or a date, of an id: 3.10, 1E5, MAR1."""
    return bool(_MISREAD.fullmatch(action_id))


def _marked(action_id: str) -> str:
    """Return an id with an apostrophe before it where a spreadsheet would misread it."""
    return f"'{action_id}" if is_misread(action_id) else action_id


def _inert(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would take it for a formula.

    One that is a formula but for the apostrophes before it gets one more, so that whoever takes
    one away has every text as it was.
    """
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula, were its apostrophes gone."""
    if text[:1].isascii() and text[:1].isalnum():
        return False
    bare = text.lstrip("'")
    first = normalize("NFKC", bare.lstrip()[:1])  # full-width and small signs are signs too
    return first in _FORMULA or bare.startswith(("\t", "\r", "\n"))
