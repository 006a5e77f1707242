"""A paper as the text of a Word document: paragraphs, lists and tables, in WordprocessingML.

What is written is the content of a `w:body` as ECMA-376, part 1, has it. Texts are escaped here and
nowhere else, and what XML cannot hold, or nobody can see, is written out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape

from planctl.problem import visible
from planctl.reports import commentary as prose
from planctl.reports.paper.paper import Block, Form, Paper, PaperSection
from planctl.reports.values import blocks as parts
from planctl.reports.values.actions import ActionDetail, NamedList, QuarterPosition
from planctl.reports.values.labels import LABELS
from planctl.reports.values.runs import LinkRun, RatingTag, Run, Runs, TextRun, strong

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = {"strong": "Strong", "muted": "Muted", "code": "Code"}
_LOOKS = {"sentence": "Lead", "note": "Note"}
_DEEPEST = 2
_LINE = "_" * 60


class Around(NamedTuple):
    """What a body needs of the document around it.

    `relate` gives an address outside its id, `number` a list its own that begins at a number;
    `bullets` is the id of lists with bullets; `upright` and `turned` say how pages are.
    """

    relate: Callable[[str], str]
    number: Callable[[int], int]
    bullets: int
    upright: str
    turned: str


class Body:
    """Writes the blocks of one paper."""

    def __init__(self, document: Around) -> None:
        """Keep what the body needs of the document around it."""
        self._around = document
        self._numbers = count(1)

    def xml(self, paper: Paper) -> str:
        """Return a whole paper, as an element that holds the content of the body."""
        body = "".join(self._paper(paper))
        return within("w:body", body)

    def _paper(self, paper: Paper) -> Iterator[str]:
        yield paragraph("Organisation", written(paper.plan.organisation))
        if paper.kind_title:
            yield paragraph("Subtitle", written(paper.kind_title))
        yield paragraph("Title", written(paper.plan.title))
        when = f"{paper.plan.quarter}, {paper.plan.months}. As at {paper.plan.as_at}."
        yield paragraph("Occasion", written(when))
        yield paragraph("Note", written(paper.standing))
        for number, section in enumerate(paper.sections):
            if number == paper.listed_from and paper.has_contents:
                yield from self._contents(paper.sections)
            yield from self._section(section)

    def _contents(self, sections: Sequence[PaperSection]) -> Iterator[str]:
        """Yield a field that lists the headings, filled in as they are now."""
        listed = [section for section in sections if section.contents]
        yield paragraph("ContentsHeading", written(LABELS.contents))
        begin = _field(r"TOC \n \o &quot;1-2&quot; \h \z")
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for number, section in enumerate(listed):
            named = f"{section.number} {section.heading}".strip()
            link = self._inner(f"#{section.anchor}", written(named))
            last = number == len(listed) - 1
            yield paragraph("TOC1", (begin if not number else "") + link + (end if last else ""))

    def _section(self, section: PaperSection) -> Iterator[str]:
        wide = section.name == "grid"
        if wide:
            yield paragraph("After", "", self._around.upright)
        named = f"{section.number} {section.heading}".strip()
        if section.name == "priority" and section.number:
            named = f"Priority {named}"
        if not section.heading_optional:
            yield self._heading(1, written(named), section.anchor, new_page=section.new_page)
        for block in section.blocks:
            yield from self._block(block)
        if wide:
            yield paragraph("After", "", self._around.turned)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case parts.Paragraph():
                yield paragraph(_LOOKS.get(block.look, ""), self._words(block.words))
            case parts.Subheading():
                yield self._heading(2, written(block.text), block.anchor)
            case parts.BulletList():
                yield from (self._bullet(self._words(entry)) for entry in block.entries)
            case parts.FactList():
                yield from self._facts(block)
            case parts.RatingTiles():
                yield from _tiles(block)
            case parts.DataTable():
                yield from self._table(block)
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
        return paragraph(f"Heading{level}", self._marked(words, anchor), breaks)

    def _marked(self, words: str, anchor: str) -> str:
        """Return words with the mark of a place that links lead to."""
        if not anchor:
            return words
        number = next(self._numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_mark(anchor)}"/>'
        return f'{start}{words}<w:bookmarkEnd w:id="{number}"/>'

    def _words(self, runs: Runs) -> str:
        return "".join(map(self._word, runs))

    def _word(self, run: Run) -> str:
        match run:
            case RatingTag():
                return _tag(run)
            case LinkRun():
                return self._inner(run.href, written(run.text))
            case TextRun():
                return written(run.text, _STYLES.get(run.kind, ""))

    def _inner(self, href: str, words: str) -> str:
        return f'<w:hyperlink w:anchor="{_mark(href[1:])}" w:history="1">{words}</w:hyperlink>'

    def _bullet(self, content: str) -> str:
        return paragraph("ListBullet", content, _numbered(self._around.bullets, 0))

    def _facts(self, block: parts.FactList) -> Iterator[str]:
        for fact in block.facts:
            name = self._words([_bold(run) for run in fact.name])
            yield paragraph("Fact", f"{name}{written(': ')}{self._words(fact.words)}")

    def _table(self, block: parts.DataTable) -> Iterator[str]:
        for group in block.groups:
            if group.name:
                yield paragraph("Group", self._words(group.name))
            rows = [[self._words(cell) for cell in row] for row in group.rows]
            yield from _grid(block.caption, list(map(written, block.columns)), rows)

    def _chart(self, block: parts.BarChart) -> Iterator[str]:
        yield self._heading(2, written(block.title), block.anchor)
        yield paragraph("", written(block.description))
        yield from self._table(block.figures)

    def _card(self, block: parts.Card) -> Iterator[str]:
        if block.name:
            yield self._heading(2, self._words(block.name), block.anchor)
        level = 3 if block.name else 2
        for line in block.lines:
            yield paragraph("", self._words(line))
        for question in block.questions:
            yield self._heading(level, written(question.name))
            yield from self._said(question.text, question.absent)

    def _said(self, text: str, absent: str = "") -> Iterator[str]:
        if text:
            yield from self._prose(prose.blocks(text))
        elif absent:
            yield paragraph("Note", written(absent))

    def _prose(
        self, blocks: Iterable[prose.CommentaryBlock], depth: int = 0, style: str = "",
        more: str = "",
    ) -> Iterator[str]:  # fmt: skip
        """Yield somebody's commentary; a list within a list is further in, to the third."""
        for block in blocks:
            match block:
                case prose.CommentaryParagraph():
                    yield paragraph(style, "".join(map(self._piece, block.words)), more)
                case prose.CommentaryQuote():
                    yield from self._prose(block.blocks, depth, "Quote")
                case prose.CommentaryList():
                    yield from self._listed(block, depth)

    def _listed(self, block: prose.CommentaryList, depth: int) -> Iterator[str]:
        around, ordered = self._around, block.ordered
        number = around.number(block.start) if ordered else around.bullets
        style = "ListNumber" if ordered else "ListBullet"
        for entry in block.entries:
            mark = _numbered(number, min(depth, _DEEPEST))
            yield from self._prose(entry[:1], depth + 1, style, mark)
            yield from self._prose(entry[1:], depth + 1, "ListContinue")

    def _piece(self, run: prose.CommentaryRun) -> str:
        looks = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
        if not run.href:
            return written(run.text, looks=looks)
        words = written(run.text, "Hyperlink", looks)
        return f'<w:hyperlink r:id="{self._around.relate(run.href)}">{words}</w:hyperlink>'

    def _action(self, block: ActionDetail) -> Iterator[str]:
        named = f"{block.id} {block.title}".strip()
        yield self._heading(2, written(named), block.anchor)
        if not block.readable:
            said = f" The file {block.path} cannot be read; planctl check says why."
            yield paragraph("", _tag(block.now) + written(said))
            return
        if block.description:
            yield paragraph("", written(block.description))
        post = f" ({block.post})" if block.post else ""
        yield _fact(LABELS.lead, written(f"{block.lead}{post}"))
        yield _fact(f"{LABELS.rating}, {block.reported}", _tag(block.now))
        for fact in block.facts:
            yield _fact(fact.name, written(fact.value))
        yield from self._lists(block.lists)
        for measure in block.figures:
            yield paragraph("Part", written(measure.name))
            known = (f"{other.name}: {other.value}" for other in measure.known)
            yield paragraph("Note", written(". ".join(known)))
            yield from self._table(measure.table)
        opening = [block.opening] if block.opening else []
        for position in (*opening, *block.positions):
            yield from self._position(position)

    def _lists(self, lists: Iterable[NamedList]) -> Iterator[str]:
        for each in lists:
            if each.entries:
                yield paragraph("Part", written(each.name))
                yield from (self._bullet(written(entry)) for entry in each.entries)

    def _position(self, position: QuarterPosition) -> Iterator[str]:
        when = f"{position.quarter}, {position.months}: "
        yield self._heading(3, written(when) + _tag(position.rating))
        if position.headline:
            yield paragraph("", written(position.headline, "Strong"))
        for remark in position.remarks:
            yield paragraph("Note", written(remark))
        yield from self._said(position.commentary, position.absent)
        for part in position.parts:
            yield paragraph("Part", written(part.name))
            yield from self._said(part.text)
        if position.confidence:
            yield _fact(LABELS.confidence, _tag(position.confidence))

    def _form(self, block: Form) -> Iterator[str]:
        yield self._heading(2, self._words(block.name), block.anchor)
        yield from self._lists(block.lists)
        if block.before:
            yield paragraph("Part", written(LABELS.last_time))
            yield from self._position(block.before)
        for field in block.fields:
            yield self._heading(3, written(f"{field.name} ") + written(field.hint, "Muted"))
            if field.choices:
                choices = (f"☐ {each.label}" for each in field.choices)
                yield paragraph("", written("    ".join(choices)))
            for _ in range(field.lines):
                yield paragraph("", written(_LINE, "Muted"))


