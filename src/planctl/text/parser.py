"""What one YAML text says, what is wrong with it, and where each of its values stands.

Depth and kinds are bounded on the events, as they come: libyaml has no limit of its own here, and
what it does with brackets within brackets grows with the square of their number.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from sys import intern
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from planctl.problem import UserError
from planctl.text.span import Keys, Span
from planctl.text.yaml_mistakes import (
    ParserStop,
    YamlMistake,
    conflict_markers,
    first_content,
    forbidden_character,
    mistake_at,
)

try:
    from _ruamel_yaml import CParser
except ImportError as error:
    raise UserError(
        "YAML is read with ruamel.yaml.clib, which is not installed",
        "python -m pip install ruamel.yaml.clib (it is built with a C compiler where there is no"
        " wheel for the platform)",
    ) from error

MAX_DEPTH = 16

Event = Any
"""One of the parser's events, which has no types."""

_ONE = "a plan file is one document and has no directives: delete the line"
_NONE = "a plan file has none; put quotation marks around a text that begins with"
_NULLS = frozenset({"null", "Null", "NULL", "~"})
_ONE_WORD = "a key is one word; put quotation marks around a text that begins with '[' or '{'"


def parsed(text: str) -> tuple[dict[str, object], frozenset[str], list[YamlMistake]]:
    """Return the mapping that a text is, the keys of its top with plain values, and its faults.

    Where there is any fault, the mapping is not all that the text says.
    """
    reading = _Reading(text)
    try:
        data = reading.document()
    except _StopError as stop:
        return {}, frozenset(), [*reading.faults, stop.fault]
    except MarkedYAMLError as error:
        return {}, frozenset(), [*reading.faults, mistake_at(text, _stop(text, error))]
    except YAMLError:
        return {}, frozenset(), [*reading.faults, forbidden_character(text)]
    return data, frozenset(reading.plain), reading.faults


