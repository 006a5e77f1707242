"""Recommendations as `planctl trace` prints them: a table of all, or a page of one."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.cli.terminal import rating, safe_text, section, table_with
from planctl.problem import visible
from planctl.summary.rating_count import RatingCount
from planctl.summary.recommendations import (
    AnsweredRecommendation,
    measured_by,
    recommendation_facts,
    shown_by,
    steps_of,
)
from planctl.summary.summary import Summary

_SHORT = 60


def traced_recommendations(found: Iterable[AnsweredRecommendation]) -> Table:
    """Return recommendations as a table, a line each."""
    counted = ("Actions", "Measures", "Gaps")
    table = table_with("", "Recommendation", "Ratings", *counted, right=3, whole=("", *counted))
    for each in found:
        words = " ".join(each.said.text.split())
        short = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"
        numbers = (len(each.rows), each.measures, len(each.gaps))
        table.add_row(each.id, safe_text(short), _ratings(each.counts), *map(str, numbers))
    return table


def recommendation_page(each: AnsweredRecommendation, summary: Summary) -> Iterator[RenderableType]:
    """Yield a recommendation as it was printed, and all that was done about it."""
    yield Text(each.id, "bold")
    yield safe_text(each.said.text)
    if facts := recommendation_facts(each.said):
        grid = Table.grid(padding=(0, 2))
        for name, words in facts.items():
            grid.add_row(safe_text(name), safe_text(words))
        yield Padding(grid, (1, 0, 0, 0))
    if each.rows:
        scope = f"answering {each.id}"
        yield Text(f"\n{visible(summary.only(each.rows, scope).sentence)}", "bold")
        yield _actions(each, summary)
        yield from section("Measures", _lines(measured_by(each.rows, summary)))
        yield from section("Evidence", _lines(shown_by(each.rows, summary)))
        yield from section("Milestones", _lines(steps_of(each.rows)))
    yield from section("Gaps", (gap.line for gap in each.gaps))


def _actions(each: AnsweredRecommendation, summary: Summary) -> Table:
    table = table_with("Action", "", "Lead", summary.quarter.key, "Headline")
    for row in each.rows:
        position = row.at(summary.quarter)
        words = (row.title, row.lead, position.update.headline)
        title, lead, headline = map(safe_text, words)
        table.add_row(row.id, title, lead, rating(position.step), headline)
    return table


def _lines(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, words in found:
        yield f"{name}  {' '.join(words.split())}"


def _ratings(counts: RatingCount) -> Text:
    parts = [Text(f"{number} ") + rating(step) for step, number in counts.steps.items()]
    return Text(", ").join(parts)
