"""Every number and word that a report prints, worked out once from a plan and a date."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.ids import ID
from planctl.plan.model import Action, Closed, Header, Update
from planctl.plan.periods import Quarter, Year
from planctl.plan.plan import Entry, Plan
from planctl.plan.ratings import RATED, WORSE_TO_BETTER, Direction, Rating, direction, stated
from planctl.signoff.standing import SignOff, sign_off

if TYPE_CHECKING:
    from planctl.measures.readings import Measured

LASTING = frozenset({Rating.EMBEDDED, Rating.CLOSED})
"""The ratings that stay as they are in later quarters of which nothing is said."""

SILENT = frozenset({Rating.NO_UPDATE, Rating.NOT_DUE, Rating.UNREADABLE})
"""The ratings that stand where nothing was said, or can be read."""

_NOT_SIGNED = Closed()
_ONE = "The plan has one action, which has not"
_UNNAMED = {"": "Files that belong to no priority"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where an action stood in a quarter: its rating and what was said."""

    quarter: Quarter
    rating: Rating
    update: Update


@dataclass(frozen=True, slots=True)
class Row:
    """An action with its position in each quarter; one that cannot be read has no action.

    `opening` is its rating when the year began, None if nothing was carried forward.
    """

    id: str
    title: str
    lead: str
    priority: str
    positions: tuple[Position, ...]
    action: Action | None
    path: str
    opening: Rating | None = None

    def at(self, quarter: Quarter) -> Position:
        """Return the position in a quarter."""
        return self.positions[quarter.number - 1]

    def before(self, quarter: Quarter) -> Rating | None:
        """Return the rating before a quarter: in the one before, or when the year began."""
        return self.at(quarter.before).rating if quarter.before else self.opening


@dataclass(frozen=True, slots=True)
class Count:
    """How many actions of a priority, of a lead or of the whole plan have each rating."""

    name: str
    label: str
    ratings: Mapping[Rating, int]

    @property
    def total(self) -> int:
        """How many actions there are."""
        return sum(self.ratings.values())

    @property
    def rated(self) -> int:
        """How many of them have a rating that is a judgement of delivery."""
        return sum(number for rating, number in self.ratings.items() if rating in RATED)


