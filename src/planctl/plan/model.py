"""What a plan says: its header, its actions and their quarterly updates."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from planctl.plan.agreed_change import AgreedChange
from planctl.plan.base import Day, PlanPart, Text, no_entries
from planctl.plan.calendar import Calendar, of_year
from planctl.plan.context import ReadingContext
from planctl.plan.disclosure import ADisclosure
from planctl.plan.due_date import Due, Milestone, Move
from planctl.plan.fields import Shares, SignedField, UpdateField
from planctl.plan.ids import HANDLE, PRIORITY, priority_of
from planctl.plan.issue import Issue, IssueNumber
from planctl.plan.leads import Leads, lead_words
from planctl.plan.measure import Lines, Measure
from planctl.plan.own_field import AnyField, FieldKey, OwnText
from planctl.plan.patterns import YEARS, text_schema
from planctl.plan.period import Period
from planctl.plan.period_key import PeriodKey
from planctl.plan.personal import NOTHING_SAID, Personal
from planctl.plan.priority import AnyPriority
from planctl.plan.rating_types import SaidConfidence, SaidRating
from planctl.plan.ratings import Rating, RatingName, Status
from planctl.plan.recommendation import AnswerId, AnyRecommendation, RecommendationId
from planctl.plan.scale import RatingWords, Scale, Step, rating_said, scale_of
from planctl.plan.scale_step import ScaleStep, known_steps
from planctl.plan.visibility import APlain, Audience, AVisibility
from planctl.plan.year import Year, parse_year
from planctl.text.action_id import ID


def _of_year(calendar: Calendar, info: ValidationInfo) -> Calendar:
    return of_year(calendar, info.data["year"]) if "year" in info.data else calendar


def _year_label(label: str) -> str:
    parse_year(label)
    return label


Post = Annotated[str, BeforeValidator(lambda post: post or "", json_schema_input_type=str | None)]
Handle = Annotated[
    str,
    BeforeValidator(lambda handle: handle or ""),
    StringConstraints(pattern=f"^(?:{HANDLE})?$"),
    WithJsonSchema(text_schema(f"(?:{HANDLE})?", "write @name, @organisation/team or an address")),
]
Quoted = Annotated[str, WithJsonSchema({"type": "string", "minLength": 0})]
"""A text that would be a number without its quotation marks, and is to have them."""
ActionId = Annotated[str, StringConstraints(pattern=re.compile(f"^{ID}$"))]
ActionIdOrNone = Annotated[str, StringConstraints(pattern=re.compile(f"^(?:{ID})?$"))]
PriorityId = Annotated[str, StringConstraints(pattern=f"^{PRIORITY}$")]
_PRIORITY = WithJsonSchema(
    {
        "anyOf": [
            text_schema(rf"\+?0*{PRIORITY}", "write a priority of plan.yaml: 3, SG"),
            {"type": "integer", "minimum": 1, "maximum": 999},
        ]
    }
)
YearLabel = Annotated[
    str,
    AfterValidator(_year_label),
    WithJsonSchema(
        {
            "anyOf": [
                text_schema(YEARS, "write a year: 2019-20, 2019, or several: 2019-22"),
                {"type": "integer", "minimum": 1000, "maximum": 2999},
            ]
        }
    ),
]


class Update(PlanPart):
    """What was said of an action in one quarter."""

    rag: SaidRating | None = None
    """Delivery while in progress: red, amber or green."""
    status: Status | None = None
    """Where the action is in its life; in progress is assumed once there is a rating."""
    headline: str = ""
    """One line for the board."""
    commentary: str = ""
    """Progress this quarter, in Markdown, one sentence to a line."""
    impact: str = ""
    """So what: the difference made for children."""
    if_continues: str = ""
    """The likely impact if the performance continues."""
    next_steps: str = ""
    """What will be done, by whom and by when."""
    back_to_green: str = ""
    """When it will be back to green, and what that rests on."""
    ask: str = ""
    """The decision that is asked of the board."""
    evidence: str = ""
    """What shows it: kind, date and source."""
    confidence: SaidConfidence | None = None
    """Whether the outcome will be achieved, which is another question than delivery."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was said."""
        return not any(vars(self).values())

    @property
    def rating(self) -> Rating:
        """What it comes to: what its status says where it says that, else its colour."""
        return rating_said(self.rag, self.status)

    def step(self, scale: Scale) -> Step:
        """Return its rating as a plan with this scale has it."""
        return scale.said(self.rag, self.status)

    @property
    def rating_field(self) -> Literal["rag", "status"]:
        """The field that says its rating: the status, but where that is in progress."""
        return "rag" if self.rating is rating_said(self.rag, None) else "status"


class Opening(Update):
    """Where an action stood when its year began, carried forward from the plan before."""

    quarter: Text
    """The quarter of which it was said: Q4 2018-19."""


