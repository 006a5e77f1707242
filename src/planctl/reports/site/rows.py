"""The rows and cards of a site's actions, each made once and shown on several pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from planctl.plan.periods import Quarter
from planctl.plan.scale import Step
from planctl.reports.paper import sections
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.templates.sandbox import markup
from planctl.reports.values import plan as context
from planctl.reports.values.actions import ActionDetail
from planctl.reports.values.blocks import DataTable, ReadyMarkup, paragraph
from planctl.reports.values.runs import LinkRun, RatingTag, Run, RunsOrText, link, muted, runs
from planctl.summary.action_summary import ActionSummary


class Rows:
    """The sections that show many actions, of rows and cards that are parts of a page already."""

    def __init__(
        self, views: Mapping[Quarter, PlanView], priorities: Mapping[str, Run], macros: Any  # noqa: ANN401 - Jinja's own
    ) -> None:  # fmt: skip
        """Make the cards of each quarter; `priorities` has the run that names each."""
        self._views, self._priorities, self._macros = views, priorities, macros
        self._cells: dict[tuple[object, object], Any] = {}
        self._grid: dict[str, str] = {}
        self._updates: dict[Quarter, dict[str, str]] = {quarter: {} for quarter in views}
        self._cards = {quarter: self._made_cards(view) for quarter, view in views.items()}

    def add(self, row: ActionSummary, values: ActionDetail) -> None:
        """Make the rows of an action."""
        self._grid[row.path] = self._row(sections.grid_row(values))
        for quarter, view in self._views.items():
            before = row.before(quarter)
            self._updates[quarter][row.path] = self._row(_update(values, quarter, before, view))

    def attention(self, view: PlanView) -> Iterator[PaperSection]:
        """Yield the actions that are red or worse than before, if there are any."""
        cards = self._cards[view.summary.quarter]
        made = Markup().join(cards[row.path] for row in view.summary.attention)
        if made:
            every = "Every action that is red, or worse than in the quarter before."
            yield PaperSection(
                "attention", "What needs attention", [paragraph(every), ReadyMarkup(made)]
            )

    def grid(self, view: PlanView) -> PaperSection:
        """Return each action's rating in each quarter."""
        columns = ["Action", "Lead", *(each.name for each in view.values.quarters)]
        caption = f"The rating of each action in each quarter of {view.values.year}"
        body = self._body(self._grid, view.summary.rows, columns)
        table = DataTable(caption, columns, [], "grid", body)
        return PaperSection("grid", "All actions by quarter", [table])

    def updates(self, view: PlanView) -> PaperSection:
        """Return each action's rating in the quarter, and what was said of it in a line."""
        before = view.summary.quarter.before or "When the year began"
        columns = ["Action", "Lead", str(before), view.quarter, "In a line"]
        caption = f"The rating of each action in {view.quarter}, and what was said in a line"
        body = self._body(self._updates[view.summary.quarter], view.summary.rows, columns)
        table = DataTable(caption, columns, [], "said", body)
        return PaperSection("said", f"What was said for {view.quarter}", [table])

    def _body(
        self, made: Mapping[str, str], rows: Sequence[ActionSummary], columns: list[str]
    ) -> Markup:
        """Return the rows of some actions, in a group for each priority."""
        groups: dict[str, list[ActionSummary]] = {}
        for row in rows:
            groups.setdefault(row.priority, []).append(row)
        parts: list[str] = []
        for key, some in groups.items():
            name = [self._priorities[key]] if len(groups) > 1 else []
            opening = self._macros.opening({"name": name}, columns)
            parts += (opening, *(made[row.path] for row in some), "</tbody>\n")
        return markup("".join(parts))

    def _made_cards(self, view: PlanView) -> dict[str, Markup]:
        summary = view.summary
        return {
            row.path: self._macros.card(
                sections.attention_card(context.attention_item(row, summary, view.shared), view)
            )
            for row in summary.attention
        }

    def _row(self, cells: list[RunsOrText]) -> str:
        made = [self._cell(cell) for cell in cells[1:]]
        return str(self._macros.cells([runs(cells[0]), *made]))

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


def _update(
    values: ActionDetail, quarter: Quarter, before: Step | None, view: PlanView
) -> list[RunsOrText]:
    """Return the row of an action in the table of a quarter."""
    position = values.positions[quarter.number - 1]
    first_line = position.commentary.partition("\n")[0]
    words = position.headline or first_line or muted(position.absent or "–")
    was = view.tag(before) if before else muted("–")
    name = link(f"{values.id} {values.title}".strip(), f"{values.href}#{quarter}")
    return [name, values.lead, was, position.rating, words]
