"""The rows of a plan's tables as its priorities and actions, whatever the page breaks did."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planctl.exchange.cell_ratings import colour_name
from planctl.exchange.column_choice import ACTION_ID, overlap
from planctl.exchange.import_log import ImportLog
from planctl.exchange.known_columns import TableColumn
from planctl.exchange.source_tables import SourceCell, SourceLine, SourceRow

COMMENTARY = re.compile(
    r"(?:quarterly |monthly |latest |current |overall )*(?:progress |action )?"
    r"(?:commentary|update|comments?|narrative|progress|position statement)\b"
    r"[^:\n]{0,40}(?::|$)\s*",
    re.IGNORECASE,
)
"""What a row that is commentary begins with."""
PRIORITY = re.compile(
    r"(?:(?P<word>(?:strategic |key |improvement )?(?:priority|theme|objective|outcome|aim|goal|"
    r"section|workstream|area|pillar)(?: area)?)\b\s*)?"
    r"(?P<key>[0-9]{1,3}|(?<=\s)[A-Z]{1,3}(?=[\s.:)–-]))?(?![.0-9])[\s.:)–-]*(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A priority with its number: Priority 3: Permanence, 3 Permanence."""
_IN_TITLE = re.compile(r"(?P<id>[A-Z]{0,4}[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[a-z]?)[.):]?(?:\s+|$)")
_NUMBERED = re.compile(r"(?P<id>[0-9]{1,3}|[A-Z]{1,2}[0-9]{1,3})[.):]\s+(?=\S)")
_KEY = re.compile(r"(?:(?:b?rag|colour|rating) )*(?:key|legend)s?(?: to .*)?\W*", re.IGNORECASE)
"""What stands above a legend."""
_SHORT = 14
"""Words that a heading has at most."""


@dataclass
class SourcePriority:
    """A priority as it is read: it grows where its text goes on over a page."""

    cells: list[SourceCell]
    again: list[SourceCell] = field(default_factory=list)
    """Cells that say the same again."""


@dataclass
class SourceAction:
    """An action as it is read: it grows row by row, until the next begins."""

    place: str
    priority: SourcePriority | None
    id: SourceCell | None = None
    parts: dict[tuple[str, str], list[SourceCell]] = field(default_factory=dict)
    """Its cells by their field and quarter."""
    commentary_rows: int = 0

    def add(self, column: tuple[str, str], cell: SourceCell) -> None:
        """Keep a cell."""
        self.parts.setdefault(column, []).append(cell)


