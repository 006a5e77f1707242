"""Every measure with numbers: value, target, suggested rating; by priority and by lead."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, named, rating, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "scorecard"
TITLE = "Scorecard"
_COLUMNS = ("Action", "Measure", "Value", "Target", "The numbers suggest", "Direction", "Rating")


def placed(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper."""
    rows = sight.summary.rows
    yield from parts.cover(sight)
    yield section("summary", "Summary", list(_told(sight)), contents=False)
    groups = [
        (f"{each['number']} {each['text']}".strip(), _of(rows, each["number"]))
        for each in sight.values["priorities"]
    ]
    yield section("by-priority", "Measures by priority", [_table("priority", groups, sight)])
    leads = [(lead or "Not known", found) for lead, found in sight.leading()]
    yield section("by-lead", "Measures by lead", [_table("lead", leads, sight)])
    yield from parts.ending(sight)


def _of(rows: Iterable[ActionSummary], priority: str) -> list[ActionSummary]:
    return [row for row in rows if row.priority == priority]


def _told(sight: Sight) -> Iterator[Values]:
    """Yield how many measures there are, and how many of them the numbers rate how."""
    found = [said for row in sight.summary.rows for _, said in _readings(row, sight)]
    words = [said["suggested"]["slug"] for said in found if said["suggested"]]
    total = sum(len(sight.of(row)["measures"]) for row in sight.summary.rows)
    judged = [f"{words.count(slug)} {slug}" for slug in ("red", "amber", "green") if slug in words]
    suggest = (
        f" The numbers of {len(words)} suggest a rating: {', '.join(judged)}." if words else ""
    )
    told = f"{len(found)} of {total} measures have numbers for {sight.quarter}.{suggest}"
    yield blocks.paragraph(told, "sentence")


def _readings(row: ActionSummary, sight: Sight) -> Iterator[tuple[Values, Values]]:
    """Yield each measure of an action with what it says for the quarter."""
    for each in sight.of(row)["figures"]:
        for said in each["rows"]:
            if said["quarter"] == sight.quarter:
                yield each, said


def _table(
    what: str, groups: Iterable[tuple[str, Iterable[ActionSummary]]], sight: Sight
) -> Values:
    lines = [(name, [line for row in rows for line in _lines(row, sight)]) for name, rows in groups]
    caption = f"Every measure that has numbers for {sight.quarter}, by {what}"
    return blocks.table(caption, _COLUMNS, [group for group in lines if group[1]])


def _lines(row: ActionSummary, sight: Sight) -> Iterator[list[Said]]:
    for each, said in _readings(row, sight):
        target = "; ".join(filter(None, [said["target"] or "–", said["distance"]]))
        yield [
            named(sight.of(row)),
            each["name"],
            said["value"],
            target,
            rating(said["suggested"]) if said["suggested"] else said["why"] or "–",
            "; ".join(how["text"] for how in said["direction"]) or "–",
            sight.tag(sight.now(row)),
        ]
