"""Commentary, which is Markdown written by many hands, in forms that can do no harm."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from planctl.reports.values.blocks import DataTable, table
from planctl.reports.written_markdown import (
    ADDRESS,
    begun,
    inline_markdown,
    link_label,
    link_target,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LONGEST = 20_000
"""How many characters of one text are printed; what is beyond is said to be left out."""

DEEPEST = 6
"""How many lists and quotes `blocks` has one within another; what is deeper is not indented."""


@dataclass(frozen=True)
class CommentaryRun:
    """Words that may be strong or emphasised and may lead somewhere; or a new line alone."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True)
class CommentaryParagraph:
    """A paragraph."""

    words: Sequence[CommentaryRun]
    block: str = "paragraph"


@dataclass(frozen=True)
class CommentaryList:
    """A list, each of whose entries has blocks; if it is ordered, with the number to start at."""

    entries: "Sequence[Sequence[CommentaryBlock]]"
    ordered: bool = False
    start: int = 0
    block: str = "list"


@dataclass(frozen=True)
class CommentaryQuote:
    """A quotation."""

    blocks: "Sequence[CommentaryBlock]"
    block: str = "quote"


@dataclass(frozen=True)
class CommentaryTable:
    """A table: the words of each cell of each row, the first of which has the columns' names."""

    rows: Sequence[Sequence[Sequence[CommentaryRun]]]
    block: str = "table"

    @property
    def texts(self) -> list[list[str]]:
        """Its cells in plain words."""
        return [["".join(run.text for run in cell) for cell in row] for row in self.rows]

    @property
    def plain(self) -> DataTable:
        """The same as a table of a paper, in plain words: it tells how wide the columns are."""
        names, *rows = self.texts
        return table("", names, [("", rows)])


CommentaryBlock = CommentaryParagraph | CommentaryList | CommentaryQuote | CommentaryTable


_CUT = "\n\n(The rest of this text is left out: it is longer than {:,} characters.)"
_ALLOWED = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_OFF = ("image", "heading", "lheading", "hr", "reference", "html_block", "html_inline", "fence",
        "code", "backticks", "strikethrough", "linkify", "entity")  # fmt: skip
_LINE = r"(?![-+>\s]|\d{1,9}[.)](?:\s|\Z))[^\\*_\[\]<|\r\0\n]+(?<!\s)"
_LINES, _ITEMS = rf"{_LINE}(?:\n{_LINE})*", rf"- {_LINE}(?:\n- {_LINE})*"
_SCHEME = re.compile(r"https?\Z", re.IGNORECASE)
_PLAIN = re.compile(rf"(?:{_ITEMS}(?:\n\n|\Z))?(?:{_LINES}(?:\n\n?{_ITEMS})?(?:\n\n|\Z))*")
"""Paragraphs and lists of words alone: most commentary is, and needs no parser."""


def html(text: str) -> str:
    """Return a text as HTML: paragraphs, lists, tables, emphasis, links; all else is only text."""
    text = _cut(text)
    if _PLAIN.fullmatch(text):
        safe = text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
        return "".join(map(_plain_html, _plain_blocks(safe)))
    return str(_parser().render(text)).replace('<a href="">', "<a>")


def markdown(text: str) -> str:
    """Return a text as Markdown that holds the same, and can forge nothing around it."""
    text = _cut(text)
    if _PLAIN.fullmatch(text):
        return "\n\n".join(map(_plain_markdown, _plain_blocks(text)))
    return "\n".join(_blocks(iter(_parser().parse(text)))).strip("\n")


def blocks(text: str) -> list[CommentaryBlock]:
    """Return a text in blocks, for a format that has its own paragraphs and lists."""
    text = _cut(text)
    if _PLAIN.fullmatch(text):
        return [_plain_value(block) for block in _plain_blocks(text)]
    return list(_values(iter(_parser().parse(text))))


