"""What a plan says of due dates: how they are written, how they moved, the steps on the way."""

from typing import Annotated

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.base import Day, PlanPart, Text
from planctl.plan.context import PLAIN
from planctl.plan.days import DueDate
from planctl.plan.named_due_date import parse_own_due_date
from planctl.plan.patterns import DUE
from planctl.plan.visibility import AVisibility


def _as_due(said: object, info: ValidationInfo) -> DueDate:
    """Return the due date that was written; the context has the plan's year, and its periods."""
    text, year = said if isinstance(said, str) else "", (info.context or PLAIN).year
    try:
        return parse_own_due_date(text, year)
    except ValueError:
        raise PydanticCustomError("due_date", "no due date") from None


Due = Annotated[DueDate, PlainValidator(_as_due), WithJsonSchema(DUE)]


class Move(PlanPart):
    """A due date that was moved, or is to be: from when to when, and who agreed it and why."""

    was: Due
    """The due date before it."""
    to: Due
    """The due date after it."""
    date: Day
    """The day on which it was agreed; while it waits for a decision, on which it was asked for."""
    reason: Text
    """Why it is moved."""
    agreed_by: str = ""
    """The post that agreed it; nothing while it waits for a decision."""
    refused_by: str = ""
    """The post that refused it; the due date then stays."""
    decided: Day | None = None
    """The day of the decision, where it had waited for one."""

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided on it yet."""
        return not (self.agreed_by or self.refused_by)


class Milestone(PlanPart):
    """A step on the way of an action, with a date of its own."""

    due: Due
    """When it is due: a day 2020-03-31, a month 2020-03 or a quarter Q4 2019-20."""
    done: Day | None = None
    """The day on which it was done: YYYY-MM-DD; nothing until then."""
    moves: tuple[Move, ...] = ()
    """Each time its due date was moved, in order; planctl reschedule writes them."""
    visibility: AVisibility | None = None
    """Who may see it; everybody if left out."""