class Action(PlanPart):
    """One action of a plan, as its file says it."""

    id: ActionId
    """The action's id, in quotation marks: "3.2", "R12"; also the name of its file."""
    title: Text
    """The action's name as printed."""
    description: str = ""
    """What the action is to do."""
    plain: APlain | None = None
    """The same for people who do not work in the service: a title, a summary."""
    lead: Leads
    """The service area that answers for the action; of a list, the first returns its updates."""
    priority: Annotated[PriorityId, _PRIORITY] | None = None
    """The priority it belongs to, where that is not what its id begins with: 3 of 3.2, R of R12."""
    owner: str = ""
    """The post that does the work, where it is not the lead's."""
    accountable: str = ""
    """The post that is accountable for the outcome."""
    visibility: AVisibility | None = None
    """Who may see it: internal, or exempt with paragraph and reason; everybody if left out."""
    source: str = ""
    """The recommendation that the action answers."""
    answers: tuple[AnswerId, ...] = ()
    """The recommendations of plan.yaml that the action answers: R7."""
    starts: Day | None = None
    """The day on which it came into the plan, where that is later than the plan: YYYY-MM-DD."""
    due: Due | None = None
    """When it is to be complete: a day 2020-03-31, a month 2020-03 or a quarter Q4 2019-20."""
    original_due: Due | None = None
    """The date first agreed, where `moves` do not go back to it."""
    moves: tuple[Move, ...] = ()
    """Each time `due` was moved, in order; planctl reschedule writes them."""
    milestones: dict[Text, Milestone] = no_entries()
    """The steps on its way, each with a date of its own."""
    supersedes: Quoted = ""
    """The action of an earlier plan that this one continues."""
    links: tuple[Text, ...] = ()
    """Other plans, strategies and recommendations it is linked with."""
    indicators: tuple[Text, ...] = ()
    """Indicators of success."""
    fields: dict[FieldKey, OwnText] = no_entries()
    """What it says in the columns that plan.yaml declares below `fields`."""
    measures: Lines = ()
    """How performance is measured and tracked."""
    agreed_changes: tuple[AgreedChange, ...] = ()
    """Each time its words, indicators or targets were changed by agreement, in order."""
    opening: Opening | None = None
    """Where it stood when the year began."""
    updates: dict[PeriodKey, Update] = no_entries()
    """What was said in each quarter."""

    @property
    def priority_id(self) -> str:
        """The number or letters of the priority it belongs to."""
        return self.priority or priority_of(self.id)

    @property
    def measured(self) -> tuple[Measure, ...]:
        """The measures that have fields of their own, in order; none where there are only words."""
        return tuple(measure for line in self.measures for measure in line.measures)

    def update(self, quarter: Period) -> Update:
        """Return what was said in a quarter; an empty update if nothing was."""
        return self.updates.get(quarter.key, _NOTHING)


class SignedStage(PlanPart):
    """A stage of a quarter's sign-off that has been signed."""

    date: Day
    """The day of the sign-off: YYYY-MM-DD."""
    by: Text
    """The post that signed."""
    digest: Text
    """The digest of all that was signed at this stage; planctl works it out."""


class Accepted(PlanPart):
    """Something missing that was accepted when the quarter was signed off."""

    lacks: Text
    """What the action lacks: a rating, a commentary."""
    reason: Text
    """Why that was accepted."""


class Correction(PlanPart):
    """A change of a field after its quarter was signed off."""

    date: Day
    """The day of the correction: YYYY-MM-DD."""
    action: ActionIdOrNone = ""
    """The action that was corrected, in quotation marks: "3.2"; nothing where it is plan.yaml."""
    field: Literal[UpdateField, SignedField]
    """The field that was changed; `measures` also where it is what was recorded of one."""
    name: str = ""
    """Which entry of the field, where it has entries with names: a priority, a measure."""
    was: str = ""
    """The rating, status or confidence before; nothing where it was empty."""
    now: str = ""
    """The rating, status or confidence after; nothing where it is empty."""
    reason: Text
    """Why it was changed."""
    by: str = ""
    """The post that allowed it."""
    update: Text
    """The digest of the action, or of that entry of plan.yaml, after it; planctl works it out."""
    digest: Text
    """The digest of this correction and of those before it; planctl works it out."""


