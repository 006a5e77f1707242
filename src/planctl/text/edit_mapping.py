"""How mappings and lists of a document are written: as new lines, proved by re-reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.edit_value import (
    STEP,
    Bare,
    Edit,
    change,
    child,
    column_within,
    dotted_keys,
    empty_of,
    end_of,
    insertion,
    scalar,
    spaced,
    with_text,
)
from planctl.text.span import Keys, line_end_of, line_start_of

Entry = str | Mapping[str, str]
"""An entry of a list that can be written: a text, or a mapping of texts."""

Value = str | Mapping[str, "Value"] | Sequence[Entry]
"""What can be written: a text, a mapping of such values, or a list of entries."""


def put(
    document: Document,
    keys: Keys,
    value: Value,
    order: Sequence[str] = (),
    *,
    gap: bool = False,
) -> Document:
    """Return the document with a value at `keys`, and nothing else changed.

    Of a mapping that is there only what differs is written, and what is in it beside the new value
    is removed; a text that is there gives way to a mapping or a list. A list that is there may only
    become longer, or one of its entries say more. A missing key comes after those before it in
    `order`; with `gap`, after a blank line if that can be. Raises UserError where re-reading does
    not prove that this value was set and nothing else.
    """
    there = _at(document.data, keys)
    if isinstance(there, str) and not isinstance(value, str):
        document, there = change(document, keys, "", order, block=False), None
    if there in (None, {}, []):
        return _grafted(document, keys, value, order, gap=gap)
    match there, value:
        case str(), str():
            return change(document, keys, value, order, block=False)
        case dict(), Mapping():
            return _merged(document, keys, there, value)
        case list(), [*entries] if len(entries) >= len(there):
            return _listed(document, keys, there, cast("Sequence[Entry]", entries))
    raise _refusal(document, keys)


def with_text_as_field(document: Document, keys: Keys, field: str) -> Document:
    """Return the document with a text as a field of the mapping that it stands for alone."""
    text, span = str(_at(document.data, keys)), document.spans[keys]
    written = text if span.style else Bare(text)
    if not isinstance(keys[-1], int):
        return put(document, keys, {field: written})
    edit = Edit(span.start, span.end, f"{field}: {scalar(written)}")
    return _proved(document, [edit], keys, {field: text})


def removed(document: Document, keys: Keys) -> Document:
    """Return the document without an entry of a mapping or a list, whose lines go with it.

    Raises UserError where re-reading does not prove that the rest is as it was.
    """
    text, newline = document.text, document.newline
    start = line_start_of(text, document.spans[keys].key_start)
    end = min(len(text), line_end_of(text, end_of(document, keys)) + len(newline))
    if text[:start].endswith(newline * 2) and text[end:].startswith(
        (newline, "")[end == len(text)]
    ):
        start -= len(newline)
    changed = with_text(document, text[:start] + text[end:])
    if changed and _filled(changed.data) == _filled(_less(document.data, keys)):
        return changed
    raise _refusal(document, keys)


def _less(data: object, keys: Keys) -> object:
    """Return the data without the entry at `keys`."""
    key, rest = keys[0], keys[1:]
    if isinstance(data, dict):
        inner = {key: _less(data[key], rest)} if rest else {}
        return {**{name: each for name, each in data.items() if name != key}, **inner}
    entries = list(cast("list[object]", data))
    entries[int(key) : int(key) + 1] = [_less(entries[int(key)], rest)] if rest else []
    return entries


def _listed(
    document: Document,
    keys: Keys,
    there: Sequence[object],
    entries: Sequence[Entry],
) -> Document:
    """Return the document with a list whose entries say more, or of which there are more."""
    for number, entry in enumerate(entries[: len(there)]):
        if entry != there[number]:
            document = _extended(document, keys, number, cast("Mapping[str, str]", entry))
    for entry in entries[len(there) :]:
        document = _appended(document, keys, entry)
    return document


def _merged(
    document: Document, keys: Keys, there: Mapping[str, object], value: Mapping[str, Value]
) -> Document:
    """Return the document with a mapping as it should be: what differs is written or removed."""
    for key in there:
        if key not in value:
            document = removed(document, (*keys, key))
    for key, inner in value.items():
        if there.get(key) != inner:
            document = put(document, (*keys, key), inner, tuple(value))
    return document


def _grafted(
    document: Document, keys: Keys, value: Value, order: Sequence[str], *, gap: bool
) -> Document:
    """Return the document with a value where there is none yet."""
    depth = next(depth for depth in range(len(keys), -1, -1) if keys[:depth] in document.spans)
    above, missing = keys[:depth], keys[depth:]
    if not missing and isinstance(value, Mapping):
        for key, inner in value.items():
            document = put(document, (*keys, key), inner, tuple(value))
        return document
    if isinstance(value, str) and (not missing or document.spans[above].style == "{"):
        return change(document, keys, value, order, block=False)
    wanted, new = value, [cast("str", key) for key in missing]  # a list has all its entries
    for missed in reversed(new[1:]):
        value = {missed: value}
    column = column_within(document, above)
    if not missing:
        lines = list(_entries(value, column))
        return _proved(document, [_below(document, above, lines)], keys, wanted)
    lines = list(_lines(new[0], value, column))
    edit = insertion(document, above, new[0], [""] * gap + lines, order)
    return _proved(document, [edit], keys, wanted)


def _appended(document: Document, keys: Keys, entry: Entry) -> Document:
    """Return the document with one more entry at the end of a list."""
    there = cast("list[object]", _at(document.data, keys))
    first = document.spans[*keys, 0].start
    column = first - line_start_of(document.text, first)
    start = line_start_of(document.text, first)
    line = document.text[start : start + column]
    dash = len(line) - len(line.lstrip(" "))
    gap = [""] * (len(there) > 1 and spaced(document, keys))
    edit = _below(document, (*keys, len(there) - 1), [*gap, *_entries([entry], dash)])
    return _proved(document, [edit], keys, cast("Value", [*there, entry]))


def _extended(document: Document, keys: Keys, number: int, entry: Mapping[str, str]) -> Document:
    """Return the document with what an entry of a list says more below what it says already."""
    there = cast("list[object]", _at(document.data, keys))
    old = there[number]
    known = old if isinstance(old, dict) else {}
    column = column_within(document, (*keys, number))
    new = [(key, text) for key, text in entry.items() if key not in known]
    lines = [f"{' ' * column}{scalar(key)}: {scalar(text)}" for key, text in new]
    edits = [
        Edit(*empty_of(document, (*keys, number, key)), f" {scalar(text)}")
        for key, text in entry.items()
        if text and key in known and known[key] is None
    ]
    edits += [_below(document, (*keys, number), lines)] if lines else []
    entries = [*there[:number], entry, *there[number + 1 :]]
    return _proved(document, sorted(edits, key=_start), keys, cast("Value", entries))


def _start(edit: Edit) -> int:
    return edit.start


def _below(document: Document, keys: Keys, lines: Sequence[str]) -> Edit:
    """Return the edit that writes lines below all of a value."""
    at = line_end_of(document.text, end_of(document, keys))
    return Edit(at, at, "".join(document.newline + line for line in lines))


def _lines(key: str, value: Value, column: int) -> Iterator[str]:
    """Yield the lines of a key and its value."""
    head = f"{' ' * column}{scalar(key)}:"
    if isinstance(value, str):
        yield f"{head} {scalar(value)}"
        return
    yield head
    if isinstance(value, Mapping):
        for inner, each in value.items():
            yield from _lines(inner, each, column + STEP)
        return
    yield from _entries(value, column + STEP)


def _entries(entries: Value, column: int) -> Iterator[str]:
    """Yield the lines of a list."""
    for entry in cast("Sequence[Entry]", entries):
        if isinstance(entry, str):
            yield f"{' ' * column}- {scalar(entry)}"
            continue
        first, *rest = (f"{scalar(key)}: {scalar(text)}" for key, text in entry.items())
        yield f"{' ' * column}- {first}"
        yield from (f"{' ' * (column + STEP)}{line}" for line in rest)


def _proved(document: Document, edits: Sequence[Edit], keys: Keys, value: Value) -> Document:
    """Return the document with the edits made; UserError unless they did what they should."""
    text = document.text
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    changed, _ = read(document.path, ("\ufeff" * document.bom + text).encode())
    if changed and _filled(changed.data) == _filled(_with(document.data, keys, value)):
        return changed
    raise _refusal(document, keys)


def _with(data: object, keys: Keys, value: Value | None) -> object:
    """Return the data with a value at `keys`."""
    if not keys:
        return value
    if isinstance(data, list):
        return [
            _with(each, keys[1:], value) if at == keys[0] else each for at, each in enumerate(data)
        ]
    if data is not None and not isinstance(data, dict):
        return None
    above = data or {}
    return {**above, keys[0]: _with(above.get(keys[0]), keys[1:], value)}


def _filled(data: object) -> object:
    """Return the data without the keys that hold nothing."""
    match data:
        case dict():
            inner = {key: _filled(each) for key, each in data.items()}
            return {key: each for key, each in inner.items() if each not in (None, {}, [])}
        case list():
            return [_filled(each) for each in data]
    return data


def _at(data: object, keys: Keys) -> object:
    for key in keys:
        data = child(data, key)
    return data


def _refusal(document: Document, keys: Keys) -> UserError:
    where = document.place(keys)
    message = (
        f"{where.path}:{where.line}: cannot write {dotted_keys(keys)} and leave the rest as it is"
    )
    return UserError(message, "write the mappings there one key to a line, without braces")
