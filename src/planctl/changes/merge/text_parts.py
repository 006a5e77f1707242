"""A plan file's text as the parts that its keys and list entries own, each in columns of its own.

A part begins at its own column 0, so that it can be put where another indentation is used. A line
that stands further left than its part begins with a mark, and stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from planctl.text.document import Document
from planctl.text.edit_value import empty_of, end_of
from planctl.text.span import Keys, line_start_of

_RAW = "\0"
"""Begins a line that is not moved with its part; no YAML has it."""


class Conflict(NamedTuple):
    """Lines of which there are two versions, and what they were before."""

    ours: str
    base: str
    theirs: str


Chunk = str | Conflict
"""Whole lines of a file."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A key and its one value, as far as the end of its line: `rag:`, ` green`, `  # why`."""

    head: str
    value: str
    tail: str
    data: object = field(default=None, compare=False)

    def holding(self, value: str) -> "Leaf":
        """Return it with another value."""
        return replace(self, value=value)


@dataclass(frozen=True, slots=True)
class Branch:
    """A key and the parts below it, which stand `step` columns further; `compact` is beside it."""

    head: str
    step: int
    compact: bool
    parts: "tuple[TextPart, ...]"
    data: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A part that was put together of two versions."""

    chunks: tuple[Chunk, ...]


Node = Leaf | Branch | Pieces


class TextPart(NamedTuple):
    """What stands below a key: its name, the lines before it that are no value, and itself."""

    name: str
    gap: str
    node: Node


EMPTY = Branch("", 0, compact=False, parts=())
"""The parts of a file that was not there."""


class UnusualLayoutError(Exception):
    """A layout that has no parts: a mapping in braces, a key with a question mark."""


def cut(document: Document) -> tuple[Branch, str]:
    """Return the parts of a file whose lines all end in a line feed, and what stands below them.

    Raises UnusualLayoutError where the layout has no such parts.
    """
    cutting = _Cutting(document)
    if document.spans[()].style == "{":
        raise UnusualLayoutError
    parts = cutting.below(())
    step = cutting.column(parts[0][0]) if parts else 0
    root = Branch("", step, compact=False, parts=_named(parts), data=document.data)
    return root, document.text[cutting.at :]


def chunks(node: Node) -> list[Chunk]:
    """Return the lines of a part, in its own columns."""
    match node:
        case Leaf():
            return [node.head + node.value + node.tail]
        case Pieces():
            return list(node.chunks)
    inner: list[Chunk] = []
    for part in node.parts:
        inner += [part.gap, *chunks(part.node)]
    moved = [_each(chunk, lambda text: _moved(text, node.step)) for chunk in inner if chunk]
    if not node.compact or not moved:
        return [node.head, *moved]
    return [_each(moved[0], lambda text: text and node.head + text[node.step :]), *moved[1:]]


def part_lines(node: Node) -> str:
    """Return the lines of a part without conflicts."""
    return "".join(chunk for chunk in chunks(node) if isinstance(chunk, str))


def unmarked_lines(text: str) -> str:
    """Return lines as they stand in the file."""
    return text.replace(_RAW, "")


def _each(chunk: Chunk, change: Callable[[str], str]) -> Chunk:
    if isinstance(chunk, str):
        return change(chunk)
    return Conflict(*(change(text) for text in chunk))


def _moved(text: str, columns: int) -> str:
    """Return lines further to the right."""
    indent = " " * columns
    return "\n".join(
        line if not line or line.startswith(_RAW) else indent + line for line in text.split("\n")
    )


def _from_column(text: str, columns: int) -> str:
    """Return lines as they stand from a column on."""
    return "\n".join(_line_from(line, columns) for line in text.split("\n"))


def _line_from(line: str, columns: int) -> str:
    if line.startswith(" " * columns) and (len(line) > columns or not columns):
        return line[columns:]
    return _RAW + line if line else line


def _named(parts: Sequence[tuple[Keys, TextPart]]) -> tuple[TextPart, ...]:
    return tuple(part for _, part in parts)


class _Cutting:
    """One pass over a text, from part to part; `at` is how far it has come."""

    def __init__(self, document: Document) -> None:
        self.document, self.text, self.at = document, document.text, 0
        self._below: dict[Keys, list[Keys]] = {}
        for keys in document.spans:
            if keys:
                self._below.setdefault(keys[:-1], []).append(keys)

    def below(self, keys: Keys) -> list[tuple[Keys, TextPart]]:
        return [(each, self._part(each)) for each in self._below.get(keys, ())]

    def column(self, keys: Keys) -> int:
        start = self._start(keys)
        return start - line_start_of(self.text, start)

    def _part(self, keys: Keys) -> TextPart:
        start = self._start(keys)
        line_start = line_start_of(self.text, start)
        column = start - line_start
        gap = "" if self.at == start else self.text[self.at : line_start]
        node = self._node(keys, start, column)
        return TextPart(str(keys[-1]), _from_column(gap, column), node)

    def _node(self, keys: Keys, start: int, column: int) -> Node:
        span = self.document.spans[keys]
        inner = self._below.get(keys)
        data = self._data_at(keys)
        if span.style == "{" or not inner:
            return self._leaf(keys, start, column, data)
        first = self._start(inner[0])
        compact = line_start_of(self.text, first) <= start
        self.at = first if compact else self._line_after(start)
        head = self.text[start : self.at]
        step = self.column(inner[0]) - column
        return Branch(head, step, compact, _named(self.below(keys)), data)

    def _leaf(self, keys: Keys, start: int, column: int, data: object) -> Leaf:
        span = self.document.spans[keys]
        value_start = start + 1 if self._is_entry(keys) else empty_of(self.document, keys)[0]
        if self.text[value_start - 1] not in "-:":
            raise UnusualLayoutError
        end = max(value_start, end_of(self.document, keys))
        self.at = self._line_after(end)
        tail = self.text[end : self.at]
        if span.style in ("|", ">"):
            end, tail = self.at, ""
        value = self.text[value_start:end]
        head = self.text[start:value_start]
        body = _from_column(" " * column + head + value, column)
        return Leaf(head, body[len(head) :], tail, data)

    def _start(self, keys: Keys) -> int:
        """Return where a key begins, or the dash of a list's entry."""
        start = self.document.spans[keys].key_start
        if not self._is_entry(keys):
            return start
        line_start = line_start_of(self.text, start)
        before = self.text[line_start:start].rstrip(" ")
        if not before.endswith("-"):
            raise UnusualLayoutError
        return line_start + len(before) - 1

    def _is_entry(self, keys: Keys) -> bool:
        return isinstance(keys[-1], int)

    def _data_at(self, keys: Keys) -> object:
        data: Any = self.document.data
        for key in keys:
            data = data[key]
        return data

    def _line_after(self, position: int) -> int:
        end = self.text.find("\n", position)
        return end + 1 if end >= 0 else len(self.text)
