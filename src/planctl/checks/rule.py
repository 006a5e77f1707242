"""What a rule is: a module that finds one kind of thing wrong with a plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from planctl.plan.model import Action, Update
from planctl.plan.periods import Quarter, Year
from planctl.plan.plan import Plan
from planctl.plan.ratings import Rag, Status
from planctl.problem import Place, Severity
from planctl.summary.position import Asked, Stand
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.measures.readings import Measured


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a plan breaks a rule: what is so there, and what to do about it."""

    place: Place
    message: str
    hint: str = ""


class Check(Protocol):
    """A module of `planctl.checks`; its docstring is the rule's manual page."""

    NAME: str
    SEVERITY: Severity

    def check(self, plan: Plan, today: date, /) -> Iterator[Finding]:
        """Yield what is wrong with a plan, as seen on a day."""
        ...


class Said(NamedTuple):
    """What was said of an action in a quarter, and the document that says it."""

    document: Document
    action: Action
    quarter: Quarter
    update: Update

    @property
    def rating(self) -> Rag | Status | None:
        """The word that says how the action stands: its RAG if in progress, else its status."""
        status = self.update.status
        underway = status is None or status is Status.IN_PROGRESS
        return self.update.rag if underway else status

    def place(self, field: str) -> Place:
        """Return where a field of the update stands."""
        return self.document.place(("updates", self.quarter.value, field))

    def key_place(self, *field: str) -> Place:
        """Return where the key of a field stands, or that of the quarter."""
        return self.document.key_place(("updates", self.quarter.value, *field))

    def rating_place(self) -> Place:
        """Return where the word that says how the action stands is written."""
        return self.place("rag" if isinstance(self.rating, Rag) else "status")


def actions(plan: Plan) -> Iterator[tuple[Document, Action]]:
    """Yield each action that can be read, with its document."""
    for entry in plan.entries:
        if entry.action and entry.document:
            yield entry.document, entry.action


@lru_cache(maxsize=1)
def updates(plan: Plan) -> tuple[Said, ...]:
    """Return what was said of each action in each quarter that its file has, empty or not."""
    return tuple(
        Said(document, action, _QUARTERS[name], update)
        for document, action in actions(plan)
        for name, update in action.updates.items()
    )


Stands = Sequence[tuple[Document, Stand]]
"""How actions stand in some quarters, each with its document."""


@lru_cache(maxsize=1)
def stands(plan: Plan, today: date) -> Stands:
    """Return how each action stands in each quarter that is not closed."""
    header = plan.header
    if not header:
        return ()
    closed = {name for name, record in header.closed.items() if record.date}
    still_open = [quarter for quarter in Quarter if quarter.value not in closed]
    return tuple(
        (document, stand)
        for document, action in actions(plan)
        for stand in _stands(action, still_open, header.period, today)
        if stand.rating
    )


@lru_cache(maxsize=1)
def numbered(plan: Plan, today: date) -> Stands:
    """Return those of the stands whose action has measures that carry numbers."""
    return tuple((document, stand) for document, stand in stands(plan, today) if stand.measured)


def doubted(
    stands: Stands, ask: Callable[[Stand], Iterator[Asked]], hint: str
) -> Iterator[Finding]:
    """Yield what a chair would ask of each action."""
    for document, stand in stands:
        for asked in ask(stand):
            is_long = asked.at[-1] == "commentary"
            find = document.place_of_key if is_long else document.place
            yield Finding(find(asked.at), asked.evidence, hint)


def _stands(
    action: Action, quarters: Sequence[Quarter], year: Year, today: date
) -> Iterator[Stand]:
    if not (quarters and action.updates):
        return
    numbers: tuple[Measured, ...] = ()
    if any(measure.unit for measure in action.measured):
        from planctl.measures.readings import measured  # noqa: PLC0415 - few plans have numbers

        numbers = measured(action.measures, year, today)
    for quarter in quarters:
        yield Stand(action, quarter, year, today, numbers)


_QUARTERS = {quarter.value: quarter for quarter in Quarter}
