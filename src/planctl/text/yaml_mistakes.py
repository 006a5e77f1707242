"""Why a text is not plain YAML, in words for somebody who has never heard of YAML's grammar."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CONFLICT = re.compile(
    r"^(?:[ \t]*(?P<sign>(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?)|(?P<middle>={7}))(?=\r?$)", re.MULTILINE
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TIGHT = re.compile(r"[ ]*(?:- +)?[A-Za-z_]\w*(?P<colon>:)(?!//)[^ \t\r\n:]")
_KEYED = re.compile(r":(?:[ \t]|$)")
_UNSEEN_INDENT = re.compile("^ *(?P<odd>[\u00a0\u2000-\u200b\u202f\u3000]+)", re.MULTILINE)
_UNSEEN_BREAK = re.compile("[\x85\u2028\u2029]")
_MARK = "\ufeff"
_OPENING = {"]": "[", "}": "{"}
_HEADED = re.compile(r"[|>][+-]?\d")


class YamlMistake(NamedTuple):
    """Characters of a text, from start to end, that keep it from being plain YAML."""

    start: int
    end: int
    message: str
    hint: str
    rule: str = "syntax"


class ParserStop(NamedTuple):
    """Where libyaml gave up on a text and what it said, and what it had read just before."""

    message: str
    at: int
    opened: int
    last: tuple[int, int, str | None]
    """The start, end and quotation marks of what was read last."""


def conflict_markers(text: str) -> Iterator[YamlMistake]:
    """Yield each leftover marker of a merge conflict; one may be indented, as in a commentary."""
    if not any(sign in text for sign in ("<<<<<<<", ">>>>>>>", "|||||||", "=======")):
        return
    message, hint = (
        "leftover merge-conflict marker",
        "choose what is right, and delete every marker",
    )
    for found in _CONFLICT.finditer(text):
        yield YamlMistake(*found.span(found.lastgroup or 0), message, hint, "conflict")


def forbidden_character(text: str) -> YamlMistake:
    """Return the first character that YAML allows in no text; it is known that there is one."""
    found = _FORBIDDEN.search(text)
    start = found.start() if found else 0
    message = f"character U+{ord(text[start]):04X} cannot stand in a plan"
    return YamlMistake(start, start + 1, message, "delete it, or save the file with UTF-8 encoding")


def first_content(text: str) -> YamlMistake:
    """Return the first line of a text that says anything, as one that should begin with a key."""
    found = re.search(r"^(?![ \t]*(?:#|$)|---[ \t]*$)[ \t]*(?P<line>.+)", text, re.MULTILINE)
    start, end = found.span("line") if found else (0, 1)
    hint = "begin it with a key and a colon, such as `title: …`"
    return YamlMistake(start, end, "the file does not begin with a key", hint)


def mistake_at(text: str, stop: ParserStop) -> YamlMistake:
    """Return what is wrong where libyaml stopped."""
    if unseen := _unseen(text, stop):
        return unseen
    _, last_end, style = stop.last
    if "\n" not in text[last_end : stop.at] and "mapping values" not in stop.message:
        if style and style in "'\"":
            return _after_quotation(text, stop, style)
        closing = text[max(0, last_end - 1) : last_end]
        if style is None and closing in _OPENING:
            hint = f"put quotation marks around a text that holds '{_OPENING[closing]}'"
            return _line(text, stop.at, f"text follows the closing '{closing}'", hint)
    for sign, explain in _SPECIAL:
        if sign in stop.message:
            return explain(text, stop)
    for sign, from_context, message, hint in _EXPLAINED:
        if sign in stop.message:
            start = stop.opened if from_context else stop.at
            it = _shown(text, start)
            return YamlMistake(start, start + 1, message.replace("IT", it), hint.replace("IT", it))
    hint = "check the quotation marks and the indentation"
    return YamlMistake(stop.at, stop.at + 1, f"not YAML: {stop.message}", hint)


def _unseen(text: str, stop: ParserStop) -> YamlMistake | None:
    """Return the character that cannot be seen and is why libyaml stopped, if there is one."""
    opened, begun = (text.rfind("\n", 0, at) + 1 for at in (stop.opened, stop.last[0]))
    if found := _UNSEEN_BREAK.search(text, opened, stop.opened):
        message = f"a line break that cannot be seen, U+{ord(found.group()):04X}"
        hint = "delete it, and begin a new line if one is meant"
        return YamlMistake(*found.span(), message, hint)
    if found := _UNSEEN_INDENT.search(text, begun, stop.at):
        message = (
            f"a line is indented with a character that is no space, U+{ord(found['odd'][0]):04X}"
        )
        return YamlMistake(*found.span("odd"), message, "put spaces in its place")
    return None


def _after_quotation(text: str, stop: ParserStop, mark: str) -> YamlMistake:
    start, end, _ = stop.last
    if "\n" in text[start:end]:
        message = "a quotation mark is opened and not closed on its line"
        return YamlMistake(start, start + 1, message, "close it at the end of its text")
    inside = "'' for an apostrophe" if mark == "'" else '\\" for a quotation mark'
    message = "text follows the closing quotation mark"
    return _line(text, stop.at, message, f"close it after the whole text; inside, write {inside}")


def _unexpected(text: str, stop: ParserStop) -> YamlMistake:
    if text[stop.at : stop.at + 1] == "\t":
        return _tabs(text, stop)
    message = f"a text cannot begin with '{_shown(text, stop.at)}'"
    return YamlMistake(stop.at, stop.at + 1, message, "put quotation marks around the text")


def _tabs(text: str, stop: ParserStop) -> YamlMistake:
    end = len(text) - len(text[stop.at :].lstrip("\t"))
    return YamlMistake(stop.at, end, "a tab where only spaces may be", "indent with spaces")


def _no_colon(text: str, stop: ParserStop) -> YamlMistake:
    if tight := _TIGHT.match(text, stop.opened):
        return _no_space(tight)
    if text.startswith("-", stop.opened):
        return _no_dash(text, stop.opened)
    message = "this line is neither `key: value` nor part of the text above it"
    return _line(text, stop.opened, message, "indent it like that text, or write `key: value`")


def _colon(text: str, stop: ParserStop) -> YamlMistake:
    """Return why a colon is not where a key may end: in a text, or after a line that is amiss."""
    start = text.rfind("\n", 0, stop.at) + 1
    before = text[start : stop.at]
    above = text[:start].rstrip()
    above_start = above.rfind("\n") + 1
    if _KEYED.search(before) or len(before.split()) != 1 or not above:
        return _in_text(stop)
    if tight := _TIGHT.match(text, above_start):
        return _no_space(tight)
    if _KEYED.search(above, above_start) or above.startswith("- ", _indented(text, above_start)):
        message = "this line is indented more than the lines it belongs with"
        return _line(text, start, message, "indent the keys that belong together alike")
    if _is_beside(text, stop):
        return _in_text(stop)
    return _line(text, above_start, "a key without a colon", "write a colon and a space after it")


def _is_beside(text: str, stop: ParserStop) -> bool:
    """Return whether what was read last, which the colon is in, begins beside its key."""
    start, *_ = stop.last
    return text[text.rfind("\n", 0, start) + 1 : start].strip() != ""


def _in_text(stop: ParserStop) -> YamlMistake:
    message = "a colon and a space in the middle of a text"
    return YamlMistake(stop.at, stop.at + 1, message, "put quotation marks around the whole text")


def _misplaced(text: str, stop: ParserStop) -> YamlMistake:
    start, end, style = stop.last
    if text.endswith(_MARK, 0, stop.at):
        message = "a byte order mark in the middle of the file"
        return YamlMistake(stop.at - 1, stop.at, message, "delete it: it cannot be seen")
    if text.startswith(":", stop.at):
        return YamlMistake(
            stop.at, stop.at + 1, "a colon with no key before it", "write `key: value`"
        )
    if style in ("|", ">") and _HEADED.match(text, start):
        message = f"a number after '{style}' that does not fit the lines below it"
        return YamlMistake(start, start + 2, message, f"write `{style}` alone")
    if style in ("|", ">") and not text[start + 1 : end].strip():
        message = "this line is indented less than the empty line above it"
        return _line(text, stop.at, message, "delete the spaces of the empty line")
    if style in ("|", ">"):
        message = "this line is indented less than the first line of the text above it"
        return _line(text, stop.at, message, "indent every line of a text alike")
    message = "this line is not indented like the lines it belongs with"
    return _line(text, stop.at, message, "indent what belongs together alike, two spaces a level")


def _not_entry(text: str, stop: ParserStop) -> YamlMistake:
    if re.match(r"-\S", text[stop.at :]):
        return _no_dash(text, stop.at)
    message = "this line is not an entry of the list above it"
    hint = "begin an entry with `- `; indent a key like the list's own key"
    return _line(text, stop.at, message, hint)


def _outside(text: str, stop: ParserStop) -> YamlMistake:
    if re.search(r"^\.\.\.", text[: stop.at], re.MULTILINE):
        hint = "a plan file is one document: delete the line `...`"
        return _line(text, stop.at, "text after the end of the document", hint)
    message = "this line does not belong with the lines above it"
    return _line(text, stop.at, message, "begin each top-level key at the start of its line")


def _incomplete(text: str, stop: ParserStop) -> YamlMistake:
    if text[stop.at + 1 :].strip():
        hint = "delete it, or put quotation marks around a text that begins with it"
        return YamlMistake(stop.at, stop.at + 1, f"nothing before '{_shown(text, stop.at)}'", hint)
    start = max(text.rfind("["), text.rfind("{"))
    message = f"'{_shown(text, start)}' is opened and not closed"
    return YamlMistake(start, start + 1, message, _CLOSE)


def _no_space(tight: re.Match[str]) -> YamlMistake:
    hint = "write a colon and a space: `key: value`"
    return YamlMistake(*tight.span("colon"), "no space after the colon", hint)


def _no_dash(text: str, start: int) -> YamlMistake:
    return _line(text, start, "no space after the dash", "write each entry as `- text`")


def _line(text: str, start: int, message: str, hint: str) -> YamlMistake:
    """Return a fault of what a line says from `start`, or from its first word if that is later."""
    start = _indented(text, start)
    line = re.split(r"[\r\n]", text[start:], maxsplit=1)[0]
    return YamlMistake(start, start + len(line.rstrip()), message, hint)


def _indented(text: str, start: int) -> int:
    """Return where the first character after some spaces stands."""
    return start + len(text[start:]) - len(text[start:].lstrip(" "))


def _shown(text: str, start: int) -> str:
    return text[start : start + 1]


_SPECIAL = (
    ("cannot start any token", _unexpected),
    ("found a tab character", _tabs),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _colon),
    ("did not find expected key", _misplaced),
    ("did not find expected '-' indicator", _not_entry),
    ("expected <document start>", _outside),
    ("parsing a flow node", _incomplete),
)
_QUOTES = "put quotation marks around the text"
_CLOSE = "close it, or put quotation marks around the text"
_BACKSLASH = "write two backslashes, or put ' quotation marks around the text instead"
_NO_DIRECTIVES = "a plan file has no directives: delete the line"
_EXPLAINED = (
    ("scanning a quoted scalar", True, "a quotation mark is opened and never closed",
     "close it at the end of its text"),
    ("scanning an alias", True, "a text cannot begin with 'IT'", _QUOTES),
    ("scanning an anchor", True, "a text cannot begin with 'IT'", _QUOTES),
    (" a tag", True, "a text cannot begin with 'IT'", _QUOTES),
    ("undefined tag handle", False, "a text cannot begin with 'IT'", _QUOTES),
    ("parsing a block node", False, "a text cannot begin with 'IT'", _QUOTES),
    ("mapping keys are not allowed", False, "a text cannot begin with 'IT'", _QUOTES),
    ("entries are not allowed", False, "a list begins on the line of its key",
     "begin it on a line of its own; put quotation marks around a text that begins with '-'"),
    ("found unexpected ':'", False, "no space after the colon",
     "write a colon and a space: `key: value`, or put quotation marks around a text"),
    ("expected ',' or", True, "'IT' is opened and not closed", _CLOSE),
    ("scanning a block scalar", True, "'IT' is followed by what cannot follow it on its line",
     "begin the text on the line below, or put quotation marks around a text with 'IT'"),
    ("escape", False, "a backslash that means nothing here", _BACKSLASH),
    ("hexdecimal", False, "a backslash that means nothing here", _BACKSLASH),
    ("directive", True, "a line begins with '%'", _NO_DIRECTIVES),
    ("incompatible YAML", False, "a line begins with '%'", _NO_DIRECTIVES),
)  # fmt: skip
