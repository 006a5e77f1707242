"""How the cells of a workbook look, as far as it says what they mean: dates, shares and colours."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from planctl.exchange.cells import Kind
from planctl.exchange.xml_tree import Element

_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_PERCENT = (9, 10)
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]')
_INDEXED = {2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00", 10: "FF0000", 11: "00FF00",
            12: "0000FF", 13: "FFFF00", 17: "008000", 22: "C0C0C0", 23: "808080", 42: "CCFFCC",
            43: "FFFF99", 50: "99CC00", 51: "FFCC00", 52: "FF9900", 53: "FF6600"}  # fmt: skip


class SheetStyles(NamedTuple):
    """The styles of a workbook: each a kind of number and a colour; and its first year."""

    styles: Sequence[tuple[Kind, str]]
    from_1904: bool = False

    def of(self, cell: Element) -> tuple[Kind, str]:
        """Return as what a cell is shown, and its colour."""
        at = cell.get("s", "0")
        known = at.isdecimal() and int(at) < len(self.styles)
        return self.styles[int(at)] if known else (Kind.NUMBER, "")

    def shown(self, value: str, kind: Kind) -> tuple[str, Kind]:
        """Return a number as its reader takes it: a day, a share, or exactly as it was typed."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value, Kind.TEXT
        if kind is Kind.DATE and 0 < number < _LAST_DAY:
            start = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30)
            return (start + timedelta(days=int(number))).isoformat(), kind
        if kind is Kind.PERCENT:
            return f"{(number * 100).normalize():f}%", kind
        exact = Decimal(repr(float(number))) if number.is_finite() else number
        return (f"{exact.normalize():f}" if exact.is_finite() else value), Kind.NUMBER


_LAST_DAY = 2_958_466


def styles_of(tree: Element, theme: Element, *, from_1904: bool) -> SheetStyles:
    """Return the styles of a workbook."""
    formats = {each.get("numFmtId"): each.get("formatCode") for each in tree.all("numFmt")}
    themed = _theme_colours(theme)
    fills = [_fill(each, themed) for each in tree.first("fills").children]
    made = []
    for each in tree.first("cellXfs").children:
        fill = each.get("fillId", "0")
        colour = fills[int(fill)] if fill.isdecimal() and int(fill) < len(fills) else ""
        made.append((_kind(each.get("numFmtId"), formats), colour))
    return SheetStyles(made, from_1904)


def _kind(number: str, formats: dict[str, str]) -> Kind:
    code = _IN_QUOTES.sub("", formats.get(number, "")).lower()
    if code:
        if "%" in code:
            return Kind.PERCENT
        return Kind.DATE if re.search(r"[dmyh]", code) else Kind.NUMBER
    known = int(number) if number.isdecimal() else 0
    if known in _DATES:
        return Kind.DATE
    return Kind.PERCENT if known in _PERCENT else Kind.NUMBER


def _theme_colours(theme: Element) -> list[str]:
    """Return the colours of a theme in the order in which cells refer to them."""
    scheme = theme.first("themeElements", "clrScheme").children
    found = [next((c.get("lastClr") or c.get("val") for c in each.children), "") for each in scheme]
    return [*found[1::-1], *found[3:1:-1], *found[4:]]


def _fill(fill: Element, themed: Sequence[str]) -> str:
    pattern = fill.first("patternFill")
    if pattern.get("patternType") != "solid":
        return ""
    colour = pattern.first("fgColor")
    theme, indexed = colour.get("theme"), colour.get("indexed")
    if theme.isdecimal() and int(theme) < len(themed):
        return themed[int(theme)].upper()
    if indexed.isdecimal():
        return _INDEXED.get(int(indexed), "")
    return colour.get("rgb")[-6:].upper().replace("FFFFFF", "")
