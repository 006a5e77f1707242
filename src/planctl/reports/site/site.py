"""A plan as static pages, made one after another."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.reports.formats import csv
from planctl.reports.formats.html import filters
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.scale_style import scale_style
from planctl.reports.site import pages, search
from planctl.reports.site.pages import PageNames, RecordedChange
from planctl.reports.site.rows import Rows
from planctl.reports.tables.actions import action_table, update_table
from planctl.reports.tables.table import in_words_of
from planctl.reports.templates.template import Sources, Templates
from planctl.reports.values import plan as context
from planctl.reports.values.actions import SharedValues, action_detail
from planctl.reports.values.labels import labels_of
from planctl.reports.values.plan import shared_values
from planctl.reports.values.runs import Run, link
from planctl.signoff.standing import quarter_sign_off
from planctl.store.shipped import shipped
from planctl.summary.action_summary import ActionSummary
from planctl.summary.as_known import sign_off_on
from planctl.summary.summary import Summary

STATEMENT = "accessibility.html"
"""The page of the accessibility statement, which the council is to complete."""

_PAGE = "site.html.j2"
_UNNAMED = "Files that belong to no priority"


_OWN_TEMPLATES = Sources("")


class Page(NamedTuple):
    """A page of a site, or another file of it."""

    name: str
    content: bytes


class PageHead(NamedTuple):
    """What a page says at its top: its heading, what stands above it and below it.

    `title` is that of the window before the plan's own, `kind` what the heading is one of, `look` a
    style of its own, and `scripts` are the files that it runs.
    """

    heading: str
    title: str = ""
    kind: str = ""
    above: tuple[Run, ...] = ()
    occasion: str = ""
    signed: str = ""
    look: str = ""
    scripts: tuple[str, ...] = ()


_RECOMMENDATIONS = "recommendations.html"


class Site:
    """The pages of a plan as seen on a day.

    `commit` is the version of the plan that they say they are made from. `recorded` is the plan's
    history, the latest first; None where there is no git, or where the edition does not tell it.
    """

    def __init__(
        self, plan: Plan, summary: Summary, recorded: Sequence[RecordedChange] | None = None,
        *, commit: str = "", sources: Sources = _OWN_TEMPLATES,
    ) -> None:  # fmt: skip
        """Prepare what all pages share."""
        self._summary, self._recorded, self._commit = summary, recorded, commit
        places = context.anchors(summary.rows)
        hrefs = {path: f"{place}.html" for path, place in places.items()}
        self._shared = shared_values(summary, ())._replace(anchors=places, hrefs=hrefs)
        self._plan = plan
        self._names = _page_names(summary, hrefs)
        self._quarters = {
            quarter: f"{quarter.noun}-{quarter.slug}.html" for quarter in summary.year.periods
        }
        self._leads: dict[str, list[ActionSummary]] = {}
        self._priorities: dict[str, list[ActionSummary]] = {
            key: [] for key in summary.header.priorities
        }
        for row in summary.rows:
            for lead in summary.leads_of(row):
                self._leads.setdefault(lead, []).append(row)
            self._priorities.setdefault(row.priority, []).append(row)
        titles = {key: each.name for key, each in summary.header.priorities.items()}
        self._priority_links = {
            key: link(f"{key} {titles.get(key, '')}".strip() or _UNNAMED, name)
            for key, name in self._names.priorities.items()
        }
        self._view_now = self._view(summary)
        self._tables = {
            "actions.csv": in_words_of(summary.scale, summary.year, action_table(summary)),
            "updates.csv": in_words_of(
                summary.scale, summary.year, update_table(summary, placed=False)
            ),
        }
        labels = labels_of(summary.scale, summary.year.noun)
        used = filters(summary.header.glossary)
        self._templates = Templates(used, sources, escape=True, labels=labels)

    def names(self) -> list[str]:
        """Return the names of all pages."""
        return [
            *(".nojekyll", "404.html", STATEMENT, "data.html", "history.html"),
            *([_RECOMMENDATIONS] if self._summary.header.recommendations else []),
            *("index.html", "search.html", "search-index.js", "search.js", "style.css"),
            *(*self._tables, *self._quarters.values(), *self._names.priorities.values()),
            *(self._names.leads[lead] for lead in self._leads),
            *self._shared.hrefs.values(),
        ]

    def pages(self) -> Iterator[Page]:
        """Yield each page; UserError for what is wrong with a council's own templates."""
        with self._templates.guarded(_PAGE):
            macros: Any = self._templates.found("macros.html.j2").module
            self._rows, self._index = Rows(self._priority_links, macros), list[str]()
            yield from self._actions()
            yield from self._groups()
            yield from self._overviews()
            yield from self._others()

    def _actions(self) -> Iterator[Page]:
        """Yield the page of each action, making the rows that other pages show."""
        changes = _by_action(self._recorded) if self._recorded is not None else None
        for row in self._summary.rows:
            values = action_detail(row, self._summary, self._shared)
            self._rows.add(row, values, self._summary)
            self._index.append(search.entry(row, values))
            above = [self._priority_links[row.priority]]
            above += [link(lead, self._names.leads[lead]) for lead in row.leads]
            name = f"{row.id} {row.title}".strip()
            head = PageHead(name, name, above=tuple(above), look="one")
            mine = None if changes is None else changes.get(row.id, ())
            made = pages.action(values, mine)
            yield self._page(values.href, head, self._view_now, made)

    def _groups(self) -> Iterator[Page]:
        """Yield the page of each priority, and of each lead that has actions."""
        header = self._summary.header
        for key, rows in self._priorities.items():
            kind, text = (f"Priority {key}", header.priority_words(key)) if key else ("", "")
            heading = text or kind or _UNNAMED
            head = PageHead(heading, heading, kind)
            yield self._group(self._names.priorities[key], rows, f"of priority {key}", head)
        for lead, rows in self._leads.items():
            heading, post = lead or "Not known", header.post(lead)
            head = PageHead(heading, heading, "Lead", occasion=f"{post}. " if post else "")
            yield self._group(self._names.leads[lead], rows, f"led by {lead}", head)

    def _group(self, name: str, rows: Sequence[ActionSummary], scope: str, head: PageHead) -> Page:
        """Return the page of some actions."""
        view = self._view(self._summary.only(rows, scope))
        occasion = f"{head.occasion}{view.values.when}."
        sections = pages.group(view, self._rows)
        return self._page(name, head._replace(occasion=occasion), view, sections)

    def _overviews(self) -> Iterator[Page]:
        """Yield the pages that tell of all actions: one for each quarter, and the first."""
        for quarter, name in self._quarters.items():
            view = self._reported(quarter)
            heading = view.values.when
            head = _stamped(PageHead(heading, heading), view)
            yield self._page(name, head, view, pages.quarter(view, self._rows))
        view = self._view_now
        head = _stamped(PageHead(view.values.title), view)
        when = f"{view.values.when}. {head.occasion}"
        sections = pages.home(view, self._rows, self._names)
        yield self._page("index.html", head._replace(occasion=when), view, sections)

    def _others(self) -> Iterator[Page]:
        """Yield what is of no action: the history, the data, the search, the look of it all."""
        view = self._view_now
        if self._summary.header.recommendations:
            head = _stamped(PageHead("Recommendations", "Recommendations"), view)
            yield self._page(_RECOMMENDATIONS, head, view, pages.recommendations(view))
        history = pages.history_sections(
            self._recorded, self._names, untold=self._plan.edition.untold
        )
        yield self._page("history.html", PageHead("History", "History"), view, history)
        head = _stamped(PageHead("Data", "Data"), view)
        yield self._page("data.html", head, view, pages.data(self._tables))
        for name, table in self._tables.items():
            yield Page(name, b"".join(csv.encoded(table)))
        head = PageHead("Search", "Search", scripts=("search-index.js", "search.js"))
        yield self._page("search.html", head, view, (), "search.html.j2")
        index = "".join(["const plan = [\n", *self._index, "];\n"])
        yield Page("search-index.js", _encoded(index))
        head = PageHead("Accessibility statement", "Accessibility statement", look="text")
        yield self._page(STATEMENT, head, view, (), f"{STATEMENT}.j2")
        head = PageHead("This page is not here", "This page is not here")
        yield self._page("404.html", head, view, pages.lost())
        own = {"scale_style": scale_style(self._summary.scale)}
        sheets = (self._templates.found(name) for name in ("report.css", "site.css"))
        style = "".join(sheet.render(own) for sheet in sheets)
        yield Page("style.css", _encoded(style))
        with open(os.path.join(shipped("templates"), "search.js"), "rb") as file:
            yield Page("search.js", file.read())
        yield Page(".nojekyll", b"")

    def _view(self, summary: Summary, shared: SharedValues | None = None) -> PlanView:
        shared = shared or self._shared
        return PlanView(summary, shared, context.overview(summary, shared, self._commit))

    def _menu(self) -> list[dict[str, str]]:
        """Return what leads from every page to the others."""
        quarters = {quarter.key: page for quarter, page in self._quarters.items()}
        names = ["Recommendations"] if self._summary.header.recommendations else []
        names += ["History", "Data", "Search"]
        others = {name: f"{name.lower()}.html" for name in names}
        pages = {"Home": "index.html", **quarters, **others}
        return [{"text": text, "href": page} for text, page in pages.items()]

    def _reported(self, quarter: Period) -> PlanView:
        """Return a quarter as its own paper has it, whenever the site is made."""
        signed = sign_off_on(quarter_sign_off(self._plan, quarter), self._summary.today)
        of = replace(self._summary, quarter=quarter, sign_off=signed).as_reported()
        told = shared_values(of, ())
        return self._view(of, self._shared._replace(tags=told.tags, quarters=told.quarters))

    def _page(
        self, name: str, head: PageHead, view: PlanView, sections: Iterable[PaperSection],
        template: str = _PAGE,
    ) -> Page:  # fmt: skip
        page = {**head._asdict(), "name": name}
        given = {
            **vars(view.values),
            "page": page,
            "sections": list(sections),
            "ways": self._menu(),
        }
        return Page(name, _encoded(self._templates.found(template).render(given)))


