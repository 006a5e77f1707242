"""A paper as the text of a Word document: its paragraphs, lists and tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from planctl.measures.chart_parts import MeasureChart
from planctl.reports.paper.paper import Block, Form, Paper, PaperSection, named_in
from planctl.reports.plan_table import PlanTable, actions_of, is_priority, quarters_told
from planctl.reports.table_columns import column_widths, least_width
from planctl.reports.values import blocks as parts
from planctl.reports.values.actions import ActionDetail, NamedList, QuarterPosition
from planctl.reports.values.labels import LABELS, Labels
from planctl.reports.values.measure_tiles import MeasureTiles
from planctl.reports.values.measures import MeasureFigures, figures_table
from planctl.reports.values.runs import Run, RunsOrText, TextRun, strong
from planctl.reports.word_charts import bars_drawn, mark_drawn, measure_drawn
from planctl.reports.word_elements import (
    FIELD_END,
    element_xml,
    fact_xml,
    field_start_xml,
    page_field_xml,
    paragraph_xml,
    rating_xml,
    table_xml,
    text_xml,
)
from planctl.reports.word_plan_table import PLAN_PAGE as SMALL
from planctl.reports.word_plan_table import plan_table_xml
from planctl.reports.word_prose import TURNED, UPRIGHT, WordDocument, WordProse, bookmark_name

_LOOKS = {"sentence": "Lead", "note": "Note"}
_WIDE = ("grid", "measures")
"""The sections whose tables have a page of their own that is turned, whatever is in them."""
_LINE = "_" * 60
_CONTENTS = r"TOC \o &quot;1-1&quot; \f C \l &quot;1-2&quot; \h \z"
"""What the contents list: first headings, and whatever says that it is to be listed."""
_AT_THE_RIGHT = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'


class WordBody:
    """Writes the blocks of one paper."""

    def __init__(self, document: WordDocument, labels: Labels = LABELS) -> None:
        """Keep what the body needs of the document around it, and what its parts are called."""
        self._document, self._labels = document, labels
        self._prose = WordProse(document)

    def xml(self, paper: Paper, table: PlanTable | None = None) -> str:
        """Return a whole paper, as an element that holds the content of the body."""
        body = "".join(self._paper(paper, table))
        return element_xml("w:body", body)

    def _paper(self, paper: Paper, table: PlanTable | None) -> Iterator[str]:
        yield paragraph_xml("Organisation", text_xml(paper.plan.organisation))
        if paper.kind_title:
            yield paragraph_xml("Subtitle", text_xml(paper.kind_title))
        yield paragraph_xml("Title", text_xml(paper.plan.title))
        when = f"{paper.plan.when}. As at {paper.plan.as_at}."
        yield paragraph_xml("Occasion", text_xml(when))
        yield paragraph_xml("Note", text_xml(paper.standing))
        for number, section in enumerate(paper.sections):
            if number == paper.listed_from and paper.has_contents:
                yield from self._contents(paper, table)
            if not (table and is_priority(section)):
                yield from self._section(section)
            elif not is_priority(paper.sections[number - 1]):
                every = list(filter(is_priority, paper.sections))
                yield from self._plan(table, every)

    def _contents(self, paper: Paper, table: PlanTable | None) -> Iterator[str]:
        """Yield a field that lists the headings, filled in as they are now.

        Which page each is on, nobody knows before the pages are laid out: a field says it once
        they are, and nothing until then. To mark fields as stale would make Word ask its reader.
        """
        entries = list(_listed(paper.sections, table))
        yield paragraph_xml("ContentsHeading", text_xml(self._labels.contents))
        for number, (level, named, anchor) in enumerate(entries):
            page = f"<w:r><w:tab/></w:r>{page_field_xml(bookmark_name(anchor))}"
            link = self._prose.inner(f"#{anchor}", text_xml(named) + page)
            opening = field_start_xml(_CONTENTS) if not number else ""
            closing = FIELD_END if number == len(entries) - 1 else ""
            yield paragraph_xml(f"TOC{level}", f"{opening}{link}{closing}", _AT_THE_RIGHT)

    def _plan(self, table: PlanTable, sections: Sequence[PaperSection]) -> Iterator[str]:
        """Yield the table of the plan on turned pages, and the numbers of its measures."""
        yield paragraph_xml("After", "", self._document.upright)
        yield from plan_table_xml(table, sections, self._prose, self._labels)
        yield paragraph_xml("After", "", self._document.turned)
        if not table.numbers:
            return
        yield self._heading(1, text_xml(table.numbers), table.anchor)
        for each in (action for section in sections for action in actions_of(section)):
            if each.figures:
                yield self._heading(2, text_xml(f"{each.id} {each.title}"))
                yield from self._figures(each.figures)

    def _section(self, section: PaperSection) -> Iterator[str]:
        wide = section.name in _WIDE
        self._prose.page = TURNED if wide else UPRIGHT
        if wide:
            yield paragraph_xml("After", "", self._document.upright)
        named = _named(section)
        if not section.heading_optional:
            yield self._heading(1, text_xml(named), section.anchor, new_page=section.new_page)
        for block in section.blocks:
            yield from self._block(block)
        if wide:
            yield paragraph_xml("After", "", self._document.turned)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case parts.Paragraph():
                yield paragraph_xml(_LOOKS.get(block.look, ""), self._prose.words(block.words))
            case parts.Subheading():
                yield self._heading(2, text_xml(block.text), block.anchor)
            case parts.BulletList():
                yield from (self._prose.bullet(self._prose.words(entry)) for entry in block.entries)
            case parts.FactList():
                yield from self._facts(block)
            case parts.RatingTiles():
                yield from self._table(_tiles(block))
            case parts.DataTable():
                yield from self._table(block)
            case MeasureTiles():
                yield from self._table(block.table)
                yield from self._tile_charts(block)
            case parts.BarChart():
                yield from self._chart(block)
            case _:
                yield from self._action_block(block)

    def _action_block(self, block: Block) -> Iterator[str]:
        """Yield what is said of one action."""
        match block:
            case parts.Card():
                yield from self._card(block)
            case ActionDetail():
                yield from self._action(block)
            case Form():
                yield from self._form(block)
            case _:
                raise TypeError(f"a document cannot show the block {block.block}")

    def _heading(
        self, level: int, words: str, anchor: str = "", *, new_page: bool = False, named: str = ""
    ) -> str:
        """Return a heading; one that is `named` is listed as such in the second place."""
        breaks = "<w:pageBreakBefore/>" if new_page else ""
        listed = (2, named) if named else None
        return paragraph_xml(f"Heading{level}", self._prose.marked(words, anchor, listed), breaks)

    def _facts(self, block: parts.FactList) -> Iterator[str]:
        for fact in block.facts:
            name = self._prose.words([_bold(run) for run in fact.name])
            yield paragraph_xml("Fact", f"{name}{text_xml(': ')}{self._prose.words(fact.words)}")

    def _table(self, block: parts.DataTable) -> Iterator[str]:
        page, style = self._prose.page, "Cell"
        if least_width(block, page) > page.across:
            page, style = page._replace(letter=SMALL.letter, around=SMALL.around), "PlanCell"
        widths, heads = column_widths(block, page), list(map(text_xml, block.columns))
        for group in block.groups:
            if group.name:
                yield paragraph_xml("Group", self._prose.words(group.name))
            rows = [[self._prose.words(cell) for cell in row] for row in group.rows]
            yield from table_xml(block.caption, heads, rows, widths, style)

    def _chart(self, block: parts.BarChart) -> Iterator[str]:
        yield self._heading(2, text_xml(block.title), block.anchor)
        looks, drawn = self._document.looks, self._prose.drawn
        gap = text_xml("\u00a0")
        key = (f"{drawn(mark_drawn(each, looks))}{gap}{rating_xml(each)}" for each in block.key)
        yield paragraph_xml("", text_xml("  ").join(key), "<w:keepNext/>")
        yield paragraph_xml("", drawn(bars_drawn(block, looks)), "<w:keepNext/>")
        yield paragraph_xml("", text_xml(block.description))
        yield from self._table(block.figures)

    def _card(self, block: parts.Card) -> Iterator[str]:
        if block.name:
            words = self._prose.words(block.name)
            yield self._heading(2, words, block.anchor, named=named_in(block.name))
        level = 3 if block.name else 2
        for line in block.lines:
            yield paragraph_xml("", self._prose.words(line))
        for question in block.questions:
            yield self._heading(level, text_xml(question.name))
            yield from self._prose.said(question.text, question.absent)

    def _action(self, block: ActionDetail) -> Iterator[str]:
        named = f"{block.id} {block.title}".strip()
        yield self._heading(2, text_xml(named), block.anchor, named=named)
        if not block.readable:
            said = f" The file {block.path} cannot be read; planctl check says why."
            yield paragraph_xml("", rating_xml(block.now) + text_xml(said))
            return
        if block.description:
            yield paragraph_xml("", text_xml(block.description))
        post = f" ({block.post})" if block.post else ""
        yield fact_xml(self._labels.lead, text_xml(f"{block.lead}{post}"))
        yield fact_xml(f"{self._labels.rating}, {block.reported}", rating_xml(block.now))
        for fact in block.facts:
            yield fact_xml(fact.name, text_xml(fact.value))
        yield from self._lists(block.lists)
        yield from self._figures(block.figures)
        for position in quarters_told(block):
            yield from self._position(position)

    def _tile_charts(self, block: MeasureTiles) -> Iterator[str]:
        """Yield the charts of measures that stand in a table together."""
        for tile in block.tiles:
            if tile.chart:
                yield paragraph_xml("Part", text_xml(tile.name))
                yield from self._measure_chart(tile.chart)

    def _measure_chart(self, chart: MeasureChart) -> Iterator[str]:
        yield paragraph_xml("", self._prose.drawn(measure_drawn(chart)), "<w:keepNext/>")
        yield paragraph_xml("Note", text_xml(chart.key))

    def _figures(self, figures: Iterable[MeasureFigures]) -> Iterator[str]:
        for measure in figures:
            yield paragraph_xml("Part", text_xml(measure.name))
            if measure.chart:
                yield from self._measure_chart(measure.chart)
            known = (f"{other.name}: {other.value}" for other in measure.known)
            yield paragraph_xml("Note", text_xml(". ".join(known)))
            yield from self._table(figures_table(measure))

    def _lists(self, lists: Iterable[NamedList]) -> Iterator[str]:
        for each in lists:
            if each.entries:
                yield paragraph_xml("Part", text_xml(each.name))
                yield from (self._prose.bullet(text_xml(entry)) for entry in each.entries)

    def _position(self, position: QuarterPosition) -> Iterator[str]:
        when = f"{position.when}: "
        yield self._heading(3, text_xml(when) + rating_xml(position.rating))
        if position.headline:
            yield paragraph_xml("", text_xml(position.headline, "Strong"))
        for remark in position.remarks:
            yield paragraph_xml("Note", text_xml(remark))
        yield from self._prose.said(position.commentary, position.absent)
        for part in position.parts:
            yield paragraph_xml("Part", text_xml(part.name))
            yield from self._prose.said(part.text)
        if position.confidence:
            yield fact_xml(self._labels.confidence, rating_xml(position.confidence))

    def _form(self, block: Form) -> Iterator[str]:
        words = self._prose.words(block.name)
        yield self._heading(2, words, block.anchor, named=named_in(block.name))
        yield from self._lists(block.lists)
        if block.before:
            yield paragraph_xml("Part", text_xml(self._labels.last_time))
            yield from self._position(block.before)
        for field in block.fields:
            yield self._heading(3, text_xml(f"{field.name} ") + text_xml(field.hint, "Muted"))
            if field.choices:
                choices = (f"☐ {each.label}" for each in field.choices)
                yield paragraph_xml("", text_xml("    ".join(choices)))
            for _ in range(field.lines):
                yield paragraph_xml("", text_xml(_LINE, "Muted"))


def _named(section: PaperSection, *, alone: bool = True) -> str:
    """Return the heading of a section with its number; a priority alone is said to be one."""
    named = f"{section.number} {section.heading}".strip()
    return f"Priority {named}" if alone and is_priority(section) and section.number else named


def _listed(
    sections: Iterable[PaperSection], table: PlanTable | None
) -> Iterator[tuple[int, str, str]]:
    """Yield what the contents list: how deep, what it says, and where it leads."""
    for section, after in zip_longest(sections, islice(sections, 1, None)):
        if section.contents:
            yield 1, _named(section, alone=not table), section.anchor
            yield from ((2, place.text, place.anchor) for place in section.places)
        if table and table.numbers and is_priority(section) and not (after and is_priority(after)):
            yield 1, table.numbers, table.anchor


def _bold(run: Run) -> Run:
    return strong(run.text) if isinstance(run, TextRun) and run.kind == "text" else run


def _tiles(block: parts.RatingTiles) -> parts.DataTable:
    rows: list[list[RunsOrText]] = [
        [each, f"{each.number} ({each.note})" if each.note else str(each.number)]
        for each in block.counts
    ]
    counted: list[list[RunsOrText]] = [*rows, ["All", str(block.total)]]
    return parts.table("How many actions have each rating", ["Rating", "Actions"], [("", counted)])
