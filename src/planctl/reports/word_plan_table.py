"""The table of the whole plan in a Word document: for each action a row, and its quarters below."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from planctl.reports.paper.paper import PaperSection
from planctl.reports.plan_table import PlanTable, actions_of, quarters_across, quarters_told
from planctl.reports.table_columns import PageWidth
from planctl.reports.values.actions import ActionDetail, QuarterPosition
from planctl.reports.values.blocks import FactList, Paragraph
from planctl.reports.values.labels import Labels
from planctl.reports.word_elements import attribute_xml, paragraph_xml, rating_xml, text_xml
from planctl.reports.word_prose import ProseStyles, WordProse

PLAN_PAGE = PageWidth(257, 2.15, 3.5)
"""What the table has of a page that is turned."""
_SMALL = ProseStyles("PlanCell", "PlanBullet", "PlanNumber", "PlanContinue", "PlanCell")
_CELL, _PART = "PlanCell", "PlanPart"
_WHOLE = 5000
"""The width of the table, in fiftieths of a hundredth."""
_OWN = 2
"""The columns before those of an action: its priority and its number."""
_BEGUN, _WITHIN = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
"""What a cell says that spans rows: in the first of them, and in the others."""


class _Cell(NamedTuple):
    """A cell from one place to another of the table's width, with its paragraphs."""

    left: int
    right: int
    content: str
    more: str = ""


class _Row(NamedTuple):
    """A row: its cells, and whether it stays on one page."""

    cells: Sequence[_Cell]
    whole: bool = True


def plan_table_xml(
    table: PlanTable, sections: Sequence[PaperSection], prose: WordProse, labels: Labels
) -> Iterator[str]:
    """Yield the table; its cells are merged where the council's own are."""
    whole = sum(table.widths)
    ends = [0, *(round(_WHOLE * at / whole) for at in accumulate(table.widths))]
    before, prose.styles, prose.page = (prose.styles, prose.page), _SMALL, _QUARTER
    rows = list(_Rows(table, ends, prose, labels).all(sections))
    prose.styles, prose.page = before
    heads = [
        _Cell(left, right, paragraph_xml(_PART, text_xml(name)))
        for left, right, name in zip(ends, ends[1:], table.columns, strict=False)
    ]
    yield from _table_xml([_Row(heads), *rows])


_QUARTER = PageWidth(50, 2.15, 3.5)
"""What a table within a quarter's commentary has."""