def first_words(text: str) -> list[str]:
    """Return each paragraph and each entry of a text's lists in plain words, as far as it begins.

    An entry's own lists and further paragraphs are left out.
    """
    parts: list[Sequence[CommentaryBlock]] = []
    for block in blocks(text):
        parts += block.entries if isinstance(block, CommentaryList) else [[block]]
    first = [each for part in parts for each in [*_paragraphs(part)][:1]]
    return ["".join(run.text for run in each.words) for each in first]


def _paragraphs(found: Sequence[CommentaryBlock]) -> Iterator[CommentaryParagraph]:
    """Yield the paragraphs of some blocks, those within lists and quotations too."""
    for block in found:
        if isinstance(block, CommentaryParagraph):
            yield block
            continue
        if not isinstance(block, CommentaryTable):
            inner = [block.blocks] if isinstance(block, CommentaryQuote) else block.entries
            for each in inner:
                yield from _paragraphs(each)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + _CUT.format(LONGEST)


def _plain_blocks(text: str) -> Iterator[str]:
    """Yield each paragraph, and each list, of a text that is plain."""
    for block in filter(None, text.split("\n\n")):
        if block.startswith("- "):
            yield block
            continue
        paragraph, dash, items = block.partition("\n- ")
        yield paragraph
        if dash:
            yield f"- {items}"


def _plain_html(block: str) -> str:
    if not block.startswith("- "):
        return f"<p>{block}</p>\n"
    items = block[2:].replace("\n- ", "</li>\n<li>")
    return f"<ul>\n<li>{items}</li>\n</ul>\n"


def _plain_markdown(block: str) -> str:
    text = inline_markdown(block)
    if not block.startswith("- "):
        return begun(text)
    return "\n".join(f"- {begun(item)}" for item in text[2:].split("\n- "))


def _plain_value(block: str) -> CommentaryBlock:
    if not block.startswith("- "):
        return CommentaryParagraph([CommentaryRun(" ".join(block.split("\n")))])
    items = block[2:].split("\n- ")
    return CommentaryList([[CommentaryParagraph([CommentaryRun(item)])] for item in items])


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    parser.disable([rule for rule in _OFF if rule in _rules(parser)])
    parser.inline.ruler.before("linkify", "address", _address)
    parser.validateLink = lambda url: bool(_ALLOWED.match(url))  # type: ignore[method-assign] # how markdown-it is told
    for name, made in _TABLE_HTML.items():
        parser.add_render_rule(name, made)
    return parser


def _table_html(_renderer: object, tokens: Sequence["Token"], at: int, *_: object) -> str:
    """Return how a table begins, which may be scrolled and is named by its columns."""
    names = takewhile(lambda token: token.type != "thead_close", tokens[at:])
    said = ", ".join(token.content for token in names if token.type == "inline")
    named = escape(f"Table: {said}", quote=True)
    return f'<div class="scroll" role="region" aria-label="{named}" tabindex="0">\n<table>\n'


_TABLE_HTML: dict[str, Callable[..., str]] = {
    "table_open": _table_html,
    "table_close": lambda *_: "</table>\n</div>\n",
    "th_open": lambda *_: '<th scope="col">',
    "td_open": lambda *_: "<td>",
}
"""How the parts of a table begin and end on a page; no cell has a style of its own."""


