"""Which rating a body's own rule suggests: by months late, or by the share of milestones done."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.plan.days import months_after
from planctl.plan.model import Action
from planctl.plan.ratings import Rating
from planctl.plan.scale import Scale, Step
from planctl.summary.as_known import due_date_on
from planctl.summary.slippage import original_due_date


class SuggestedRating(NamedTuple):
    """A step that a rule suggests, and why: 2 months late."""

    step: Step
    why: str

    @property
    def sentence(self) -> str:
        """It as the end of a sentence."""
        return f"the rule suggests {self.step.label}: {self.why}"


def rating_by_rule(action: Action, scale: Scale, day: date) -> SuggestedRating | None:
    """Return the rating that the rules of a scale suggest as seen on a day; of two the worse.

    Return None where the scale has no rule, or the action nothing to go by.
    """
    if not scale.has_rules:
        return None
    found = (*_by_date(action, scale, day), *_by_milestones(action, scale))
    return min(found, key=lambda each: scale.steps.index(each.step), default=None)


def _by_date(action: Action, scale: Scale, day: date) -> Iterator[SuggestedRating]:
    """Yield what is suggested by how late an action will be, or is, against its first date."""
    rules = {step.months_late: step for step in scale.steps if step.months_late is not None}
    original, due = original_due_date(action), due_date_on(action.due, action.moves, day)
    if not (rules and original and due) or original.is_open or due.is_open:
        return
    expected = max(due, day)
    if expected <= original:
        green = (step for step in scale.steps if step.rating is Rating.GREEN)
        yield from (SuggestedRating(step, "not late") for step in [*green][:1])
        return
    late = [months for months in rules if months_after(original, months) < expected]
    if late:
        yield SuggestedRating(rules[max(late)], _late(original, expected))


def _late(original: date, expected: date) -> str:
    """Return how late something is in whole months."""
    whole = (expected.year - original.year) * 12 + expected.month - original.month
    whole -= months_after(original, whole) > expected
    if not whole:
        return "less than a month late"
    return "1 month late" if whole == 1 else f"{whole} months late"


def _by_milestones(action: Action, scale: Scale) -> Iterator[SuggestedRating]:
    """Yield what is suggested by how many of an action's milestones are done."""
    rules = {step.percent_done: step for step in scale.steps if step.percent_done is not None}
    steps = action.milestones.values()
    if not (rules and steps):
        return
    done = sum(bool(each.done) for each in steps)
    share = 100 * done // len(steps)
    reached = [percent for percent in rules if percent <= share]
    if reached:
        why = f"{done} of {len(steps)} milestones are done, {share}%"
        yield SuggestedRating(rules[max(reached)], why)
