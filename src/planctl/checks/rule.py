"""What a rule is: a module that finds one kind of thing wrong with a plan."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from planctl.checks.sighting import PersonalRule
from planctl.plan.model import Action, Update
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.plan.scale import Step
from planctl.problem import Place, Severity
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.summary.action_in_quarter import ActionInQuarter
    from planctl.summary.summary import Summary


class Finding(NamedTuple):
    """One place where a plan breaks a rule: what is so there, and what to do about it."""

    place: Place
    message: str
    hint: str = ""


class Question(NamedTuple):
    """A question that a chair would ask, and what is so that it is asked for."""

    question: str
    evidence: str
    """What the rating is and what the numbers or words are: it begins with the quarter."""
    keys: tuple[str, ...]
    """The keys of what it is asked of: updates, Q2, rag."""
    hint: str = ""
    """What to do about it, where the rule's own hint is not in the plan's words."""


@runtime_checkable
class CheckRule(Protocol):
    """A rule that looks through a whole plan."""

    NAME: str
    SEVERITY: Severity

    def check(self, plan: Plan, today: date, /) -> Iterator[Finding]:
        """Yield what is wrong with a plan, as seen on a day."""
        ...


@runtime_checkable
class QuestionRule(Protocol):
    """A rule that `planctl challenge` asks too: where rating and evidence disagree.

    Unless it looks through a plan itself, it is asked of each action in each open quarter.
    """

    NAME: str
    SEVERITY: Severity
    HINT: str

    def ask(self, action: "ActionInQuarter", /) -> Iterator[Question]:
        """Yield what a chair would ask of an action in a quarter."""
        ...


class Readings(NamedTuple):
    """Two readings of a plan, and the number that each action of the earlier has in the later.

    An action that is not in the later one any more has no number.
    """

    before: Plan
    after: Plan
    numbers: Mapping[str, str]


@runtime_checkable
class ChangeRule(Protocol):
    """A rule that looks at two readings of a plan too."""

    NAME: str
    SEVERITY: Severity

    def compare(self, readings: Readings, today: date, /) -> Iterator[Finding]:
        """Yield what is gone or rewritten in the later reading and was to stay."""
        ...


Rule = CheckRule | QuestionRule | PersonalRule
"""A module of `planctl.checks.rules`; its docstring is the rule's manual page."""


class QuarterUpdate(NamedTuple):
    """What was said of an action in a quarter, and the document that says it."""

    document: Document
    action: Action
    quarter: Period
    before: Period | None
    """The quarter before in the same year."""
    update: Update
    missing: tuple[str, ...]
    """The fields that it lacks, or that say nothing."""

    def place(self, field: str) -> Place:
        """Return where a field of the update stands."""
        return self.document.place(("updates", self.quarter.key, field))

    def rated(self, plan: Plan) -> str:
        """Return how a sentence about it begins: Q2 is green."""
        return f"{self.quarter} is {self.update.step(plan.scale.at(self.quarter.key)).plain_word}"

    def key_place(self, *field: str) -> Place:
        """Return where the key of a field stands, or that of the quarter."""
        return self.document.key_place(("updates", self.quarter.key, *field))


def found_on_reading(_plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield nothing: what this rule tells of is known by the time there is a plan."""
    yield from ()


def documents(plan: Plan) -> Iterator[Document]:
    """Yield each file of a plan that is plain YAML."""
    found = (plan.document, *(entry.document for entry in plan.entries))
    return (document for document in found if document)


def readable_actions(plan: Plan) -> Iterator[tuple[Document, Action]]:
    """Yield each action that can be read, with its document."""
    for entry in plan.entries:
        if entry.action and entry.document:
            yield entry.document, entry.action


def actions_as_known(plan: Plan, today: date) -> Iterator[tuple[Document, Action]]:
    """Yield each action as it was known on a day, with its document.

    Where the plan's header cannot be read, and so not its year, the actions are as they are.
    """
    summary = _seen_on(plan, today)
    if not summary:
        yield from readable_actions(plan)
        return
    for entry, row in zip(plan.entries, summary.rows, strict=True):
        if row.action and entry.document:
            yield entry.document, row.action


@lru_cache(maxsize=1)
def _seen_on(plan: Plan, today: date) -> "Summary | None":
    """Return a plan as it was known on a day; None if its header cannot be read."""
    from planctl.summary.summary import summarise

    return summarise(plan, today) if plan.header else None


def priority_ratings(plan: Plan) -> Iterator[tuple[Period, Step, Place]]:
    """Yield how the leads of priorities rate them: for which quarter, and where that stands."""
    periods = {each.key: each for each in plan.periods}
    if not (plan.header and plan.document):
        return
    for number, said in plan.header.priorities.items():
        for quarter, step in said.ratings.items():
            where = plan.document.place(("priorities", number, "ratings", quarter))
            yield periods[quarter], step, where


@lru_cache(maxsize=1)
def quarter_updates(plan: Plan) -> tuple[QuarterUpdate, ...]:
    """Return what was said of each action in each quarter that its file has, empty or not."""
    from planctl.summary.missing import missing_fields

    earlier = (None, *plan.periods)
    periods = {now.key: (now, before) for now, before in zip(plan.periods, earlier, strict=False)}
    return tuple(
        QuarterUpdate(document, action, *periods[name], update, missing_fields(update))
        for document, action in readable_actions(plan)
        for name, update in action.updates.items()
    )


def open_questions(
    plan: Plan, today: date, ask: "Callable[[ActionInQuarter], Iterator[Question]]", hint: str
) -> Iterator[Finding]:
    """Yield what a chair would ask of each action in each quarter that is not closed."""
    for document, action in _in_open_quarters(plan, today):
        for asked in ask(action):
            is_long = asked.keys[-1] == "commentary"
            find = document.place_of_key if is_long else document.place
            yield Finding(find(asked.keys), asked.evidence, asked.hint or hint)


@lru_cache(maxsize=1)
def _in_open_quarters(plan: Plan, today: date) -> "tuple[tuple[Document, ActionInQuarter], ...]":
    """Return each action in each quarter that is not closed and has a rating."""
    from planctl.summary.action_in_quarter import ActionInQuarter

    summary = _seen_on(plan, today)
    if not summary:
        return ()
    still_open = [quarter for quarter in plan.periods if not summary.record(quarter).date]
    return tuple(
        (entry.document, ActionInQuarter(row.action, row, quarter, summary))
        for entry, row in zip(plan.entries, summary.rows, strict=True)
        if entry.document and row.action and row.action.updates
        for quarter in still_open
        if not row.at(quarter).rating.silent
    )
