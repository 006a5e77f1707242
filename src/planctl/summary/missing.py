"""What is missing from an update: one answer for checks, commands and papers."""

from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.model import Update
from planctl.plan.period import Period
from planctl.plan.placeholders import says_nothing
from planctl.plan.ratings import Rating

if TYPE_CHECKING:
    from planctl.summary.action_summary import ActionSummary

FIELD_WORDS = {"rag": "rating", "commentary": "commentary", "next_steps": "next steps",
               "impact": "impact", "evidence": "evidence"}  # fmt: skip
"""What people call each field that an update may lack."""

_OFF_TRACK = (Rating.RED, Rating.AMBER)
_OWED = ("rag", "commentary")
"""The fields without which a quarter is not signed off."""


class Gap(NamedTuple):
    """What an action lacks for a quarter, in words: a rating, commentary."""

    row: "ActionSummary"
    lacks: tuple[str, ...]


def missing_fields(update: Update) -> tuple[str, ...]:
    """Return the fields that an update lacks, or that say nothing, by their names in the file."""
    rating = update.rating
    is_off_track = update.rag.rating in _OFF_TRACK if update.rag else False
    needs_steps = is_off_track and not rating.finished and rating is not Rating.ON_HOLD
    lacking = {
        "rag": rating is Rating.NOT_RATED,
        "commentary": says_nothing(update.commentary),
        "next_steps": needs_steps and says_nothing(update.next_steps),
        "impact": rating.delivered and says_nothing(update.impact),
        "evidence": rating.delivered and says_nothing(update.evidence),
    }
    return tuple(field for field, is_lacking in lacking.items() if is_lacking)


def gap(row: "ActionSummary", quarter: Period) -> Gap | None:
    """Return what an action lacks for a quarter, None if nothing or if it cannot be read.

    Of what is embedded or closed nothing more is owed; of what is complete, nothing later.
    """
    position = row.at(quarter)
    is_done = position.rating.lasting and position.rating is not Rating.COMPLETE
    if not row.action or position.since or is_done or position.rating is Rating.NOT_IN_PLAN:
        return None
    lacks = tuple(FIELD_WORDS[field] for field in missing_fields(position.update) if field in _OWED)
    return Gap(row, lacks) if lacks else None
