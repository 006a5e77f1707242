"""What each page of a site says: its sections, put together from the parts that papers have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from planctl.reports.paper import outstanding, rating_charts
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.priority_sections import standings
from planctl.reports.paper.recommendation_sections import (
    recommendation_section,
    recommendation_table,
)
from planctl.reports.site.rows import Rows
from planctl.reports.tables.table import Table
from planctl.reports.values.actions import ActionDetail, ActionLink, link_fields
from planctl.reports.values.blocks import BulletList, bullets, paragraph, table
from planctl.reports.values.plan import counts
from planctl.reports.values.runs import Run, RunsOrText, code, link
from planctl.summary.recommendations import answered_recommendations, recommendations_sentence


class RecordedChange(NamedTuple):
    """A change of the plan as git has it: when, by whom, why, and what changed in which action.

    What changed in no action has no number.
    """

    when: str
    who: str
    why: str
    what: tuple[tuple[str, tuple[str, ...]], ...]


class PageNames(NamedTuple):
    """The names of the pages of priorities, of leads and of actions (by the actions' numbers)."""

    priorities: Mapping[str, str]
    leads: Mapping[str, str]
    actions: Mapping[str, str]


def home(view: PlanView, rows: Rows, names: PageNames) -> Iterator[PaperSection]:
    """Yield the sections of the first page: the quarter as a whole, and what needs attention."""
    yield parts.summary(view)
    yield from rows.attention(view)
    yield rows.grid(view)
    yield from rating_charts.pictures(view)
    yield from standings(view)
    yield _priorities(view, names)
    yield parts.leads(view, names.leads)
    yield from parts.sign_off(view)
    yield from parts.ending(view)


def quarter(view: PlanView, rows: Rows) -> Iterator[PaperSection]:
    """Yield the sections of a quarter's page: its counts, and what was said of each action."""
    yield parts.summary(view)
    yield from rows.attention(view)
    yield rows.updates(view)
    if view.summary.overall.rated:
        yield PaperSection("charts", "The ratings in pictures", list(rating_charts.splits(view)))
    if view.summary.gaps and view.values.ended:
        yield PaperSection(
            "missing", f"What is {outstanding.missing_words(view)}", [_missing(view)]
        )
    yield from parts.sign_off(view)
    yield parts.key(view)


def recommendations(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the page of recommendations: a table of all, then each of them."""
    found = answered_recommendations(view.summary)
    counted = paragraph(recommendations_sentence(found))
    yield PaperSection("all", "", [counted, recommendation_table(found, view)])
    yield from (recommendation_section(each, view) for each in found)
    yield parts.key(view)


def group(view: PlanView, rows: Rows) -> Iterator[PaperSection]:
    """Yield the sections of the page of a priority or of a lead: where its actions stand."""
    yield parts.summary(view)
    yield from standings(view)
    yield from rows.attention(view)
    yield rows.grid(view)
    yield rows.updates(view)


def action(
    values: ActionDetail, history: Iterable[RecordedChange] | None
) -> Iterator[PaperSection]:
    """Yield the sections of an action's page: all that is said of it, and its history."""
    yield PaperSection("action", "", [replace(values, block="told")])
    if history is not None:
        rows: list[list[RunsOrText]] = [
            [each.when, each.who, "; ".join(each.what[0][1]), each.why] for each in history
        ]
        yield PaperSection("history", "History", [parts.history_block(rows)])


def history_sections(
    changes: Iterable[RecordedChange] | None, names: PageNames, *, untold: bool
) -> Iterator[PaperSection]:
    """Yield the sections of the page of the plan's history."""
    rows: list[list[RunsOrText]] = [
        [each.when, each.who, list(_changed(each, names)), each.why] for each in changes or ()
    ]
    yield PaperSection("changes", "", [parts.history_block(rows or None, "history", untold=untold)])


MOST = 30
"""How many actions of one change the history names: more is a change of the whole plan."""


def _changed(each: RecordedChange, names: PageNames) -> Iterator[str | Run]:
    """Yield what a change changed, each action leading to its page."""
    for place, (number, words) in enumerate(each.what[:MOST]):
        if place:
            yield "; "
        if number:
            yield link(number, names.actions.get(number, ""))
            yield ": "
        yield ", ".join(words)
    if len(each.what) > MOST:
        yield f"; and {len(each.what) - MOST} more"


def data(files: Mapping[str, Table]) -> Iterator[PaperSection]:
    """Yield the sections of the page of data: each file, and what its columns are."""
    for name, each in files.items():
        about = f": {each.about[0].lower()}{each.about[1:]}"
        words: RunsOrText = ["The file ", link(name, name), about]
        columns: list[list[RunsOrText]] = [
            [code(column.name), column.about] for column in each.columns
        ]
        caption = f"The columns of {name}"
        listed = table(caption, ["Column", "What it is"], [("", columns)])
        yield PaperSection(each.name, each.name.capitalize(), [paragraph(words), listed])


def lost() -> Iterator[PaperSection]:
    """Yield the section of the page that is shown where there is none."""
    every = link("Every action", "index.html#grid")
    words: RunsOrText = ["It may have been moved. ", every, " is listed on the first page."]
    yield PaperSection("lost", "", [paragraph(words)])


def _missing(view: PlanView) -> BulletList:
    return bullets(
        [ActionLink(*link_fields(gap.row, view.shared)).run,
         f" ({gap.row.lead}): no {' and no '.join(gap.lacks)}"]
        for gap in view.summary.gaps
    )  # fmt: skip


def _priorities(view: PlanView, names: PageNames) -> PaperSection:
    rows: list[list[RunsOrText]] = [
        [
            link(f"{count.name} {count.label}".strip(), names.priorities[count.name]),
            str(count.total),
            parts.counted(counts(count, view.shared)),
        ]
        for count in view.summary.by_priority
    ]
    caption = f"How many of each priority’s actions have each rating for {view.quarter}"
    made = table(caption, ["Priority", "Actions", "Ratings"], [("", rows)])
    return PaperSection("priorities", "Priorities", [made])