class _Rows:
    """The rows of the table, each with cells that end at its columns or at its quarters."""

    def __init__(
        self, table: PlanTable, ends: Sequence[int], prose: WordProse, labels: Labels
    ) -> None:
        self._table, self._ends, self._prose, self._labels = table, ends, prose, labels

    def all(self, sections: Sequence[PaperSection]) -> Iterator[_Row]:
        """Yield the rows of each priority, whose cell spans them."""
        for section in sections:
            actions = actions_of(section)
            rows = list(chain.from_iterable(map(self._action, actions)))
            for at, row in enumerate(rows or [_Row([self._note(section)])]):
                content = "" if at else "".join(self._priority(section))
                first = self._cell(0, 1, content, _WITHIN if at else _BEGUN)
                yield row._replace(cells=[first, *row.cells])

    def _cell(self, first: int, end: int, content: str, more: str = "") -> _Cell:
        return _Cell(self._ends[first], self._ends[end], content, more)

    def _note(self, section: PaperSection) -> _Cell:
        """Return what stands where a priority has no actions."""
        said = (each for each in section.blocks if isinstance(each, Paragraph))
        content = (paragraph_xml(_CELL, self._prose.words(each.words)) for each in said)
        return self._cell(1, -1, "".join(content))

    def _priority(self, section: PaperSection) -> Iterator[str]:
        if section.number:
            yield paragraph_xml(_CELL, text_xml(f"Priority {section.number}", "Muted"))
        listed = (1, f"{section.number} {section.heading}".strip())
        named = self._prose.marked(text_xml(section.heading), section.anchor, listed)
        yield paragraph_xml("PlanPriority", named)
        for block in section.blocks:
            for fact in block.facts if isinstance(block, FactList) else ():
                said = f"{self._prose.words(fact.name)}{text_xml(': ')}"
                yield paragraph_xml(_CELL, said + self._prose.words(fact.words))

    def _action(self, action: ActionDetail) -> Iterator[_Row]:
        """Yield the rows of an action, each but the last kept on the page of the next."""
        rows = list(self._told(action) if action.readable else self._unread(action))
        number = paragraph_xml(_CELL, text_xml(action.id))
        whole = sum(max(map(_lines, row)) for row in rows) <= _MOST_LINES
        for at, row in enumerate(rows):
            first = self._cell(1, _OWN, "" if at else number, _WITHIN if at else _BEGUN)
            last = at == len(rows) - 1
            cells = [first, *row] if last else [_kept(each) for each in (first, *row)]
            yield _Row(cells, whole or not last)

    def _unread(self, action: ActionDetail) -> Iterator[list[_Cell]]:
        said = f" The file {action.path} cannot be read; planctl check says why."
        words = self._prose.marked(rating_xml(action.now), action.anchor) + text_xml(said)
        yield [self._cell(_OWN, -1, paragraph_xml(_CELL, words))]

    def _told(self, action: ActionDetail) -> Iterator[list[_Cell]]:
        yield [
            self._cell(at, at + 1, "".join(content))
            for at, content in enumerate(self._columns(action), _OWN)
        ]
        told = quarters_told(action)
        yield [self._cell(_OWN, -1, "".join(self._above(action)))]
        left, right, across = self._ends[_OWN], self._ends[-1], quarters_across(action)
        places = [left + round((right - left) * at / across) for at in range(across + 1)]
        for at in range(0, len(told), across):
            row = told[at : at + across]
            made = ["".join(self._quarter(each)) for each in row]
            made += [""] * (across - len(row))
            yield list(map(_Cell, places, places[1:], made))

    def _columns(self, action: ActionDetail) -> Iterator[Iterator[str]]:
        """Yield what stands in each of an action's columns."""
        yield self._named(action)
        yield (
            paragraph_xml(_CELL, text_xml(each, look))
            for each, look in ((action.lead, ""), (action.post, "Muted"))
            if each
        )
        for at in self._table.lists:
            entries = action.lists[at].entries
            if len(entries) > 1:
                yield (self._prose.bullet(text_xml(each)) for each in entries)
            else:
                yield (paragraph_xml(_CELL, text_xml(each)) for each in entries)
        yield iter([paragraph_xml(_CELL, rating_xml(action.now))])

    def _named(self, action: ActionDetail) -> Iterator[str]:
        named, listed = text_xml(action.title), (2, f"{action.id} {action.title}")
        yield paragraph_xml("PlanAction", self._prose.marked(named, action.anchor, listed))
        if action.description:
            yield paragraph_xml(_CELL, text_xml(action.description))

    def _above(self, action: ActionDetail) -> Iterator[str]:
        """Yield what stands above an action's quarters."""
        if action.facts:
            facts = (text_xml(f"{each.name}: ", "Muted") + text_xml(each.value)
                     for each in action.facts)  # fmt: skip
            yield paragraph_xml(_CELL, text_xml(" · ", "Muted").join(facts))
        yield paragraph_xml(_PART, text_xml(self._labels.commentary))

    def _quarter(self, position: QuarterPosition) -> Iterator[str]:
        months = text_xml(f" {position.months}", "Muted") if position.months else ""
        yield paragraph_xml(_CELL, text_xml(position.quarter, "Strong") + months)
        line = text_xml(f" {position.headline}", "Strong") if position.headline else ""
        absent = text_xml(f" {position.absent}", "Muted") if position.absent else ""
        yield paragraph_xml(_CELL, rating_xml(position.rating) + line + absent)
        for remark in position.remarks:
            yield paragraph_xml(_CELL, text_xml(remark, "Muted"))
        yield from self._prose.said(position.commentary)
        for part in position.parts:
            yield paragraph_xml(_PART, text_xml(part.name, "Muted"))
            yield from self._prose.said(part.text)
        if position.confidence:
            name = text_xml(f"{self._labels.confidence}: ", "Muted")
            yield paragraph_xml(_CELL, name + rating_xml(position.confidence))


def _kept(cell: _Cell) -> _Cell:
    """Return a cell that stays on the page of what follows it."""
    content = cell.content or paragraph_xml(_CELL, "")
    return cell._replace(content=re.sub("(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", content))


def _lines(cell: _Cell) -> int:
    """Return about how many lines the words of a cell take."""
    wide = PLAN_PAGE.across * (cell.right - cell.left) / _WHOLE - PLAN_PAGE.around
    most = max(int(wide / PLAN_PAGE.letter), 1)
    texts = (_TAG.sub("", each) for each in cell.content.split("</w:p>")[:-1])
    return sum(len(each) // most + 1 for each in texts)


_TAG = re.compile("<[^>]*>")
_MOST_LINES = 38
"""How many lines a page has for an action, below the names of the columns."""


def _table_xml(rows: Sequence[_Row]) -> Iterator[str]:
    """Yield the rows as a table, whose grid has every place where some cell ends."""
    places = sorted({0, *(cell.right for row in rows for cell in row.cells)})
    at = {place: number for number, place in enumerate(places)}
    grid = "".join(f'<w:gridCol w:w="{(right - left) * 2}"/>'
                   for left, right in pairwise(places))  # fmt: skip
    caption = attribute_xml("The plan: each action, and below it its commentary")
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="5000" w:type="pct"/>'
        "<w:tblBorders>"
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="767676"/>' for side in _SIDES)
        + '</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for number, row in enumerate(rows):
        repeated = "" if number else "<w:tblHeader/>"
        cells = "".join(_cell_xml(cell, at[cell.right] - at[cell.left]) for cell in row.cells)
        about = f"{'<w:cantSplit/>' if row.whole else ''}{repeated}"
        yield f"<w:tr><w:trPr>{about}</w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _cell_xml(cell: _Cell, columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    about = f'<w:tcW w:w="{cell.right - cell.left}" w:type="pct"/>{span}{cell.more}'
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{cell.content or paragraph_xml(_CELL, '')}</w:tc>"
