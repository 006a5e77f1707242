"""The report as a PDF that is tagged for everybody to read and kept fit for archives."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from math import isqrt

from planctl.plan.fields import TEXT_FIELDS
from planctl.reports import commentary as prose
from planctl.reports.extras import extra
from planctl.reports.fonts import Shown
from planctl.reports.report import Made
from planctl.reports.values.plan import Values
from planctl.store.shipped import shipped

_BRIEF = frozenset({"highlight", "action"})
"""The kinds that are too short to need a list of what is in them."""


def render(made: Made) -> Iterator[bytes]:
    """Yield the file; UserError if the library that makes it is missing."""
    with extra("pdf"):
        import typst
    today = made.summary.today
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[shipped("fonts")]
    )
    yield typst.compile(
        os.path.join(shipped("templates"), "report.typ"),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_paper(made))},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(today.year, today.month, today.day, tzinfo=UTC),
    )


def _paper(made: Made) -> Values:
    """Return what the template is given: the paper, with only characters that the font has."""
    values, today = made.values, made.summary.today
    kind = f"{values['kind_title']}: " if values["kind_title"] else ""
    version = f" Version {values['commit']}." if values["commit"] else ""
    scope = values["scope"] if values["kind"] != "action" else ""
    only = f" The actions {scope} only." if scope else ""
    paper = {
        **{name: values[name] for name in _GIVEN},
        "title": _cut(values["title"]),
        "named": _cut(f"{kind}{values['title']}: {values['quarter']}, {values['months']}"),
        "author": _cut(values["organisation"]),
        "described": _cut(f"{values['sentence']} As at {values['as_at']}."),
        "date": {"year": today.year, "month": today.month, "day": today.day},
        "standing": f"{values['sign_off']['sentence']}{version}{only}",
        "foot": f"{values['organisation']}. As at {values['as_at']}.{version}",
        "contents": values["kind"] not in _BRIEF,
        "sections": list(map(_section, values["sections"])),
    }
    shown = Shown()
    return {**shown.of(paper), "unshown": shown.note}


_GIVEN = ("organisation", "quarter", "months", "as_at", "kind_title", "listed_from")


def _cut(text: str) -> str:
    """Return what a file says of itself or of a heading, where PDF/A has no room for more."""
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


_MOST = 2_000


def _section(section: Values) -> Values:
    blocks = [{**each, **_changed(each)} for each in section["blocks"]]
    return {**section, "heading": _cut(section["heading"]), "blocks": blocks}


def _changed(block: Values) -> Values:
    """Return what is other in a block: commentary is in blocks, and a table has widths."""
    changed: Values = {}
    match block["block"]:
        case "card":
            asked = [{**each, "text": prose.blocks(each["text"])} for each in block["questions"]]
            changed = {"name": list(map(_named, block["name"])), "questions": asked}
        case "form":
            name = list(map(_named, block["name"]))
            changed = {"name": name, "before": _position(block["before"])}
        case "action":
            changed = {
                "title": _cut(block["title"]),
                "opening": _position(block["opening"]),
                "positions": list(map(_position, block["positions"])),
                "figures": list(map(_figures, block["figures"])),
            }
        case "table":
            changed = _fitted(block)
        case "chart":
            figures = {**block["figures"], **_fitted(block["figures"]), "landscape": False}
            changed = {"description": _cut(block["description"]), "figures": figures}
    return changed


def _figures(figures: Values) -> Values:
    """Return a measure with a table that has widths, and a chart whose words have room."""
    chart = figures["chart"]
    described = {"description": _cut(chart["description"])} if chart else {}
    table = {**figures["table"], **_fitted(figures["table"]), "landscape": False}
    return {**figures, "chart": {**chart, **described}, "table": table}


def _named(run: Values) -> Values:
    return {**run, "text": _cut(run["text"])}


def _position(position: Values) -> Values:
    """Return a position with its commentary in blocks; nothing of one that there is not."""
    return position and {**position, **{each: prose.blocks(position[each]) for each in TEXT_FIELDS}}


def _fitted(table: Values) -> Values:
    """Return the widths of a table's columns, and whether it needs the page's long side.

    A width is in millimetres as a text, or a share of what is left as a number.
    """
    rows = [row for group in table["groups"] for row in group["rows"]]
    widths: list[str | int] = []
    fixed = 0.0
    for at, name in enumerate(table["columns"]):
        longest = max((_length(row[at]) for row in rows), default=0)
        short = max(longest, *map(len, name.split()), 0)
        if at and short <= _SHORT:
            fixed += short * _LETTER + _AROUND
            widths.append(f"{short * _LETTER + _AROUND:.1f}")
        else:
            widths.append(isqrt(min(max(longest, _SHORT), _LONG)) + (0 if at else _FIRST))
    shared = sum(isinstance(each, int) for each in widths)
    return {"widths": widths, "landscape": (_ACROSS - fixed) / shared < _NARROW}


_SHORT, _LONG = 22, 300
"""How many characters a column of fixed width has at most, and beyond which none grows wider."""
_FIRST = 2
"""What the first column, which names what its row is about, has more of than others."""
_LETTER, _AROUND = 1.75, 6
"""How wide a letter is in a table, and what is around a cell, in millimetres."""
_ACROSS, _NARROW = 170, 32
"""How wide a page is within its margins, and how narrow a column of words may be."""


def _length(cell: list[Values]) -> int:
    return sum(len(run.get("text", "")) or len(run.get("label", "")) + 2 for run in cell)
