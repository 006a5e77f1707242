"""A Word document as tables and passages: merged cells, content controls and changes resolved."""

import re
from collections import Counter
from collections.abc import Iterator

from planctl.exchange.office_file import OfficeFile
from planctl.exchange.source_tables import (
    Passage,
    SourceCell,
    SourceDocument,
    SourceLine,
    SourceRow,
    SourceTable,
)
from planctl.exchange.word_numbers import WordNumbers
from planctl.exchange.word_text import (
    WordContext,
    all_text,
    chosen,
    is_joined,
    is_placeholder,
    paragraph_lines,
)
from planctl.exchange.xml_tree import Element
from planctl.problem import UserError

_NO_COLOUR = ("", "AUTO", "FFFFFF")
_HIGHLIGHTS = {
    "red": "FF0000", "darkRed": "800000", "yellow": "FFFF00", "darkYellow": "FFC000",
    "green": "00FF00", "darkGreen": "008000", "blue": "0000FF", "darkBlue": "000080",
    "cyan": "00FFFF", "darkCyan": "008080", "lightGray": "C0C0C0", "darkGray": "808080",
}  # fmt: skip
_BESIDE = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)[0-9]*\.xml")
_NOTES = ("comment", "footnote", "endnote")
_DONE = {
    "tracked insertion": "accepted",
    "tracked deletion": "accepted: the words are left out",
    "content control": "read as the text that it shows",
    "table within a cell": "read as lines of that cell",
    "passage that is struck through": "taken as it stands",
}


def of_word(file: OfficeFile, main: str) -> SourceDocument:
    """Return what a Word document says."""
    related = dict(file.related(main).values())
    numbers = WordNumbers(
        file.tree(related.get("numbering", "")), file.tree(related.get("styles", ""))
    )
    context = WordContext(numbers, [], Counter(), [], Counter(), {})
    body = file.tree(main).first("w:body")
    if not body.children:
        raise UserError("the document is empty", "open it, and save it again")
    blocks = list(_blocks_of(body, context))
    while context.boxes:
        place, box = context.boxes.pop(0)
        for each in _blocks_of(box, context):
            if isinstance(each, SourceTable):
                blocks.append(each)
            else:
                context.put_aside(place, each.text, "a text box")
    _put_notes_aside(file, related, context)
    for name in sorted(file.parts):
        if _BESIDE.fullmatch(name):
            context.put_aside(name[5:-4], all_text(file.tree(name)), "beside the text")
        elif _DRAWN.fullmatch(name):
            context.put_aside(name[5:-4], all_text(file.tree(name)), "a chart or drawing")
    done = [f"{number} × {what}: {_DONE[what]}" for what, number in context.done.items() if number]
    title = file.tree("docProps/core.xml").first("title").text.strip()
    body_name = file.tree("docProps/app.xml").first("Company").text.strip()
    return SourceDocument(
        tuple(blocks), tuple(context.aside), (*done, *file.notes), title, body_name
    )


def _blocks_of(body: Element, context: WordContext) -> Iterator[Passage | SourceTable]:
    """Yield the paragraphs and tables of a text, numbered as they come."""
    begun = ""
    for each in _parts(body, "text", context):
        if each.name == "w:p":
            context.counts["paragraph"] += 1
            place = f"paragraph {context.counts['paragraph']}"
            lines = paragraph_lines(each, place, context)
            begun += "\n".join(f"{line.mark} {line.text}".lstrip() for line in lines)
            if begun and not is_joined(each):
                yield Passage(place, begun.strip())
                begun = ""
        else:
            yield from _tables_of(each, context)
    if begun:
        yield Passage(f"paragraph {context.counts['paragraph']}", begun.strip())


def _tables_of(table: Element, context: WordContext) -> Iterator[Passage | SourceTable]:
    """Yield a table; or what is in it, where it is there only for the layout of the page."""
    rows = [each for each in table.children if each.name == "w:tr"]
    cells = [each for row in rows for each in row.children if each.name == "w:tc"]
    if len(cells) == len(rows) and any(cell.first("w:tbl").children for cell in cells):
        for cell in cells:
            yield from _blocks_of(cell, context)
        return
    context.counts["table"] += 1
    place = f"table {context.counts['table']}"
    made = list(_rows(table, place, context))
    if made:
        yield SourceTable(place, tuple(made))