class _StopError(Exception):
    """Ends a reading that cannot go on."""

    def __init__(self, fault: YamlMistake) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Reading:
    """One pass over the events of a text, which gathers its data and its faults as they arrive."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[YamlMistake] = []
        self.plain: set[str] = set()

    def document(self) -> dict[str, object]:
        """Return the mapping that the text is; raise _StopError where reading cannot go on."""
        self._refuse_signs()
        self.next = CParser(self.text).get_event
        self.next()  # the stream begins
        event = self.next()
        if type(event) is StreamEndEvent:
            raise _StopError(YamlMistake(0, 1, "the file is empty", "restore it, or remove it"))
        if event.version or event.tags:
            raise _StopError(_fault(event, "a line begins with '%'", _ONE))
        data = self._value(self.next(), 0)
        self.next()  # the document ends
        event = self.next()
        if type(event) is not StreamEndEvent:
            raise _StopError(_fault(event, "a second document begins here", _ONE))
        if not isinstance(data, dict):
            raise _StopError(first_content(self.text))
        return data

    def _refuse_signs(self) -> None:
        self.faults.extend(conflict_markers(self.text))
        if self.faults:
            raise _StopError(self.faults.pop())
        if self.text.startswith("\ufeff"):
            hint = "save the file as UTF-8 again"
            raise _StopError(YamlMistake(0, 1, "a second byte order mark", hint))

    def _value(self, event: Event, depth: int) -> object:
        """Return the value that begins with an event, within so many mappings and lists."""
        if event.anchor is not None or event.ctag is not None:
            self._refuse_marks(event)
        kind = type(event)
        if kind is ScalarEvent:
            if event.value in _NULLS and event.implicit[0]:
                self.faults.append(_null(event))
            return event.value or (None if event.implicit[0] else "")
        if depth == MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} deep"
            raise _StopError(_fault(event, message, "write it with fewer levels"))
        if kind is MappingStartEvent:
            return self._mapping(depth + 1)
        return self._list(depth + 1)

    def _mapping(self, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        while type(event := self.next()) is not MappingEndEvent:
            key = self._key(event, data)
            event = self.next()
            if depth == 1 and type(event) is ScalarEvent and event.implicit[0]:
                self.plain.add(key)
            data[key] = self._value(event, depth)
        return data

    def _list(self, depth: int) -> list[object]:
        data: list[object] = []
        while type(event := self.next()) is not SequenceEndEvent:
            data.append(self._value(event, depth))
        return data

    def _key(self, event: Event, data: dict[str, object]) -> str:
        if event.anchor is not None or event.ctag is not None:
            self._refuse_marks(event)
        if type(event) is not ScalarEvent:
            raise _StopError(_fault(event, "a key is a list or a mapping", _ONE_WORD))
        key = intern(event.value)  # the same few are in every file
        if key in data:
            hint = "keep one of the two; a YAML reader would silently drop the other"
            self.faults.append(_fault(event, f"'{key}' is here twice", hint))
        if key in _NULLS and event.implicit[0]:
            message = f"'{key}' means nothing, and would be printed as a name"
            self.faults.append(_fault(event, message, "put quotation marks around the name"))
        if key == "<<" and event.implicit[0]:
            self.faults.append(_fault(event, "'<<' is a merge key", "write the keys out instead"))
        return key

    def _refuse_marks(self, event: Event) -> None:
        """Refuse an alias; and the anchor and the tag that a value begins with, in any order."""
        if type(event) is AliasEvent:
            raise _StopError(_fault(event, f"'*{event.anchor}' is an alias", f"{_NONE} '*'"))
        for sign, name, value in (("&", "an anchor", event.anchor), ("!", "a tag", event.ctag)):
            if value is not None:
                start = self.text.index(sign, event.start_mark.index)
                word = self.text[start:].split(maxsplit=1)[0]
                fault = YamlMistake(
                    start, start + len(word), f"'{word}' is {name}", f"{_NONE} '{sign}'"
                )
                self.faults.append(fault)


def _null(event: Event) -> YamlMistake:
    message = f"'{event.value}' means that nothing is said, and would be printed as a word"
    hint = "leave the value empty, or put quotation marks around the word"
    return _fault(event, message, hint)


def _fault(event: Event, message: str, hint: str) -> YamlMistake:
    return YamlMistake(event.start_mark.index, event.end_mark.index, message, hint)


def _stop(text: str, error: MarkedYAMLError) -> ParserStop:
    """Return where and why libyaml stopped; the end of a file is its last visible character."""
    end = max(0, len(text.rstrip(" \r\n")) - 1)
    marks = (error.problem_mark, error.context_mark or error.problem_mark)
    at, opened = (min(mark.index if mark else 0, end) for mark in marks)
    message = f"{error.context or ''} {error.problem}".lstrip()
    last = _last_event(text)
    style = last.style if isinstance(last, ScalarEvent) else None
    return ParserStop(message, at, opened, (last.start_mark.index, last.end_mark.index, style))


def _last_event(text: str) -> Event:
    """Return what libyaml reads before it stops, in a text that it is known to stop at."""
    parser, last = CParser(text), None
    with suppress(MarkedYAMLError):
        while True:
            last = parser.get_event()
    return last


def spans(text: str) -> Iterator[tuple[Keys, Span]]:
    """Yield where each value of a text without faults stands, by its keys from the top."""
    next_event = CParser(text).get_event
    while not isinstance(opened := next_event(), MappingStartEvent):
        pass
    start, end = opened.start_mark.index, opened.end_mark.index
    root = Span(start, end, start, start, None, flow=False)
    yield from _spans_within(next_event, opened, (), root)


def _spans_within(
    next_event: Callable[[], Event], opened: Event, keys: Keys, span: Span
) -> Iterator[tuple[Keys, Span]]:
    """Yield the span of a mapping or list that has just begun, and of each value in it, in order.

    Only one in braces or brackets has an end of its own; it has the style `{`.
    """
    yield keys, span
    has_keys, flow = isinstance(opened, MappingStartEvent), bool(opened.flow_style)
    index = -1
    while not isinstance(event := next_event(), CollectionEndEvent):
        index += 1
        key, value = (event.value, next_event()) if has_keys else (index, event)
        start, key_start, key_end = _index(value), _index(event), event.end_mark.index
        if isinstance(value, ScalarEvent):
            end = value.end_mark.index
            yield (*keys, key), Span(start, end, key_start, key_end, value.style, flow)
        else:
            inner = Span(start, start, key_start, key_end, None, flow)
            yield from _spans_within(next_event, value, (*keys, key), inner)
    if flow:
        yield keys, span._replace(end=event.end_mark.index, style="{")


def _index(event: Event) -> int:
    index: int = event.start_mark.index
    return index
