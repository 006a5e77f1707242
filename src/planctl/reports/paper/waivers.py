"""What was found of personal data and may stand, as a section of a paper."""

from collections.abc import Iterator

from planctl.plan.days import in_words
from planctl.plan.personal import Waiver
from planctl.reports.paper.paper import PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.blocks import bullets


def waivers(view: PlanView) -> Iterator[PaperSection]:
    """Yield what had been waived by the day of the paper, with who decided it and why."""
    waived = view.summary.header.personal.waived
    if made := [_line(each) for each in waived if each.date <= view.summary.today]:
        yield PaperSection("waivers", "Personal data that may stand", [bullets(made)])


def _line(each: Waiver) -> str:
    where = f"Action {each.action}" if each.action else "plan.yaml"
    reason = each.reason.rstrip(".")
    return f"{where}, {each.field} ({each.rule}): {reason}. {each.by}, {in_words(each.date)}."
