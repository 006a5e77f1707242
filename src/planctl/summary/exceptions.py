"""The actions that a board is told of by exception, and why."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planctl.plan.days import DueDate, in_words
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step, direction, moved
from planctl.summary.action_summary import ActionSummary
from planctl.summary.slippage import slips
from planctl.summary.summary import Summary


class ActionException(NamedTuple):
    """An action that is an exception for a quarter, and each reason why, as a sentence."""

    row: ActionSummary
    reasons: tuple[str, ...]


def exceptions(summary: Summary) -> tuple[ActionException, ...]:
    """Return the exceptions of a quarter, the worst first: red, cannot be read, amber, others.

    An action is one when it is red; amber for two quarters running, or amber and worse than before;
    past its date and not complete, or a milestone of it; without an update though it was due;
    completed or embedded in it without evidence; or in a file that cannot be read. Councils'
    exception reports have these rules: Flintshire's committees see red, or amber with a downturn.
    """
    found = [ActionException(row, tuple(_reasons(row, summary))) for row in summary.rows]
    flagged = [each for each in found if each.reasons]
    return tuple(sorted(flagged, key=lambda each: _severity(each.row, summary)))


def needing_attention(
    summary: Summary, before: Callable[[ActionSummary], Step | None] = lambda _row: None
) -> tuple[ActionException, ...]:
    """Return what a board has to look at, the worst first: what is off track, whoever asks.

    That is every exception but one that only lacks an update, and what is worse than it was
    `before`, when the board last saw it.
    """
    found = [each for each in exceptions(summary) if not _only_lacks(each, summary)]
    known = {each.row.path for each in found}
    for row in summary.rows:
        was, now = before(row), row.at(summary.quarter).step
        worse = was and moved(was, now) and direction(was, now) == "worsened"
        if was and worse and row.path not in known:
            found.append(ActionException(row, (worse_phrase(now, was),)))
    return tuple(found)


def _only_lacks(each: ActionException, summary: Summary) -> bool:
    silent = each.row.at(summary.quarter).rating in (Rating.NO_UPDATE, Rating.NOT_RATED)
    return silent and len(each.reasons) == 1


_WORST_FIRST = (Rating.RED, Rating.UNREADABLE, Rating.AMBER)


def _severity(row: ActionSummary, summary: Summary) -> int:
    rating = row.at(summary.quarter).rating
    return _WORST_FIRST.index(rating) if rating in _WORST_FIRST else len(_WORST_FIRST)


def _reasons(row: ActionSummary, summary: Summary) -> Iterator[str]:
    step, before = row.at(summary.quarter).step, row.before(summary.quarter)
    was = before.rating if before else None
    match step.rating:
        case Rating.RED:
            yield f"Rated {step.word}{_since(row, summary)}"
        case Rating.AMBER if was is Rating.AMBER:
            yield f"Rated {step.word}{_since(row, summary)}"
        case Rating.AMBER if before and direction(before, step) == "worsened":
            yield worse_phrase(step, before)
        case Rating.NO_UPDATE:
            yield f"No update was supplied for {summary.quarter}"
        case Rating.NOT_RATED if summary.missed:
            yield f"Not rated for {summary.quarter}"
        case Rating.COMPLETE | Rating.EMBEDDED if _is_unproven(row, summary):
            yield f"{step.label}, and no evidence is given"
        case Rating.UNREADABLE:
            yield "Its file cannot be read"
    yield from (f"Overdue: {words}" for words in overdue_dates(row, summary))


def worse_phrase(now: Step, before: Step) -> str:
    """Return that a rating is worse than before, in a sentence."""
    return f"Rated {now.word}, which is worse than {before.word}"


def _since(row: ActionSummary, summary: Summary) -> str:
    """Return since when an action is what it is without a break, "" if not since before."""
    rating = row.at(summary.quarter).rating
    earlier = row.positions[: summary.quarter.number - 1]
    since = ""
    for position in reversed(earlier):
        if position.rating is not rating:
            return since
        since = f" since {position.quarter}"
    opening = row.action.opening if row.action else None
    return (
        f" since {opening.quarter}"
        if opening and row.opening and (row.opening.rating is rating)
        else since
    )


def every_off_track(summary: Summary) -> str:
    """Return which actions need attention, in a sentence."""
    is_red = red(summary)
    worse = f"worse than in the {summary.year.noun} before."
    return (
        f"Every action that is {is_red}, or {worse}" if is_red else f"Every action that is {worse}"
    )


def red(summary: Summary) -> str:
    """Return the plan's word for what is red, "" where its scale has none."""
    return summary.scale.at(summary.quarter.key).listed(Rating.RED)


def exception_rule(summary: Summary) -> str:
    """Return which actions are exceptions, in a sentence that has the plan's own words."""
    scale = summary.scale.at(summary.quarter.key)
    amber, done = scale.listed(Rating.AMBER), scale.listed(Rating.COMPLETE)
    finished = done if not scale.own else scale.listed(Rating.COMPLETE, Rating.EMBEDDED)
    noun = summary.year.noun
    past = f"past its date and not {finished}" if finished else "past its date"
    reasons = [
        red(summary),
        f"{amber} for two {noun}s running, or {amber} and worse than before" if amber else "",
        past,
        f"without an update or a rating though the {noun} has ended",
    ]
    unproven = f"; or {finished} without evidence" if finished else ""
    return f"An action is here when it is {'; '.join(filter(None, reasons))}{unproven}."


def overdue_dates(row: ActionSummary, summary: Summary) -> Iterator[str]:
    """Yield each date of an action that is past: what was to be done by then, as a sentence."""
    for slip in slips(row.action, summary.periods_so_far) if row.action else ():
        if slip.overdue(summary.today):
            done = "done" if summary.scale.own else "complete"
            what = (
                f"'{slip.milestone}' was to be done" if slip.milestone else f"it was to be {done}"
            )
            yield f"{what} by {in_words(slip.due)}, {_ago(slip.due, summary)}"


def _ago(due: DueDate, summary: Summary) -> str:
    days = (summary.today - due).days
    return f"{days} day{'' if days == 1 else 's'} ago"


def _is_unproven(row: ActionSummary, summary: Summary) -> bool:
    """Return whether an action was finished in the quarter, and none so far gives evidence."""
    so_far = row.positions[: summary.quarter.number]
    return not (so_far[-1].since or any(position.update.evidence for position in so_far))
