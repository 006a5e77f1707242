"""The words of a return as Markdown: what Word has as paragraphs, lists and tables, read back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from typing import NamedTuple

from planctl.exchange.xml_tree import Element, xml_tree
from planctl.problem import HIDDEN
from planctl.reports import commentary
from planctl.reports.commentary import CommentaryRun
from planctl.reports.word_elements import element_xml
from planctl.reports.word_prose import WordDocument, WordProse
from planctl.reports.written_markdown import link_target

_WITHIN = frozenset(
    ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo", "w:sdt",
     "w:sdtContent", "AlternateContent", "Choice")
)  # fmt: skip
_ASKING = frozenset(("Muted", "PlaceholderText"))
"""The styles of the words that stand in a field that is empty."""

_DRAWN = frozenset(("w:drawing", "w:pict", "w:object"))
_CHARACTERS = {
    **dict.fromkeys(("w:tab", "w:ptab"), " "),
    **dict.fromkeys(("w:br", "w:cr"), "\n"),
    "w:noBreakHyphen": "\u2011",
    "w:sym": "[symbol]",
}
"""What is written for what stands in a run beside its text."""

_GONE = frozenset(("w:del", "w:moveFrom"))
_TYPED = re.compile(r"(?:[-*•–]|(?P<number>[1-9][0-9]?)[.)])[ \t]+(?=\S|$)")
"""What somebody types before an entry of a list."""

_MARKS = str.maketrans({each: f"\\{each}" for each in "\\*_[]<`"})
_NUMBER = re.compile(r"^([0-9]+)([.)])")
_FURTHER = 360
"""How far each level of a list is further in, in twentieths of a point."""


class ListLevels(NamedTuple):
    """The lists of a document: what of them is numbered, from which number, and by which style.

    `numbered` has the lists and levels that count, `styled` the list and level of a style.
    """

    numbered: Mapping[tuple[str, int], int]
    styled: Mapping[str, tuple[str, int]]


class WordSource(NamedTuple):
    """What words are read by: the lists and links of a document; and what was met beside words."""

    lists: ListLevels
    links: Mapping[str, str]
    met: Counter[str]
    deleted: list[str]
    placeholders: frozenset[str] = frozenset()


class _Line(NamedTuple):
    """A paragraph: its words, how deep in a list, the number of its entry; depth -1 is in none.

    `continues` is whether it belongs to the entry before.
    """

    runs: Sequence[CommentaryRun]
    depth: int = -1
    start: int | None = None
    continues: bool = False
    quoted: bool = False


def as_returned(text: str) -> str:
    """Return what comes back of a text that nobody touched."""
    links: dict[str, str] = {}
    numbered: dict[tuple[str, int], int] = {}
    ids = count(2)

    def relate(url: str) -> str:
        links[f"r{len(links)}"] = url
        return f"r{len(links) - 1}"

    def number(start: int) -> int:
        made = next(ids)
        numbered.update(((str(made), depth), start) for depth in range(3))
        return made

    body = WordProse(WordDocument(relate, number, 1, "", ""))
    xml = element_xml("w:body", "".join(body.blocks(commentary.blocks(text))))
    source = WordSource(ListLevels(numbered, {}), links, Counter(), [])
    return markdown_of(xml_tree(xml.encode()).children, source)


def list_levels(numbering: Element, styles: Element) -> ListLevels:
    """Return the lists of a document by its parts that say how paragraphs are numbered."""
    abstract = {
        each.get("abstractNumId"): {
            int(level.get("ilvl", "0")): level
            for level in each.all("w:lvl")
            if level.get("ilvl", "0").isdecimal()
        }
        for each in numbering.all("w:abstractNum")
    }
    numbered: dict[tuple[str, int], int] = {}
    for each in numbering.all("w:num"):
        starts = {
            over.get("ilvl"): over.first("w:startOverride").get("val")
            for over in each.all("w:lvlOverride")
        }
        for depth, level in abstract.get(each.first("w:abstractNumId").get("val"), {}).items():
            if level.first("w:numFmt").get("val", "bullet") not in ("bullet", "none"):
                start = starts.get(str(depth)) or level.first("w:start").get("val", "1")
                numbered[each.get("numId"), depth] = int(start) if start.isdecimal() else 1
    styled = {}
    for style in styles.all("w:style"):
        own = style.first("w:pPr", "w:numPr")
        if number := own.first("w:numId").get("val"):
            styled[style.get("styleId")] = (number, _number(own.first("w:ilvl").get("val")))
    return ListLevels(numbered, styled)


def plain_words(elements: Iterable[Element], source: WordSource) -> str:
    """Return the words of paragraphs on one line, as somebody sees them."""
    lines = (line for each in elements for line in _plain(each, source))
    return " ".join(" ".join(lines).split())


def _plain(element: Element, source: WordSource) -> Iterator[str]:
    if element.name == "w:p":
        yield "".join(run.text for run in _runs(element, source))
        return
    for each in element.children:
        yield from _plain(each, source)


def markdown_of(elements: Sequence[Element], source: WordSource) -> str:
    """Return paragraphs, lists and tables as Markdown."""
    chunks: list[str] = []
    lines: list[_Line] = []
    for each in _joined(elements):
        if each.name == "w:tbl":
            chunks += [*_chunks(lines), _table(each, source)]
            lines = []
        elif (line := _line(each, source)) and any(run.text.strip() for run in line.runs):
            lines.append(line)
    return "\n\n".join(filter(None, [*chunks, *_chunks(lines)]))


def _joined(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield paragraphs and tables; one whose end was deleted goes on in the next."""
    waiting: list[Element] = []
    for each in _blocks(elements):
        if each.name == "w:p":
            marks = each.first("w:pPr", "w:rPr")
            whole = Element("w:p")
            whole.children = [*(part for other in waiting for part in other.children)]
            whole.children += each.children
            if marks.has("w:del") or marks.has("w:moveFrom"):
                waiting = [whole]
                continue
            yield whole if waiting else each
        else:
            yield from [*waiting, each]
        waiting = []
    yield from waiting


