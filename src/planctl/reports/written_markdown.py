"""Words as Markdown in which every program that reads it sees just those words.

GitHub's, markdown-it, mistune, Python-Markdown and commonmark.js differ in what a backslash may
stand before, so one is written only where all of them know it; the rest are entities.
"""

import re

ADDRESS = re.compile(
    r"(?<![a-z0-9])https?://(?=[a-z0-9])"
    r"(?:[^\s<>()\[\]\0-\x20\x7f]|\([^\s<>()]*\)|\[[^\s<>\[\]]*\]|[(\[])+(?<![?!.,:;'\"*_~’”(\[])",
    re.IGNORECASE,
)
"""An address as people write it: what ends a sentence does not belong to it."""

_PLAIN = re.compile(r"https?://[\w.~/?#@!()*+,;=%&-]*", re.IGNORECASE | re.ASCII)
_NO_TARGET = re.compile(r"[^\w.~:/?#@!()*+,;=%&'-]|&#?\w+;", re.ASCII)
"""What stands for itself in no target, and what an entity would be there: its end does not."""
_ENTITY = r"&(?=#?\w+;)"
_MARKS = re.compile(
    rf"(?P<escape>[\\`*_\[\]{{}}>#|!])|{_ENTITY}|[<~$^]|=(?==)|:(?=//|[a-z+-][\w+-]*:)"
    r"|(?<=\bwww)\.|(?<![\w.+-])@(?=\w)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)


def escaped(text: str) -> str:
    """Return a text, on one line, as Markdown that is read as exactly these characters."""
    return begun(inline_markdown(" ".join(text.split())))


def inline_markdown(text: str) -> str:
    """Return a text as Markdown within a line; an address in it leads there."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        parts += [link_label(text[end : found.start()]), _link(found.group())]
        end = found.end()
    return "".join([*parts, link_label(text[end:])])


def link_label(text: str) -> str:
    """Return a text as Markdown within a line, in which no address leads anywhere."""
    return _MARKS.sub(_mark, text)


def link_target(address: str) -> str:
    """Return an address as the target of a link."""
    return f"<{_NO_TARGET.sub(_percent, address)}>"


def begun(text: str) -> str:
    """Return Markdown text in which no line begins a list, a heading, a table or a meaning."""
    return _BEGINS.sub(lambda found: f"{found[1]}{_unmarked(found[2])}", text)


def _link(address: str) -> str:
    if _PLAIN.fullmatch(address) and not re.search(_ENTITY, address):
        return f"<{address}>"
    return f"[{link_label(address)}]({link_target(address)})"


def _mark(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found["escape"] else _entity(found[0])


def _unmarked(mark: str) -> str:
    if mark in "=:":
        return _entity(mark)
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _entity(character: str) -> str:
    return f"&#{ord(character)};"


def _percent(found: re.Match[str]) -> str:
    kept, last = found[0][:-1], found[0][-1]
    return kept + "".join(f"%{byte:02X}" for byte in last.encode(errors="replace"))
