"""One paper for each lead service area: where its actions stand, and each of them in full."""

from collections.abc import Iterable, Iterator, Mapping

from planctl.reports.paper import outstanding
from planctl.reports.paper import sections as parts
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.priority_sections import standing_words
from planctl.reports.values.actions import ActionDetail, action_detail
from planctl.reports.values.blocks import Subheading, bullets, facts, paragraph, table
from planctl.reports.values.runs import RunsOrText, runs
from planctl.summary.action_summary import ActionSummary
from planctl.summary.priorities import priority_standings
from planctl.summary.summary import Summary


def link_targets(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return summary.rows


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper: for each lead one of its own, on a new page."""
    yield from parts.cover(view)
    told: set[str] = set()
    for number, (lead, rows) in enumerate(view.by_lead(), 1):
        anchor = f"lead-{number}"
        shown = {row.path: _shown(row, view, anchor if row.path in told else "") for row in rows}
        yield _lead_section(anchor, lead, rows, shown, view)
        told |= shown.keys()
    yield from parts.ending(view)


def _shown(row: ActionSummary, view: PlanView, lead: str) -> ActionDetail:
    """Return an action in full; with a place of its own below a lead, where another has it too."""
    if not lead:
        return view.action(row)
    shared, place = view.shared, f"{lead}-{view.shared.anchors[row.path]}"
    anchors, hrefs = {row.path: place}, {row.path: f"#{place}"}
    return action_detail(row, view.summary, shared._replace(anchors=anchors, hrefs=hrefs))


def _lead_section(
    anchor: str,
    lead: str,
    rows: list[ActionSummary],
    shown: Mapping[str, ActionDetail],
    view: PlanView,
) -> PaperSection:
    summary = view.summary.only(rows, f"led by {lead}" if lead else "whose lead is not known", lead)
    post = summary.header.post(lead)
    told: list[tuple[RunsOrText, RunsOrText]] = [("Answers for it", post)] if post else []
    told += [
        ("Leads a priority", [each.named, ", ", *runs(standing_words(each, view))])
        for each in priority_standings(summary)
        if lead and each.said.lead == lead
    ]
    made: list[Block] = [facts(told)] if told else []
    made.append(paragraph(summary.sentence, "sentence"))
    columns = ["Action", *(each.key for each in view.summary.columns())]
    whose = lead or "no known lead"
    caption = f"The rating of each action of {whose} {view.summary.each_period}"
    cells = [_rating_row(row, shown[row.path], view) for row in rows]
    made.append(table(caption, columns, [("", cells)], "grid", columns.index(summary.quarter.key)))
    if summary.gaps and view.values.ended:
        words = outstanding.missing_words(view)
        made.append(Subheading(f"{words[0].upper()}{words[1:]}"))
        made.append(
            bullets(
                [shown[gap.row.path].run, f": no {' and no '.join(gap.lacks)}"]
                for gap in summary.gaps
            )
        )
    made += [shown[row.path] for row in rows]
    return PaperSection("lead", lead or "Not known", made, anchor=anchor, new_page=True)


def _rating_row(row: ActionSummary, shown: ActionDetail, view: PlanView) -> list[RunsOrText]:
    return [shown.run, *(view.tag_at(row, each) for each in view.summary.columns())]
