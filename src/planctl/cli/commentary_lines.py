"""Commentary as a terminal shows it: paragraphs on one line, lists as written, tables drawn."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType

from planctl.cli.terminal import safe_text, table_with
from planctl.problem import visible

if TYPE_CHECKING:
    from planctl.reports.commentary import CommentaryTable

_LISTED = ("- ", "* ", "+ ", "1.")
_WITHIN = re.compile(r"\n(?![ \t]*(?:[-+*>]|\d{1,9}[.)])(?: |$))")
"""A line that goes on in the next one: no entry of a list and no quotation begins there."""
_TABLE = re.compile(r"(?m)^[^\n]*\|[^\n]*\n[ \t|:-]*-[ \t|:-]*$(?:\n[^\n]+)*")
"""Lines that may be a table: the names of its columns, the line below them, and its rows."""


def commentary_lines(text: str) -> Iterator[RenderableType]:
    """Yield each part of a text in Markdown, with an empty line between two."""
    for number, block in enumerate(text.split("\n\n")):
        if number:
            yield ""
        yield from _part(block)


def _part(block: str) -> Iterator[RenderableType]:
    found = _TABLE.search(block)
    table = _table(found[0]) if found else None
    if found and table:
        if above := block[: found.start()].rstrip("\n"):
            yield from _part(above)
        yield _drawn(table)
    else:
        listed = block.lstrip().startswith(_LISTED)
        yield safe_text(block if listed else _WITHIN.sub(" ", block))


def _table(lines: str) -> "CommentaryTable | None":
    """Return the table that lines are; None if they are none, or more than one."""
    from planctl.reports.commentary import CommentaryTable, blocks

    first, *more = blocks(lines)
    return first if isinstance(first, CommentaryTable) and not more else None


def _drawn(table: "CommentaryTable") -> RenderableType:
    names, *rows = table.texts
    drawn = table_with(*map(visible, names))
    for row in rows:
        drawn.add_row(*map(safe_text, row))
    return drawn
