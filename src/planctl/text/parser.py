"""What libyaml reads in one text: its data, its faults, and where each value stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from planctl.problem import UserError
from planctl.text.span import Keys, Span
from planctl.text.yaml_mistakes import Fault, Stop, conflicts, content, explained, forbidden

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
"""One of libyaml's events; its types say nothing of the attributes that each kind has."""

_ONE = "a plan file is one document and has no directives: delete the line"
_NONE = "a plan file has none; put quotation marks around a text that begins with"
_ONE_WORD = "a key is one word; put quotation marks around a text that begins with '[' or '{'"


def parsed(text: str) -> tuple[dict[str, object], frozenset[str], list[Fault]]:
    """Return the mapping that a text is, the keys of its top with plain values, and its faults.

    Where there is any fault, the mapping is not all that the text says.
    """
    reading = _Reading(text)
    try:
        data = reading.data()
    except _StopError as stop:
        return {}, frozenset(), [*reading.faults, stop.fault]
    return data, frozenset(reading.plain), reading.faults


def spans(text: str) -> Iterator[tuple[Keys, Span]]:
    """Yield where each value of a text without faults stands, by its keys from the top."""
    events = _events(text)
    opened = next(filter(_opens, events))
    start, end = opened.start_mark.index, opened.end_mark.index
    root = Span(start, end, start, start, None, flow=False)
    yield from _spans_within(events, opened, (), root)


def _spans_within(
    events: Iterator[Event], opened: Event, keys: Keys, span: Span
) -> Iterator[tuple[Keys, Span]]:
    """Yield the span of a mapping or list that has just begun, and of each value in it, in order.

    Only one in braces or brackets has an end of its own; it has the style `{`.
    """
    yield keys, span
    index = -1
    while not _closes(event := next(events)):
        index += 1
        key, value = (event.value, next(events)) if _holds_keys(opened) else (index, event)
        inner = Span(
            value.start_mark.index,
            value.end_mark.index if _is_scalar(value) else value.start_mark.index,
            event.start_mark.index,
            event.end_mark.index,
            value.style if _is_scalar(value) else None,
            bool(opened.flow_style),
        )
        if _opens(value):
            yield from _spans_within(events, value, (*keys, key), inner)
        else:
            yield (*keys, key), inner
    if opened.flow_style:
        yield keys, span._replace(end=event.end_mark.index, style="{")


def _opens(event: Event) -> bool:
    return isinstance(event, CollectionStartEvent)


def _closes(event: Event) -> bool:
    return isinstance(event, CollectionEndEvent)


def _is_scalar(event: Event) -> bool:
    return isinstance(event, ScalarEvent)


def _holds_keys(opened: Event) -> bool:
    return isinstance(opened, MappingStartEvent)