def _address(state: "StateInline", silent: object) -> bool:
    """Take an address at its colon as it is written: a mark in it begins no emphasis or link."""
    scheme = _SCHEME.search(state.src, max(state.pos - 6, 0), state.pos)
    found = scheme and ADDRESS.match(state.src, scheme.start(), state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += state.src[state.pos : found.end()]
    state.pos = found.end()
    return True


def _rules(parser: "MarkdownIt") -> set[str]:
    return {rule for rules in parser.get_all_rules().values() for rule in rules}


def _blocks(tokens: Iterator["Token"], indent: str = "", until: str = "") -> Iterator[str]:
    """Yield the lines of the blocks up to the token that closes what they are in."""
    for token in tokens:
        if token.type == until:
            return
        match token.type:
            case "inline":
                text = begun(_inline(token.children or []))
                yield from (f"{indent}{line}" for line in text.split("\n"))
            case "paragraph_close" if not token.hidden:
                yield ""
            case "list_item_open":
                mark = f"{token.info}{token.markup}"
                inner = "\n".join(_blocks(tokens, "", "list_item_close")).strip("\n")
                space = " " * (len(mark) + 1)
                first, *rest = inner.split("\n")
                yield f"{indent}{mark} {first}"
                yield from (f"{indent}{space}{line}".rstrip() for line in rest)
            case "blockquote_open":
                inner = "\n".join(_blocks(tokens, "", "blockquote_close")).strip("\n")
                yield from (f"{indent}> {line}".rstrip() for line in inner.split("\n"))
                yield ""
            case "bullet_list_open" | "ordered_list_open":
                close = token.type.replace("open", "close")
                yield from _blocks(tokens, indent, close)
                yield ""
            case "table_open":
                cells = _cells(tokens)
                rows = (f"| {' | '.join(map(_inline, row))} |" for row in cells)
                names, *others = (f"{indent}{row}" for row in rows)
                yield from [names, f"{indent}|{' --- |' * len(cells[0])}", *others, ""]


def _cells(tokens: Iterator["Token"]) -> list[list[list["Token"]]]:
    """Return what is in each cell of each row of a table, up to its end."""
    rows: list[list[list[Any]]] = []
    for token in takewhile(lambda token: token.type != "table_close", tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.children or [])
    return rows


def _inline(tokens: list["Token"]) -> str:
    parts: list[str] = []
    links: list[Any] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append("\n")
            case "hardbreak":
                parts.append("  \n")
            case "strong_open" | "strong_close":
                parts.append("**")
            case "em_open" | "em_close":
                parts.append("*")
            case "link_open":
                links.append(token.attrGet("href"))
                parts.append("[")
            case "link_close":
                parts.append(f"]({link_target(links.pop())})")
            case _:
                parts.append((link_label if links else inline_markdown)(token.content))
    return "".join(parts)


def _values(
    tokens: Iterator["Token"], until: str = "", depth: int = 0
) -> Iterator[CommentaryBlock]:
    """Yield the blocks up to the token that closes what they are in."""
    for token in tokens:
        if token.type == until:
            return
        close = token.type.replace("open", "close")
        match token.type:
            case "inline":
                yield CommentaryParagraph(list(_runs(token.children or [])))
            case "blockquote_open":
                inner = _values(tokens, close, depth + 1)
                yield from [CommentaryQuote(list(inner))] if depth < DEEPEST else inner
            case "bullet_list_open" | "ordered_list_open":
                yield from _list(tokens, token, depth)
            case "table_open":
                cells = _cells(tokens)
                yield CommentaryTable([[list(_runs(cell)) for cell in row] for row in cells])


def _list(tokens: Iterator["Token"], opened: "Token", depth: int) -> Iterator[CommentaryBlock]:
    """Yield a list; what is in its entries if it is too deep."""
    within = takewhile(lambda token: token.type == "list_item_open", tokens)
    entries = [list(_values(tokens, "list_item_close", depth + 1)) for _ in within]
    if depth >= DEEPEST:
        yield from (block for entry in entries for block in entry)
        return
    ordered = opened.type == "ordered_list_open"
    start = int(opened.attrs.get("start", 1)) if ordered else 0
    yield CommentaryList(entries, ordered, start)


def _runs(tokens: list["Token"]) -> Iterator[CommentaryRun]:
    strong = emphasis = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open" | "link_close":
                href = str(token.attrGet("href") or "")
            case _:
                if said := _BREAKS.get(token.type, token.content):
                    yield CommentaryRun(said, strong > 0, emphasis > 0, href)


_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
