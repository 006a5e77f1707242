"""What is still to come: the updates that each lead owes, and what is to be verified."""

from collections.abc import Iterator, Sequence

from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import bullets, paragraph
from planctl.reports.values.plan import GapItem
from planctl.reports.values.runs import RunsOrText
from planctl.summary.verification import unverified, verify_heading


def missing(view: PlanView, most: int | None = None) -> Iterator[PaperSection]:
    """Yield what each lead has not supplied, or is to supply by a day, once the quarter ended.

    Where nothing was supplied at all, that is said once, with whose updates are outstanding.
    """
    values = view.values
    if not (values.gaps and values.ended):
        return
    if values.silent == values.total:
        none = "No rating and no commentary has been supplied for any action."
        made: list[Block] = [paragraph(none), bullets(_outstanding(values.gaps, view))]
    else:
        made = [bullets(up_to(most, [*map(_lacking, values.gaps)]))]
    yield PaperSection("missing", f"What is {missing_words(view)}", made)


def up_to(most: int | None, entries: Sequence[RunsOrText]) -> Sequence[RunsOrText]:
    """Return the first entries of a list, and how many more there are; all without a limit."""
    left = len(entries) - most if most else 0
    return [*entries[:most], f"and {left} more, see the full report"] if left > 0 else entries


def _outstanding(gaps: Sequence[GapItem], view: PlanView) -> Iterator[str]:
    """Yield each lead with its post, and the actions of which nothing was supplied."""
    by_lead: dict[str, list[str]] = {}
    for gap in gaps:
        by_lead.setdefault(gap.lead, []).append(gap.id)
    for lead, ids in by_lead.items():
        post = view.summary.header.post(lead)
        yield f"{lead or 'Not known'}{f' ({post})' if post else ''}: {', '.join(ids)}"


def missing_words(view: PlanView) -> str:
    """Return that something is missing for the quarter, or by when it is due."""
    due = view.shared.quarters[view.summary.quarter].due
    return f"due for {view.quarter} by {due}" if due else f"missing for {view.quarter}"


def _lacking(gap: GapItem) -> RunsOrText:
    return [gap.run, f" ({gap.lead}): no {' and no '.join(gap.lacks)}"]


def to_verify(view: PlanView, most: int | None = None) -> Iterator[PaperSection]:
    """Yield what is complete and not verified, the longest first, with how long that is."""
    found: list[RunsOrText] = [
        [view.action(each.row).run, f" ({each.row.lead}): {each.phrase}"]
        for each in unverified(view.summary)
    ]
    if found:
        yield PaperSection("verify", verify_heading(view.summary), [bullets(up_to(most, found))])
