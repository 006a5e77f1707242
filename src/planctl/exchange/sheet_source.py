"""An Excel workbook as tables: its visible cells as shown; what is hidden is put aside."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planctl.exchange.cells import MOST_COLUMNS, MOST_ROWS, Kind, letter, too_large
from planctl.exchange.office_file import OfficeFile
from planctl.exchange.sheet_styles import SheetStyles, styles_of
from planctl.exchange.source_tables import (
    Passage,
    SourceCell,
    SourceDocument,
    SourceRow,
    SourceTable,
    lines_of_text,
)
from planctl.exchange.xml_tree import Element

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_MERGED = 100_000
"""Cells of a sheet that may be merged into others."""
Spot = tuple[int, int]
"""A row and a column of a sheet, both counted from 0."""


class _Value(NamedTuple):
    text: str
    kind: Kind = Kind.TEXT
    colour: str = ""


class _Book(NamedTuple):
    """A workbook: its file, its styles, its shared texts, and what is put aside of it."""

    file: OfficeFile
    styles: SheetStyles
    texts: list[str]
    aside: list[Passage]


def of_sheets(file: OfficeFile, main: str) -> SourceDocument:
    """Return what a workbook says; UserError where a sheet is larger than anybody fills in."""
    tree, related = file.tree(main), file.related(main)
    kinds = dict(related.values())
    from_1904 = tree.first("workbookPr").get("date1904") in ("1", "true")
    styles = styles_of(
        file.tree(kinds.get("styles", "")), file.tree(kinds.get("theme", "")), from_1904=from_1904
    )
    shared = file.tree(kinds.get("sharedStrings", ""))
    book = _Book(file, styles, [_rich(each) for each in shared.children], [])
    tables = []
    for each in tree.first("sheets").children:
        name, part = each.get("name"), related.get(each.get("id"), ("", ""))[1]
        rows = _visible_rows(file.tree(part), name, book)
        _put_beside_aside(part, name, book)
        if each.get("state", "visible") == "visible":
            tables.append(SourceTable(f"sheet {name}", tuple(rows)))
            continue
        for row in rows:
            for cell in row.filled:
                book.aside.append(Passage(cell.place, cell.text, "in a hidden sheet"))
    title = file.tree("docProps/core.xml").first("title").text.strip()
    body = file.tree("docProps/app.xml").first("Company").text.strip()
    return SourceDocument(tuple(tables), tuple(book.aside), file.notes, title, body)


def _visible_rows(sheet: Element, name: str, book: _Book) -> list[SourceRow]:
    """Return the rows of a sheet, what is hidden in them put aside."""
    values, hidden = _values(sheet, name, book)
    columns = set(_hidden_columns(sheet))
    spans = dict(_spans(sheet, values))
    covered = {
        (row + down, column + across): (row, column)
        for (row, column), (tall, wide) in spans.items()
        for down in range(tall)
        for across in range(wide)
        if down or across
    }
    rows: dict[int, list[SourceCell]] = {}
    for row, column in sorted({*values, *covered}):
        top = covered.get((row, column), (row, column))
        value, (_, wide) = values.get(top, _Value("")), spans.get(top, (1, 1))
        place = f"{name}!{letter(column)}{row + 1}"
        if row in hidden or column in columns:
            own = values.get((row, column), _Value("")).text
            what = "in a hidden row" if row in hidden else "in a hidden column"
            book.aside.extend([Passage(place, own, what)] if own else [])
        elif top[1] == column:
            is_same = top != (row, column)
            cell = SourceCell(
                f"{name}!{letter(top[1])}{top[0] + 1}",
                lines_of_text(value.text),
                column,
                wide,
                value.colour,
                value.kind,
                is_same and top[0] not in hidden,
            )
            rows.setdefault(row, []).append(cell)
    return [SourceRow(f"{name}, row {row + 1}", tuple(cells)) for row, cells in rows.items()]


def _values(sheet: Element, name: str, book: _Book) -> tuple[dict[Spot, _Value], set[int]]:
    """Return the cells of a sheet that say something or are coloured, and the hidden rows."""
    values: dict[Spot, _Value] = {}
    hidden: set[int] = set()
    below = 0
    for row in sheet.first("sheetData").children:
        number = row.get("r")
        at = int(number) - 1 if number.isdecimal() and number != "0" else below
        below, next_column = at + 1, 0
        if row.get("hidden") in ("1", "true"):
            hidden.add(at)
        for cell in row.children:
            spot = _spot(cell.get("r")) or (at, next_column)
            next_column = spot[1] + 1
            value = _value(cell, f"{name}!{letter(spot[1])}{spot[0] + 1}", book)
            if not value.text and not value.colour:
                continue
            if spot[0] >= MOST_ROWS or spot[1] >= MOST_COLUMNS:
                if value.text:
                    raise too_large()
                continue
            values[spot] = value
    return values, hidden


def _value(cell: Element, place: str, book: _Book) -> _Value:
    kind, colour = book.styles.of(cell)
    said = cell.first("v").text
    if cell.has("f"):
        words = f"={cell.first('f').text}"
        book.aside.append(Passage(place, words, "a formula, whose last value was read"))
    match cell.get("t", "n"):
        case "s":
            known = said.isdecimal() and int(said) < len(book.texts)
            return _Value(book.texts[int(said)] if known else "", Kind.TEXT, colour)
        case "inlineStr":
            return _Value(_rich(cell.first("is")), Kind.TEXT, colour)
        case "b":
            return _Value("yes" if said == "1" else "no", Kind.TEXT, colour)
        case "n" if said:
            return _Value(*book.styles.shown(said, kind), colour)
        case "d":
            return _Value(said[:10], Kind.DATE, colour)
    return _Value(_unescaped(said), Kind.TEXT, colour)


def _rich(text: Element) -> str:
    """Return a text that may be of several pieces, without how it is pronounced."""
    pieces = [each.first("t").text for each in text.children if each.name == "r"]
    return _unescaped("".join([text.first("t").text, *pieces]))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def _spot(address: str) -> Spot | None:
    found = _ADDRESS.fullmatch(address)
    if not found or found[2] == "0":
        return None
    column = 0
    for each in found[1]:
        column = column * 26 + ord(each) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _hidden_columns(sheet: Element) -> Iterator[int]:
    for each in sheet.first("cols").children:
        first, last = each.get("min"), each.get("max")
        if each.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            yield from range(int(first) - 1, min(int(last), MOST_COLUMNS))


def _spans(sheet: Element, values: dict[Spot, _Value]) -> Iterator[tuple[Spot, Spot]]:
    """Yield each merged cell that says something: where it begins, how tall and wide it is."""
    total = 0
    for each in sheet.first("mergeCells").children:
        first, _, last = each.get("ref").partition(":")
        begin, end = _spot(first), _spot(last)
        if begin and end and begin in values and begin <= end:
            tall = min(end[0], MOST_ROWS) - begin[0] + 1
            wide = max(min(end[1], MOST_COLUMNS) - begin[1] + 1, 1)
            total += tall * wide
            if total > _MOST_MERGED:
                raise too_large()
            yield begin, (tall, wide)


def _put_beside_aside(part: str, name: str, book: _Book) -> None:
    """Put aside what stands beside the cells of a sheet: comments, drawings, print headers."""
    for each in book.file.tree(part).first("headerFooter").children:
        if each.text.strip():
            book.aside.append(Passage(f"sheet {name}", each.text.strip(), "beside the text"))
    for kind, target in book.file.related(part).values():
        tree = book.file.tree(target)
        if kind in ("comments", "threadedComment"):
            for each in [*tree.all("comment"), *tree.all("threadedComment")]:
                words = "".join(t.text for t in [*each.all("t"), *each.all("text")]).strip()
                book.aside.append(Passage(f"{name}!{each.get('ref')}", words, "a comment"))
        elif kind == "drawing":
            for each in tree.all("txBody"):
                words = " ".join(t.text for t in each.all("t")).strip()
                if words:
                    book.aside.append(Passage(f"sheet {name}", words, "a text box"))
