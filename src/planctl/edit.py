"""The one way to change a plan: settings of fields, applied to the texts that hold them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planctl.document import Document
from planctl.periods import Quarter
from planctl.problem import HIDDEN, Exit, UserError, place, visible
from planctl.splice import change
from planctl.words import TEXT_FIELDS, UPDATE_FIELDS

PLACEHOLDERS = frozenset({"…", "..."})
"""What stands for words of one's own in the commands that planctl suggests."""

_MARKER = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)]) {1,4}(?=\S)")
_NOT_PROSE = re.compile(
    r" {4}| {0,3}(?:#|>|\||<|\[[^\]]*\]:|(?:-[ -]*|\*[ *]*|_[ _]*|=+ *|[-+*]|\d{1,9}[.)])$)"
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?][\"')\]*_”’]*(?P<gap> +)(?=[\"'(\[*_“‘]*[A-Z0-9£])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|Nos?|Rev|Cllr|e\.g|i\.e|approx|cf|vs|etc|para|[A-Z])\.$"
)
_BEGINS_BLOCK = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?: |$)|\[[^\]]*\]:|[-*_]{3}")


@dataclass(frozen=True, slots=True)
class Setting:
    """A field of one quarter's update and the text it is to have; an empty text empties it."""

    quarter: Quarter
    field: str
    value: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Return where the field stands in an action's file."""
        return ("updates", self.quarter.value, self.field)


def apply(document: Document, settings: Iterable[Setting]) -> Document:
    """Return the document of an action with the settings made, and nothing else changed.

    Raises UserError where a text holds hidden characters, or cannot be set without disturbing
    what is around it.
    """
    for setting in settings:
        value = setting.value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        _refuse_hidden(setting.field, value)
        _refuse_placeholder(setting.field, value)
        block = setting.field in TEXT_FIELDS
        value = sentences(value) if block else " ".join(value.split())
        order = ("id", "updates", *Quarter, *UPDATE_FIELDS)
        document = change(document, setting.keys, value, order, block=block)
    return document


def written(document: Document, quarter: Quarter, field: str) -> str:
    """Return the text that a field of an update has now, "" where it is empty or missing."""
    value: object = document.data
    for key in ("updates", quarter.value, field):
        value = value.get(key) if isinstance(value, dict) else None
    return value.rstrip("\n") if isinstance(value, str) else ""


def sentences(text: str) -> str:
    """Return Markdown with one sentence to a line, its meaning unchanged.

    Paragraphs and list entries are joined and broken after each sentence; whatever else there is
    (a heading, a quotation, a table, code) keeps its lines.
    """
    lines = text.expandtabs(4).split("\n")
    text = "\n".join(_without_trailing_spaces(line) for line in lines).strip("\n")
    if _FENCE.search(text):
        return text
    blocks = re.split(r"\n\n+", text)
    return "\n\n".join("\n".join(_reflowed(block.split("\n"))) for block in blocks)


def _without_trailing_spaces(line: str) -> str:
    """Return a line without its trailing spaces, but for the two that are a line break."""
    stripped = line.rstrip(" ")
    if stripped.endswith("\\"):  # it breaks the line if it is last, and not before a space
        return line
    return f"{stripped}  " if stripped and line.endswith("  ") else stripped


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
    if not passage:
        return
    marker = _MARKER.match(passage)
    first = marker.end() if marker else len(passage) - len(passage.lstrip(" "))
    start = 0
    for found in _SENTENCE_END.finditer(passage, first):
        after = passage[found.end() :]
        if _BEGINS_BLOCK.match(after) or _ABBREVIATED.search(passage[: found.start() + 1]):
            continue
        yield " " * first * (start > 0) + passage[start : found.start("gap")]
        start = found.end()
    yield " " * first * (start > 0) + passage[start:]


def _refuse_placeholder(field: str, value: str) -> None:
    if value.strip() in PLACEHOLDERS:
        message = f"the {field} is only '{value}', which stands for words of your own"
        raise UserError(message, "write the words in its place", Exit.USAGE)


def _refuse_hidden(field: str, value: str) -> None:
    found = HIDDEN.search(value)
    if found:
        where = place(field, value, *found.span())
        message = f"the {field} has a hidden character, {visible(found.group())}"
        hint = f"delete it: line {where.line}, column {where.column}, in '{visible(where.text)}'"
        raise UserError(message, hint, Exit.USAGE)
