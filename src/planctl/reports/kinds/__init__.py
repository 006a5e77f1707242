"""Kinds of paper, one a module: what each says of a plan, in an order fit for its readers."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from planctl.reports.kinds import (
    action,
    blank,
    exceptions,
    full,
    highlight,
    lead,
    scorecard,
    year_end,
)
from planctl.reports.paper.view import Asked, Sight
from planctl.reports.values.plan import Values, shared_by, values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary


class Kind(Protocol):
    """What a kind of paper is: its name, what is printed above the plan's title, its sections."""

    NAME: str
    TITLE: str

    def placed(self, summary: Summary) -> Iterable[ActionSummary]:
        """Return the actions that have a place of their own in the paper."""

    def sections(self, sight: Sight) -> Iterator[Values]:
        """Yield the sections of the paper."""


KINDS: tuple[Kind, ...] = (full, highlight, exceptions, lead, scorecard, year_end, action, blank)


def paper(summary: Summary, kind: str, asked: Asked | None = None, commit: str = "") -> Values:
    """Return the values of a paper of that kind: those of the plan, with `kind` and `sections`.

    `commit` is the version of the plan that the paper says it is made from.
    """
    chosen = next(each for each in KINDS if kind == each.NAME)
    shared = shared_by(summary, chosen.placed(summary))
    plain = values(summary, shared, commit)
    sight = Sight(summary, shared, plain, asked or Asked())
    sections = list(chosen.sections(sight))
    return {
        **plain,
        "kind": chosen.NAME,
        "kind_title": chosen.TITLE,
        "listed_from": next(at for at, each in enumerate(sections) if each["contents"]),
        "sections": sections,
    }