def _blocks(elements: Iterable[Element]) -> Iterator[Element]:
    for each in elements:
        if each.name in ("w:p", "w:tbl"):
            yield each
        else:
            yield from _blocks(each.children)


def _line(paragraph: Element, source: WordSource) -> _Line | None:
    about = paragraph.first("w:pPr")
    style = about.first("w:pStyle").get("val")
    runs = _merged(_runs(paragraph, source))
    own, lists = about.first("w:numPr"), source.lists
    listed = own.first("w:numId").get("val"), _number(own.first("w:ilvl").get("val"))
    number, depth = listed if listed[0] else lists.styled.get(style, ("", 0))
    if number and number != "0":
        return _Line(runs, depth, lists.numbered.get((number, depth)))
    typed = _typed_entry(runs)
    if typed:
        return typed
    if style == "ListContinue":
        inward = _number(about.first("w:ind").get("left")) or _FURTHER
        return _Line(runs, max(0, inward // _FURTHER - 1), continues=True)
    return _Line(runs, quoted=style == "Quote")


def _typed_entry(runs: Sequence[CommentaryRun]) -> _Line | None:
    """Return a paragraph that somebody began with a dash or a bullet as the entry that it is."""
    found = _TYPED.match(runs[0].text) if runs else None
    if not found or runs[0].strong or runs[0].emphasis or runs[0].href:
        return None
    rest = _with_text(runs[0], runs[0].text[found.end() :])
    number = found["number"]
    return _Line(
        [each for each in (rest, *runs[1:]) if each.text], 0, int(number) if number else None
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _runs(element: Element, source: WordSource, href: str = "") -> Iterator[CommentaryRun]:
    """Yield the words of a paragraph that a reader sees, and say what else is there."""
    for each in element.children:
        if each.name == "w:r":
            yield from _run(each, source, href)
        elif each.name in _GONE:
            words = " ".join(leaf.text for leaf in each.all("w:delText")).strip()
            source.met["tracked deletion"] += 1
            if words:
                source.deleted.append(words)
        elif each.name == "w:hyperlink":
            yield from _runs(each, source, source.links.get(each.get("id"), ""))
        elif each.name in _WITHIN:
            source.met["tracked insertion"] += each.name in ("w:ins", "w:moveTo")
            yield from _runs(each, source, href)


def _run(run: Element, source: WordSource, href: str) -> Iterator[CommentaryRun]:
    about = run.first("w:rPr")
    text = "".join(_piece(each, source) for each in run.children)
    if about.first("w:rStyle").get("val") in _ASKING:
        for each in source.placeholders:
            text = text.replace(each, "")
    if about.has("w:vanish"):
        source.met["passage of hidden text"] += bool(text.strip())
        return
    shown = HIDDEN.sub("", text)
    source.met["hidden character"] += len(text) - len(shown)
    strong = about.has("w:b") or about.first("w:rStyle").get("val") == "Strong"
    emphasis = about.has("w:i") or about.first("w:rStyle").get("val") == "Emphasis"
    yield CommentaryRun(shown, strong, emphasis, href)


def _piece(each: Element, source: WordSource) -> str:
    if each.name == "w:t":
        return each.text.replace("\xa0", " ").replace("\n", " ")
    if each.name == "AlternateContent":
        return "".join(_piece(inner, source) for inner in each.first("Choice").children)
    if each.name in _DRAWN:
        boxed = " ".join(leaf.text for leaf in each.all("w:t")).strip()
        source.met["text box" if boxed else "picture"] += 1
        source.deleted.extend([boxed] if boxed else [])
    source.met["symbol"] += each.name == "w:sym"
    return _CHARACTERS.get(each.name, "")


def _merged(runs: Iterable[CommentaryRun]) -> list[CommentaryRun]:
    """Return runs, those beside each other that look the same as one; none at the two ends."""
    made = []
    for (strong, emphasis, href), same in groupby(
        (run for run in runs if run.text), key=lambda run: (run.strong, run.emphasis, run.href)
    ):
        made.append(CommentaryRun("".join(run.text for run in same), strong, emphasis, href))
    if made:
        made[0] = _with_text(made[0], made[0].text.lstrip())
        made[-1] = _with_text(made[-1], made[-1].text.rstrip())
    return [run for run in made if run.text]


def _with_text(run: CommentaryRun, text: str) -> CommentaryRun:
    return CommentaryRun(text, run.strong, run.emphasis, run.href)


def _chunks(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield paragraphs and lists as Markdown."""
    for is_list, same in groupby(lines, key=lambda line: line.depth >= 0):
        if is_list:
            yield from _lists(list(same))
            continue
        for line in same:
            text = _paragraph(line.runs)
            quoted = "\n".join(f"> {each}" for each in text.split("\n"))
            yield quoted if line.quoted else text


def _lists(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lists that lines are of: another kind of mark at the outermost begins another."""
    made: list[str] = []
    indents: list[str] = []
    counts: list[int | None] = []
    for line in lines:
        depth = min(line.depth, len(indents))
        text = _paragraph(line.runs)
        if line.continues and indents:
            inner = indents[min(line.depth, len(indents) - 1)]
            made += ["", *(f"{inner}{each}" for each in text.split("\n"))]
            continue
        was = counts[depth] if depth < len(counts) else None
        if depth == 0 and made and (was is None) is not (line.start is None):
            yield "\n".join(made)
            made, counts = [], []
        known = counts[depth] if depth < len(counts) else None
        at = line.start if known is None or line.start is None else known + 1
        mark = "-" if at is None else f"{at}."
        outer = indents[depth - 1] if depth else ""
        indents[depth:] = [f"{outer}{' ' * (len(mark) + 1)}"]
        counts[depth:] = [at]
        first, *rest = text.split("\n")
        made += [f"{outer}{mark} {first}", *(f"{indents[depth]}{each}" for each in rest)]
    yield "\n".join(made)


def _table(table: Element, source: WordSource) -> str:
    source.met["table"] += 1
    rows = [
        [_cell(cell, source) for cell in row.children if cell.name == "w:tc"]
        for row in table.children
        if row.name == "w:tr"
    ]
    most = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (most - len(row))])} |" for row in rows]
    return "\n".join([*lines[:1], f"|{' --- |' * most}", *lines[1:]] if most else [])


def _cell(cell: Element, source: WordSource) -> str:
    paragraphs = (_paragraph(_merged(_runs(each, source))) for each in cell.all("w:p"))
    text = " ".join(filter(None, paragraphs)).replace("\\\n", " ")
    return " ".join(text.replace("|", "\\|").split())


def _paragraph(runs: Sequence[CommentaryRun]) -> str:
    """Return a paragraph as Markdown that is read as these words; as little is escaped as may be.

    Words whose marks Markdown cannot have where they stand go without them.
    """
    wanted = _shape(runs)
    for text in (_inline(runs, escape=False), _inline(runs, escape=True)):
        for begun in (text, _NUMBER.sub(r"\1\\\2", text), f"\\{text}"):
            if _read(begun) == wanted:
                return begun
    return _inline([CommentaryRun(run.text) for run in runs], escape=True)


def _read(text: str) -> list[tuple[str, bool, bool, str]] | None:
    found = commentary.blocks(text)
    if len(found) != 1 or not isinstance(found[0], commentary.CommentaryParagraph):
        return None
    return _shape(found[0].words)


def _shape(runs: Sequence[CommentaryRun]) -> list[tuple[str, bool, bool, str]]:
    """Return what a reader sees of runs: the words, not which of the spaces around are strong."""
    marked = [
        (character, *(() if character.isspace() else (run.strong, run.emphasis, run.href)))
        for run in runs
        for character in run.text
    ]
    made: list[tuple[str, bool, bool, str]] = []
    for looks, same in groupby(marked, key=lambda each: each[1:]):
        text = "".join(str(each[0]) for each in same)
        strong, emphasis, href = looks or (False, False, "")
        shown = text if looks else ("\n" if "\n" in text else " ")
        made.append((shown, bool(strong), bool(emphasis), str(href)))
    return made


def _inline(runs: Sequence[CommentaryRun], *, escape: bool) -> str:
    return "".join(_marked(run, escape=escape) for run in runs).strip()


def _marked(run: CommentaryRun, *, escape: bool) -> str:
    """Return a run with its marks, the spaces at its ends outside them; no mark spans two lines."""
    mark = "**" * run.strong + "*" * run.emphasis
    lines = []
    for line in run.text.split("\n"):
        core = line.strip()
        words = core.translate(_MARKS) if escape else core
        if run.href and core and core != run.href:
            words = f"[{words}]({link_target(run.href)})"
        before = line[: len(line) - len(line.lstrip())]
        after = line[len(line.rstrip()) :] if core else ""
        lines.append(f"{before}{mark}{words}{mark}{after}" if core else line)
    return "\\\n".join(lines)
