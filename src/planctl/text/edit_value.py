"""How one value of a document is changed: by replacing its characters, proved by re-reading."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.span import Keys, Span, line_end_of, line_start_of, next_line_of

STEP = 2
_PLAIN = re.compile(r"[A-Za-z](?:[^\n\r\t:#]*[^\s:#])?|[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?")
_FLOW_MARKS = re.compile(r"[][{},]")
_MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"})
_INDENT = re.compile(r"[|>][-+]?([1-9])")
_HEADER = re.compile(r"[|>][-+0-9]*")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What only a text in quotation marks can hold, written as an escape."""


class Bare(str):
    """A text of a plan that is written without quotation marks: a number, 43 of 55."""

    __slots__ = ()


class Edit(NamedTuple):
    """Characters from start to end of a text, and what stands there instead; in order."""

    start: int
    end: int
    new: str


class _Written(NamedTuple):
    """A value as YAML: what stands beside its key, and the lines below it if it is a block."""

    beside: str
    below: tuple[str, ...] = ()


def change(
    document: Document, keys: Keys, value: str, order: Sequence[str], *, block: bool
) -> Document:
    """Return the document with the value at `keys` set, every other character as it was.

    An empty value empties the field. A missing key is put in after those that come before it in
    `order`, after a blank line if that is how its neighbours stand. A `block` is written as lines
    below its key. Raises UserError where re-reading does not prove that this one value changed
    and nothing else did.
    """
    value = value if isinstance(value, Bare) else value.rstrip("\n")
    if _value(document.data, keys) == value:
        return document
    for edits in _candidates(document, keys, value, order, block=block):
        changed = _proved(document, edits, keys, value)
        if changed:
            return changed
    where = document.place(keys)
    message = (
        f"{where.path}:{where.line}: cannot set {dotted_keys(keys)} and leave the rest as it is"
    )
    raise UserError(message, "the layout there is unusual; write the change into the file by hand")


def without_key(document: Document, key: str) -> Document:
    """Return the document without a key at its top and all that is below it.

    The comments that stand before the next key stay. Raises UserError where re-reading does not
    prove that the rest is as it was.
    """
    if key not in document.data:
        return document
    text, span = document.text, document.spans[(key,)]
    start = line_start_of(text, span.key_start)
    end = min(len(text), line_end_of(text, end_of(document, (key,))) + len(document.newline))
    before = text[:start].rstrip("\r\n")
    gap = text[len(before) : start] if not text[end:].startswith(document.newline) else ""
    gap = gap or document.newline * bool(before)
    changed = with_text(document, f"{before}{gap}{text[end:]}")
    rest = {each: value for each, value in document.data.items() if each != key}
    if not changed or changed.data != rest:
        where = document.key_place((key,))
        message = f"{where.path}:{where.line}: cannot take out '{key}' and leave the rest as it is"
        raise UserError(message, "the layout there is unusual; take it out by hand")
    return changed


def with_text(document: Document, text: str) -> Document | None:
    """Return the document that another text in its place is; None if that is no plain YAML."""
    raw = ("\ufeff" * document.bom + text).encode(errors="replace")
    return read(document.path, raw)[0]


def scalar(value: str) -> str:
    """Return a text as YAML writes it on one line: plain where that is read back as it is."""
    return value if isinstance(value, Bare) or _is_plain(value) else _quoted(value)


def dotted_keys(keys: Keys) -> str:
    """Return the way to a value in one word, for a message: updates.Q2.rag."""
    return ".".join(map(str, keys))


def child(data: object, key: str | int) -> object:
    """Return what a mapping or a list has at a key, None where it has nothing."""
    if isinstance(data, list):
        return data[key] if isinstance(key, int) and key < len(data) else None
    return data.get(key) if isinstance(data, dict) else None


def flow(data: object) -> str:
    """Return data as YAML writes them on one line, in braces and brackets."""
    match data:
        case dict():
            inner = (f"{scalar(key)}: {flow(value)}" for key, value in data.items())
            return f"{{{', '.join(inner)}}}"
        case list():
            return "[" + ", ".join(map(flow, data)) + "]"
        case str():
            return _quoted(data) if _FLOW_MARKS.search(data) else scalar(data)
    return ""


def _proved(document: Document, edits: Sequence[Edit], keys: Keys, value: str) -> Document | None:
    text = document.text
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    changed = with_text(document, text)
    if not changed or _value(changed.data, keys) != value:
        return None
    rest = _without(changed.data, keys)
    if rest == _without(document.data, keys):
        return changed
    # A last line without an end gets one when something is put in below it.
    ended, _ = read(document.path, f"{document.text}{document.newline}".encode())
    same = ended is not None and rest == _without(ended.data, keys)
    return changed if same and not document.text.endswith("\n") else None


def _value(data: object, keys: Keys) -> object:
    """Return the text at `keys` without its last line ends, "" where it is empty or missing."""
    for key in keys:
        data = child(data, key)
    return data.rstrip("\n") if isinstance(data, str) else ("" if data is None else data)


