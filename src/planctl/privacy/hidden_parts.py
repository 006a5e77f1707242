"""What of a plan an edition does not show: whole actions, and parts of those that it shows."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from planctl.plan.model import Action, Header
from planctl.plan.plan import Plan
from planctl.plan.visibility import Audience, Visibility
from planctl.privacy.counted_numbers import Slot


class Edition(StrEnum):
    """For whom a paper is made."""

    PUBLIC = "public"
    EXEMPT = "exempt"
    INTERNAL = "internal"
    PLAIN = "plain"

    def shows(self, visibility: Visibility | None) -> bool:
        """Return whether a part that says this of itself is in it."""
        kind = visibility.kind if visibility else Audience.PUBLIC
        return self is Edition.INTERNAL or kind in (
            Audience.PUBLIC,
            *([Audience.EXEMPT] if self is Edition.EXEMPT else []),
        )


class PartOfAction(NamedTuple):
    """A measure or a milestone of an action, by its id or its name."""

    action: str
    field: str
    name: str


class Hidden(NamedTuple):
    """What an edition does not show; `plan` is whether that is all of the plan."""

    plan: bool = False
    priorities: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    parts: frozenset[PartOfAction] = frozenset()
    numbers: frozenset[Slot] = frozenset()

    def __or__(self, other: "Hidden") -> "Hidden":
        """Return what either does not show."""
        return Hidden(
            self.plan or other.plan,
            self.priorities | other.priorities,
            self.actions | other.actions,
            self.fields | other.fields,
            self.parts | other.parts,
            self.numbers | other.numbers,
        )


def hidden(plan: Plan, edition: Edition) -> Hidden:
    """Return what an edition of a plan does not show; nothing where plan.yaml cannot be read."""
    header = plan.header
    if not header or not declares(plan):
        return Hidden()
    priorities = frozenset(
        key for key, each in header.priorities.items() if not edition.shows(each.visibility)
    )
    return Hidden(
        not edition.shows(header.visibility),
        priorities,
        frozenset(
            action.id
            for action in plan.actions
            if action.priority_id in priorities or not edition.shows(action.visibility)
        ),
        frozenset(key for key, each in header.fields.items() if not edition.shows(each.visibility)),
        frozenset(
            part for part, visibility in _parts(plan.actions) if not edition.shows(visibility)
        ),
    )


def declares(plan: Plan) -> bool:
    """Return whether a plan says of any of its parts who may see it."""
    return any(True for _ in visibilities(plan))


class Marked(NamedTuple):
    """What is said of who may see something: of what in words, and of which action, "" if none."""

    what: str
    said: Visibility
    action: str = ""


def visibilities(plan: Plan) -> Iterator[Marked]:
    """Yield what is said of who may see the plan, and parts of it."""
    if plan.header:
        yield from _of_header(plan.header)
    for action in plan.actions:
        if action.visibility:
            yield Marked(f"action {action.id}", action.visibility, action.id)
    for part, said in _parts(plan.actions):
        if said:
            name = f"{part.field.removesuffix('s')} {part.name} of {part.action}"
            yield Marked(name, said, part.action)


def _of_header(header: Header) -> Iterator[Marked]:
    if header.visibility:
        yield Marked("the plan", header.visibility)
    for key, priority in header.priorities.items():
        if priority.visibility:
            yield Marked(f"priority {key}", priority.visibility)
    for key, field in header.fields.items():
        if field.visibility:
            yield Marked(f"field {key}", field.visibility)


def _parts(actions: tuple[Action, ...]) -> Iterator[tuple[PartOfAction, Visibility | None]]:
    for action in actions:
        for measure in action.measured:
            yield PartOfAction(action.id, "measures", measure.id), measure.visibility
        for name, milestone in action.milestones.items():
            yield PartOfAction(action.id, "milestones", name), milestone.visibility
