"""The rows and cards of a site's actions, each made once and shown on several pages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from planctl.reports.paper import sections
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.templates.sandbox import markup
from planctl.reports.values import plan as context
from planctl.reports.values.actions import ActionDetail, ActionLink, absent, link_fields
from planctl.reports.values.blocks import DataTable, ReadyMarkup, paragraph
from planctl.reports.values.runs import LinkRun, RatingTag, Run, RunsOrText, link, muted, runs
from planctl.summary.action_summary import ActionSummary
from planctl.summary.exceptions import every_off_track
from planctl.summary.summary import Summary


class Rows:
    """The sections that show many actions, of rows and cards that are parts of a page already."""

    def __init__(self, priorities: Mapping[str, Run], macros: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Begin without any; `priorities` has the run that names each."""
        self._priorities, self._macros = priorities, macros
        self._cells: dict[tuple[object, object], Any] = {}
        self._grid: dict[str, str] = {}
        self._updates: dict[tuple[object, ...], str] = {}
        self._cards: dict[tuple[object, ...], Markup] = {}

    def add(self, row: ActionSummary, values: ActionDetail, summary: Summary) -> None:
        """Make the row of an action in the table of all quarters."""
        columns = sections.grid_columns(summary)
        cells, now = sections.grid_row(values, summary.columns()), summary.quarter.key
        self._grid[row.path] = self._row(cells, columns, columns.index(now))

    def attention(self, view: PlanView) -> Iterator[PaperSection]:
        """Yield the actions that are red or worse than before, if there are any."""
        made = Markup().join(self._card(row, view) for row in view.summary.attention)
        if made:
            every = every_off_track(view.summary)
            yield PaperSection(
                "attention", "What needs attention", [paragraph(every), ReadyMarkup(made)]
            )

    def grid(self, view: PlanView) -> PaperSection:
        """Return each action's rating in each quarter."""
        columns = sections.grid_columns(view.summary)
        caption = f"The rating of each action {view.summary.each_period}"
        body = self._body(view, columns, lambda row: self._grid[row.path])
        table = DataTable(caption, columns, [], "grid", body)
        return PaperSection("grid", f"All actions by {view.noun}", [table])

    def updates(self, view: PlanView) -> PaperSection:
        """Return each action's rating in the quarter, and what was said of it in a line."""
        columns = _update_columns(view)
        caption = f"The rating of each action in {view.quarter}, and what was said in a line"
        body = self._body(view, columns, lambda row: self._update(row, view))
        table = DataTable(caption, columns, [], "said", body)
        return PaperSection("said", f"What was said for {view.quarter}", [table])

    def _body(
        self, view: PlanView, columns: list[str], made: Callable[[ActionSummary], str]
    ) -> Markup:
        """Return the rows of a view's actions, in a group for each priority."""
        groups: dict[str, list[ActionSummary]] = {}
        for row in view.summary.rows:
            groups.setdefault(row.priority, []).append(row)
        parts: list[str] = []
        for key, some in groups.items():
            name = [self._priorities[key]] if len(groups) > 1 else []
            opening = self._macros.opening({"name": name}, columns)
            parts += (opening, *map(made, some), "</tbody>\n")
        return markup("".join(parts))

    def _card(self, row: ActionSummary, view: PlanView) -> Markup:
        """Return the card of an action, made once for a quarter as seen on a day."""
        summary = view.summary
        key = (summary.quarter, summary.today, row.path)
        if key not in self._cards:
            item = context.attention_item(row, summary, view.shared)
            self._cards[key] = self._macros.card(sections.attention_card(item, view))
        return self._cards[key]

    def _update(self, row: ActionSummary, view: PlanView) -> str:
        """Return the row of an action in the table of a quarter, likewise."""
        key = (view.summary.quarter, view.summary.today, row.path)
        if key not in self._updates:
            self._updates[key] = self._row(_updated(row, view), _update_columns(view), _NOW)
        return self._updates[key]

    def _row(self, cells: list[RunsOrText], columns: list[str], reported: int) -> str:
        made = [self._cell(cell) for cell in cells[1:]]
        return str(self._macros.cells([runs(cells[0]), *made], columns, reported))

    def _cell(self, cell: RunsOrText) -> Any:  # noqa: ANN401 - a text that is a part of a page, or runs
        """Return a cell; one that is in many rows is made but once."""
        words = runs(cell)
        if len(words) != 1 or isinstance(words[0], LinkRun):
            return words
        (run,) = words
        key = (run.kind, (run.slug, run.label) if isinstance(run, RatingTag) else run.text)
        if key not in self._cells:
            self._cells[key] = self._macros.words(words)
        return self._cells[key]


_NOW = 3
"""Which column of the table of a quarter has its ratings, the first being 0."""


def _update_columns(view: PlanView) -> list[str]:
    """Return what stands above the columns of the table of a quarter."""
    before = view.summary.before or "When the year began"
    return ["Action", "Lead", str(before), view.quarter, "In a line"]


def _updated(row: ActionSummary, view: PlanView) -> list[RunsOrText]:
    """Return the cells of an action in the table of a quarter."""
    quarter, action = view.summary.quarter, ActionLink(*link_fields(row, view.shared))
    position, before = row.at(quarter), row.before(quarter)
    first_line = position.update.commentary.partition("\n")[0]
    nothing = absent(position, view.shared.quarters[quarter]) or "–"
    words = position.update.headline or first_line or muted(nothing)
    was = view.tag(before) if before else muted("–")
    name = link(f"{row.id} {row.title}".strip(), f"{action.href}#{quarter.anchor}")
    return [name, row.lead, was, view.rating_and_outcome(row), words]
