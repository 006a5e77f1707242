"""One YAML text of a plan: what it says, and where it says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planctl.problem import Place, Problem, Severity, visible
from planctl.text.span import Keys, Span, place_in
from planctl.text.yaml_mistakes import YamlMistake

MAX_BYTES = 256 * 1024
MOST_FAULTS = 100
"""How many faults are told of one file: more than anybody mends before looking again."""

_BOM = "\ufeff".encode()
_ASCII = bytes(range(128))


@dataclass(frozen=True)
class Document:
    """A text that was read: its data, with every scalar as the characters written, or None."""

    path: str
    text: str
    data: dict[str, object]
    bom: bool = False
    plain: frozenset[str] = frozenset()

    @cached_property
    def spans(self) -> Mapping[Keys, Span]:
        """Where each value stands, by its keys from the top; worked out when first asked for."""
        from planctl.text.parser import spans

        return dict(spans(self.text))

    @cached_property
    def may_hide(self) -> bool:
        """Whether a hidden character may be in it, raw or as an escape; "no" is certain."""
        text = self.text
        if "\\" in text or text.count("\r") != text.count("\r\n"):
            return True
        return not self.beyond_ascii.isprintable()

    @cached_property
    def beyond_ascii(self) -> str:
        """Its characters that are not ASCII, in order."""
        return "" if self.text.isascii() else self.text.encode().translate(None, _ASCII).decode()

    @property
    def newline(self) -> str:
        """How this text ends its lines, judged by its first."""
        end = self.text.find("\n")
        return "\r\n" if end > 0 and self.text[end - 1] == "\r" else "\n"

    def encoded(self) -> bytes:
        """Return the bytes of the file, with the byte order mark it came with."""
        return _BOM * self.bom + self.text.encode()

    def place(self, keys: Keys = ()) -> Place:
        """Return where a value stands; its key if it is empty, what is above it if missing."""
        while keys and keys not in self.spans:
            keys = keys[:-1]
        if not keys:
            start = self.spans[()].start
            return self.place_of(start, start + 1)
        span = self.spans[keys]
        if span.end > span.start:
            return self.place_of(span.start, span.end)
        return self.place_of(span.key_start, span.key_end)

    def key_place(self, keys: Keys) -> Place:
        """Return where the key of a value stands."""
        span = self.spans[keys]
        return self.place_of(span.key_start, span.key_end)

    def place_of_key(self, keys: Keys) -> Place:
        """Return where the key of a value stands; what is above it if it is missing."""
        return self.key_place(keys) if keys in self.spans else self.place(keys)

    def place_of(self, start: int, end: int) -> Place:
        """Return the place of the characters from start to end, counted from 0."""
        return place_in(self.path, self.text, start, end)


def read(path: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """Return the document in a file's bytes, and what keeps it from being a plain YAML mapping.

    The document is None where there is any such problem. Whatever the bytes, nothing is raised.
    """
    bom = raw.startswith(_BOM)
    unmarked = raw.removeprefix(_BOM)
    try:
        text = unmarked.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, unmarked, error)]
    from planctl.text.parser import parsed

    data, plain, faults = parsed(text)
    if faults:
        return None, [_problem(path, text, fault) for fault in faults[:MOST_FAULTS]]
    return Document(path, text, data, bom, plain), []


def _problem(path: str, text: str, fault: YamlMistake) -> Problem:
    where = place_in(path, text, fault.start, fault.end)
    return Problem(fault.rule, Severity.ERROR, visible(fault.message), where, fault.hint)


def _not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    start = len(raw[: error.start].decode())
    where = place_in(path, raw.decode(errors="replace"), start, start + 1)
    hint = "save the file with UTF-8 encoding"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16, not UTF-8"
        return Problem("syntax", Severity.ERROR, message, Place(path), hint)
    found = f"a character that is not UTF-8: byte 0x{raw[error.start]:02x}"
    return Problem("syntax", Severity.ERROR, found, where, hint)