@dataclass
class ActionReader:
    """What was read so far: what comes next may go on with it."""

    log: ImportLog
    legend: frozenset[str] = frozenset()
    """The places of what says what ratings mean, which is no action."""
    actions: list[SourceAction] = field(default_factory=list)
    priority: SourcePriority | None = None
    labels: Counter[str] = field(default_factory=Counter)
    """How many rows of commentary begin with what."""
    coloured: Counter[str] = field(default_factory=Counter)
    """How many cells have a colour and no words, by the headings of columns that do not rate."""
    joins: set[str] = field(default_factory=set)
    """The places of cells that go on with a cell before them."""

    def read(self, rows: Sequence[SourceRow], columns: Sequence[TableColumn]) -> None:
        """Read rows that stand below a header."""
        width = max((each.end for each in columns), default=0)
        for row in rows:
            filled = row.filled
            if not filled or self.legend.issuperset(each.place for each in filled):
                continue
            if self.legend and len(filled) == 1 and _KEY.fullmatch(filled[0].text):
                continue
            if not self._labelled(row, width, columns):
                self._ordinary(row, columns)

    def begin_priority(self, cell: SourceCell) -> None:
        """Begin a priority, unless it is the one that is read, or one that was."""
        before = [each for action in self.actions for each in [action.priority] if each]
        text = _one_line(cell)
        for each in [*([self.priority] if self.priority else []), *before]:
            if any(cell.place == there.place for there in [*each.cells, *each.again]):
                self.priority = each
                return
            if _one_line(each.cells[0]) == text:
                each.again.append(cell)
                self.priority = each
                return
        self.priority = SourcePriority([cell])

    def _labelled(self, row: SourceRow, width: int, columns: Sequence[TableColumn]) -> bool:
        """Return whether a row is commentary or the heading of a priority; it is then read."""
        first, *others = row.filled
        is_wide = first.width > 1 and first.width * 2 >= width
        label = COMMENTARY.match(first.text)
        of_own = any(c.field == "commentary" and overlap(first, c) > 0 for c in columns)
        is_label = label is not None and (is_wide or not of_own) and bool(self.actions)
        if label and is_label and (is_wide or not others or label.end() == len(first.text)):
            self._commentary([cell_without(first, label.end()), *others], first, label[0].strip())
            return True
        if others:
            return False
        over = [c for c in columns if c.field and overlap(first, c) > 0]
        found = PRIORITY.fullmatch(first.text)
        named = bool(found and found["word"])
        alone = first.column == 0 and [c.field for c in over] not in (["priority"], ["id"])
        if not (is_wide or (named and alone)):
            return False
        short = is_heading(first.text)
        if named or (found and found["key"]) or short or not self.actions:
            why = "a row of its own, and it is short" if not named else "it says so itself"
            if not named:
                self.log.guess(first.place, "the heading of a priority", why)
            self.begin_priority(first)
            return True
        self.log.guess(first.place, "commentary of the action above", "a row of its own")
        self._commentary([first], first, "")
        return True

    def _commentary(self, cells: list[SourceCell], first: SourceCell, label: str) -> None:
        action = self.actions[-1]
        action.commentary_rows += 1
        self.labels[label] += 1
        self.log.told([first.place])
        for cell in cells:
            if cell.text:
                action.add(("commentary", ""), cell)

    def _ordinary(self, row: SourceRow, columns: Sequence[TableColumn]) -> None:
        """Read a row that has a cell in each column: a new action, or more of that above."""
        parts, number = self._parts(row, columns)
        priority = parts.pop(("priority", ""), [])
        titles = parts.get(("title", ""), [])
        if number is None and titles:
            number, titles = _numbered(titles)
            parts["title", ""] = titles
        is_new = self._is_new(number, titles, parts)
        self._priorities(priority, is_new=is_new)
        if is_new:
            self.actions.append(SourceAction(row.place, self.priority, number))
        named = [*titles, *([number] if number else [])]
        is_cut = not is_new and not any(each.continued for each in named)
        for key, cells in parts.items():
            for cell in cells:
                self._part(key, cell, is_new=is_new, is_cut=is_cut)

    def _priorities(self, cells: Sequence[SourceCell], *, is_new: bool) -> None:
        """Begin the priority of a row, or go on with that above."""
        for cell in cells:
            if self.priority and not is_new and not cell.continued and not _begins(cell):
                self.priority.cells.append(cell)
                self.log.guess(cell.place, "more of the priority above", "it has no number")
            else:
                self.begin_priority(cell)

    def _part(self, key: tuple[str, str], cell: SourceCell, *, is_new: bool, is_cut: bool) -> None:
        """Keep a cell with the action that is read; the row may go on with it."""
        if not self.actions:
            self.log.leave(cell.place, cell.text, "it stands before the first action")
        elif is_new or not cell.continued:
            action = self.actions[-1]
            if is_cut and action.parts.get(key):
                self.joins.add(cell.place)
            action.add(key, cell)

    def _parts(
        self, row: SourceRow, columns: Sequence[TableColumn]
    ) -> tuple[dict[tuple[str, str], list[SourceCell]], SourceCell | None]:
        """Return the cells of a row by their fields, and the one that has the action's number."""
        parts: dict[tuple[str, str], list[SourceCell]] = {}
        number = None
        for cell in row.cells:
            if not cell.text and not cell.colour:
                continue
            column = max(columns, key=lambda each: overlap(cell, each))
            if not cell.text and column.field != "rag" and colour_name(cell.colour):
                self.coloured[column.heading] += 1
            if overlap(cell, column) <= 0 or column.field in ("", "leave"):
                what = f"column '{column.heading}'" if overlap(cell, column) > 0 else "no column"
                self.log.leave(cell.place, cell.text, what)
            elif column.field == "id" or self._is_number(cell, row, column):
                number = cell if cell.text else number
            else:
                key = f"own {column.heading}" if column.field == "own" else column.field
                parts.setdefault((key, column.quarter), []).append(cell)
        return parts, number

    def _is_number(self, cell: SourceCell, row: SourceRow, column: TableColumn) -> bool:
        """Return whether a cell is the number beside the words of an action, below one heading."""
        within = [each for each in row.cells if each.text and overlap(each, column) > 0]
        return (
            column.field == "title"
            and len(within) > 1
            and cell is within[0]
            and bool(ACTION_ID.fullmatch(cell.text.strip()))
        )

    def _is_new(
        self,
        number: SourceCell | None,
        titles: Sequence[SourceCell],
        parts: dict[tuple[str, str], list[SourceCell]],
    ) -> bool:
        """Return whether a row begins an action, and does not go on with that above."""
        if number is not None:
            return not number.continued
        own = [each for each in titles if each.text and not each.continued]
        if not own:
            return False
        goes_on = own[0].text.lstrip()[:1].islower()
        leads = [each for each in parts.get(("lead", ""), []) if each.text]
        if not self.actions:
            return True
        if self.actions[-1].id is not None:
            return bool(leads) and not goes_on
        return not goes_on or bool(leads)


def is_heading(text: str) -> bool:
    """Return whether a text is as short as a heading."""
    return len(text.split()) <= _SHORT and not text.rstrip().endswith(".")


def _numbered(titles: list[SourceCell]) -> tuple[SourceCell | None, list[SourceCell]]:
    """Return the number that the words of an action begin with, if any, and the words after it."""
    first = titles[0]
    if first.lines and first.lines[0].mark and ACTION_ID.fullmatch(first.lines[0].mark):
        number = first._replace(lines=(SourceLine(first.lines[0].mark),))
        rest = (first.lines[0]._replace(mark=""), *first.lines[1:])
        return number, [first._replace(lines=rest), *titles[1:]]
    found = _IN_TITLE.match(first.text) or _NUMBERED.match(first.text)
    if not found:
        return None, titles
    number = first._replace(lines=(SourceLine(found["id"]),))
    return number, [cell_without(first, found.end()), *titles[1:]]


def cell_without(cell: SourceCell, characters: int) -> SourceCell:
    """Return a cell without the first characters of its text."""
    left, lines = characters, []
    for line in cell.lines:
        whole = f"{line.mark} {line.text}".strip()
        if left >= len(whole):
            left -= len(whole) + 1
        else:
            lines.append(SourceLine(whole[left:].strip()) if left > 0 else line)
            left = 0
    return cell._replace(lines=tuple(lines))


def _begins(cell: SourceCell) -> bool:
    """Return whether the text of a priority begins with its number."""
    found = PRIORITY.fullmatch(cell.text)
    return bool(found and (found["word"] or found["key"]))


def _one_line(cell: SourceCell) -> str:
    return " ".join(cell.text.split())
