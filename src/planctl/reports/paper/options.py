"""What a paper is asked to say besides what the plan says."""

from typing import NamedTuple

from planctl.summary.summary import Summary


class CoverSheet(NamedTuple):
    """What a committee wants to read on the first page; each may be empty."""

    meeting: str = ""
    purpose: str = ""
    recommendations: tuple[str, ...] = ()
    considered_by: tuple[str, ...] = ()


class HistoryEvent(NamedTuple):
    """A change of an action as its history has it: when, by whom, why, and what changed."""

    when: str
    who: str
    why: str
    what: tuple[str, ...]


class LastSeen(NamedTuple):
    """The plan as a board last saw it, and how to name that occasion."""

    summary: Summary
    occasion: str


class PaperOptions(NamedTuple):
    """The cover sheet of a paper, what it is compared with, and the history that it tells."""

    cover: CoverSheet = CoverSheet()
    last_seen: LastSeen | None = None
    history: tuple[HistoryEvent, ...] | None = None
    """The changes of the action that the paper is about, the latest first; None if not known."""
    untold: bool = False
    """Whether the history is not for the paper's readers, for it may tell what is hidden."""
