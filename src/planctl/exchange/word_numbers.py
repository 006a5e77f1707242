"""The numbers and bullets that Word puts before paragraphs, which stand in no text of the file."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planctl.exchange.xml_tree import Element

BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))  # fmt: skip
_MOST_DEEP = 9


class _Level(NamedTuple):
    """A level of a list: how it counts, its first number, and its number as it is printed."""

    kind: str
    start: int
    text: str


class WordNumbers:
    """The lists of a document, which count as its paragraphs are read in order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        """Take the lists of a document, and the styles that belong to one."""
        self._levels = {
            each.get("abstractNumId"): dict(map(_level, each.all("w:lvl")))
            for each in numbering.all("w:abstractNum")
        }
        lists = list(numbering.all("w:num"))
        self._of = {each.get("numId"): each.first("w:abstractNumId").get("val") for each in lists}
        self._restarts = {each.get("numId"): dict(_restarts(each)) for each in lists}
        self._styles = {each.get("styleId"): each for each in styles.all("w:style")}
        self._counts: dict[str, dict[int, int]] = {}

    def mark(self, paragraph: Element) -> str:
        """Return what Word puts before a paragraph: a number, a bullet, or nothing."""
        number, depth = self._list_of(paragraph.first("w:pPr"))
        levels = self._levels.get(self._of.get(number, ""), {})
        level = levels.get(depth)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return BULLET
        counts = self._counts.setdefault(self._of[number], {})
        for deep, first in self._restarts[number].items():
            counts[deep] = first - 1
        self._restarts[number] = {}
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda found: _counted(int(found[1]) - 1, counts, levels), level.text)

    def _list_of(self, properties: Element) -> tuple[str, int]:
        """Return the list that a paragraph is of, and how deep in it; by its style if need be."""
        own = properties.first("w:numPr")
        number, depth = own.first("w:numId").get("val"), own.first("w:ilvl").get("val")
        style = self._styles.get(properties.first("w:pStyle").get("val"))
        for _ in range(_MOST_DEEP):
            if number or style is None:
                break
            said = style.first("w:pPr", "w:numPr")
            number, depth = said.first("w:numId").get("val"), said.first("w:ilvl").get("val")
            style = self._styles.get(style.first("w:basedOn").get("val"))
        return number, int(depth) if depth.isdecimal() else 0


def _level(level: Element) -> tuple[int, _Level]:
    start = level.first("w:start").get("val")
    kind = level.first("w:numFmt").get("val", "decimal")
    first = int(start) if start.isdecimal() else 0
    return int(level.get("ilvl", "0")), _Level(kind, first, level.first("w:lvlText").get("val"))


def _restarts(number: Element) -> Iterator[tuple[int, int]]:
    """Yield the levels that a list begins anew, each with its first number."""
    for each in number.children:
        start = each.first("w:startOverride").get("val")
        if start.isdecimal():
            yield int(each.get("ilvl", "0")), int(start)


def _counted(depth: int, counts: Mapping[int, int], levels: Mapping[int, _Level]) -> str:
    level = levels.get(depth, _Level("decimal", 1, ""))
    number = counts.get(depth, level.start)
    if level.kind.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if level.kind.startswith("upper") else letter
    if level.kind.endswith("Roman"):
        roman = _roman(number)
        return roman.upper() if level.kind.startswith("upper") else roman
    return f"{number:02}" if level.kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made
