"""What a plan says of a measure: its words, and the numbers that it may carry."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from planctl.plan.base import Day, PlanPart, Text, no_entries
from planctl.plan.figure import MOST_DECIMALS, NumberStyle, Unit, Value, parse_value
from planctl.plan.patterns import FIGURE, TARGET, TOLERANCE, whole_number
from planctl.plan.period_key import PeriodKey
from planctl.plan.target import Target, Tolerance, parse_target, parse_tolerance
from planctl.plan.visibility import AVisibility

_It = TypeVar("_It")


Month = Literal[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
Term = Literal["Autumn", "Spring", "Summer"]
MEASURE_ID = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
MeasureId = Annotated[str, StringConstraints(pattern=MEASURE_ID)]


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "target range"
    INFORMATION = "information only"
    DELIVERY = "delivery"


class Basis(StrEnum):
    """What time a value is about."""

    IN_PERIOD = "in the period"
    YEAR_TO_DATE = "year to date"
    ROLLING = "rolling 12 months"
    SNAPSHOT = "snapshot"


class Frequency(StrEnum):
    """How often there is a value."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    SIX_MONTHLY = "six-monthly"
    ANNUAL = "annual"


def _validator(reading: Callable[[str], _It], kind: str) -> PlainValidator:
    """Return what makes a value of a text, and says what may be written where it cannot."""

    def read(said: object) -> _It:
        if not isinstance(said, str):
            raise PydanticCustomError(kind, "write one text")
        try:
            return reading(said)
        except ValueError as error:
            raise PydanticCustomError(kind, "{hint}", {"hint": str(error)}) from None

    return PlainValidator(read)


def _with_value(said: object) -> object:
    """Return a value that is written alone as the mapping that it stands for."""
    if said is None:
        return {}
    return {"value": said} if isinstance(said, str) else said


Number = Annotated[Value, _validator(parse_value, "figure"), FIGURE]
ATarget = Annotated[Target, _validator(parse_target, "target"), TARGET]
ATolerance = Annotated[Tolerance, _validator(parse_tolerance, "tolerance"), TOLERANCE]


class Dated(PlanPart):
    """A number of another time: a baseline, a benchmark."""

    value: Number | None = None
    """The number; nothing where it is not known yet."""
    when: str = ""
    """The time that it is of: Q4 2018-19."""


class Actual(PlanPart):
    """What was recorded for a month, a term or a quarter."""

    value: Number | None = None
    """A number, `43 of 55`, or why there is none: not supplied, not available, suppressed."""
    restated_from: Number | None = None
    """What had been reported before, where it was put right since."""
    reason: str = ""
    """Why it was restated, or why there is no number."""
    series_break: str = ""
    """Why this and later values cannot be compared with those before."""
    supplied: Day | None = None
    """The day on which it came, where that was late: YYYY-MM-DD."""


AnActual = Annotated[Actual, BeforeValidator(_with_value, json_schema_input_type=Number | Actual)]


class QuarterActual(Actual):
    """What was recorded for a quarter, and for the months or the term in it."""

    months: dict[Month, AnActual] = no_entries()
    """Each month's value, of a monthly measure."""
    terms: dict[Term, AnActual] = no_entries()
    """The value of the school term that ends in the quarter, of a termly measure."""


ADated = Annotated[
    Dated, BeforeValidator(_with_value, json_schema_input_type=Number | Dated | None)
]
ARecorded = Annotated[
    QuarterActual, BeforeValidator(_with_value, json_schema_input_type=Number | QuarterActual)
]


