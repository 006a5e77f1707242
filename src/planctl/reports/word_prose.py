"""The words of a Word document: runs in their styles, and somebody's commentary."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from planctl.plan.looks import Look
from planctl.reports import commentary as written
from planctl.reports.table_columns import PageWidth, column_widths
from planctl.reports.values.runs import LinkRun, RatingTag, Run, Runs
from planctl.reports.word_charts import Drawing, drawing_xml
from planctl.reports.word_elements import (
    bookmarked_xml,
    contents_mark_xml,
    list_item_xml,
    paragraph_xml,
    rating_xml,
    table_xml,
    text_xml,
)

_STYLES = {"strong": "Strong", "muted": "Muted", "code": "Code"}
UPRIGHT, TURNED = PageWidth(170, 2.5, 4), PageWidth(257, 2.5, 4)
"""What tables have of a page that is upright, and of one that is turned."""
_DEEPEST = 2


class WordDocument(NamedTuple):
    """What a body needs of the document around it.

    `relate` gives an address outside its id, `number` a list its own that begins at a number;
    `bullets` is the id of lists with bullets; `upright` and `turned` say how pages are. `embed`
    gives a picture, with the suffix of its name, its id; `looks` has the colours of the ratings.
    """

    relate: Callable[[str], str]
    number: Callable[[int], int]
    bullets: int
    upright: str
    turned: str
    embed: Callable[[bytes, str], str] = lambda _content, _suffix: ""
    looks: Mapping[str, Look] = MappingProxyType({})


class ProseStyles(NamedTuple):
    """The styles in which somebody's commentary is written."""

    body: str = ""
    bullet: str = "ListBullet"
    number: str = "ListNumber"
    further: str = "ListContinue"
    quote: str = "Quote"


class WordProse:
    """Writes words and commentary, in styles and for pages that may be others for a while."""

    def __init__(self, document: WordDocument) -> None:
        """Keep what the words need of the document around them."""
        self._document = document
        self._numbers = count(1)
        self.page = UPRIGHT
        self.styles = ProseStyles()

    def marked(self, words: str, anchor: str, listed: tuple[int, str] | None = None) -> str:
        """Return words with the mark of a place that links lead to, as the contents list it."""
        if not anchor:
            return words
        mark = contents_mark_xml(*listed) if listed else ""
        return bookmarked_xml(next(self._numbers), bookmark_name(anchor), words) + mark

    def words(self, runs: Runs) -> str:
        """Return words in the styles that their runs have."""
        return "".join(map(self._word, runs))

    def _word(self, run: Run) -> str:
        match run:
            case RatingTag():
                return rating_xml(run)
            case LinkRun():
                return self.inner(run.href, text_xml(run.text))
            case _:
                return text_xml(run.text, _STYLES.get(run.kind, ""))

    def inner(self, href: str, words: str) -> str:
        """Return words that lead to a place of the paper."""
        return (
            f'<w:hyperlink w:anchor="{bookmark_name(href[1:])}" w:history="1">{words}</w:hyperlink>'
        )

    def bullet(self, content: str) -> str:
        """Return an entry of a list."""
        return paragraph_xml(self.styles.bullet, content, list_item_xml(self._document.bullets, 0))

    def said(self, text: str, absent: str = "") -> Iterator[str]:
        """Yield a commentary, or what stands where there is none."""
        if text:
            yield from self.blocks(written.blocks(text))
        elif absent:
            yield paragraph_xml("Note", text_xml(absent))

    def drawn(self, drawing: Drawing) -> str:
        """Return a chart, or a mark of its key, as a run."""
        svg = self._document.embed(drawing.svg.encode(), "svg")
        png = self._document.embed(drawing.png, "png")
        return drawing_xml(drawing, next(self._numbers), png, svg)

    def blocks(
        self, blocks: Iterable[written.CommentaryBlock], depth: int = 0, style: str = "",
        more: str = "",
    ) -> Iterator[str]:  # fmt: skip
        """Yield somebody's commentary; a list within a list is further in, to the third."""
        for block in blocks:
            match block:
                case written.CommentaryParagraph():
                    yield paragraph_xml(
                        style or self.styles.body, "".join(map(self._piece, block.words)), more
                    )
                case written.CommentaryQuote():
                    yield from self.blocks(block.blocks, depth, self.styles.quote)
                case written.CommentaryTable():
                    yield from self._commentary_table(block)
                case _:
                    yield from self._listed(block, depth)

    def _commentary_table(self, block: written.CommentaryTable) -> Iterator[str]:
        data = block.plain
        heads, *rows = [["".join(map(self._piece, cell)) for cell in row] for row in block.rows]
        caption = f"Table: {', '.join(data.columns)}"
        yield from table_xml(caption, heads, rows, column_widths(data, self.page))

    def _listed(self, block: written.CommentaryList, depth: int) -> Iterator[str]:
        document, ordered = self._document, block.ordered
        number = document.number(block.start) if ordered else document.bullets
        style = self.styles.number if ordered else self.styles.bullet
        for entry in block.entries:
            mark = list_item_xml(number, min(depth, _DEEPEST))
            yield from self.blocks(entry[:1], depth + 1, style, mark)
            yield from self.blocks(entry[1:], depth + 1, self.styles.further)

    def _piece(self, run: written.CommentaryRun) -> str:
        looks = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
        if not run.href:
            return text_xml(run.text, looks=looks)
        words = text_xml(run.text, "Hyperlink", looks)
        return f'<w:hyperlink r:id="{self._document.relate(run.href)}">{words}</w:hyperlink>'


def bookmark_name(anchor: str) -> str:
    """Return the name of a bookmark: letters, figures and underscores, at most forty."""
    return re.sub(r"\W", "_", anchor)[:40]
