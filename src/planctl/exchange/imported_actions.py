"""The actions that a document has, in a plan's fields: each value with its place, guesses told."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.edits.typed_text import PLACEHOLDERS
from planctl.exchange.action_rows import SourceAction
from planctl.exchange.cell_dates import due_in
from planctl.exchange.cell_lists import entries_of, whole_entries
from planctl.exchange.cell_titles import flat_words, title_and_rest
from planctl.exchange.cell_updates import texts_by_quarter
from planctl.exchange.import_log import ImportLog, Taken
from planctl.exchange.imported_plan import ImportedAction
from planctl.exchange.known_columns import LISTS, OF_QUARTERS
from planctl.exchange.rating_scale import RatingReader
from planctl.exchange.source_tables import SourceCell
from planctl.plan.year import Year
from planctl.problem import HIDDEN, visible

NOBODY = "To be confirmed"
"""The lead of an action for which a document names none."""
_SURE = re.compile(r"\s*[;\n]\s*")
_UNSURE = re.compile(r"\s*/\s*")
_JOINED = re.compile(r",? and | & |, ")
_SINGLE = ("owner", "accountable", "source", "description")


class ActionMaker(NamedTuple):
    """By what the cells of actions are read."""

    year: Year
    today: date
    quarter: str
    """The period of a rating or a commentary that does not say of which it is."""
    why_quarter: str
    ratings: RatingReader
    joins: frozenset[str]
    log: ImportLog

    def actions(
        self, read: Sequence[SourceAction], ids: Sequence[str], priorities: Sequence[str]
    ) -> Iterator[ImportedAction]:
        """Yield the actions that were read, in a plan's fields."""
        cells = [cell for each in read for key in LISTS for cell in each.parts.get((key, ""), ())]
        known = frozenset(entry for cell in cells for entry in whole_entries(cell))
        leads = frozenset(
            cell.text for each in read for cell in each.parts.get(("lead", ""), ()) if cell.text
        )
        for each, action_id, priority in zip(read, ids, priorities, strict=True):
            if each.id:
                self.log.take(
                    Taken(action_id, "id", action_id, (each.id.place,), flat_words([each.id]))
                )
            yield ImportedAction(
                action_id,
                priority,
                dict(self._texts(each, action_id)),
                self._leads(each, action_id, leads),
                dict(self._lists(each, action_id, known)),
                dict(self._own(each, action_id)),
                dict(self._updates(each, action_id)),
            )

    def _take(self, of: str, field: str, value: str, cells: Sequence[SourceCell]) -> str:
        """Return a text without hidden characters, and keep that it was taken."""
        clean = HIDDEN.sub("", value)
        if clean != value:
            what = f"without hidden characters: {visible(value)}"
            self.log.guess(cells[0].place, what, "nobody can see them")
        places = tuple(dict.fromkeys(each.place for each in cells))
        self.log.take(Taken(of, field, clean, places, flat_words(cells)))
        return clean

    def _texts(self, action: SourceAction, of: str) -> Iterator[tuple[str, str]]:
        cells = action.parts.get(("title", ""), [])
        title, rest = title_and_rest(cells)
        for cell in cells:
            if cell.place in self.joins:
                self.log.guess(cell.place, f"more words of {of}", "it goes on over a page break")
        if title:
            if rest or title != flat_words(cells):
                colon = flat_words(cells).startswith(f"{title}:")
                why = "it stands before the colon" if colon else "it is the first line"
                self.log.guess(cells[0].place, "the title of an action", why)
            yield "title", self._take(of, "title", title, cells)
        else:
            self.log.guess(action.place, f"'Action {of}' is its title", "it has no words")
            yield "title", f"Action {of}"
        if rest:
            yield "description", self._take(of, "description", rest, cells)
        for field in _SINGLE:
            found = [each for each in action.parts.get((field, ""), []) if each.text]
            if not found:
                continue
            if field == "description" and rest:
                yield field, f"{rest} {self._take(of, field, flat_words(found), found)}"
            else:
                yield field, self._take(of, field, flat_words(found), found)
        yield from self._due(action, of)

    def _due(self, action: SourceAction, of: str) -> Iterator[tuple[str, str]]:
        cells = [each for each in action.parts.get(("due", ""), []) if each.text]
        if not cells:
            return
        found = due_in(flat_words(cells), self.year, self.today)
        if found.written:
            if found.why:
                self.log.guess(cells[0].place, f"when {of} is due", found.why)
            yield "due", self._take(of, "due", found.written, cells)
            return
        self.log.ask(cells[0].place, f"when {of} is due", found.question)
        for cell in cells:
            self.log.leave(cell.place, cell.text, "its due date is not clear")

    def _leads(self, action: SourceAction, of: str, known: frozenset[str]) -> tuple[str, ...]:
        cells = [each for each in action.parts.get(("lead", ""), []) if each.text]
        text = cells[0].text if cells else ""
        for each in cells[1:]:
            is_cut = each.place in self.joins
            text += (" " if is_cut else "\n") + each.text
            if is_cut:
                self.log.guess(
                    each.place, f"more of who leads {of}", "it goes on over a page break"
                )
        found = [each for each in _SURE.split(text) if each.strip()]
        for split in (_UNSURE, _JOINED):
            parts = [part.strip() for each in found for part in split.split(each)]
            alone = len(found) == 1 and len(parts) > 1 and all(parts)
            if alone and (split is _UNSURE or known.issuperset(parts)):
                why = "they are divided by a stroke" if split is _UNSURE else "each leads another"
                self.log.guess(cells[0].place, f"{of} has {len(parts)} leads", why)
                found = parts
        leads = tuple(dict.fromkeys(" ".join(each.split()) for each in found))
        if not leads:
            self.log.ask(action.place, f"who leads {of}", f"nobody is named: '{NOBODY}' is written")
            return (NOBODY,)
        return tuple(self._take(of, "lead", each, cells) for each in leads)

    def _lists(
        self, action: SourceAction, of: str, known: frozenset[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        for field in LISTS:
            cells = [each for each in action.parts.get((field, ""), []) if each.text]
            entries = entries_of(cells, self.joins, known, self.log)
            clean = (self._take(of, field, each, cells) for each in entries)
            yield field, tuple(each for each in clean if each and each not in PLACEHOLDERS)

    def _own(self, action: SourceAction, of: str) -> Iterator[tuple[str, str]]:
        for (field, _), cells in action.parts.items():
            if field.startswith("own ") and any(each.text for each in cells):
                yield own_key(field[4:]), self._take(of, field[4:], flat_words(cells), cells)

    def _updates(self, action: SourceAction, of: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield what was said of an action in each period."""
        made: dict[str, dict[str, str]] = {}
        for (field, quarter), cells in action.parts.items():
            if field in ("rag", "status"):
                for cell in cells:
                    self._rate(made, of, quarter, cell)
            elif field in OF_QUARTERS:
                for cell in cells:
                    self._say(made, of, (field, quarter), cell)
        yield from made.items()

    def _rate(
        self, made: dict[str, dict[str, str]], of: str, quarter: str, cell: SourceCell
    ) -> None:
        found = self.ratings.read(cell)
        if found is None:
            if cell.text:
                self.log.ask(cell.place, f"how {of} is rated", f"'{cell.text}' is no one rating")
            self.log.leave(cell.place, cell.text, "it is no rating that planctl knows")
            return
        key = quarter or self._default(cell)
        if found.why:
            self.log.guess(cell.place, f"{of} is {found.value} in {key}", found.why)
        made.setdefault(key, {})[found.field] = found.value
        self._take(of, f"{key} {found.field}", found.value, [cell])

    def _say(
        self,
        made: dict[str, dict[str, str]],
        of: str,
        column: tuple[str, str],
        cell: SourceCell,
    ) -> None:
        field, quarter = column
        for each in texts_by_quarter(cell, self.year):
            if each.label and not each.quarter:
                what = f"'{each.label}' is in no quarter of {self.year}"
                self.log.leave(cell.place, f"{each.label} {each.text}", what)
                continue
            text = HIDDEN.sub("", each.text)
            if not text or text in PLACEHOLDERS:
                self.log.leave(cell.place, f"{each.label} {text}", "nothing is said")
                continue
            key = each.quarter or quarter or self._default(cell)
            update = made.setdefault(key, {})
            goes_on = cell.place in self.joins and text[:1].islower()
            if goes_on:
                self.log.guess(cell.place, f"more words of {of}", "it goes on over a page break")
            parts = [update[field], text] if field in update else [text]
            update[field] = (" " if goes_on else "\n\n").join(parts)
            self._take(of, f"{key} {field}", text, [cell])

    def _default(self, cell: SourceCell) -> str:
        self.log.guess(cell.place, f"it is of {self.quarter}", self.why_quarter)
        return self.quarter


def own_key(heading: str) -> str:
    """Return the key of a column of the body's own."""
    key = re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")
    return (key if key[:1].isalpha() else f"column_{key}")[:40].rstrip("_")
