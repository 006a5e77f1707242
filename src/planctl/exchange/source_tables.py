"""What a document says, wherever it came from: its tables, their cells, and what is beside them."""

from typing import NamedTuple

from planctl.exchange.cells import Kind


class SourceLine(NamedTuple):
    """A paragraph, or a line of one; `mark` is the number or bullet that Word put before it."""

    text: str
    mark: str = ""


class SourceCell(NamedTuple):
    """A cell: where it is, which columns it spans, what is in it, and how it looks."""

    place: str
    lines: tuple[SourceLine, ...] = ()
    column: int = 0
    width: int = 1
    colour: str = ""
    """Its background, in six hexadecimal digits; "" where it has none."""
    kind: Kind = Kind.TEXT
    continued: bool = False
    """Whether it is the same cell as that above it; it then says the same."""

    @property
    def text(self) -> str:
        """Its lines, with what Word put before them."""
        return "\n".join(f"{line.mark} {line.text}".strip() for line in self.lines).strip()

    @property
    def end(self) -> int:
        """The column after its last."""
        return self.column + self.width


class SourceRow(NamedTuple):
    """A row: where it is, and its cells from the left."""

    place: str
    cells: tuple[SourceCell, ...]

    @property
    def filled(self) -> list[SourceCell]:
        """The cells that say something of their own."""
        return [each for each in self.cells if each.text and not each.continued]


class Passage(NamedTuple):
    """Words that stand in no table: where, what they are, and the words."""

    place: str
    text: str
    what: str = "text"


class SourceTable(NamedTuple):
    """A table, or a sheet: where it is, and its rows."""

    place: str
    rows: tuple[SourceRow, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.end for row in self.rows for cell in row.cells), default=0)


class SourceDocument(NamedTuple):
    """A document: its passages and tables in order, what stands aside, what was done to read it."""

    blocks: tuple[Passage | SourceTable, ...]
    aside: tuple[Passage, ...] = ()
    """What is in none of its tables and never taken: comments, notes, what is hidden or deleted."""
    notes: tuple[str, ...] = ()
    title: str = ""
    """The title that it has beside its words."""
    body: str = ""
    """The organisation that it has beside its words."""

    @property
    def tables(self) -> list[SourceTable]:
        """Its tables, in order."""
        return [each for each in self.blocks if isinstance(each, SourceTable)]


def lines_of_text(text: str) -> tuple[SourceLine, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(SourceLine(line.strip()) for line in text.split("\n") if line.strip())
