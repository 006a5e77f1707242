"""The blank lines of an action's file, by which git tells apart what two people edit at once."""

import re
from collections.abc import Iterator

from planctl.plan.fields import AGREED
from planctl.text.document import Document
from planctl.text.edit_value import end_of, with_text
from planctl.text.span import Keys, line_end_of, line_start_of

_COMMENTS = re.compile(r"(?<=\n)(?:[ \t]*#[^\n]*\n)+\Z")
_WRITTEN_ONCE = frozenset({"moves", AGREED})


def with_blank_lines(document: Document) -> Document | None:
    """Return an action's document with a blank line between any two of its fields.

    Lists of plain texts, and what has been recorded of a change, stay together. Nothing but blank
    lines is added, which is proved by reading the result again; None where it says something else.
    """
    text, pieces, at = document.text, list[str](), 0
    for start in _starts(document):
        pieces += [text[at:start], document.newline]
        at = start
    found = with_text(document, "".join([*pieces, text[at:]]))
    return found if found and found.data == document.data else None


def _starts(document: Document) -> Iterator[int]:
    """Yield where the lines begin above which a blank one is missing."""
    text, above = document.text, {keys[:-1] for keys in document.spans}
    last: dict[Keys, Keys] = {}
    for keys, span in document.spans.items():
        if not keys or span.flow or not _WRITTEN_ONCE.isdisjoint(keys[:-1]):
            continue
        before = last.get(keys[:-1])
        last[keys[:-1]] = keys
        if before and (keys in above or isinstance(keys[-1], str)):
            line = line_start_of(text, span.key_start)
            start = _start_with_comments(text, end_of(document, before), line)
            if text[line_start_of(text, start - len(document.newline)) : start].strip():
                yield start


def _start_with_comments(text: str, end: int, line: int) -> int:
    """Return where the comments begin that stand above a line and below the end of a value."""
    start = line_end_of(text, end)
    found = _COMMENTS.search(text, min(start, line), line)
    return found.start() if found else line
