"""What a plan says: its header, its actions and their quarterly updates."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from planctl.ids import ID, PRIORITY
from planctl.periods import Quarter, Year, year
from planctl.words import MEANINGS, Rag, Rating, Status


def _year_label(label: str) -> str:
    year(label)
    return label


def _written_as_day(said: object) -> object:
    """Return what was said unless it is a text that pydantic alone would take: a number, a time."""
    if isinstance(said, str) and not _DAY.fullmatch(said.strip()):
        raise PydanticCustomError("date_parsing", "not YYYY-MM-DD")
    return said


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Day = Annotated[date, BeforeValidator(_written_as_day)]
Text = Annotated[str, StringConstraints(min_length=1)]
Post = Annotated[str, BeforeValidator(lambda post: post or "")]
ActionId = Annotated[str, StringConstraints(pattern=f"^{ID}$")]
PriorityId = Annotated[str, StringConstraints(pattern=f"^{PRIORITY}$")]
YearLabel = Annotated[str, AfterValidator(_year_label)]
QuarterName = Literal["Q1", "Q2", "Q3", "Q4"]
RatingName = Literal[
    "red", "amber", "green", "complete", "embedded", "on hold", "closed", "not started"
]


class _Said(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )


class Update(_Said):
    """What was said of an action in one quarter."""

    rag: Rag | None = None
    """Delivery while in progress: red, amber or green."""
    status: Status | None = None
    """Where the action is in its life; in progress is assumed once there is a rating."""
    headline: str = ""
    """One line for the board."""
    commentary: str = ""
    """Progress this quarter, in Markdown, one sentence to a line."""
    impact: str = ""
    """So what: the difference made for children."""
    next_steps: str = ""
    """What will be done, by whom and by when."""
    evidence: str = ""
    """What shows it: kind, date and source."""
    confidence: Rag | None = None
    """Whether the outcome will be achieved, which is another question than delivery."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return not any(getattr(self, field) for field in type(self).model_fields)


class Opening(Update):
    """Where an action stood when its year began, carried forward from the plan before."""

    quarter: Text
    """The quarter of which it was said: Q4 2018-19."""


class Action(_Said):
    """One action of a plan, as its file says it."""

    id: ActionId
    """The action's number, in quotation marks: "3.2"; also the name of its file."""
    title: Text
    """The action's name as printed."""
    description: str = ""
    """What the action is to do."""
    lead: Text
    """The service area that answers for the action."""
    priority: PriorityId | None = None
    """The priority it belongs to, where that is not the part of its id before the first dot."""
    owner: str = ""
    """The post that does the work, where it is not the lead's."""
    accountable: str = ""
    """The post that is accountable for the outcome."""
    source: str = ""
    """The recommendation that the action answers."""
    due: Day | None = None
    """The date by which it is to be complete: YYYY-MM-DD."""
    original_due: Day | None = None
    """The date first agreed, kept when `due` moves."""
    supersedes: str = ""
    """The action of an earlier plan that this one continues."""
    links: tuple[Text, ...] = ()
    """Other plans, strategies and recommendations it is linked with."""
    indicators: tuple[Text, ...] = ()
    """Indicators of success."""
    measures: tuple[Text, ...] = ()
    """How performance is measured and tracked."""
    opening: Opening | None = None
    """Where it stood when the year began."""
    updates: dict[QuarterName, Update] = {}
    """What was said in each quarter."""

    @property
    def priority_id(self) -> str:
        """The number of the priority it belongs to."""
        return self.priority or self.id.partition(".")[0]

    def update(self, quarter: Quarter) -> Update:
        """Return what was said in a quarter; an empty update if nothing was."""
        return self.updates.get(quarter.value, _NOTHING)


class RatingWords(_Said):
    """How a council names a rating and what it means by it."""

    label: str = ""
    """The word to print for it."""
    meaning: str = ""
    """What it means, printed with every report."""


class Calendar(_Said):
    """How the plan's year runs."""

    first_month: Annotated[int, Field(ge=1, le=12)] = 4
    """The month, 1 to 12, in which Q1 begins."""


class Header(_Said):
    """What a plan.yaml says."""

    title: Text
    """The plan's title as printed."""
    organisation: Text
    """The council or partnership whose plan it is."""
    year: YearLabel
    """The financial year, April to March: 2019-20."""
    priorities: dict[PriorityId, Text]
    """Each priority's number and text."""
    leads: dict[Text, Post] = {}
    """Each lead, and the post that answers for it; where given, no other lead may be named."""
    ratings: dict[RatingName, RatingWords] = {}
    """What each rating means here, and the label to print for it."""
    calendar: Calendar = Calendar()
    """How the plan's year runs."""
    glossary: dict[Text, Text] = {}
    """Abbreviations, and what they stand for."""

    @property
    def period(self) -> Year:
        """The year of the plan, with its quarters."""
        return year(self.year, self.calendar.first_month)

    def label(self, rating: Rating) -> str:
        """Return the word that this plan prints for a rating."""
        return self._words(rating).label or rating.value

    def meaning(self, rating: Rating) -> str:
        """Return what this plan means by a rating."""
        return self._words(rating).meaning or MEANINGS[rating]

    def _words(self, rating: Rating) -> RatingWords:
        said = (words for name, words in self.ratings.items() if name == rating.value.lower())
        return next(said, RatingWords())


_NOTHING = Update()