class _StopError(Exception):
    """Ends a reading that cannot go on."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass
class _Reading:
    """One pass over the events of a text, gathering its data and its faults as they arrive."""

    text: str
    faults: list[Fault] = field(default_factory=list)
    plain: set[str] = field(default_factory=set)

    def data(self) -> dict[str, object]:  # noqa: C901, PLR0912 - one pass is what loading costs
        """Return the mapping that the text is; raise _StopError where reading cannot go on."""
        self._refuse_conflicts()
        above: list[tuple[dict[str, object] | list[object], str | None]] = []
        container: dict[str, object] | list[object] = []
        key: str | None = None
        top = container
        for event in _events(self.text):
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.ctag is not None:
                    self._refuse_marks(event)
                value: object = event.value or (None if event.implicit[0] else "")
                if type(container) is dict and key is None:
                    key = self._key(event, container)
                    continue
                if event.implicit[0] and len(above) == 1 and key is not None:
                    self.plain.add(key)
            elif isinstance(event, CollectionEndEvent):
                container, key = above.pop()
                continue
            elif isinstance(event, CollectionStartEvent):
                if event.anchor is not None or event.ctag is not None:
                    self._refuse_marks(event)
                if len(above) == MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} deep"
                    raise _StopError(_fault(event, message, "write it with fewer levels"))
                value = {} if kind is MappingStartEvent else []
                if type(container) is dict and key is None:
                    raise _StopError(_fault(event, "a key is a list or a mapping", _ONE_WORD))
            else:  # the one other event within a document
                raise _StopError(_fault(event, f"'*{event.anchor}' is an alias", f"{_NONE} '*'"))
            if type(container) is dict:
                container[key or ""] = value
                key = None
            else:
                container.append(value)  # type: ignore[union-attr] # not a dict, so a list
            if kind is not ScalarEvent:
                above.append((container, key))
                container = value  # type: ignore[assignment] # just made: a dict or a list
        return self._mapping(top)

    def _key(self, event: Event, container: dict[str, object]) -> str:
        key: str = event.value
        if key in container:
            hint = "keep one of the two; a YAML reader would silently drop the other"
            self.faults.append(_fault(event, f"'{key}' is here twice", hint))
        if key == "<<" and event.implicit[0]:
            self.faults.append(_fault(event, "'<<' is a merge key", "write the keys out instead"))
        return key

    def _mapping(self, top: object) -> dict[str, object]:
        match top:
            case [dict() as mapping]:
                return mapping
            case []:
                raise _StopError(Fault(0, 1, "the file is empty", "restore it, or remove it"))
        raise _StopError(content(self.text))

    def _refuse_conflicts(self) -> None:
        self.faults.extend(conflicts(self.text))
        if self.faults:
            raise _StopError(self.faults.pop())

    def _refuse_marks(self, event: Event) -> None:
        """Refuse the anchor and the tag that a value begins with, in whichever order."""
        start = event.start_mark.index
        for sign, name, value in (("&", "an anchor", event.anchor), ("!", "a tag", event.tag)):
            if value is not None:
                start = self.text.index(sign, event.start_mark.index)
                word = self.text[start:].split(maxsplit=1)[0]
                fault = Fault(start, start + len(word), f"'{word}' is {name}", f"{_NONE} '{sign}'")
                self.faults.append(fault)


def _events(text: str) -> Iterator[Event]:
    """Yield the events of the one document in a text; raise _StopError where it is not plain."""
    if text.startswith("\ufeff"):
        raise _StopError(Fault(0, 1, "a second byte order mark", "save the file as UTF-8 again"))
    parser: Any = CParser(text)
    event: Event = None
    try:
        event = parser.get_event()
        event = parser.get_event()  # after that of the stream, the document's
        if isinstance(event, StreamEndEvent):
            return
        if event.version or event.tags:
            raise _StopError(_fault(event, "a line begins with '%'", _ONE))
        while type(event := parser.get_event()) is not DocumentEndEvent:
            yield event
        event = parser.get_event()
        if not isinstance(event, StreamEndEvent):
            raise _StopError(_fault(event, "a second document begins here", _ONE))
    except MarkedYAMLError as error:
        raise _StopError(explained(text, _stop(text, error, event))) from None
    except YAMLError:
        raise _StopError(forbidden(text)) from None


def _fault(event: Event, message: str, hint: str) -> Fault:
    return Fault(event.start_mark.index, event.end_mark.index, message, hint)


def _stop(text: str, error: MarkedYAMLError, last: Event) -> Stop:
    """Return where and why libyaml stopped; the end of a file is its last visible character."""
    end = max(0, len(text.rstrip(" \r\n")) - 1)
    marks = (error.problem_mark, error.context_mark or error.problem_mark)
    at, opened = (min(mark.index if mark else 0, end) for mark in marks)
    said = f"{error.context or ''} {error.problem}".lstrip()
    style = last.style if isinstance(last, ScalarEvent) else None
    return Stop(said, at, opened, (last.start_mark.index, last.end_mark.index, style))
