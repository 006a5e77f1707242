"""Forms with a label beside each value, an action in each: made tables with a row for each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from planctl.exchange.action_rows import cell_without, is_heading
from planctl.exchange.known_columns import plain_heading
from planctl.exchange.source_tables import (
    Passage,
    SourceCell,
    SourceDocument,
    SourceLine,
    SourceRow,
    SourceTable,
    lines_of_text,
)

_FEWEST = 3
"""Labels of different fields below each other that make a form."""
_LONGEST = 80
_LABELLED = re.compile(r"(?P<label>[^:\n]{2,60}):\s*(?=\S)")
_NUMBER = r"[A-Z]{0,4}[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?"
_NUMBERED = re.compile(
    rf"(?P<label>(?:(?:key |improvement )?(?:action|recommendation))?)\W{{0,3}}(?P<id>{_NUMBER})\b"
    r"[.:)–-]?\s*",
    re.IGNORECASE,
)
"""What the name of an action begins with: Action 1.1."""
_TITLE, _ID = "Action", "No."

Known = Callable[[str], str]
"""What says which field a label is, "" for none."""


@dataclass
class _Line:
    """A label of a form and what stands beside it; a line without a label is a heading."""

    row: int
    label: SourceCell | None
    values: list[SourceCell]
    field: str = ""
    leads: bool = False
    """Whether its label is the first thing in its row."""


@dataclass
class _Action:
    """An action of a form: its headings, and its cells by the label that they stand beside."""

    place: str
    headings: list[SourceCell] = field(default_factory=list)
    cells: dict[str, list[SourceCell]] = field(default_factory=dict)


def with_forms_as_tables(
    document: SourceDocument, known: Known
) -> tuple[SourceDocument, dict[str, str]]:
    """Return a document whose forms are tables with a header, and their labels by their places."""
    blocks: list[Passage | SourceTable] = []
    labels: dict[str, str] = {}
    for block in document.blocks:
        lines = []
        if isinstance(block, SourceTable) and not any(_is_header(e, known) for e in block.rows):
            lines = list(_lines(block, known))
        if isinstance(block, Passage) or not _is_form(lines):
            blocks.append(block)
            continue
        above = blocks[-1] if blocks else None
        if isinstance(above, Passage) and not _has_title(lines) and is_heading(above.text):
            heading = SourceCell(above.place, lines_of_text(above.text))
            lines.insert(0, _Line(-1, None, [heading]))
            blocks.pop()
        form = _Form(lines)
        labels |= form.labels
        blocks.append(form.table(block.place))
    return document._replace(blocks=tuple(blocks)), labels


def _is_header(row: SourceRow, known: Known) -> bool:
    """Return whether a row has headings beside each other, as no form has."""
    fields = [known(_text(each)) for each in row.cells if each.text]
    return len({*fields} - {""}) >= _FEWEST and len(list(filter(None, fields))) * 2 > len(fields)


def _lines(table: SourceTable, known: Known) -> Iterator[_Line]:
    """Yield the lines of a table, as those of a form."""
    before: SourceCell | None = None
    beside: list[SourceCell] = []
    for at, row in enumerate(table.rows):
        cells = [each for each in row.cells if each.text or each.colour]
        own = [each for each in cells if not each.continued]
        if len(cells) != 1 or not own:
            pairs = list(_pairs(at, cells, known))
            beside = [each.label for each in pairs if each.label]
            before = None
            yield from pairs
            continue
        over = [each for each in beside if each.column < own[0].column]
        if over:
            yield _Line(at, over[-1]._replace(continued=True), own, known(_text(over[-1])))
            continue
        label, values = _wide(own[0], known)
        if label is None and before:
            yield _Line(at, before, values, known(_text(before)))
        else:
            yield _Line(at, label, values, known(_text(label)) if label else "", leads=True)
        before = label if label and not values else None


def _wide(cell: SourceCell, known: Known) -> tuple[SourceCell | None, list[SourceCell]]:
    """Return the label that a row of one cell is or begins with, and what stands after it."""
    if _NUMBERED.match(cell.text):
        return None, [cell]
    found = _LABELLED.match(cell.text)
    if found and known(found["label"]):
        return _said(cell, found["label"]), [cell_without(cell, found.end())]
    is_label = len(cell.text) <= _LONGEST and known(_text(cell))
    return (cell, []) if is_label else (None, [cell])


def _pairs(row: int, cells: Sequence[SourceCell], known: Known) -> Iterator[_Line]:
    """Yield the labels of a row, each with what stands beside it."""
    made: list[_Line] = []
    for at, cell in enumerate(cells):
        name = known(_text(cell)) if at % 2 == 0 and len(cell.text) <= _LONGEST else ""
        if not made or name:
            made.append(_Line(row, cell, [], name, leads=not made))
        elif not cell.continued:
            made[-1].values.append(cell)
    yield from made


def _is_form(lines: Sequence[_Line]) -> bool:
    """Return whether most rows begin with a label that is known, of different fields."""
    leading = [each for each in lines if each.leads and each.label]
    named = [each for each in leading if each.field]
    rows = {each.row: each.field for each in named}
    return len(set(rows.values())) >= _FEWEST and len(named) * 2 >= len(leading)


def _has_title(lines: Sequence[_Line]) -> bool:
    return any(
        each.field == "title" or (not each.label and _NUMBERED.match(each.values[0].text))
        for each in lines
    )


class _Form:
    """Puts the lines of a form together, action by action."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._actions: list[_Action] = []
        self._header: dict[str, SourceCell] = {}
        """The labels, by what is compared of them."""
        self.labels: dict[str, str] = {}
        """The same, by the places of all cells that have one."""
        self._first = ""
        self._titled = any(each.field == "title" for each in lines)
        for each in lines:
            self._take(each)

    def table(self, place: str) -> SourceTable:
        """Return a table with a column for each label, and a row for each action."""
        places = {label: at for at, label in enumerate(self._header)}
        heads = (
            cell._replace(column=places[label], width=1) for label, cell in self._header.items()
        )
        rows = [SourceRow(place, tuple(heads))]
        for action in self._actions:
            for each in action.headings:
                wide = each._replace(column=0, width=max(len(places), 2))
                rows.append(SourceRow(each.place, (wide,)))
            cells = (
                cell._replace(column=places[label], width=1, continued=False)
                for label, found in action.cells.items()
                for cell in found
            )
            rows.append(SourceRow(action.place, tuple(sorted(cells, key=lambda c: c.column))))
        return SourceTable(place, tuple(rows))

    def _take(self, line: _Line) -> None:
        if line.label is None:
            self._heading(line.values[0])
            return
        found = _NUMBERED.fullmatch(line.label.text) if line.field == "title" else None
        words = found["label"] if found else _text(line.label)
        key = plain_heading(words)
        self._first = self._first or key
        begun = self._actions and not self._actions[-1].cells
        again = key == self._first and not line.label.continued
        if not self._actions or (again and not begun and key in self._actions[-1].cells):
            self._actions.append(_Action(line.label.place))
        self._header.setdefault(key, _said(line.label, words))
        self.labels[line.label.place] = key
        if found:
            self._put(_ID, _said(line.label, found["id"]))
        self._actions[-1].cells.setdefault(key, []).extend(line.values)

    def _heading(self, cell: SourceCell) -> None:
        """Begin an action with a heading that names it, or the priority that follows."""
        found = _NUMBERED.match(cell.text)
        if not self._actions or self._actions[-1].cells:
            self._actions.append(_Action(cell.place))
        if found:
            self._put(_ID, _said(cell, found["id"]))
            rest = cell_without(cell, found.end())
            if rest.text:
                self._put(_TITLE, rest)
        elif self._titled or not is_heading(cell.text):
            self._actions[-1].headings.append(cell)
        else:
            self._put(_TITLE, cell)

    def _put(self, heading: str, cell: SourceCell) -> None:
        key = plain_heading(heading)
        self._header.setdefault(key, _said(cell, heading))
        self._actions[-1].cells.setdefault(key, []).append(cell)


def _said(cell: SourceCell, text: str) -> SourceCell:
    return cell._replace(lines=(SourceLine(text),))


def _text(cell: SourceCell) -> str:
    return " ".join(cell.text.split())