def within(tag: str, content: str, attributes: str = "") -> str:
    """Return an element that says what the prefixes in it mean."""
    return f'<{tag} xmlns:w="{_WORDS}" xmlns:r="{_RELATED}"{attributes}>{content}</{tag}>'


def paragraph(style: str, content: str, more: str = "") -> str:
    """Return a paragraph; one without a style is of the body."""
    named = f'<w:pStyle w:val="{style or "BodyText"}"/>'
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{content}</w:p>"


def written(text: str, style: str = "", looks: str = "") -> str:
    """Return words in a style of characters; a line break in them is one."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    about = f"<w:rPr>{named}{looks}</w:rPr>" if named or looks else ""
    lines = (f'<w:t xml:space="preserve">{escape(_shown(line))}</w:t>' for line in text.split("\n"))
    return f"<w:r>{about}{'<w:br/>'.join(lines)}</w:r>"


def _shown(text: str) -> str:
    """Return a text with what nobody can see, and XML does not allow, written out."""
    return _IMPOSSIBLE.sub("\ufffd", visible(text.replace("\t", " ")))


_IMPOSSIBLE = re.compile("[^\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _attribute(text: str) -> str:
    return escape(_shown(text), {'"': "&quot;", "\n": " "})


def _bold(run: Run) -> Run:
    return strong(run.text) if isinstance(run, TextRun) and run.kind == "text" else run


def _tag(rating: RatingTag) -> str:
    """Return a rating as its shape and its word, in the colours that its style has."""
    said = f"\u00a0{rating.shape}\u00a0{rating.label}\u00a0"
    return written(said, style_of(rating.slug))


def style_of(slug: str) -> str:
    """Return the name of the style of characters that a rating has."""
    return f"Rating-{slug}"


def _tiles(block: parts.RatingTiles) -> Iterator[str]:
    noted = [
        f"{each.number} ({each.note})" if each.note else f"{each.number}" for each in block.counts
    ]
    row = list(map(written, ["Actions", *noted, str(block.total)]))
    heads = [written("Rating"), *map(_tag, block.counts), written("All")]
    yield from _grid("How many actions have each rating", heads, [row])


def _grid(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table whose first row is repeated on each page; no cell is merged."""
    shares = _shares([heads, *rows])
    grid = "".join(f'<w:gridCol w:w="{share * 2}"/>' for share in shares)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{_attribute(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for number, row in enumerate([heads, *rows]):
        repeated = "" if number else "<w:tblHeader/>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>'
            f"{paragraph('Cell', content)}</w:tc>"
            for content, share in zip(row, shares, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"
    yield paragraph("After", "")


def _shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return each column's share of a table's width, in fiftieths of a hundredth, by its texts."""
    wide = [_wide([_TAGS.sub("", cell) for cell in column]) for column in zip(*rows, strict=True)]
    return [_WHOLE * each // sum(wide) for each in wide]


def _wide(texts: Sequence[str]) -> int:
    """Return how many characters wide a column should be: no word of it is broken."""
    word = max(len(word) for text in texts for word in text.split(" "))
    return max(min(max(map(len, texts)), _WIDEST), min(word, _WIDEST) + 3)


_TAGS = re.compile("<[^>]*>")
_WIDEST, _WHOLE = 40, 5000


def _fact(name: str, content: str) -> str:
    return paragraph("Fact", written(f"{name}: ", "Strong") + content)


def _numbered(number: int, depth: int) -> str:
    """Return that a paragraph is of a list, so many lists within others."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def _mark(anchor: str) -> str:
    """Return the name of a bookmark: letters, figures and underscores, at most forty."""
    return re.sub(r"\W", "_", anchor)[:40]


def _field(instruction: str) -> str:
    """Return the beginning of a field, up to what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field(instruction: str) -> str:
    """Return a field whole, for a header or footer; what it shows is worked out by Word."""
    return (
        f'{_field(instruction)}<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
