"""One paper for each lead service area: where its actions stand, and each of them in full."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, named, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

NAME = "lead"
TITLE = "Reports by lead"


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper: for each lead one of its own, on a new page."""
    yield from parts.cover(sight)
    for number, (lead, rows) in enumerate(sight.leading(), 1):
        yield _area(f"lead-{number}", lead, rows, sight)
    yield from parts.ending(sight)


def _area(anchor: str, lead: str, rows: list[ActionSummary], sight: Sight) -> Values:
    summary = sight.summary.only(rows, f"led by {lead}" if lead else "whose lead is not known")
    post = summary.header.post(lead)
    made = [blocks.facts([("Answers for it", post)])] if post else []
    made.append(blocks.paragraph(summary.sentence, "sentence"))
    columns = ["Action", *(each["name"] for each in sight.values["quarters"])]
    whose = lead or "no known lead"
    caption = f"The rating of each action of {whose} in each quarter of {sight.values['year']}"
    cells = [_line(row, sight) for row in rows]
    made.append(blocks.table(caption, columns, [("", cells)], "grid"))
    if summary.gaps and sight.values["ended"]:
        made.append(blocks.heading(f"Missing for {sight.quarter}"))
        made.append(
            blocks.bullets(
                [named(sight.of(gap.row)), f": no {' and no '.join(gap.lacks)}"]
                for gap in summary.gaps
            )
        )
    made += [blocks.action(sight.of(row), sight.quarter) for row in rows]
    return section("lead", lead or "Not known", made, anchor=anchor, new_page=True)


def _line(row: ActionSummary, sight: Sight) -> list[Said]:
    return [named(sight.of(row)), *(sight.tag(position.rating) for position in row.positions)]
