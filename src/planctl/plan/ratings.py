"""The words of ratings and updates."""

from enum import StrEnum
from typing import Literal

Direction = Literal["improved", "worsened", "changed"]


class Rag(StrEnum):
    """A delivery rating, of an action that is in progress."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Status(StrEnum):
    """Where an action is in its life; in progress is assumed once there is a rating."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    EMBEDDED = "embedded"
    ON_HOLD = "on hold"
    CLOSED = "closed"


RatingName = Literal[
    "red", "amber", "green", "complete", "embedded", "on hold", "closed", "not started"
]
"""What a file says for where something stands."""


class Rating(StrEnum):
    """The one word that a report prints for an action in a quarter."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    COMPLETE = "Complete"
    EMBEDDED = "Embedded"
    ON_HOLD = "On hold"
    CLOSED = "Closed"
    NOT_STARTED = "Not started"
    NOT_RATED = "Not rated"
    NO_UPDATE = "No update"
    NOT_DUE = "Not due yet"
    NOT_IN_PLAN = "Not in the plan yet"
    UNREADABLE = "Cannot be read"

    @property
    def delivered(self) -> bool:
        """Whether the work is done: complete or embedded."""
        return self in _DELIVERED

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to do or to carry forward: delivered, or closed."""
        return self in _DELIVERED or self is Rating.CLOSED

    @property
    def lasting(self) -> bool:
        """Whether it holds in later quarters until something else is said."""
        return self in _LASTING

    @property
    def silent(self) -> bool:
        """Whether it stands where nothing was said, or can be read."""
        return self in _SILENT


_DELIVERED = frozenset({Rating.COMPLETE, Rating.EMBEDDED})
_LASTING = frozenset({*_DELIVERED, Rating.CLOSED})
_SILENT = frozenset({Rating.NO_UPDATE, Rating.NOT_DUE, Rating.NOT_IN_PLAN, Rating.UNREADABLE})

RATED = frozenset({Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.EMBEDDED})
"""The ratings that are a judgement of delivery: what a share is a share of."""

SHAPES = {
    Rating.RED: "▲",
    Rating.AMBER: "◆",
    Rating.GREEN: "●",
    Rating.COMPLETE: "✓",
    Rating.EMBEDDED: "✔",
    Rating.ON_HOLD: "‖",
    Rating.CLOSED: "■",
    Rating.NOT_STARTED: "○",
    Rating.NOT_RATED: "?",
    Rating.NO_UPDATE: "–",
    Rating.NOT_DUE: "·",
    Rating.NOT_IN_PLAN: "»",
    Rating.UNREADABLE: "!",
}
"""A shape for each rating, so that no rating is told by its colour alone."""

MEANINGS = {
    Rating.RED: "Not expected within three months of its date, or no remedy is in place.",
    Rating.AMBER: "Slipping or at risk, but expected within three months or with a named remedy.",
    Rating.GREEN: "On track.",
    Rating.COMPLETE: "Delivered; somebody other than the lead has still to verify it.",
    Rating.EMBEDDED: "Delivered, verified by somebody else than the lead, and making a difference.",
    Rating.ON_HOLD: "Paused, for a reason given in the commentary.",
    Rating.CLOSED: "No longer pursued: merged, superseded or stopped.",
    Rating.NOT_STARTED: "Work has not begun.",
    Rating.NOT_RATED: "There is an update, but no rating was given.",
    Rating.NO_UPDATE: "The quarter has ended and nothing was supplied.",
    Rating.NOT_DUE: "The quarter has not ended.",
    Rating.NOT_IN_PLAN: "The quarter ended before the action, or the plan, started.",
    Rating.UNREADABLE: "The action's file has an error that planctl check explains.",
}
"""What each rating means, unless a plan says otherwise under `ratings`."""

WORSE_TO_BETTER = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.EMBEDDED)
"""The ratings that can be compared."""

SAID_BY_STATUS = {
    Status.NOT_STARTED: Rating.NOT_STARTED,
    Status.COMPLETE: Rating.COMPLETE,
    Status.EMBEDDED: Rating.EMBEDDED,
    Status.ON_HOLD: Rating.ON_HOLD,
    Status.CLOSED: Rating.CLOSED,
}
"""The rating that a status says by itself; in progress says none."""
