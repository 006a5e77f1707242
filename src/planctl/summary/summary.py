"""Every number and word that a report prints, worked out once from a plan and a date."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planctl.measures.readings import MeasureResults, measure_results
from planctl.plan.days import in_words
from planctl.plan.fields import ONE_DECIMAL
from planctl.plan.model import Closed, Header
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.plan.ratings import Direction, Rating
from planctl.plan.scale import Scale, Step, direction, moved
from planctl.plan.year import Year
from planctl.signoff.standing import SignOff, quarter_sign_off
from planctl.summary.action_summary import ActionSummary, action_summary, row_on
from planctl.summary.as_known import NOT_SIGNED, SeenOn, header_on, sign_off_on
from planctl.summary.missing import Gap, gap
from planctl.summary.rating_count import RatingCount
from planctl.summary.slippage import without_date
from planctl.summary.timetable import Timetable, timetable

_MOST_COLUMNS = 6
_ONE = "The plan has one action, which has not"
_NOT_COUNTED = Rating.NOT_IN_PLAN
MORE_THAN_ONE_LEAD = "An action with several leads counts under each of them."
"""What stands below totals by lead, where that is so."""
_UNNAMED = {"": "Files that belong to no priority"}


class Movement(NamedTuple):
    """A rating that is another than in the quarter before."""

    row: ActionSummary
    before: Step
    after: Step

    @property
    def direction(self) -> Direction:
        """Whether it improved or worsened, or only changed where the two cannot be compared."""
        return direction(self.before, self.after)


@dataclass(frozen=True)
class Summary:
    """A plan as seen on a day, for one quarter."""

    header: Header
    year: Year
    quarter: Period
    today: date
    rows: tuple[ActionSummary, ...]
    sign_off: SignOff
    scale: Scale
    scope: str = ""
    """Whose actions these are, where they are not all: `led by Permanence`."""
    lead: str = ""
    """The lead whose actions alone these are, if they are one's."""
    edition: str = ""
    """Which edition of the plan it is of, as a sentence; "" where the plan hides nothing."""

    def only(
        self,
        rows: Iterable[ActionSummary],
        scope: str,
        lead: str = "",
        recommendation: str | None = None,
    ) -> "Summary":
        """Return the summary of some actions, or of one lead's; of their priorities alone.

        It is of the recommendations that they answer, or of one of these alone.
        """
        kept = tuple(rows)
        wanted = {row.priority for row in kept}
        priorities = {key: each for key, each in self.header.priorities.items() if key in wanted}
        answered = {each for row in kept for each in row.answers}
        if recommendation is not None:
            answered = {recommendation}
        made = {key: each for key, each in self.header.recommendations.items() if key in answered}
        changed = {"priorities": priorities, "recommendations": made}
        header = self.header.model_copy(update=changed)
        return replace(self, header=header, rows=kept, scope=scope, lead=lead)

    def leads_of(self, row: ActionSummary) -> tuple[str, ...]:
        """Return the leads under which an action is found and counted; "" is one not known."""
        return (self.lead,) if self.lead else row.leads or ("",)

    @property
    def has_joint_leads(self) -> bool:
        """Whether an action counts under more than one lead."""
        return any(len(self.leads_of(row)) > 1 for row in self.rows)

    @cached_property
    def overall(self) -> RatingCount:
        """The ratings of all actions in the quarter."""
        return self._count("", "All actions", self.rows)

    @cached_property
    def by_priority(self) -> tuple[RatingCount, ...]:
        """The ratings of each priority's actions, in the plan's order."""
        rows: dict[str, list[ActionSummary]] = {key: [] for key in self.header.priorities}
        for row in self.rows:
            rows.setdefault(row.priority, []).append(row)
        labels = {key: each.name for key, each in self.header.priorities.items()}
        labels |= _UNNAMED
        return tuple(self._count(key, labels.get(key, ""), rows[key]) for key in rows)

    def priority_step(self, priority: str, quarter: Period | None) -> Step | None:
        """Return how the lead of a priority rates it in a quarter, None if not at all."""
        said = self.header.priorities.get(priority)
        step = said.ratings.get(quarter.key) if said and quarter else None
        return self.scale.at(quarter.key).said(step, None) if step and quarter else None

    @cached_property
    def by_lead(self) -> tuple[RatingCount, ...]:
        """The ratings of each lead's actions, in alphabetical order."""
        rows: dict[str, list[ActionSummary]] = {}
        for row in self.rows:
            for lead in self.leads_of(row):
                rows.setdefault(lead, []).append(row)
        return tuple(self._count(lead, lead, rows[lead]) for lead in sorted(rows))

    @cached_property
    def by_recommendation(self) -> tuple[RatingCount, ...]:
        """The ratings of the actions that answer each recommendation, in the plan's order."""
        return tuple(
            self._count(key, each.text, [row for row in self.rows if key in row.answers])
            for key, each in self.header.recommendations.items()
        )

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """The ratings that changed since the quarter before; in Q1, since the year began."""
        at = self.quarter.number - 1
        pairs = (
            (row, row.positions[at - 1].step if at else row.opening, row.positions[at].step)
            for row in self.rows
        )
        return tuple(
            Movement(row, before, after)
            for row, before, after in pairs
            if before and moved(before, after) and not after.rating.silent
            if before.rating is not Rating.NOT_IN_PLAN
        )

    @cached_property
    def attention(self) -> tuple[ActionSummary, ...]:
        """The actions that are red, then those that are worse than in the quarter before."""
        at = self.quarter.number - 1
        red = [row for row in self.rows if row.positions[at].rating is Rating.RED]
        worse = [move for move in self.movements if move.direction == "worsened"]
        return (*red, *(move.row for move in worse if move.after.rating is not Rating.RED))

    def record(self, quarter: Period) -> Closed:
        """Return what is recorded of a quarter's sign-off, which may be nothing."""
        return self.header.closed.get(quarter.key, NOT_SIGNED)

    @cached_property
    def as_at(self) -> date:
        """The day of which the quarter's paper is.

        That is the day of its sign-off, else the last on which it was the one reported; never after
        today.
        """
        signed, after = self.record(self.quarter).date, self.year.following(self.quarter)
        last = (after or self.year.next.first).last_day
        return min(self.today, signed or last)

    @property
    def before(self) -> Period | None:
        """The quarter before in the same year, None if it is the first."""
        return self.year.preceding(self.quarter)

    @property
    def periods_so_far(self) -> tuple[Period, ...]:
        """The quarters of the year as far as its own."""
        return self.year.periods[: self.quarter.number]

    def columns(self, most: int = _MOST_COLUMNS) -> tuple[Period, ...]:
        """Return the quarters that stand beside one another in a table: at most so many.

        Of more they are those up to its own.
        """
        last = max(self.quarter.number, most)
        return self.year.periods[max(0, last - most) : last]

    @property
    def each_period(self) -> str:
        """Which quarters those are, in words: in each quarter of 2019-20."""
        shown, noun = self.columns(), self.year.noun
        if shown == self.year.periods:
            return f"in each {noun} of {self.year}"
        return f"in each {noun} from {shown[0]} to {shown[-1]}"

    @property
    def told(self) -> int:
        """Of how many quarters an action tells: of many only those that have begun, or are read."""
        if len(self.year.periods) <= _MOST_COLUMNS:
            return len(self.year.periods)
        begun = sum(each.begun(self.today) for each in self.year.periods)
        return max(self.columns()[-1].number, begun)

    @cached_property
    def timetable(self) -> Timetable:
        """When the quarters of the plan end and are due."""
        return timetable(self.header)

    @property
    def missed(self) -> bool:
        """Whether the day by which the quarter's updates are due is past."""
        return self.timetable.missed(self.quarter, self.today)

    def has(self, rating: Rating) -> bool:
        """Return whether any action has a rating in any quarter."""
        return any(each.rating is rating for row in self.rows for each in row.positions)

    def _rows_by(self, day: date) -> Iterator[ActionSummary]:
        """Yield the actions that were in the plan on a day."""
        for row in self.rows:
            if not (row.action and row.action.starts and row.action.starts > day):
                yield row

    def as_reported(self) -> "Summary":
        """Return the summary as the quarter's own paper has it, whenever that is made.

        It tells nothing that happened after the paper's day but corrections of the quarter; once
        that is signed off or the day is past, nothing of the quarters that follow.
        """
        day, signed = self.as_at, self.record(self.quarter).date
        is_past = signed or day < self.today
        last = self.quarter if is_past else self.year.last
        seen = SeenOn(day, self.today if signed else day, last)
        rows = tuple(row_on(row, self.timetable, self.scale, seen) for row in self._rows_by(day))
        header, own = header_on(self.header, day), self.header.closed
        if self.quarter.key in own:
            closed = {**header.closed, self.quarter.key: own[self.quarter.key]}
            header = header.model_copy(update={"closed": closed})
        return replace(self, header=header, today=day, rows=rows)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The actions without a rating or without commentary for the quarter."""
        found = (gap(row, self.quarter) for row in self.rows)
        return tuple(filter(None, found))

    @cached_property
    def measured(self) -> Mapping[str, tuple[MeasureResults, ...]]:
        """What the numbers of each action's measures say, by the path of its file."""
        return {
            row.path: measure_results(
                row.action.measures if row.action else (),
                self.year,
                self.today,
                self.scale.at(self.quarter.key),
            )
            for row in self.rows
        }

    @cached_property
    def sentence(self) -> str:
        """The quarter in a sentence, with what each number is a number of."""
        rated, total = self.overall.rated, self.overall.total
        if not total and self.rows:
            return (
                f"No action {self.scope or 'of the plan'} had started by the end of {self.quarter}."
            )
        if not total:
            return f"There are no actions {self.scope or 'in the plan'}."
        if not self.year.first.begun(self.today):
            return f"{self.year} begins on {in_words(self.year.first.first_day)}."
        if not rated:
            these = f" {self.scope}" if self.scope else ""
            one = f"The one action{these} has not" if these else _ONE
            none = one if total == 1 else f"None of the {total} actions{these} has"
            return f"{none} been rated for {self.quarter}."
        told = self.overall.judged_phrase(self.scale.at(self.quarter.key).steps)
        of = f"{total} {self.scope or 'in the plan'}"
        words = f"Of {_actions(rated)} rated for {self.quarter} ({of}), {told}."
        return " ".join(filter(None, [words, self.overall.others_sentence()]))

    @cached_property
    def so_far(self) -> str:
        """How much was said of the running quarter, in a sentence; "" if nothing was.

        Where that quarter is the one reported, also that nothing was.
        """
        day = self.today
        running = [each for each in self.year.periods if each.begun(day) and not each.ended(day)]
        if not running:
            return ""
        (quarter,) = running
        rows = [row for row in self.rows if row.at(quarter).rating is not _NOT_COUNTED]
        given = sum(not row.at(quarter).update.empty for row in rows)
        measures = [each for row in rows for each in self.measured[row.path]]
        numbers = sum(each.has_number(quarter) for each in measures)
        if not (given or numbers or self.quarter == quarter):
            return ""
        have = "has" if given == 1 else "have"
        words = f"{quarter} so far: {given} of {_actions(len(rows))} {have} an update"
        return (
            f"{words}, {numbers} of {_measures(len(measures))} a number."
            if numbers
            else f"{words}."
        )

    @cached_property
    def without_date(self) -> str:
        """How many actions that are not finished have no due date yet, or none at all."""
        dates = [
            row.action.due
            for row in self.rows
            if row.action and row.action.due and not row.at(self.quarter).rating.finished
        ]
        found = without_date(dates)
        return f"Without a due date: {found}." if found else ""

    def _count(self, name: str, label: str, rows: Iterable[ActionSummary]) -> RatingCount:
        at = self.quarter.number - 1
        tally = Counter([row.positions[at].step for row in rows])
        return RatingCount(
            name,
            label,
            {
                each: tally[each]
                for each in self.scale.steps
                if tally[each] and each.rating is not _NOT_COUNTED
            },
            int(self.header.shares == ONE_DECIMAL),
        )


def summarise(plan: Plan, today: date, quarter: Period | None = None) -> Summary:
    """Return the summary of a plan for a quarter, the reporting quarter if none is named.

    Raises UserError if the plan's header cannot be read.
    """
    header = header_on(plan.require(), today)
    year = header.period
    times, scale = timetable(header), header.rating_scale
    rows = tuple(action_summary(entry, times, scale, today) for entry in plan.entries)
    quarter = quarter or year.reporting(today)
    sign_off = sign_off_on(quarter_sign_off(plan, quarter), today)
    edition = plan.edition.sentence
    return Summary(header, year, quarter, today, rows, sign_off, scale, edition=edition)


def _measures(number: int) -> str:
    return f"{number} measure" if number == 1 else f"{number} measures"


def _actions(number: int) -> str:
    return f"{number} action" if number == 1 else f"{number} actions"