def _parts(element: Element, place: str, context: WordContext, name: str = "") -> Iterator[Element]:
    """Yield the parts of a text, a table or a row, those in content controls too."""
    for each in element.children:
        if each.name == "w:sdt":
            context.done["content control"] += 1
            content = each.first("w:sdtContent")
            if is_placeholder(each):
                context.put_aside(place, all_text(content), "what is to be filled in")
                yield from (Element(name) for part in content.children if part.name == name)
                continue
            yield from _parts(content, place, context, name)
        elif each.name in ("w:ins", "w:moveTo", "w:customXml", "w:smartTag"):
            yield from _parts(each, place, context, name)
        elif each.name == "AlternateContent":
            yield from _parts(chosen(each), place, context, name)
        elif each.name == name or (not name and each.name in ("w:p", "w:tbl")):
            yield each


def _rows(table: Element, place: str, context: WordContext) -> Iterator[SourceRow]:
    above: dict[int, SourceCell] = {}
    for number, row in enumerate(_parts(table, place, context, "w:tr"), 1):
        where = f"{place}, row {number}"
        properties = row.first("w:trPr")
        if properties.has("w:del"):
            context.done["tracked deletion"] += 1
            context.put_aside(where, all_text(row), "a row deleted by a tracked change")
            continue
        if properties.has("w:hidden"):
            context.put_aside(where, all_text(row), "a hidden row")
            continue
        context.done["tracked insertion"] += properties.has("w:ins")
        cells = _merged(list(_cells(row, where, above, context)))
        above = {cell.column: cell for cell in cells}
        yield SourceRow(where, tuple(cells))


def _cells(
    row: Element, where: str, above: dict[int, SourceCell], context: WordContext
) -> Iterator[SourceCell]:
    before = row.first("w:trPr", "w:gridBefore").get("val")
    column = int(before) if before.isdecimal() else 0
    for number, each in enumerate(_parts(row, where, context, "w:tc"), 1):
        place = f"{where}, cell {number}"
        properties = each.first("w:tcPr")
        span = properties.first("w:gridSpan").get("val")
        width = min(int(span), 100) if span.isdecimal() and int(span) else 1
        lines = tuple(_lines(each, place, context))
        merged = [p for p in properties.children if p.name == "w:vMerge"]
        made = SourceCell(place, lines, column, width, _colour(each))
        if merged and merged[0].get("val", "continue") == "continue" and not lines:
            over = above.get(column)
            made = over._replace(continued=True) if over else made
        if properties.first("w:hMerge").get("val") == "continue":
            made = made._replace(width=-1)
        yield made
        column += width


def _merged(cells: list[SourceCell]) -> list[SourceCell]:
    """Return the cells of a row, those that an old kind of merging joined to one put together."""
    made: list[SourceCell] = []
    for cell in cells:
        if cell.width < 0 and made:
            last = made[-1]
            lines = (*last.lines, *cell.lines)
            made[-1] = last._replace(width=last.width + 1, lines=lines)
        else:
            made.append(cell._replace(width=abs(cell.width)))
    return made


def _lines(cell: Element, place: str, context: WordContext) -> Iterator[SourceLine]:
    """Yield the lines of a cell, those of a table in it too."""
    begun: list[SourceLine] = []
    for each in _parts(cell, place, context):
        if each.name == "w:tbl":
            context.done["table within a cell"] += 1
            for row in _rows(each, f"{place}, table in it", context):
                for inner in row.cells:
                    yield from () if inner.continued else inner.lines
            continue
        lines = paragraph_lines(each, place, context)
        if begun and lines:
            first = lines[0]
            lines = [*begun[:-1], begun[-1]._replace(text=begun[-1].text + first.text), *lines[1:]]
        lines, begun = lines or begun, []
        if is_joined(each):
            begun = lines
            continue
        yield from lines
    yield from begun


def _colour(cell: Element) -> str:
    """Return the colour of a cell: its background, that of its words, or of a sign alone in it."""
    fill = cell.first("w:tcPr", "w:shd").get("fill").upper()
    if fill not in _NO_COLOUR:
        return fill
    for properties in cell.all("w:rPr"):
        shade = properties.first("w:shd").get("fill").upper()
        marked = _HIGHLIGHTS.get(properties.first("w:highlight").get("val"), "")
        if marked or shade not in _NO_COLOUR:
            return marked or shade
        ink = properties.first("w:color").get("val").upper()
        if ink not in _NO_COLOUR and not any(map(str.isalnum, all_text(cell))):
            return ink
    return ""


def _put_notes_aside(file: OfficeFile, related: dict[str, str], context: WordContext) -> None:
    """Put comments and footnotes aside, each with the place that it belongs to."""
    for kind in _NOTES:
        for each in file.tree(related.get(f"{kind}s", "")).children:
            where = context.notes.get((kind, each.get("id")), f"{kind}s")
            author = f" by {each.get('author')}" if each.get("author") else ""
            context.put_aside(where, all_text(each), f"{kind}{author}")
