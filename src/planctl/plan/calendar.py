"""How a plan's year runs, as plan.yaml says it: its periods, its deadlines, its sign-off."""

import re
from itertools import pairwise
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.base import Day, PlanPart, Text
from planctl.plan.division import Division, NamedEnd
from planctl.plan.patterns import ZONE, text_schema, whole_number
from planctl.plan.year import Year, parse_year

AS_LIST, AS_WORD = "periods in a list", "periods in a word"
"""What pydantic adds to the way to a value, by how the periods are written; no key is so called."""
_LONDON = "Europe/London"
_NAME = r"(?=.*[^\W\d_])[^\W_](?:[\w &’'(),./+-]*[\w).])?"
"""What a period may be called: a line with a letter, and nothing that YAML takes for more."""
_LETTER = r"A-Za-z\u00C0-\uFFFF"
_NAME_IN_SCHEMA = (
    rf"(?=.*[{_LETTER}])[0-9{_LETTER}](?:[0-9{_LETTER}_ &’'(),./+-]{{0,38}}[0-9{_LETTER}_).])?"
)
"""The same where letters are those of English alone, as in the schemas' patterns."""
_LONGEST = 40


def _known_zone(name: str) -> str:
    if name != _LONDON:  # which planctl knows itself, where a machine has no time zones
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            raise PydanticCustomError("time_zone", "no zone") from None
    return name


def _distinct(stages: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(stages)) < len(stages):
        raise PydanticCustomError("stage_twice", "a stage is there twice")
    return stages


def _known_name(name: str) -> str:
    if not re.fullmatch(_NAME, name) or len(name) > _LONGEST:
        raise PydanticCustomError("period_name", "no name")
    return name


class NamedPeriod(PlanPart):
    """A period of the plan's year that has a name of its own, such as that of a meeting."""

    name: Annotated[
        str,
        AfterValidator(_known_name),
        WithJsonSchema(text_schema(_NAME_IN_SCHEMA, "write a name such as September board")),
    ]
    """What it is called, in at most 40 characters: September board."""
    ends: Day
    """Its last day: YYYY-MM-DD; the next one begins on the day after."""
    due: Day | None = None
    """The deadline of its updates, where that is not so many working days after its end."""


def _in_order(periods: tuple[NamedPeriod, ...]) -> tuple[NamedPeriod, ...]:
    """Return the periods; PydanticCustomError where they are none, or their order is not clear."""
    if not periods:
        raise PydanticCustomError("periods", "'periods' is an empty list")
    told = {re.sub(r"[\W_]+", " ", each.name.casefold()) for each in periods}
    if len(told) < len(periods):
        raise PydanticCustomError("periods", "two periods have the same name")
    for before, each in pairwise(periods):
        if each.ends <= before.ends:
            names = {"name": each.name, "before": before.name}
            raise PydanticCustomError("periods", "'{name}' does not end after '{before}'", names)
    return periods


def _how(said: object) -> str:
    return AS_LIST if isinstance(said, list | tuple) else AS_WORD


Periods = Annotated[
    Annotated[tuple[NamedPeriod, ...], AfterValidator(_in_order), Tag(AS_LIST)]
    | Annotated[Division, Tag(AS_WORD)],
    Discriminator(_how),
]
TimeZone = Annotated[
    str,
    AfterValidator(_known_zone),
    WithJsonSchema(text_schema(ZONE, "write a time zone, such as Europe/London")),
]
Region = Literal["England", "Wales", "Scotland", "Northern Ireland", "none"]


class Calendar(PlanPart):
    """How the plan's year runs."""

    first_month: Annotated[int, Field(ge=1, le=12), whole_number("[1-9]|1[0-2]", 1, 12)] = 4
    """The month, 1 to 12, in which the year begins; a calendar year begins in January."""
    periods: Periods = Division.QUARTERS
    """The periods of which updates are given: quarters, months, half-years, terms, or a list."""
    due_working_days: Annotated[int, Field(ge=0, le=60), whole_number("[1-5]?[0-9]|60", 0, 60)] = 10
    """How many working days after its end a quarter's updates are due."""
    holidays: Region = "England"
    """Whose bank holidays are no working days."""
    time_zone: TimeZone = _LONDON
    """The time zone by which its days are told."""
    stages: Annotated[tuple[Text, ...], AfterValidator(_distinct)] = ()
    """The stages of a quarter's sign-off in their order; one without a name if left out."""

    def year(self, label: str) -> Year:
        """Return the year of a label, with its periods; ValueError if it is none."""
        month = self.first_month if "first_month" in self.model_fields_set else None
        if isinstance(self.periods, Division):
            return parse_year(label, month, self.periods)
        named = tuple(NamedEnd(each.name, each.ends, each.due) for each in self.periods)
        return parse_year(label, month, named=named)


def of_year(calendar: Calendar, label: str) -> Calendar:
    """Return the calendar of a year; PydanticCustomError where it does not fit it."""
    try:
        year = calendar.year(label)
    except ValueError:
        raise PydanticCustomError(
            "periods", "{label} begins in January, and `first_month:` says otherwise",
            {"label": label},
        ) from None  # fmt: skip
    for each in year.named:
        if not year.first_day <= each.ends <= year.last_day:
            raise PydanticCustomError(
                "periods", "'{name}' ends outside {year}", {"name": each.name, "year": str(year)}
            )
    return calendar