def _without(data: object, keys: Keys) -> object:
    """Return the data without the value at `keys`, nor the mappings that hold nothing but it."""
    if isinstance(data, list):
        rest = _without(data[int(keys[0])], keys[1:]) if keys[1:] else None
        return [rest if at == keys[0] else each for at, each in enumerate(data)]
    if not isinstance(data, dict) or keys[0] not in data:
        return data or None
    rest = {key: value for key, value in data.items() if key != keys[0]}
    inner = _without(data[keys[0]], keys[1:]) if keys[1:] else None
    return {**rest, keys[0]: inner} if inner else rest or None


def _candidates(
    document: Document, keys: Keys, value: str, order: Sequence[str], *, block: bool
) -> Iterator[list[Edit]]:
    """Yield the ways to make a change, the best first; not all need be right."""
    depth = _depth(document, keys)
    if depth == len(keys):
        for written in _spellings(document, keys, value, block=block):
            yield _replacement(document, keys, written)
        return
    above, missing = keys[:depth], keys[depth:]
    if document.spans[above].flow or document.spans[above].style == "{":
        yield [_flow_insertion(document, above, missing, value, order)]
    else:
        column = column_within(document, above)
        gaps = ([""], []) if order and spaced(document, above) else ([],)
        for written in _renderings(value, column + STEP * len(missing), block=block):
            lines = _nested(missing, written, column)
            for gap in gaps:
                yield [insertion(document, above, str(missing[0]), [*gap, *lines], order)]


def _depth(document: Document, keys: Keys) -> int:
    """Return how many of the keys are there: len(keys) if the value itself is, empty or not."""
    data: object = document.data
    for depth, key in enumerate(keys):
        if data is None:
            return depth
        if isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
            continue
        if not isinstance(data, dict):
            where = document.place(keys[:depth])
            name = dotted_keys(keys[:depth])
            message = (
                f"{where.path}:{where.line}: '{name}' is not a mapping, so it cannot hold {key}"
            )
            raise UserError(message, "planctl check shows what is wrong with the file")
        if key not in data:
            return depth
        data = data[key]
    if isinstance(data, (dict, list)):
        where = document.place(keys)
        message = f"{where.path}:{where.line}: '{dotted_keys(keys)}' holds more than one text"
        raise UserError(message, "planctl check shows what is wrong with the file")
    return len(keys)


def _spellings(document: Document, keys: Keys, value: str, *, block: bool) -> Iterator[_Written]:
    """Yield the ways to write a value where one stands, keeping the quotes it has."""
    span = document.spans[keys]
    if not value:
        yield _Written("")
    elif not span.flow:
        column = span.key_start - line_start_of(document.text, span.key_start)
        if span.style == "'" and "'" not in value and not block and _may_be_bare(value):
            yield _Written(f"'{value}'")
        elif span.style == '"' and not block:
            yield _Written(_quoted(value))
        yield from _renderings(value, column + STEP, block=block)
    else:
        plain = not span.style and not _FLOW_MARKS.search(value)
        yield _Written(scalar(value) if plain else _quoted(value))


def _may_be_bare(value: str) -> bool:
    return isinstance(value, Bare) or bool(_PLAIN.fullmatch(value))


def _renderings(value: str, column: int, *, block: bool) -> Iterator[_Written]:
    if block and not _UNWRITABLE.search(value):
        indent = str(STEP) if value[0] in " \n" else ""
        lines = (" " * column + line if line else "" for line in value.split("\n"))
        yield _Written(f"|{indent}", tuple(lines))
    if not block:
        yield _Written(scalar(value))
    yield _Written(_quoted(value))


def _is_plain(value: str) -> bool:
    if _UNWRITABLE.search(value) or not _PLAIN.fullmatch(value):
        return False
    return value.lower() not in _MISREAD


