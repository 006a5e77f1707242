"""One paper for each lead service area: where its actions stand, and each of them in full."""

from collections.abc import Iterable, Iterator

from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import Subheading, bullets, facts, paragraph, table
from planctl.reports.values.runs import RunsOrText
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: for each lead one of its own, on a new page."""
    yield from parts.cover(view)
    for number, (lead, rows) in enumerate(view.by_lead(), 1):
        yield _lead_section(f"lead-{number}", lead, rows, view)
    yield from parts.ending(view)


def _lead_section(
    anchor: str, lead: str, rows: list[ActionSummary], view: PlanView
) -> PaperSection:
    summary = view.summary.only(rows, f"led by {lead}" if lead else "whose lead is not known")
    post = summary.header.post(lead)
    made: list[Block] = [facts([("Answers for it", post)])] if post else []
    made.append(paragraph(summary.sentence, "sentence"))
    columns = ["Action", *(each.name for each in view.values.quarters)]
    whose = lead or "no known lead"
    caption = f"The rating of each action of {whose} in each quarter of {view.values.year}"
    cells = [_rating_row(row, view) for row in rows]
    made.append(table(caption, columns, [("", cells)], "grid"))
    if summary.gaps and view.values.ended:
        words = parts.missing_words(view)
        made.append(Subheading(f"{words[0].upper()}{words[1:]}"))
        made.append(
            bullets(
                [view.action(gap.row).run, f": no {' and no '.join(gap.lacks)}"]
                for gap in summary.gaps
            )
        )
    made += map(view.action, rows)
    return PaperSection("lead", lead or "Not known", made, anchor=anchor, new_page=True)


def _rating_row(row: ActionSummary, view: PlanView) -> list[RunsOrText]:
    return [view.action(row).run, *(view.tag_at(row, each.quarter) for each in row.positions)]
