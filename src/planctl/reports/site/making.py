"""The pages of a site, one after another: those that may have changed are made, the rest stay."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from planctl.plan.periods import Quarter
from planctl.reports.formats import csv
from planctl.reports.formats.html import filters
from planctl.reports.paper import blocks
from planctl.reports.paper.view import Sight
from planctl.reports.site import pages
from planctl.reports.site.known import Known, Part
from planctl.reports.site.pages import About, Ways
from planctl.reports.site.pieces import CARD, GRID, LACKS, SAID, SEARCH, Workshop
from planctl.reports.site.reading import Asked, Files, is_readable, read
from planctl.reports.site.stock import HOSTS, QUARTERS, Old, Run, Stock
from planctl.reports.templates.template import Templates
from planctl.reports.values import plan as context
from planctl.reports.values.plan import Values
from planctl.store.shipped import shipped
from planctl.summary.summary import Row, Summary

_SHELL, _STATEMENT, _SEARCH = "site.html.j2", "accessibility.html.j2", "search.html.j2"
_UNNAMED = "Files that belong to no priority"


class Page(NamedTuple):
    """A page of a site; without content, it stays as it is."""

    name: str
    content: bytes | None


class Making:
    """A site that is being made."""

    def __init__(self, files: Files, asked: Asked, known: Known, old: Old) -> None:
        """Read what is not known of a plan; UserError if its header cannot be read."""
        self.reading = read(files, asked, known, old.is_whole, set(HOSTS.values()))
        self._asked, self._old = asked, old
        header = self.reading.fresh.header
        self._templates = Templates(filters(header.glossary), asked.sources, escape=True)
        self._whole = self._sight(self.reading.of(self.reading.rows))
        self._stock = Stock(self.reading, old)

    def _sight(self, summary: Summary) -> Sight:
        shared = self.reading.shared
        return Sight(summary, shared, context.overview(summary, shared, self._asked.commit))

    def names(self) -> Iterator[str]:
        """Yield the names of all pages."""
        yield from (".nojekyll", "404.html", "data.html", "history.html", "search.html")
        yield from ("accessibility.html", "style.css", "search.js")
        yield from sorted(set(HOSTS.values()))
        yield from (name for name, _ in self._priorities())
        yield from (name for name, _ in self._leads())
        yield from (f"{anchor}.html" for anchor in self.reading.anchors.values())

    def pages(self) -> Iterator[Page]:
        """Yield each page; UserError for what is wrong with a council's own templates."""
        with self._templates.guarded(_SHELL):
            yield from self._actions()
            yield from self._groups()
            yield from self._overviews()
            yield from self._others()

    def known(self, files: Mapping[str, str]) -> Known:
        """Return what the next making may know, after all pages; `files` has their digests."""
        reading = self.reading
        parts = {
            row.path: Part(reading.sources[row.path], row, reading.now.get(row.path, ""))
            if is_readable(row)
            else Part("", row)
            for row in reading.rows
        }
        base = reading.base if reading.may_be_known else ""
        return Known(base, reading.frame, self._asked.commit, parts, self._stock.places, files)

    def _actions(self) -> Iterator[Page]:
        """Yield the page of each action, making the pieces of those that were read."""
        reading, shared = self.reading, self.reading.shared
        macros: Any = self._templates.found("macros.html.j2").module
        workshop = Workshop(reading, macros)
        self._macros, self._tables = macros, workshop.tables
        for number, row in enumerate(reading.fresh.rows):
            values = context.of_action(row, reading.fresh, shared)
            for kind, piece in workshop.made(number, row, values):
                self._stock.add(kind, row.path, piece)
            yield self._action(row, values)
        for row in reading.rows:
            if not self._stock.is_made(row.path):
                yield Page(shared.hrefs[row.path], None)

    def _action(self, row: Row, values: Values) -> Page:
        header, ways = self.reading.fresh.header, self.reading.ways
        recorded = self.reading.recorded
        mine = None if recorded is None else recorded.get(row.id, ())
        above = [_priority_way(row.priority, header.priorities.get(row.priority, ""), ways)]
        if row.lead:
            above.append({"text": row.lead, "href": ways.leads[row.lead]})
        name = f"{row.id} {row.title}".strip()
        about = About(name, name, above=tuple(above), look="one")
        made = pages.action(values, self._whole, mine)
        return self._page(values["href"], about, self._whole, made)

    def _groups(self) -> Iterator[Page]:
        """Yield the page of each priority and of each lead; only of actions that changed anew."""
        known, header = self.reading.known.parts, self.reading.fresh.header
        before = [part.row for path, part in known.items() if self._stock.is_made(path)]
        before += [part.row for path, part in known.items() if path not in self.reading.sources]
        changed = [*before, *self.reading.fresh.rows]
        priorities, leads = {row.priority for row in changed}, {row.lead for row in changed}
        for name, (key, rows) in self._priorities():
            if known and key not in priorities and self._old.is_whole(name):
                yield Page(name, None)
                continue
            kind, text = (f"Priority {key}", header.priorities.get(key, "")) if key else ("", "")
            heading = text or kind or _UNNAMED
            yield self._group(name, rows, f"of priority {key}", About(heading, heading, kind))
        for name, (lead, rows) in self._leads():
            if known and lead not in leads and self._old.is_whole(name):
                yield Page(name, None)
                continue
            heading, post = lead or "Not known", header.post(lead)
            about = About(heading, heading, "Lead", occasion=f"{post}. " if post else "")
            yield self._group(name, rows, f"led by {lead}", about)

    def _priorities(self) -> Iterator[tuple[str, tuple[str, list[Row]]]]:
        """Yield the page of each priority, with its number and its actions."""
        found: dict[str, list[Row]] = {key: [] for key in self.reading.fresh.header.priorities}
        for row in self.reading.rows:
            found.setdefault(row.priority, []).append(row)
        return ((self.reading.ways.priorities[key], (key, rows)) for key, rows in found.items())

    def _leads(self) -> Iterator[tuple[str, tuple[str, list[Row]]]]:
        """Yield the page of each lead that has actions, with its name and them."""
        found: dict[str, list[Row]] = {}
        for row in self.reading.rows:
            found.setdefault(row.lead, []).append(row)
        return ((self.reading.ways.leads[lead], (lead, rows)) for lead, rows in found.items())

    def _group(self, name: str, rows: list[Row], scope: str, about: About) -> Page:
        """Return the page of some actions."""
        summary = self.reading.of(rows).only(rows, scope)
        sight, quarter = self._sight(summary), summary.quarter
        made = pages.group(
            sight,
            self._stock.run(CARD[quarter], summary.attention),
            self._rows(GRID, rows, pages.grid_columns(sight)),
            self._rows(SAID[quarter], rows, pages.said_columns(sight)),
        )
        occasion = f"{about.occasion}{sight.quarter}, {sight.values['months']}."
        return self._page(name, about._replace(occasion=occasion), sight, made)

    def _overviews(self) -> Iterator[Page]:
        """Yield the pages that tell of all actions: the first, and one for each quarter."""
        rows, whole, ways = self.reading.rows, self._whole, self.reading.ways
        for quarter, name in QUARTERS.items():
            if self._stays(quarter):
                yield Page(name, None)
                continue
            is_whole = quarter is whole.summary.quarter
            sight = whole if is_whole else self._sight(self.reading.of(rows, quarter))
            made = pages.quarter(
                sight,
                self._stock.run(CARD[quarter], sight.summary.attention),
                self._rows(SAID[quarter], rows, pages.said_columns(sight)),
                self._stock.entries(LACKS[quarter], rows),
            )
            heading = f"{quarter}, {sight.values['months']}"
            yield self._page(name, _stamped(About(heading, heading), sight), sight, made)
        quarter = whole.summary.quarter
        cards = self._stock.run(CARD[quarter], whole.summary.attention)
        grid = self._rows(GRID, rows, pages.grid_columns(whole))
        about = _stamped(About(whole.values["title"]), whole)
        when = f"{quarter}, {whole.values['months']}. {about.occasion}"
        made = pages.home(whole, ways, cards, grid)
        yield self._page("index.html", about._replace(occasion=when), whole, made)

    def _stays(self, quarter: Quarter) -> bool:
        """Return whether a quarter's page is as it was: nothing in it is said otherwise."""
        known, at = self.reading.known, quarter.number - 1
        if known.commit != self._asked.commit or self.reading.sign_off(quarter).changes:
            return False
        return self._stock.are_same(SAID[quarter], CARD[quarter], LACKS[quarter]) and all(
            before.priority == row.priority
            and before.positions[at].rating is row.positions[at].rating
            for row in self.reading.fresh.rows
            for before in [known.parts[row.path].row]
        )

    def _others(self) -> Iterator[Page]:
        """Yield what is on no action: the history, the data, the search, the look of it all."""
        rows, whole = self.reading.rows, self._whole
        made = pages.history(self._asked.recorded, self.reading.ways)
        yield self._page("history.html", About("History", "History"), whole, made)
        files = [(HOSTS[name], table) for name, table in self._tables.items()]
        about = _stamped(About("Data", "Data"), whole)
        yield self._page("data.html", about, whole, pages.data(files))
        for name, table in self._tables.items():
            if self._stock.are_same(name):
                yield Page(HOSTS[name], None)
                continue
            head = csv.BYTE_ORDER_MARK + csv.written([[each.name for each in table.columns]])
            yield Page(HOSTS[name], self._stock.filled(HOSTS[name], head, Run(name, rows)))
        parts = (b"const plan = [\n", Run(SEARCH, rows), b"];\n")
        index = self._stock.filled("search-index.js", *parts)
        yield Page("search-index.js", index)
        still = ("search.html", "accessibility.html", "404.html", "style.css", "search.js")
        if self.reading.known.parts and all(map(self._old.is_whole, still)):
            yield from (Page(name, None) for name in still)
        else:
            yield from self._still()
        yield Page(".nojekyll", b"")

    def _still(self) -> Iterator[Page]:
        """Yield the pages in which nothing of the actions is said."""
        about = About("Search", "Search", scripts=("search-index.js", "search.js"))
        yield self._page("search.html", about, self._whole, (), _SEARCH)
        about = About("Accessibility statement", "Accessibility statement", look="text")
        yield self._page("accessibility.html", about, self._whole, (), _STATEMENT)
        about = About("This page is not here", "This page is not here")
        yield self._page("404.html", about, self._whole, pages.lost())
        style = "".join(self._templates.found(name).render() for name in ("report.css", "site.css"))
        yield Page("style.css", style.encode(errors="replace"))
        with open(os.path.join(shipped("templates"), "search.js"), "rb") as file:
            yield Page("search.js", file.read())

    def _page(
        self,
        name: str,
        about: About,
        sight: Sight,
        sections: Iterable[Values],
        template: str = _SHELL,
    ) -> Page:
        """Return a page, with the pieces that it was marked for."""
        page = {**about._asdict(), "name": name}
        given = {**sight.values, "page": page, "sections": list(sections), "ways": _WAYS}
        text = self._templates.found(template).render(given)
        return Page(name, self._stock.page(name, text))

    def _rows(self, kind: str, rows: Sequence[Row], columns: Sequence[str]) -> Markup:
        """Return a mark for the rows of a table, in a group for each priority."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.priority, []).append(row)
        header, chunks = self.reading.fresh.header, list[bytes | Run]()
        for key, some in groups.items():
            way = _priority_way(key, header.priorities.get(key, ""), self.reading.ways)
            name = blocks.runs(blocks.link(way["text"], way["href"])) if len(groups) > 1 else []
            opening = str(self._macros.opening({"name": name}, list(columns)))
            chunks += (opening.encode(errors="replace"), Run(kind, some), b"</tbody>\n")
        return self._stock.mark(*chunks)


def _priority_way(key: str, text: str, ways: Ways) -> Values:
    words = f"{key} {text}".strip() or _UNNAMED
    return {"text": words, "href": ways.priorities[key]}


def _stamped(about: About, sight: Sight) -> About:
    """Return what tells of a page also from when it is, and whether that is signed off."""
    values = sight.values
    version = f" Version {values['commit']}." if values["commit"] else ""
    signed = f"{values['sign_off']['sentence']}{version}"
    return about._replace(occasion=f"As at {values['as_at']}.", signed=signed)


_WAYS = [
    {"text": "Home", "href": "index.html"},
    *({"text": str(quarter), "href": page} for quarter, page in QUARTERS.items()),
    {"text": "History", "href": "history.html"},
    {"text": "Data", "href": "data.html"},
    {"text": "Search", "href": "search.html"},
]
"""What leads from every page to the others."""
