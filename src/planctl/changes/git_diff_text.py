"""A plan file as lines that read well, for `git diff` and `git log -p`."""

import re
from collections.abc import Iterator

from planctl.changes.sequence_diff import opcodes
from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.problem import visible
from planctl.text.document import Document, read

_LABELS = {"rag": "Rating"}
_STEP = "  "
_CONFLICT = re.compile(
    r"^<{7,} ?(?P<first>.*)\n(?P<ours>(?:.*\n)*?)(?:\|{7,}.*\n(?:.*\n)*?)?"
    r"={7,}\r?\n(?P<theirs>(?:.*\n)*?)>{7,} ?(?P<second>.*)\n?",
    re.MULTILINE,
)


def git_diff_text(raw: bytes) -> str | None:
    """Return what a plan file says, without what is empty, and without its layout and comments.

    One with conflicts says both, between the marks of a conflict. None for one that cannot be read.
    """
    document, _ = read("", raw)
    if document:
        return _document_text(document)
    text = raw.decode(errors="replace")
    marked = _CONFLICT.search(text)
    sides = [_settled(text, side) for side in ("ours", "theirs")]
    if not marked or not all(sides):
        return None
    ours, theirs = (_document_text(each).splitlines(keepends=True) for each in sides if each)
    found = ""
    for tag, start, end, other_start, other_end in opcodes(ours, theirs):
        lines, others = "".join(ours[start:end]), "".join(theirs[other_start:other_end])
        first, second = (visible(marked[name].strip()) for name in ("first", "second"))
        marks = f"<<<<<<< {first}\n{lines}=======\n{others}>>>>>>> {second}\n"
        found += lines if tag == "equal" else marks
    return found


def _settled(text: str, side: str) -> Document | None:
    return read("", _CONFLICT.sub(lambda found: found[side], text).encode())[0]


def _document_text(document: Document) -> str:
    said = dict(document.data)
    heading = " ".join(str(said.pop(key)) for key in ("id", "title") if said.get(key))
    found = [heading] * bool(heading)
    for key, value in said.items():
        if key == "updates" and isinstance(value, dict):
            for quarter, update in value.items():
                found += _field_lines(quarter, update)
        else:
            found += _field_lines(key, value)
    return "".join(f"{visible(line)}\n" for line in found)


def _field_lines(key: str, value: object) -> list[str]:
    """Return the lines of a key, those of a list or a mapping after an empty one."""
    lines = list(_labelled_lines(_label(key), value))
    return ["", *lines] if isinstance(value, dict | list) and lines else lines


def _labelled_lines(label: str, value: object) -> Iterator[str]:
    match value:
        case str() if "\n" in value.rstrip("\n"):
            yield f"{label}:"
            yield from (_STEP + line for line in value.rstrip("\n").split("\n"))
        case str() if value and label in _PROSE:
            yield from (f"{label}:", _STEP + value.rstrip("\n"))
        case str() if value:
            yield f"{label}: {value}".rstrip("\n")
        case dict() | list() if inner := list(_entry_lines(value)):
            yield label
            yield from (_STEP + line for line in inner)


def _entry_lines(value: dict[str, object] | list[object]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, said in value.items():
            yield from (
                [key]
                if said is None and key not in UPDATE_FIELDS
                else _labelled_lines(_label(key), said)
            )
        return
    for entry in value:
        lines = (
            list(_entry_lines(entry))
            if isinstance(entry, dict | list)
            else str(entry or "").split("\n")
        )
        yield from (f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def _label(key: str) -> str:
    """Return a field's name as people read it, and as it is one that is no field: Q1, SEND."""
    if not key.islower() or not key.replace("_", "").isalpha():
        return key
    return _LABELS.get(key) or key.replace("_", " ").capitalize()


_PROSE = frozenset(map(_label, TEXT_FIELDS))
