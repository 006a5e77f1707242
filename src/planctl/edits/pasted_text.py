"""What is pasted from Word, Excel or an e-mail, as the Markdown that was meant."""

from collections.abc import Iterator
from itertools import groupby

from planctl.text.late_pattern import LatePattern

_SPACE = "[ \\t\\xa0]"
_BULLET = LatePattern(
    rf"{_SPACE}*(?:(?P<mark>[•●▪■‣\u2043∙·◦○]){_SPACE}*"
    rf"|(?:(?P<letter>[o§])|(?=(?P<kept>\(?(?:[A-Za-z]|[ivx]{{2,4}})[.)]|\(\d{{1,3}}\)))\S+)"
    rf"{_SPACE}*\t{_SPACE}*)(?=\S)"
)
"""A bullet as Word writes it; its o, § and (a) are bullets only where a tab follows."""
_CELL = r'(?:"(?:[^"]|"")*"(?=[\t\n]|\Z)|[^\t\n]*)'
"""A cell as it is on the clipboard: one of several lines has quotation marks around it."""
_ROW = LatePattern(rf"(?!\Z){_CELL}(?:\t{_CELL})*(?:\n|\Z)")
_ROW_CELL = LatePattern(rf"({_CELL})(?:\t|\n|\Z)")
_MARKDOWN = LatePattern(
    rf"[ \xa0]*(?:[-+*>|#]|\d{{1,9}}[.)]) |{_SPACE}*[-+*•●▪■‣\u2043∙·◦○o§]\xa0*\t"
)
"""The beginning of a line that is Markdown already, or has a bullet: it is no row of a table."""
_NUMBER = LatePattern(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
"""The number of an entry of a list, before a tab."""
_LEAST = 2
"""How many rows and columns a table has at least."""


def as_markdown(text: str) -> str:
    """Return a text in which lines with tabs are the rows of a table, and bullets make a list."""
    return _with_lists(_with_tables(text) if "\t" in text else text)


def _with_tables(text: str) -> str:
    parts: list[str] = []
    rows = (found[0] for found in _ROW.finditer(text))
    for has_cells, group in groupby(rows, lambda row: "\t" in row and not _MARKDOWN.match(row)):
        lines = list(group)
        made = list(_table([_cells(line) for line in lines])) if has_cells else []
        parts += ["\n", *made, "\n"] if made else lines
    return "".join(parts)


def _cells(row: str) -> list[str]:
    """Return what is in each cell of a row, on one line."""
    found = (cell[1] for cell in _ROW_CELL.finditer(row.removesuffix("\n")))
    return [" ".join(_unquoted(cell).split()).replace("|", "\\|") for cell in found]


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _table(rows: list[list[str]]) -> Iterator[str]:
    """Yield the lines of a table; none where there is but a row or a column, or a numbered list."""
    across = max(map(len, rows))
    filled = [row + [""] * (across - len(row)) for row in rows if any(row)]
    used = [at for at in range(across) if any(row[at] for row in filled)]
    if min(len(filled), len(used)) < _LEAST:
        return
    if all(_NUMBER.fullmatch(row[used[0]]) for row in filled):
        return
    head, *body = [f"| {' | '.join(row[at] for at in used)} |\n" for row in filled]
    yield from [head, f"|{' --- |' * len(used)}\n", *body]


def _with_lists(text: str) -> str:
    """Return a text in which lines that begin with a bullet are the entries of a Markdown list.

    A bullet of another shape below one begins a list within it.
    """
    lines: list[str] = []
    shapes: list[str] = []
    for line in text.split("\n"):
        found = _BULLET.match(line)
        if not found:
            shapes = shapes if not line.strip() else []
            lines.append(line)
            continue
        shape = found["mark"] or found["letter"] or "(a)"
        kept = f"{found['kept']} " if found["kept"] else ""
        shapes = shapes[: shapes.index(shape)] if shape in shapes else shapes
        lines.append(f"{'  ' * len(shapes)}- {kept}{line[found.end() :]}")
        shapes = [*shapes, shape]
    return "\n".join(lines)
