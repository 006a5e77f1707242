"""Markdown with one sentence to a line, as commentary is kept."""

import re
from collections.abc import Iterator

_MARKER = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)]) {1,4}(?=\S)")
_NOT_PROSE = re.compile(
    r" {4}| {0,3}(?:#|>|\||<|\[[^\]]*\]:|(?:-[ -]*|\*[ *]*|_[ _]*|=+ *|[-+*]|\d{1,9}[.)])$)"
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?][\"')\]*_”’]*(?P<gap> +)(?=[\"'(\[*_“‘]*[A-Z0-9£])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|Nos?|Rev|Cllr|e\.g|i\.e|approx|cf|vs|etc|para|[A-Z])\.$"
)
_ABBREVIATION = 12
"""More characters than an abbreviation, its full stop and what is before it can have."""
_SPANNING = re.compile(r"[`<\[]")
"""What may begin something that goes on in the next line: code, a tag, a link."""
_WORD_END = re.compile(r"(?:[^\W_]|[.,;:!?)%])$")
_BEGINS_BLOCK = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \\]|$)|\[[^\]]*\]:|[-*_]{3}")


def sentences(text: str, *, blanks: bool = False) -> str:
    """Return Markdown with one sentence to a line, its meaning unchanged.

    Paragraphs and list entries are joined and broken after each sentence; whatever else there is
    (a heading, a quotation, a table, code) keeps its lines. A line break within a paragraph is
    written as a backslash, since editors trim blanks; with `blanks`, as the two that were typed.
    """
    text = text.expandtabs(4)
    if _has_trailing_spaces(text):
        text = "\n".join(map(_without_trailing_spaces, text.split("\n")))
    text = text.strip("\n")
    if _FENCE.search(text):
        return text
    blocks = re.split(r"\n\n+", text)
    reflowed = ("\n".join(_reflowed(block.split("\n"))) for block in blocks)
    return "\n\n".join(reflowed if blanks else map(_without_blanks, reflowed))


def same_text(one: str, other: str) -> bool:
    """Return whether a reader sees the same text, in however many lines each is written."""
    if one.strip() == other.strip():
        return True
    return one.split() == other.split() and as_read(one) == as_read(other)


def as_read(text: str, *, blanks: bool = False) -> str:
    """Return a text in the lines in which it is kept, without the space around it."""
    text = text.strip()
    if "\n" in text or "\t" in text or _SENTENCE_END.search(text):
        return sentences(text, blanks=blanks).strip()
    return text


def _has_trailing_spaces(text: str) -> bool:
    return " \n" in text or text.endswith(" ")


def _without_trailing_spaces(line: str) -> str:
    """Return a line without its trailing spaces, but for the two that are a line break."""
    stripped = line.rstrip(" ")
    if stripped.endswith("\\"):  # it breaks the line if it is last, and not before a space
        return line
    return f"{stripped}  " if stripped and line.endswith("  ") else stripped


def _without_blanks(block: str) -> str:
    """Return a block without blanks at the ends of its lines, where it is sure what they mean."""
    if not _has_trailing_spaces(block):
        return block
    lines = block.split("\n")
    if any(_NOT_PROSE.match(line.rstrip(" ")) for line in lines) or _SPANNING.search(block):
        return block
    return "\n".join(map(_trimmed, lines, [*lines[1:], ""]))


def _trimmed(line: str, below: str) -> str:
    """Return a line with a backslash for its two blanks; with nothing where a text ends there."""
    stripped = line.rstrip(" ")
    if not below or _MARKER.match(below):
        return stripped
    return f"{stripped}\\" if stripped != line and _WORD_END.search(stripped) else line


def _reflowed(lines: list[str]) -> Iterator[str]:
    if any(_NOT_PROSE.match(line) for line in lines):
        yield from lines
        return
    passage = ""
    for line in lines:
        if passage and not _MARKER.match(line) and not passage.endswith(("  ", "\\")):
            passage += " " + line.lstrip(" ")
            continue
        yield from _broken(passage)
        passage = line
    yield from _broken(passage)


def _broken(passage: str) -> Iterator[str]:
    """Yield the sentences of a passage, those after the first indented to stay in its entry."""
    if not _SENTENCE_END.search(passage):
        yield from [passage] if passage else []
        return
    marker = _MARKER.match(passage)
    first = marker.end() if marker else len(passage) - len(passage.lstrip(" "))
    start = 0
    for found in _SENTENCE_END.finditer(passage, first):
        end = found.start() + 1
        last_word = passage[max(0, end - _ABBREVIATION) : end]
        if _BEGINS_BLOCK.match(passage[found.end() :]) or _ABBREVIATED.search(last_word):
            continue
        yield " " * first * (start > 0) + passage[start : found.start("gap")]
        start = found.end()
    yield " " * first * (start > 0) + passage[start:]
