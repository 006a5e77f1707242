"""What a chair would ask where a rating never moves, or improves as its due date is put off."""

from collections.abc import Iterator
from itertools import takewhile

from planctl.plan.figure import Figure
from planctl.plan.periods import in_words
from planctl.plan.ratings import Rating, direction, stated
from planctl.summary.position import Asked, Stand
from planctl.summary.slippage import decision, green_in, slips

_LONG = 4
_OPEN = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_STARTED, Rating.ON_HOLD)
"""The ratings of actions that are still to end."""


def unmoved(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating is the same as in three quarters before, or more."""
    is_early = stand.quarter.number + bool(stand.action.opening) < _LONG
    if is_early or stand.rating not in _OPEN:
        return
    same = takewhile(
        lambda said: stated(said[1].rag, said[1].status) is stand.rating, stand.earlier()
    )
    quarters = [name for name, _ in same][::-1]
    if len(quarters) + 1 < _LONG:
        return
    is_green = stand.rating is Rating.GREEN
    question = "What remains before it is complete?" if is_green else "What would make it move?"
    said = f"{stand.begins}, as in {', '.join(quarters[:-1])} and {quarters[-1]}"
    yield Asked(question, "; ".join([said, *_went(stand)]), stand.rated_at)


def green_late(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating is green though the due date is past."""
    due = stand.action.due
    if stand.rating is not Rating.GREEN or not due or due >= stand.today:
        return
    if due <= stand.year.last_day(stand.quarter) or green_in(stand.action) is stand.quarter:
        question = "How can it be green after the day by which it was to be done?"
        said = f"{stand.begins}, and it was due by {in_words(due)}"
        yield Asked(question, said, stand.rated_at)


def eased(stand: Stand) -> Iterator[Asked]:
    """Yield that the rating improved in the quarter in which a due date was put off."""
    if not (stand.action.due or stand.action.milestones):
        return
    before = stand.rated_before
    if before and stand.rating and direction(before, stand.rating) == "improved":
        question = "Is it going better, or has it only been given longer?"
        if moved := "; ".join(_put_off(stand)):
            yield Asked(question, f"{stand.moves}, and {moved}", stand.rated_at)


def _went(stand: Stand) -> Iterator[str]:
    """Yield where each measure was in the first quarter of which there is a number, and is now."""
    if stand.measured:
        from planctl.measures.words import printed  # noqa: PLC0415 - few plans have numbers
    for each in stand.measured:
        last = each.at(stand.quarter)
        there = [reading for reading in each.readings if isinstance(reading.value, Figure)]
        if last in there and last is not there[0]:
            was, now = printed(each, there[0].value), printed(each, last.value)
            yield f"'{each.name}' was {was} in {there[0].quarter} and is {now}"


def _put_off(stand: Stand) -> Iterator[str]:
    """Yield how each date of the action was put off in the quarter, in words."""
    year, quarter = stand.year, stand.quarter
    first, last = year.first_day(quarter), year.last_day(quarter)
    for slip in slips(stand.action):
        name = f"the due date of '{slip.milestone}'" if slip.milestone else "its due date"
        for move in slip.agreed:
            if first <= (move.decided or move.date) <= last and move.to > move.was:
                was, now = in_words(move.was), in_words(move.to)
                yield f"{name} from {was} to {now}, {decision(move)}"
        is_unrecorded = not slip.agreed and slip.days_lost > 0
        if is_unrecorded and first <= slip.original <= last:
            # Nothing says when it was moved: most likely as it came near.
            was, now = in_words(slip.original), in_words(slip.due)
            yield f"{name} from {was} to {now}, which no move records"
