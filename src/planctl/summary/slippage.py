"""How far the due dates of a plan have moved: how often, by how many days, and by whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planctl.plan.days import ONGOING, TO_BE_CONFIRMED, DueDate, in_words, within_words
from planctl.plan.due_date import Move
from planctl.plan.model import Action
from planctl.plan.period import Period
from planctl.plan.ratings import Rating


@dataclass(frozen=True, slots=True)
class Slip:
    """A due date of an action, or of one of its milestones, and what has become of it.

    `original` is the date first agreed, and `moves` are all that are recorded, in order; `done` is
    whether there is no date to keep any more.
    """

    milestone: str
    due: DueDate
    original: DueDate
    moves: tuple[Move, ...]
    done: bool

    @property
    def agreed(self) -> tuple[Move, ...]:
        """The moves that were agreed."""
        return tuple(move for move in self.moves if move.agreed_by)

    @property
    def waiting(self) -> tuple[Move, ...]:
        """The moves that nobody has decided on yet."""
        return tuple(move for move in self.moves if move.waiting)

    @property
    def times(self) -> int:
        """How often the date was moved; what is not on record between two dates counts once."""
        first = self.agreed[0].was if self.agreed else self.due
        return len(self.agreed) + (first != self.original)

    @property
    def days_lost(self) -> int:
        """How many days later it is than first agreed; fewer than none if it was brought forward.

        A month or a quarter counts as its last day; from or to no date, none are.
        """
        return 0 if self.is_open else (self.due - self.original).days

    @property
    def is_open(self) -> bool:
        """Whether there is no date, or was none at first, so that no days can be counted."""
        return self.due.is_open or self.original.is_open

    def overdue(self, today: date) -> bool:
        """Return whether the date is past, and what was due is not done."""
        return self.due < today and not self.done


def slips(action: Action, periods: Sequence[Period] = ()) -> tuple[Slip, ...]:
    """Return the due dates of an action: its own if it has one, then those of its milestones.

    Whether they are done is as was said in some quarters, or when the year began.
    """
    if not (action.due or action.milestones):
        return ()
    due, first = action.due, original_due_date(action)
    rated = last_rated(action, periods)
    said = action.update(rated) if rated else action.opening
    done = bool(said and said.rating.finished)
    own = Slip("", due, first, action.moves, done) if due and first else None
    steps = (
        Slip(name, step.due, _first(step.moves, step.due), step.moves, done or bool(step.done))
        for name, step in action.milestones.items()
    )
    return (*filter(None, [own]), *steps)


def original_due_date(action: Action) -> DueDate | None:
    """Return the date first agreed for an action; None if it has no due date."""
    return action.original_due or _first(action.moves, action.due) if action.due else None


def last_rated(action: Action, periods: Sequence[Period]) -> Period | None:
    """Return the last of some quarters in which an action was given a rating or a status."""
    return next((each for each in reversed(periods) if _is_rated(action, each)), None)


def green_quarter(action: Action, periods: Sequence[Period]) -> Period | None:
    """Return the quarter of the last rating, if that is green; None if it is not."""
    rated = last_rated(action, periods)
    return rated if rated and action.update(rated).rating is Rating.GREEN else None


def move_sentence(move: Move) -> str:
    """Return a move in words: from when to when, who agreed it and why."""
    way = f"from {within_words(move.was)} to {within_words(move.to)}"
    moved = f"{way}, {move_decision(move)}: {move.reason}"
    return " ".join(moved.split())


def move_decision(move: Move) -> str:
    """Return who decided on a move and when, in words."""
    day = in_words(move.decided or move.date)
    asked = f", asked for on {in_words(move.date)}" if move.decided else ""
    if move.waiting:
        return f"asked for on {day}, not decided yet"
    if move.agreed_by:
        return f"agreed by {move.agreed_by} on {day}{asked}"
    return f"refused by {move.refused_by} on {day}{asked}"


def slip_phrase(slip: Slip) -> str:
    """Return how far a date has moved in words; "" if it has not."""
    if not slip.times:
        return ""
    often = {1: "once", 2: "twice"}.get(slip.times, f"{slip.times} times")
    if slip.is_open:
        return f"moved {often}"
    number = abs(slip.days_lost)
    days = f"{number} day{'' if number == 1 else 's'}"
    return f"moved {often}, {days} {'gained' if slip.days_lost < 0 else 'lost'}"


def without_date(dates: Iterable[DueDate]) -> str:
    """Return how many of some due dates are open: 2 to be confirmed, 1 ongoing; "" if none is."""
    written = [due.written for due in dates]
    found = {each: written.count(each) for each in (TO_BE_CONFIRMED, ONGOING)}
    return ", ".join(f"{number} {each}" for each, number in found.items() if number)


def due_date_facts(action: Action) -> Mapping[str, str]:
    """Return what people are told of an action's dates, by what each is called; "" where nothing.

    The original date is told only where there is another one since.
    """
    first = (
        original_due_date(action) if action.due and (action.moves or action.original_due) else None
    )
    return {
        "In the plan from": in_words(action.starts) if action.starts else "",
        "Due": in_words(action.due) if action.due else "",
        "Originally due": in_words(first) if first else "",
        "Moved": "\n".join(move_lines(action)),
        "Milestones": "\n".join(milestone_lines(action)),
    }


def move_lines(action: Action) -> Iterator[str]:
    """Yield each move of an action's dates in words, its milestones by name."""
    for slip in slips(action):
        name = f"{' '.join(slip.milestone.split())}: " if slip.milestone else ""
        for move in slip.moves:
            yield f"{name}{move_sentence(move)}"


def milestone_lines(action: Action) -> Iterator[str]:
    """Yield each milestone of an action in words."""
    for name, step in action.milestones.items():
        done = f", done on {in_words(step.done)}" if step.done else ""
        due = step.due.words if step.due.is_open else f"due {step.due.words}"
        yield f"{' '.join(name.split())}: {due}{done}"


def _first(moves: tuple[Move, ...], due: DueDate) -> DueDate:
    """Return the date before the first move that was agreed, the due date if none was."""
    return next((move.was for move in moves if move.agreed_by), due)


def _is_rated(action: Action, quarter: Period) -> bool:
    update = action.update(quarter)
    return bool(update.rag or update.status)
