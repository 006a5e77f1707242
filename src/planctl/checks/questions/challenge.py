"""Where the rating of an action and its evidence disagree, so that a chair can ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from planctl.checks.questions.cited_numbers import cited
from planctl.checks.questions.commentary import copied, unexplained
from planctl.checks.questions.numbers import delivered, forecast, green, red, unproven
from planctl.checks.questions.ratings import eased, green_late, unmoved
from planctl.summary.position import Asked, Stand
from planctl.summary.summary import Row, Summary

KINDS: Mapping[str, Callable[[Stand], Iterator[Asked]]] = MappingProxyType(
    {
        "green": green,
        "forecast": forecast,
        "unproven": unproven,
        "delivered": delivered,
        "red": red,
        "unmoved": unmoved,
        "green-late": green_late,
        "eased": eased,
        "unexplained": unexplained,
        "copied": copied,
        "cited": cited,
    }
)
"""What is asked of each action, by the name of the rule of `planctl check` that says the same."""


class Challenge(NamedTuple):
    """A question about an action in the summary's quarter, and what it is asked for."""

    row: Row
    rule: str
    question: str
    evidence: str


def challenges(summary: Summary, rows: Iterable[Row]) -> tuple[Challenge, ...]:
    """Return what a chair would ask of some of a summary's actions, in their order."""
    when = (summary.quarter, summary.year, summary.today)
    return tuple(
        Challenge(row, rule, asked.question, " ".join(asked.evidence.split()))
        for row in rows
        if row.action
        for stand in [Stand(row.action, *when, summary.measured[row.path])]
        for rule, ask in KINDS.items()
        for asked in ask(stand)
    )