def _quoted(value: str) -> str:
    import json

    quoted = json.dumps(value, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _replacement(document: Document, keys: Keys, written: _Written) -> list[Edit]:
    text, span = document.text, document.spans[keys]
    below = "".join(document.newline + line for line in written.below)
    start, end = span.start, span.end
    if span.end == span.start:
        start, end = empty_of(document, keys)
    elif span.style in ("|", ">"):
        header = _HEADER.match(text, span.start)
        end = header.end() if header else span.end
    if not written.beside and not span.flow:
        start = len(text[:start].rstrip(" \t"))
    beside = written.beside
    if beside and span.end == span.start:
        beside = f" {beside}" if text[start - 1] == ":" else f": {beside}"
    line_end = line_end_of(text, end)
    block_end = _block_end(text, span) if span.style in ("|", ">") else line_end
    return [Edit(start, end, beside), Edit(line_end, block_end, below)]


def empty_of(document: Document, keys: Keys) -> tuple[int, int]:
    """Return where an empty value may be written: YAML's mark for it is after it, lines later."""
    text, key_end = document.text, document.spans[keys].key_end
    colon = _after_blanks(text, key_end)
    start = colon + 1 if text[colon : colon + 1] == ":" else key_end
    blanks = _after_blanks(text, start)
    ended = blanks == line_end_of(text, blanks) or text[blanks] in ",}"
    return start, blanks if ended else start


def _after_blanks(text: str, position: int) -> int:
    """Return where the spaces and tabs at a position end."""
    line = text[position : line_end_of(text, position)]
    return position + len(line) - len(line.lstrip(" \t"))


def end_of(document: Document, keys: Keys) -> int:
    """Return the end of the last character of a value, or of the last of its parts."""
    span = document.spans[keys]
    if span.style in ("|", ">"):
        header = _HEADER.match(document.text, span.start)
        return _block_end(document.text, span, blanks=bool(header and "+" in header.group()))
    if span.end > span.start:
        return span.end
    parts = _parts(document, keys)
    return end_of(document, parts[-1]) if parts else empty_of(document, keys)[0]


def _parts(document: Document, keys: Keys) -> list[Keys]:
    """Return the keys of each value directly within a mapping or list, in order."""
    return [each for each in document.spans if each[:-1] == keys and each]


def _block_end(text: str, span: Span, *, blanks: bool = False) -> int:
    """Return the end of a block's last line, or of the blank lines after it, if they are its own.

    libyaml's mark for it is past the comments that follow.
    """
    end, indent = line_end_of(text, span.start), _stated_indent(text, span)
    position = end
    while position < span.end:
        start = next_line_of(text, position)
        position = line_end_of(text, start)
        line = text[start:position]
        if not line.strip(" "):
            end = position if blanks and start < len(text) else end
            continue
        depth = len(line) - len(line.lstrip(" "))
        indent = indent or depth
        if depth < indent:
            break
        end = position
    return end


def _stated_indent(text: str, span: Span) -> int:
    """Return how far a block's lines are indented if its header says so, as `|2` does, else 0."""
    stated = _INDENT.match(text, span.start)
    if not stated:
        return 0
    start = line_start_of(text, span.key_start)
    is_entry = span.key_start == span.start
    column = (_after_blanks(text, start) if is_entry else span.key_start) - start
    return column + int(stated.group(1))


def column_within(document: Document, keys: Keys) -> int:
    """Return the column, from 0, in which the keys within a mapping stand or would stand."""
    inner = _parts(document, keys)
    if inner:
        return _indent(document, inner[0])
    own = _indent(document, keys)
    if len(keys) == 1 or isinstance(keys[-2], int):  # whose entry begins where its first key does
        return own + STEP
    return own + own - _indent(document, keys[:-1])


def _indent(document: Document, keys: Keys) -> int:
    start = document.spans[keys].key_start
    return start - line_start_of(document.text, start)


def _nested(keys: Keys, written: _Written, column: int) -> list[str]:
    """Return the lines of a value that is new, below the keys that lead to it."""
    lines = [f"{' ' * (column + STEP * depth)}{key}:" for depth, key in enumerate(keys)]
    lines[-1] += f" {written.beside}"
    return [*lines, *written.below]


def insertion(
    document: Document, above: Keys, key: str, lines: list[str], order: Sequence[str]
) -> Edit:
    """Return the edit that puts a key's lines into a block mapping, where `order` has it."""
    text, newline = document.text, document.newline
    inner = _parts(document, above)
    if not inner:
        at = line_end_of(text, empty_of(document, above)[1])
        return Edit(at, at, "".join(newline + line for line in lines))
    before = [each for each in inner if _comes_before(each[-1], key, order)]
    if before:
        at = line_end_of(text, end_of(document, before[-1]))
        return Edit(at, at, "".join(newline + line for line in lines))
    at = document.spans[inner[0]].key_start
    gap, lines = ("", lines) if lines[0] else (newline, lines[1:])
    follow = newline + gap + " " * _indent(document, inner[0])
    return Edit(at, at, newline.join(lines).lstrip(" ") + follow)


def spaced(document: Document, keys: Keys) -> bool:
    """Return whether a blank line stands between the values of a mapping, as it should."""
    parts = _parts(document, keys)
    starts = [line_start_of(document.text, document.spans[each].key_start) for each in parts[1:]]
    return bool(parts) and all(
        document.text[:start].endswith(("\n\n", "\n\r\n")) for start in starts
    )


def _comes_before(key: object, new: str, order: Sequence[str]) -> bool:
    return key not in order or new not in order or order.index(str(key)) < order.index(new)


def _flow_insertion(
    document: Document, above: Keys, keys: Keys, value: str, order: Sequence[str]
) -> Edit:
    """Return the edit that puts a value into a mapping in braces, or in place of an empty one."""
    text = document.text
    new = value if isinstance(value, Bare) else _quoted(value)
    for key in reversed(keys[1:]):
        new = f"{{{key}: {new}}}"
    new = f"{keys[0]}: {new}"
    span = document.spans[above]
    if span.style != "{":
        start, end = empty_of(document, above)
        return Edit(start, end, f" {{{new}}}" if text[start - 1] == ":" else f": {{{new}}}")
    inner = _parts(document, above)
    before = [each for each in inner if _comes_before(each[-1], str(keys[0]), order)]
    if before:
        at = end_of(document, before[-1])
        at += text[at : at + 1] == " "
        return Edit(at, at, f", {new}")
    return Edit(span.start + 1, span.start + 1, f"{new}, " if inner else new)
