"""A plan as a document has it: what is to be written, in the plan's own fields."""

from collections.abc import Mapping
from typing import NamedTuple

from planctl.plan.year import Year


class ImportedAction(NamedTuple):
    """An action as a document has it."""

    id: str
    priority: str
    texts: Mapping[str, str]
    """Its title, description, due date and the like, by their fields; none is empty."""
    leads: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    own: Mapping[str, str]
    """What it says in columns of the body's own, by their keys."""
    updates: Mapping[str, Mapping[str, str]]
    """What was said of it, by period and field."""


class ImportedStep(NamedTuple):
    """A step of the body's own scale: what a file says, its words, its colour, what it is."""

    code: str
    label: str
    meaning: str
    colour: str
    """With a number sign; "" where it is as its kind has it."""
    kind: str
    colour_word: str
    """What its colour is called, "" where it has none."""


class ImportedPlan(NamedTuple):
    """A plan as a document has it."""

    title: str
    organisation: str
    year: Year
    priorities: Mapping[str, str]
    own: Mapping[str, str]
    """The body's own columns: what they are called, by their keys."""
    actions: tuple[ImportedAction, ...]
    scale: tuple[ImportedStep, ...] = ()
    """The body's own scale, none where it rates as planctl does."""
    meanings: Mapping[str, str] = {}
    """What planctl's own ratings mean in the document, by what a file says for them."""
