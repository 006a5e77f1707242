"""Kinds of paper, one a module: what each says of a plan, in an order fit for its readers.

A kind is a row of KINDS and the module of its name, which is imported when a paper of it is made.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.reports.paper.paper import PaperSection
    from planctl.reports.paper.plan_view import PlanView
    from planctl.summary.action_summary import ActionSummary
    from planctl.summary.summary import Summary


class PaperKind(NamedTuple):
    """A kind of paper: its title, which stands above the plan's own, and what it is for.

    `takes_actions` is whether it is of actions that have to be named, `takes_since` whether it
    tells what changed since a board last saw the plan. `has_contents` is whether it is so
    long that it lists what is in it, `has_filter` whether its page can show some actions alone,
    `has_layouts` whether it can be printed as the council's own table.
    """

    title: str
    about: str
    takes_actions: bool = False
    takes_since: bool = False
    has_contents: bool = True
    has_filter: bool = False
    has_layouts: bool = False


KINDS = {
    "full": PaperKind("", "the whole plan", has_filter=True, has_layouts=True),
    "highlight": PaperKind(
        "Highlight report", "the board's highlights", takes_since=True, has_contents=False
    ),
    "exceptions": PaperKind("Exception report", "the exceptions"),
    "lead": PaperKind("Reports by lead", "a paper for each lead", has_filter=True),
    "scorecard": PaperKind("Scorecard", "every measure", has_contents=False, has_filter=True),
    "recommendations": PaperKind("Recommendations", "what was done about each recommendation"),
    "milestones": PaperKind(
        "Milestones and due dates", "what is due when, and what is overdue", has_contents=False
    ),
    "year-end": PaperKind("Year-end report", "the year's end", has_filter=True),
    "action": PaperKind(
        "Action report", "one action with its history", takes_actions=True, has_contents=False
    ),
    "blank": PaperKind("Commentary form", "the form to be filled in"),
}
"""The kinds by name; the first that takes actions is for actions that are named, else the first."""


LAYOUTS = ("table", "pages")
"""How a kind that has layouts is printed: as the council's own table, or each action by itself."""


class PaperModule(Protocol):
    """What the module of a kind of paper has."""

    def link_targets(self, summary: "Summary") -> "Iterable[ActionSummary]":
        """Return the actions that have a place of their own in the paper."""

    def sections(self, view: "PlanView") -> "Iterator[PaperSection]":
        """Yield the sections of the paper."""


def default_kind(*, of_actions: bool) -> str:
    """Return the name of the kind that is made where none is asked for, of named actions or all."""
    return next(name for name, kind in KINDS.items() if kind.takes_actions == of_actions)


def module(name: str) -> PaperModule:
    """Return the module of the kind of that name."""
    found = import_module(f"planctl.reports.kinds.{name.replace('-', '_')}")
    return cast("PaperModule", found)