def _page_names(summary: Summary, hrefs: Mapping[str, str]) -> PageNames:
    header, rows = summary.header, summary.rows
    priorities = dict.fromkeys([*header.priorities, *(row.priority for row in rows)])
    leads = dict.fromkeys(
        [*header.leads, *sorted({lead for row in rows for lead in row.leads}), ""]
    )
    return PageNames(
        {key: f"priority-{key or 'none'}.html" for key in priorities},
        {lead: f"lead-{number}.html" for number, lead in enumerate(leads, 1)},
        {row.id: hrefs[row.path] for row in reversed(rows)},
    )


def _stamped(head: PageHead, view: PlanView) -> PageHead:
    """Return what tells of a page also from when it is, and whether that is signed off."""
    values = view.values
    version = f" Version {values.commit}." if values.commit else ""
    signed = f"{values.sign_off.sentence}{version}"
    return head._replace(occasion=f"As at {values.as_at}.", signed=signed)


def _by_action(recorded: Sequence[RecordedChange]) -> Mapping[str, Sequence[RecordedChange]]:
    """Return the changes of each action, by its number."""
    found: dict[str, list[RecordedChange]] = defaultdict(list)
    for each in recorded:
        for number, words in each.what:
            found[number].append(each._replace(what=((number, words),)))
    return found


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")