class Movement(NamedTuple):
    """A rating that is another than in the quarter before."""

    row: Row
    before: Rating
    after: Rating

    @property
    def direction(self) -> Direction:
        """Whether it improved or worsened, or only changed where the two cannot be compared."""
        return direction(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Gap:
    """What an action lacks for a quarter."""

    row: Row
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """A plan as seen on a day, for one quarter."""

    header: Header
    year: Year
    quarter: Quarter
    today: date
    rows: tuple[Row, ...]
    sign_off: SignOff
    scope: str = ""
    """Whose actions these are, where they are not all: `led by Permanence`."""

    def only(self, rows: Iterable[Row], scope: str) -> "Summary":
        """Return the summary of some of the actions; of their priorities alone."""
        kept = tuple(rows)
        wanted = {row.priority for row in kept}
        priorities = {key: text for key, text in self.header.priorities.items() if key in wanted}
        header = self.header.model_copy(update={"priorities": priorities})
        return replace(self, header=header, rows=kept, scope=scope)

    @cached_property
    def overall(self) -> Count:
        """The ratings of all actions in the quarter."""
        return self._count("", "All actions", self.rows)

    @cached_property
    def by_priority(self) -> tuple[Count, ...]:
        """The ratings of each priority's actions, in the plan's order."""
        rows: dict[str, list[Row]] = {key: [] for key in self.header.priorities}
        for row in self.rows:
            rows.setdefault(row.priority, []).append(row)
        labels = {**_UNNAMED, **self.header.priorities}
        return tuple(self._count(key, labels.get(key, ""), rows[key]) for key in rows)

    @cached_property
    def by_lead(self) -> tuple[Count, ...]:
        """The ratings of each lead's actions, in alphabetical order."""
        rows: dict[str, list[Row]] = {}
        for row in self.rows:
            rows.setdefault(row.lead, []).append(row)
        return tuple(self._count(lead, lead, rows[lead]) for lead in sorted(rows))

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """The ratings that changed since the quarter before; in Q1, since the year began."""
        at = self.quarter.number - 1
        moved = (
            (row, row.positions[at - 1].rating if at else row.opening, row.positions[at].rating)
            for row in self.rows
        )
        return tuple(
            Movement(row, before, after)
            for row, before, after in moved
            if before and before is not after and after not in SILENT
        )

    @cached_property
    def attention(self) -> tuple[Row, ...]:
        """The actions that are red, then those that are worse than in the quarter before."""
        at = self.quarter.number - 1
        red = [row for row in self.rows if row.positions[at].rating is Rating.RED]
        worse = [move for move in self.movements if move.direction == "worsened"]
        return (*red, *(move.row for move in worse if move.after is not Rating.RED))

    def record(self, quarter: Quarter) -> Closed:
        """Return what is recorded of a quarter's sign-off, which may be nothing."""
        return self.header.closed.get(quarter.value, _NOT_SIGNED)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The actions without a rating or without commentary for the quarter."""
        lacking = ((row, tuple(_lacks(row.at(self.quarter)))) for row in self.rows if row.action)
        return tuple(Gap(row, lacks) for row, lacks in lacking if lacks)

    @cached_property
    def measured(self) -> "Mapping[str, tuple[Measured, ...]]":
        """What the numbers of each action's measures say, by the path of its file."""
        from planctl.measures.readings import measured  # noqa: PLC0415 - few plans have numbers

        return {
            row.path: measured(row.action.measures if row.action else (), self.year, self.today)
            for row in self.rows
        }

    @cached_property
    def sentence(self) -> str:
        """The quarter in a sentence, with what each number is a number of."""
        counts, rated, total = self.overall.ratings, self.overall.rated, self.overall.total
        if not total:
            return f"There are no actions {self.scope or 'in the plan'}."
        if not rated:
            these = f" {self.scope}" if self.scope else ""
            one = f"The one action{these} has not" if these else _ONE
            none = one if total == 1 else f"None of the {total} actions{these} has"
            return f"{none} been rated for {self.quarter}."
        parts = [
            f"{_are(counts[rating])} {self.header.label(rating).lower()}"
            for rating in WORSE_TO_BETTER
            if counts.get(rating)
        ]
        words = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        of = f"{total} {self.scope or 'in the plan'}"
        return f"Of {_actions(rated)} rated for {self.quarter} ({of}), {words}."

    def _count(self, name: str, label: str, rows: Iterable[Row]) -> Count:
        at = self.quarter.number - 1
        tally = Counter([row.positions[at].rating for row in rows])
        return Count(name, label, {rating: tally[rating] for rating in Rating if tally[rating]})


def summarise(plan: Plan, today: date, quarter: Quarter | None = None) -> Summary:
    """Return the summary of a plan for a quarter, the reporting quarter if none is named.

    Raises UserError if the plan's header cannot be read.
    """
    header = plan.require()
    year = header.period
    rows = tuple(_row(entry, year, today) for entry in plan.entries)
    quarter = quarter or year.reporting(today)
    return Summary(header, year, quarter, today, rows, sign_off(plan, quarter))


def _row(entry: Entry, year: Year, today: date) -> Row:
    action = entry.action
    if not action:
        cells = tuple(Position(quarter, Rating.UNREADABLE, Update()) for quarter in Quarter)
        priority = entry.id.partition(".")[0] if re.fullmatch(ID, entry.id) else ""
        return Row(entry.id, entry.path, "", priority, cells, None, entry.path)
    positions: list[Position] = []
    for quarter in Quarter:
        rating = _rating(action.update(quarter), ended=year.ended(quarter, today))
        if rating in (Rating.NO_UPDATE, Rating.NOT_DUE) and positions:
            rating = positions[-1].rating if positions[-1].rating in LASTING else rating
        positions.append(Position(quarter, rating, action.update(quarter)))
    words = (action.title, action.lead, action.priority_id)
    began = action.opening
    opening = stated(began.rag, began.status) if began else None
    return Row(action.id, *words, tuple(positions), action, entry.path, opening)


def _rating(update: Update, *, ended: bool) -> Rating:
    if not update.empty:
        return stated(update.rag, update.status)
    return Rating.NO_UPDATE if ended else Rating.NOT_DUE


def _lacks(position: Position) -> Iterable[str]:
    if position.rating in (Rating.NOT_RATED, Rating.NO_UPDATE, Rating.NOT_DUE):
        yield "rating"
    if not position.update.commentary and position.rating not in LASTING:
        yield "commentary"


def _are(number: int) -> str:
    return f"{number} is" if number == 1 else f"{number} are"


def _actions(number: int) -> str:
    return f"{number} action" if number == 1 else f"{number} actions"