class Closed(PlanPart):
    """A quarter's sign-off; the quarter is closed once it has a date."""

    date: Day | None = None
    """The day on which the quarter was closed: YYYY-MM-DD; nothing while stages remain."""
    by: str = ""
    """The post that closed it."""
    digest: str = ""
    """The digest of all that was signed, this record included; planctl works it out."""
    stages: dict[Text, SignedStage] = no_entries()
    """The stages that have been signed."""
    accepted: dict[ActionId, Accepted] = no_entries()
    """What was missing and accepted, by action."""
    corrections: tuple[Correction, ...] = ()
    """What was changed after the quarter was closed, in order."""
    plan: dict[Text, Text] = no_entries()
    """The digests of what plan.yaml said of it when it was signed; planctl works them out."""
    actions: dict[ActionId, Text] = no_entries()
    """The digest of each action as it was signed; planctl works them out."""


class Lead(PlanPart):
    """Who answers for a service area, and where reviews of its actions are asked for."""

    post: Post = ""
    """The post that answers for it."""
    handle: Handle = ""
    """Who is asked to review its actions: @name, @organisation/team, an e-mail address."""


def _as_lead(said: object) -> object:
    """Return a post that is written alone as the mapping that it stands for."""
    return {"post": said} if said is None or isinstance(said, str) else said


class Header(PlanPart):
    """What a plan.yaml says."""

    title: Text
    """The plan's title as printed."""
    organisation: Text
    """The council or partnership whose plan it is."""
    year: YearLabel
    """The year, April to March: 2019-20; a calendar year: 2019; or several years: 2019-22."""
    priorities: dict[PriorityId, AnyPriority]
    """Each priority's number, or its capital letters, and its text, or fields."""
    visibility: AVisibility | None = None
    """Who may see the plan; everybody if left out."""
    not_shown: Literal["counted"] | None = None
    """Whether an edition says how many actions are not in it: counted; it does not if left out."""
    leads: dict[
        Text, Annotated[Lead, BeforeValidator(_as_lead, json_schema_input_type=str | Lead | None)]
    ] = no_entries()
    """Each lead, and the post that answers for it; where given, no other lead may be named."""
    ratings: dict[RatingName, RatingWords] = no_entries()
    """What each rating means here, and the label to print for it."""
    scale: Annotated[tuple[ScaleStep, ...], AfterValidator(known_steps)] = ()
    """The body's own scale of ratings, from the worst to the best, in place of planctl's."""
    shares: Shares = "whole"
    """How shares of actions are printed: in whole per cents, or with one decimal."""
    calendar: Annotated[Calendar, AfterValidator(_of_year)] = Calendar.model_construct()
    """How the plan's year runs."""
    glossary: dict[Text, Text] = no_entries()
    """Abbreviations, and what they stand for."""
    fields: dict[FieldKey, AnyField] = no_entries()
    """Columns of the body's own, each with its label, or with fields; actions fill them in."""
    recommendations: dict[RecommendationId, AnyRecommendation] = no_entries()
    """The recommendations that the plan answers, each with its number: its words, or fields."""
    starts: Day | None = None
    """The day on which the plan starts, where that is later than its year: YYYY-MM-DD."""
    personal: Personal = NOTHING_SAID
    """What the rules about personal data are to know: what is none, and what was waived."""
    disclosure: ADisclosure = None
    """By which rule a public edition hides small numbers; by none if left out."""
    closed: dict[PeriodKey, Closed] = no_entries()
    """The quarters that have been signed off; planctl close writes them."""
    published: dict[IssueNumber, Issue] = no_entries()
    """The papers that were proposed and issued, by their numbers; planctl publish writes them."""

    @property
    def period(self) -> Year:
        """The year of the plan, with its quarters."""
        return self.calendar.year(self.year)

    def priority_words(self, priority: str) -> str:
        """Return the words of a priority; "" where the plan does not have it."""
        return self.priorities[priority].text if priority in self.priorities else ""

    def post(self, lead: str) -> str:
        """Return the post that answers for a service area; "" where the plan does not say."""
        return self.leads[lead].post if lead in self.leads else ""

    def posts(self, leads: Sequence[str]) -> str:
        """Return the posts that answer for leads, with whose each is where some have none."""
        found = {lead: self.post(lead) for lead in leads if self.post(lead)}
        if len(found) == len(leads):
            return lead_words(tuple(dict.fromkeys(found.values())))
        return lead_words([f"{lead}: {post}" for lead, post in found.items()])

    def audience(self, action: Action | None) -> Audience | None:
        """Return who alone may see an action, by its own word or its priority's; None if all."""
        own = action and action.visibility
        of = self.priorities.get(action.priority_id) if action else None
        said = [each for each in (of and of.visibility, own) if each]
        kinds = {each.kind for each in said} - {Audience.PUBLIC}
        return max(kinds, default=None)

    @property
    def context(self) -> ReadingContext:
        """What the actions of the plan are read by."""
        return ReadingContext(self.period, self.rating_scale)

    @property
    def rating_scale(self) -> Scale:
        """The plan's ratings in its own words."""
        return scale_of(self.ratings.items(), self.scale, self.period)


_NOTHING = Update.model_construct()
