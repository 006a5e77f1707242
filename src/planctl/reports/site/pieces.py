"""The pieces of pages that are made of one action, and that pages of many actions share."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from planctl.plan.fields import FACT_FIELDS, LIST_FIELDS, TEXT_FIELDS
from planctl.plan.periods import Quarter
from planctl.reports.formats import csv
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said
from planctl.reports.paper.view import Sight
from planctl.reports.site import pages
from planctl.reports.site.reading import Reading
from planctl.reports.tables.actions import details, updates
from planctl.reports.values import plan as context
from planctl.reports.values.plan import Values
from planctl.summary.summary import Row

GRID, SEARCH, ACTIONS, UPDATES = "grid", "search", "actions", "updates"
SAID = {quarter: f"said {quarter}" for quarter in Quarter}
CARD = {quarter: f"card {quarter}" for quarter in Quarter}
LACKS = {quarter: f"lacks {quarter}" for quarter in Quarter}


class Workshop:
    """Makes the pieces of the actions that were read."""

    def __init__(self, reading: Reading, macros: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Make them with a template's macros."""
        self._reading, self._macros = reading, macros
        fresh = reading.fresh
        self._common: dict[tuple[object, object], Any] = {}
        self._seen = {quarter: replace(fresh, quarter=quarter) for quarter in Quarter}
        self._sights = {
            quarter: Sight(seen, reading.shared, {}) for quarter, seen in self._seen.items()
        }
        self._attention = {
            quarter: {row.path for row in seen.attention} for quarter, seen in self._seen.items()
        }
        self._lacks = {
            quarter: {gap.row.path: gap.lacks for gap in seen.gaps}
            for quarter, seen in self._seen.items()
        }
        self.tables = {ACTIONS: details(fresh), UPDATES: updates(fresh, placed=False)}

    def made(self, number: int, row: Row, values: Values) -> Iterator[tuple[str, bytes]]:
        """Yield the pieces of the action of that place among those read, each with its kind."""
        yield GRID, self._cells(parts.grid_row(values))
        yield SEARCH, _entry(row, values)
        for quarter in Quarter:
            cells = pages.cells(values, quarter, row.before(quarter), self._sights[quarter])
            yield SAID[quarter], self._cells(cells)
            yield CARD[quarter], self._card(row, quarter)
            yield LACKS[quarter], self._lack(row, values, quarter)
        for name, each in ((ACTIONS, 1), (UPDATES, len(Quarter))):
            lines = self.tables[name].rows[number * each : (number + 1) * each]
            yield name, csv.written(lines)

    def _cells(self, cells: list[Said]) -> bytes:
        """Return a row of a table; its cells that are in many rows are made but once."""
        made = [self._cell(cell) for cell in cells[1:]]
        return _bytes(self._macros.cells([blocks.runs(cells[0]), *made]))

    def _cell(self, cell: Said) -> Any:  # noqa: ANN401 - a text that is a part of a page, or runs
        runs = blocks.runs(cell)
        if len(runs) != 1 or runs[0]["kind"] == "link":
            return runs
        key = (runs[0]["kind"], runs[0].get("text") or runs[0].get("slug"))
        if key not in self._common:
            self._common[key] = self._macros.words(runs)
        return self._common[key]

    def _card(self, row: Row, quarter: Quarter) -> bytes:
        if row.path not in self._attention[quarter]:
            return b""
        values = context.attention(row, self._seen[quarter], self._reading.shared)
        return _bytes(self._macros.card(parts.attention_card(values)))

    def _lack(self, row: Row, values: Values, quarter: Quarter) -> bytes:
        lacks = self._lacks[quarter].get(row.path)
        if not lacks:
            return b""
        words = self._macros.words(blocks.runs(pages.lacking(values, lacks)))
        return _bytes(f"<li>{words}</li>\n")


def _entry(row: Row, values: Values) -> bytes:
    """Return an action as the search has it: where, its name, lead and rating, and its words."""
    now, name = values["now"], f"{values['id']} {values['title']}".strip()
    words = " ".join(["", *dict.fromkeys(_words("\n".join(_texts(row))))])
    entry = [values["href"], name, values["lead"], now["label"], now["shape"], words]
    return _bytes(f"{json.dumps(entry)},\n".replace("<", r"\u003c"))


def _words(text: str) -> list[str]:
    """Return the words of a text, in which capitals and accents make no difference."""
    if text.isascii():
        return text.lower().translate(_APART).split()
    letters = unicodedata.normalize("NFKD", text.lower())
    bare = (each for each in letters if not unicodedata.category(each).startswith("M"))
    return _WORD.findall("".join(bare))


_APART = {number: " " for number in range(128) if not chr(number).isalnum()}
_WORD = re.compile(r"[^\W_]+")


def _texts(row: Row) -> Iterator[str]:
    """Yield the texts of an action in which words are looked for."""
    yield from (row.id, row.title, row.lead)
    action = row.action
    if not action:
        return
    yield action.description
    yield from (getattr(action, field) for field in FACT_FIELDS)
    yield from (entry for field in LIST_FIELDS for entry in getattr(action, field))
    yield from (line.text for line in action.measures)
    for position in row.positions:
        yield from (getattr(position.update, field) for field in ("headline", *TEXT_FIELDS))


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
