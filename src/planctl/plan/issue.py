"""An issue: a paper that is proposed, approved by a second person, issued, and maybe withdrawn."""

from typing import Annotated

from pydantic import StringConstraints, WithJsonSchema

from planctl.plan.base import Day, PlanPart, Text
from planctl.plan.patterns import text_schema
from planctl.plan.period_key import PeriodKey

_WRITTEN = "write nothing here by hand: planctl publish writes it"


def _written(pattern: str) -> tuple[StringConstraints, WithJsonSchema]:
    return StringConstraints(pattern=f"^(?:{pattern})$"), WithJsonSchema(
        text_schema(pattern, _WRITTEN)
    )


IssueNumber = Annotated[str, StringConstraints(pattern="^[1-9][0-9]{0,3}$")]


class IssueStep(PlanPart):
    """A step of an issue: who took it, on which day."""

    date: Day
    """The day of the step: YYYY-MM-DD."""
    by: Text
    """The post that took it, or the name by which git knows who did."""
    person: Annotated[str, *_written("[0-9a-f]{12}-[0-9a-f]{12}")]
    """Digests of the name and the address that git has of whoever took it."""


class Withdrawal(IssueStep):
    """That an issue was withdrawn: by whom, when and why."""

    because: Text
    """Why it was withdrawn."""


class Issue(PlanPart):
    """A paper that is proposed, and what became of it; planctl publish writes it."""

    kind: Annotated[str, *_written("[a-z]+(?:-[a-z]+)*")]
    """What kind of paper it is: full, highlight."""
    format: Annotated[str, *_written("[a-z]+")]
    """The format of its file: html, markdown."""
    edition: Annotated[str, *_written("public|plain|exempt")]
    """For whom it is: public, plain or exempt."""
    period: PeriodKey
    """The quarter that it reports."""
    as_at: Day
    """The day as at which it is: YYYY-MM-DD."""
    meeting: str = ""
    """The meeting that it is for, and its date."""
    purpose: str = ""
    """Why it goes to the meeting."""
    recommend: tuple[Text, ...] = ()
    """The decisions that are asked for."""
    considered_by: tuple[Text, ...] = ()
    """Who considered it before."""
    commit: Annotated[str, *_written("[0-9a-f]{10}")]
    """The commit of the plan that it is made from."""
    planctl: Text
    """The version of planctl that made it."""
    sha256: Annotated[str, *_written("[0-9a-f]{64}")]
    """The digest of its bytes."""
    proposed: IssueStep
    """Who proposed it."""
    approved: IssueStep | None = None
    """Who approved these bytes."""
    issued: IssueStep | None = None
    """Who issued them."""
    withdrawn: Withdrawal | None = None
    """Who withdrew it, and why."""
    digest: Text
    """The digest of this record; planctl works it out."""

    @property
    def last(self) -> IssueStep:
        """The last step that was taken."""
        return self.withdrawn or self.issued or self.approved or self.proposed

    @property
    def state(self) -> str:
        """What became of it, in a word."""
        later = (each for each in ("withdrawn", "issued", "approved") if getattr(self, each))
        return next(later, "proposed")

    @property
    def is_open(self) -> bool:
        """Whether it is neither issued nor withdrawn."""
        return not (self.issued or self.withdrawn)

    def is_same_paper(self, other: "Issue") -> bool:
        """Return whether another issue is of the same paper, of other bytes maybe."""
        keys = ("kind", "format", "edition", "period")
        return all(getattr(self, key) == getattr(other, key) for key in keys)
