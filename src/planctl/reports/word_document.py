"""A paper as the text of a Word document: its paragraphs, lists and tables."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from planctl.reports import commentary as written
from planctl.reports.paper.paper import Block, Form, Paper, PaperSection
from planctl.reports.table_columns import PageWidth, column_widths
from planctl.reports.values import blocks as parts
from planctl.reports.values.actions import ActionDetail, NamedList, QuarterPosition
from planctl.reports.values.labels import LABELS, Labels
from planctl.reports.values.measure_tiles import MeasureTiles
from planctl.reports.values.measures import figures_table
from planctl.reports.values.runs import LinkRun, RatingTag, Run, Runs, RunsOrText, TextRun, strong
from planctl.reports.word_elements import (
    FIELD_END,
    bookmarked_xml,
    element_xml,
    fact_xml,
    field_start_xml,
    list_item_xml,
    paragraph_xml,
    rating_xml,
    table_xml,
    text_xml,
)

_STYLES = {"strong": "Strong", "muted": "Muted", "code": "Code"}
_LOOKS = {"sentence": "Lead", "note": "Note"}
_UPRIGHT, _TURNED = PageWidth(170, 2.2, 4), PageWidth(257, 2.2, 4)
_WIDE = ("grid", "measures")
"""The sections whose tables have a page of their own that is turned, whatever is in them."""
_DEEPEST = 2
_LINE = "_" * 60


class WordDocument(NamedTuple):
    """What a body needs of the document around it.

    `relate` gives an address outside its id, `number` a list its own that begins at a number;
    `bullets` is the id of lists with bullets; `upright` and `turned` say how pages are.
    """

    relate: Callable[[str], str]
    number: Callable[[int], int]
    bullets: int
    upright: str
    turned: str


class WordBody:
    """Writes the blocks of one paper."""

    def __init__(self, document: WordDocument, labels: Labels = LABELS) -> None:
        """Keep what the body needs of the document around it, and what its parts are called."""
        self._document, self._labels = document, labels
        self._numbers = count(1)
        self._page = _UPRIGHT

    def xml(self, paper: Paper) -> str:
        """Return a whole paper, as an element that holds the content of the body."""
        body = "".join(self._paper(paper))
        return element_xml("w:body", body)

    def _paper(self, paper: Paper) -> Iterator[str]:
        yield paragraph_xml("Organisation", text_xml(paper.plan.organisation))
        if paper.kind_title:
            yield paragraph_xml("Subtitle", text_xml(paper.kind_title))
        yield paragraph_xml("Title", text_xml(paper.plan.title))
        when = f"{paper.plan.when}. As at {paper.plan.as_at}."
        yield paragraph_xml("Occasion", text_xml(when))
        yield paragraph_xml("Note", text_xml(paper.standing))
        for number, section in enumerate(paper.sections):
            if number == paper.listed_from and paper.has_contents:
                yield from self._contents(paper.sections)
            yield from self._section(section)

    def _contents(self, sections: Sequence[PaperSection]) -> Iterator[str]:
        """Yield a field that lists the headings, filled in as they are now."""
        listed = [section for section in sections if section.contents]
        yield paragraph_xml("ContentsHeading", text_xml(self._labels.contents))
        begin = field_start_xml(r"TOC \n \o &quot;1-2&quot; \h \z")
        for number, section in enumerate(listed):
            named = f"{section.number} {section.heading}".strip()
            link = self._inner(f"#{section.anchor}", text_xml(named))
            opening = begin if not number else ""
            closing = FIELD_END if number == len(listed) - 1 else ""
            yield paragraph_xml("TOC1", f"{opening}{link}{closing}")

    def _section(self, section: PaperSection) -> Iterator[str]:
        wide = section.name in _WIDE
        self._page = _TURNED if wide else _UPRIGHT
        if wide:
            yield paragraph_xml("After", "", self._document.upright)
        named = f"{section.number} {section.heading}".strip()
        if section.name == "priority" and section.number:
            named = f"Priority {named}"
        if not section.heading_optional:
            yield self._heading(1, text_xml(named), section.anchor, new_page=section.new_page)
        for block in section.blocks:
            yield from self._block(block)
        if wide:
            yield paragraph_xml("After", "", self._document.turned)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case parts.Paragraph():
                yield paragraph_xml(_LOOKS.get(block.look, ""), self._words(block.words))
            case parts.Subheading():
                yield self._heading(2, text_xml(block.text), block.anchor)
            case parts.BulletList():
                yield from (self._bullet(self._words(entry)) for entry in block.entries)
            case parts.FactList():
                yield from self._facts(block)
            case parts.RatingTiles():
                yield from self._table(_tiles(block))
            case parts.DataTable():
                yield from self._table(block)
            case MeasureTiles():
                yield from self._table(block.table)
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

    def _heading(self, level: int, words: str, anchor: str = "", *, new_page: bool = False) -> str:
        breaks = "<w:pageBreakBefore/>" if new_page else ""
        return paragraph_xml(f"Heading{level}", self._marked(words, anchor), breaks)

    def _marked(self, words: str, anchor: str) -> str:
        """Return words with the mark of a place that links lead to."""
        if not anchor:
            return words
        return bookmarked_xml(next(self._numbers), _mark(anchor), words)

    def _words(self, runs: Runs) -> str:
        return "".join(map(self._word, runs))

    def _word(self, run: Run) -> str:
        match run:
            case RatingTag():
                return rating_xml(run)
            case LinkRun():
                return self._inner(run.href, text_xml(run.text))
            case _:
                return text_xml(run.text, _STYLES.get(run.kind, ""))

    def _inner(self, href: str, words: str) -> str:
        return f'<w:hyperlink w:anchor="{_mark(href[1:])}" w:history="1">{words}</w:hyperlink>'

    def _bullet(self, content: str) -> str:
        return paragraph_xml("ListBullet", content, list_item_xml(self._document.bullets, 0))

    def _facts(self, block: parts.FactList) -> Iterator[str]:
        for fact in block.facts:
            name = self._words([_bold(run) for run in fact.name])
            yield paragraph_xml("Fact", f"{name}{text_xml(': ')}{self._words(fact.words)}")

    def _table(self, block: parts.DataTable) -> Iterator[str]:
        widths, heads = column_widths(block, self._page), list(map(text_xml, block.columns))
        for group in block.groups:
            if group.name:
                yield paragraph_xml("Group", self._words(group.name))
            rows = [[self._words(cell) for cell in row] for row in group.rows]
            yield from table_xml(block.caption, heads, rows, widths)

    def _chart(self, block: parts.BarChart) -> Iterator[str]:
        yield self._heading(2, text_xml(block.title), block.anchor)
        yield paragraph_xml("", text_xml(block.description))
        yield from self._table(block.figures)

    def _card(self, block: parts.Card) -> Iterator[str]:
        if block.name:
            yield self._heading(2, self._words(block.name), block.anchor)
        level = 3 if block.name else 2
        for line in block.lines:
            yield paragraph_xml("", self._words(line))
        for question in block.questions:
            yield self._heading(level, text_xml(question.name))
            yield from self._said(question.text, question.absent)

    def _said(self, text: str, absent: str = "") -> Iterator[str]:
        if text:
            yield from self.prose(written.blocks(text))
        elif absent:
            yield paragraph_xml("Note", text_xml(absent))

    def prose(
        self, blocks: Iterable[written.CommentaryBlock], depth: int = 0, style: str = "",
        more: str = "",
    ) -> Iterator[str]:  # fmt: skip
        """Yield somebody's commentary; a list within a list is further in, to the third."""
        for block in blocks:
            match block:
                case written.CommentaryParagraph():
                    yield paragraph_xml(style, "".join(map(self._piece, block.words)), more)
                case written.CommentaryQuote():
                    yield from self.prose(block.blocks, depth, "Quote")
                case written.CommentaryTable():
                    yield from self._commentary_table(block)
                case _:
                    yield from self._listed(block, depth)

    def _commentary_table(self, block: written.CommentaryTable) -> Iterator[str]:
        data = block.plain
        heads, *rows = [["".join(map(self._piece, cell)) for cell in row] for row in block.rows]
        caption = f"Table: {', '.join(data.columns)}"
        yield from table_xml(caption, heads, rows, column_widths(data, self._page))

    def _listed(self, block: written.CommentaryList, depth: int) -> Iterator[str]:
        document, ordered = self._document, block.ordered
        number = document.number(block.start) if ordered else document.bullets
        style = "ListNumber" if ordered else "ListBullet"
        for entry in block.entries:
            mark = list_item_xml(number, min(depth, _DEEPEST))
            yield from self.prose(entry[:1], depth + 1, style, mark)
            yield from self.prose(entry[1:], depth + 1, "ListContinue")

    def _piece(self, run: written.CommentaryRun) -> str:
        looks = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
        if not run.href:
            return text_xml(run.text, looks=looks)
        words = text_xml(run.text, "Hyperlink", looks)
        return f'<w:hyperlink r:id="{self._document.relate(run.href)}">{words}</w:hyperlink>'

    def _action(self, block: ActionDetail) -> Iterator[str]:
        named = f"{block.id} {block.title}".strip()
        yield self._heading(2, text_xml(named), block.anchor)
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
        for measure in block.figures:
            yield paragraph_xml("Part", text_xml(measure.name))
            known = (f"{other.name}: {other.value}" for other in measure.known)
            yield paragraph_xml("Note", text_xml(". ".join(known)))
            yield from self._table(figures_table(measure))
        opening = [block.opening] if block.opening else []
        for position in (*opening, *block.positions):
            yield from self._position(position)

    def _lists(self, lists: Iterable[NamedList]) -> Iterator[str]:
        for each in lists:
            if each.entries:
                yield paragraph_xml("Part", text_xml(each.name))
                yield from (self._bullet(text_xml(entry)) for entry in each.entries)

    def _position(self, position: QuarterPosition) -> Iterator[str]:
        when = f"{position.when}: "
        yield self._heading(3, text_xml(when) + rating_xml(position.rating))
        if position.headline:
            yield paragraph_xml("", text_xml(position.headline, "Strong"))
        for remark in position.remarks:
            yield paragraph_xml("Note", text_xml(remark))
        yield from self._said(position.commentary, position.absent)
        for part in position.parts:
            yield paragraph_xml("Part", text_xml(part.name))
            yield from self._said(part.text)
        if position.confidence:
            yield fact_xml(self._labels.confidence, rating_xml(position.confidence))

    def _form(self, block: Form) -> Iterator[str]:
        yield self._heading(2, self._words(block.name), block.anchor)
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


def _mark(anchor: str) -> str:
    """Return the name of a bookmark: letters, figures and underscores, at most forty."""
    return re.sub(r"\W", "_", anchor)[:40]


def _bold(run: Run) -> Run:
    return strong(run.text) if isinstance(run, TextRun) and run.kind == "text" else run


def _tiles(block: parts.RatingTiles) -> parts.DataTable:
    rows: list[list[RunsOrText]] = [
        [each, f"{each.number} ({each.note})" if each.note else str(each.number)]
        for each in block.counts
    ]
    counted: list[list[RunsOrText]] = [*rows, ["All", str(block.total)]]
    return parts.table("How many actions have each rating", ["Rating", "Actions"], [("", counted)])
