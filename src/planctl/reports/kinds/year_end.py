"""The year as a whole: each action's way through it, where it began and where it ended."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planctl.plan.periods import Quarter
from planctl.plan.ratings import Rating, direction
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, named, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "year-end"
TITLE = "Year-end report"


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper."""
    yield from parts.cover(sight)
    yield section("summary", "Summary", list(_told(sight)), contents=False)
    yield _trajectories(sight)
    if sight.summary.overall.rated:
        yield section("charts", "The year in a picture", [parts.by_quarter(sight)])
    yield from parts.missing(sight)
    yield from parts.sign_off(sight)
    for each in sight.values["priorities"]:
        made = [_card(row, sight) for row in sight.summary.rows if row.priority == each["number"]]
        if made:
            yield section(
                "priority", each["text"], made, anchor=each["anchor"], number=each["number"]
            )
    yield from parts.ending(sight)


def _told(sight: Sight) -> Iterator[Values]:
    values = sight.values
    yield blocks.paragraph(values["sentence"], "sentence")
    ways = Counter(_way(row, sight) for row in sight.summary.rows)
    compared = ", ".join(f"{ways[way]} {way}" for way in _WAYS if ways[way])
    if compared:
        year = values["year"].replace("-", "/")
        total = sum(ways[way] for way in _WAYS)
        yield blocks.paragraph(
            f"Over {year}, of the {total} actions that were rated more than once: {compared}."
        )
    if values["rated"]:
        yield blocks.tiles(values["counts"], values["total"])


_WAYS = ("improved", "stayed the same", "worsened", "changed")


def _trajectories(sight: Sight) -> Values:
    quarters = [quarter.value for quarter in _so_far(sight)]
    columns = ["Action", "Opening", *quarters, "Over the year"]
    groups = [
        (
            parts.priority_named(each),
            [_line(row, sight) for row in sight.summary.rows if row.priority == each["number"]],
        )
        for each in sight.values["priorities"]
        if each["actions"]
    ]
    caption = "Each action’s rating when the year began and in each quarter, and how it moved"
    table = blocks.table(caption, columns, groups, "grid")
    return section("grid", "Each action over the year", [table])


def _so_far(sight: Sight) -> list[Quarter]:
    return list(Quarter)[: sight.summary.quarter.number]


def _line(row: ActionSummary, sight: Sight) -> list[Said]:
    opening = row.before(Quarter.Q1)
    began: Said = sight.tag(opening) if opening else blocks.muted("New")
    ratings = [sight.tag(row.at(quarter).rating) for quarter in _so_far(sight)]
    return [named(sight.of(row)), began, *ratings, _way(row, sight) or blocks.muted("–")]


def _way(row: ActionSummary, sight: Sight) -> str:
    """Return how an action moved from its first rating to its last, "" if it has not two."""
    rated = [rating for rating in _positions(row, sight) if rating not in _UNKNOWN]
    if len(rated) < _TWO:
        return ""
    return "stayed the same" if rated[0] is rated[-1] else direction(rated[0], rated[-1])


_TWO = 2
_UNKNOWN = frozenset(each for each in Rating if each.silent) | {Rating.NOT_RATED}


def _positions(row: ActionSummary, sight: Sight) -> Iterator[Rating]:
    """Yield the ratings of an action from when the year began to the quarter reported."""
    if opening := row.before(Quarter.Q1):
        yield opening
    for quarter in _so_far(sight):
        yield row.at(quarter).rating


def _card(row: ActionSummary, sight: Sight) -> Values:
    """Return an action's closing position with what it began from and came to."""
    values, summary = sight.of(row), sight.summary
    began = next((each for each in _positions(row, sight) if each not in _UNKNOWN), None)
    lines: list[Said] = [[sight.tag(sight.now(row)), f" · {row.lead}" if row.lead else ""]]
    if began and _way(row, sight):
        lines.append(["Began the year ", sight.tag(began), f"; {_way(row, sight)} since"])
    update = row.at(summary.quarter).update
    if update.headline:
        lines.append(blocks.strong(update.headline))
    lines += parts.measure_lines(row, sight)
    absent = values["positions"][summary.quarter.number - 1]["absent"]
    asked = [
        ("Closing position", update.commentary, absent),
        ("Impact over the year", update.impact, ""),
        ("What comes next", update.next_steps, ""),
    ]
    questions = [each for each in asked if each[1] or each[2]]
    return blocks.card(
        f"{row.id} {row.title}", values["now"]["slug"], lines, questions, values["anchor"]
    )