class Measure(PlanPart):
    """One thing that is measured; it carries numbers once it has a unit."""

    model_config = ConfigDict(json_schema_extra={"required": ["id"]})

    id: MeasureId = ""
    """A short name of its own, of small letters, digits and hyphens: placements-ended-early."""
    name: str = ""
    """What it measures, in a line that has several measures."""
    unit: Unit | None = None
    """What it counts in."""
    unit_name: str = ""
    """What is counted, or the name of another unit: cases, weeks."""
    decimals: (
        Annotated[int, Field(ge=0, le=MOST_DECIMALS), whole_number("[0-6]", 0, MOST_DECIMALS)]
        | None
    ) = None
    """With how many decimals it is printed; as it was written if left out."""
    polarity: Polarity | None = None
    """Which way is better."""
    basis: Basis | None = None
    """What time a value is about."""
    frequency: Frequency | None = None
    """How often there is a value; quarterly if left out."""
    source: str = ""
    """Where its numbers come from."""
    visibility: AVisibility | None = None
    """Who may see it; everybody if left out."""
    baseline: ADated | None = None
    """Where it stood before the plan."""
    target: ATarget | None = None
    """A number, a range (45 to 55), or a rule: better than baseline, at or below a benchmark."""
    profile: dict[PeriodKey, ATarget] = no_entries()
    """The target of each quarter, where they differ."""
    tolerance: ATolerance | None = None
    """What is still amber, the last amber value included: 2, 5% of the target, or to 70."""
    benchmarks: dict[Text, ADated] = no_entries()
    """Others' numbers, by their names, each with its own time."""
    last_year: dict[PeriodKey, AnActual] = no_entries()
    """Last year's value in each quarter, and where its series broke or it was restated."""
    total_of: tuple[Text, ...] = ()
    """The measures, by their ids, that add up to it."""
    actuals: dict[PeriodKey, ARecorded] = no_entries()
    """What was recorded in each quarter."""

    def value_last_year(self, quarter: str) -> Value | None:
        """Return last year's value in a quarter, None where it is not known."""
        recorded = self.last_year.get(quarter)
        return recorded.value if recorded else None

    @property
    def style(self) -> NumberStyle:
        """How its numbers are printed."""
        return NumberStyle(self.unit or Unit.OTHER, self.decimals, self.unit_name)


def _one_or_several(schema: dict[str, Any]) -> None:
    """Have the schema of a line ask for words alone, for a measure with an id, or for parts."""
    others = [key for key in schema["properties"] if key not in ("text", "parts")]
    fields: dict[str, Any] = {key: {"type": "null"} for key in others}
    none: dict[str, Any] = {"anyOf": [{"type": "null"}, {"type": "array", "maxItems": 0}]}
    several = {"required": ["parts"], "properties": {"parts": {"minItems": 1}, **fields}}
    schema["anyOf"] = [
        {"properties": {"parts": {"type": "null"}, **fields}},
        {"required": ["id"], "properties": {"id": {"type": ["string", "boolean"]}, "parts": none}},
        several,
    ]


class MeasureLine(Measure):
    """A line of how performance is measured: its words, and one measure or several."""

    model_config = ConfigDict(json_schema_extra=_one_or_several)

    text: Text
    """The words, as they are printed."""
    parts: tuple[Measure, ...] = ()
    """The measures of a line that has several."""

    @model_validator(mode="after")
    def _identified(self) -> "MeasureLine":
        others = self.model_fields_set - {"text", "parts", "id"}
        if self.parts and (others or self.id):
            raise PydanticCustomError("measure_and_parts", "both")
        if not all(each.id for each in self.measures):
            raise PydanticCustomError("measure_without_id", "no id")
        return self

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that have fields of their own; none where it is words alone."""
        return self.parts or ((self,) if self.model_fields_set > {"text"} else ())


class PlainLine(NamedTuple):
    """A line of how performance is measured that is words alone, as most are."""

    text: str
    """The words, as they are printed."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that have fields of their own: none."""
        return ()


Line = MeasureLine | PlainLine


def _as_line(said: object, read: ValidatorFunctionWrapHandler) -> Line:
    """Return words that stand alone as the line that they are; a whole model costs much more."""
    match said:
        case str() if said.strip():
            return PlainLine(said.strip())
        case str():
            raise PydanticCustomError("string_too_short", "empty")
        case dict() | MeasureLine():
            line: MeasureLine = read(said)
            return line
    raise PydanticCustomError("string_type", "no text")


def _numbered(lines: tuple[Line, ...]) -> Iterator[Measure]:
    for line in lines:
        yield from line.measures


def _distinct(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    ids = [measure.id for measure in _numbered(lines)]
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise PydanticCustomError("measure_twice", "{id}", {"id": twice})
    return lines


_Line = Annotated[MeasureLine, WrapValidator(_as_line, json_schema_input_type=Text | MeasureLine)]
# A line of words alone is read as Words, which has what is asked of any line.
Lines = Annotated[tuple[_Line, ...], AfterValidator(_distinct)]
"""How performance is measured and tracked: words, some of them with numbers."""
