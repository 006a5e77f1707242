"""What may be written, as patterns for JSON Schemas, and what an editor says of other texts."""

from pydantic import WithJsonSchema

from planctl.plan.days import ONGOING, TO_BE_CONFIRMED
from planctl.plan.division import LONGEST, NOUNS
from planctl.plan.figure import NUMBER, Missing

_MOST = 10**12
_ABOVE_NOUGHT = r"(?=[0.]*[1-9])[0-9]{1,12}(?:\.[0-9]{1,6})?"
_LEAP = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29"
_EARLIER = r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
DAY = rf"(?:(?!0000)[0-9]{{4}}-{_EARLIER}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP})"
"""A day of the calendar: YYYY-MM-DD."""

_NEXT = "|".join(f"{each:02}[-/](?:\\1)?{each + 1:02}" for each in range(99))
_CENTURIES = "|".join(f"{each}99[-/](?:{each + 1})?00" for each in range(10, 30))
YEAR = rf"(?:([12][0-9])(?:{_NEXT})|{_CENTURIES})"
"""Two years that follow each other: 2019-20, 2019/2020; its first group is the century."""


def _until(year: int) -> str:
    """Return the pattern of a year's last two digits, and of those of the years that may end it."""
    later = [year + each for each in range(1, LONGEST + 1)]
    same = "|".join(f"{each:02}" for each in later if each <= _LAST)
    next_one = "|".join(f"{each % 100:02}" for each in later if each > _LAST)
    ends = "|".join(filter(None, [f"(?:\\1)?(?:{same})" if same else "", next_one]))
    return f"{year:02}[-/](?:{ends})"


def _into(century: int) -> str:
    """Return the pattern of years that begin in a century and end in the next, written in full."""
    ends = []
    for year in range(_LAST - LONGEST + 1, _LAST + 1):
        last = "|".join(f"{each:02}" for each in range(year + LONGEST - _LAST))
        ends.append(f"{year}[-/]{century + 1}(?:{last})")
    return f"{century}(?:{'|'.join(ends)})"


_LAST = 99
_SEVERAL = "|".join(map(_until, range(100)))
_ACROSS = "|".join(map(_into, range(10, 30)))
YEARS = rf"(?:[12][0-9]{{3}}|([12][0-9])(?:{_SEVERAL})|{_ACROSS})"
"""What a plan may be for: 2019-20, a calendar year 2019, or several years: 2019-22."""


ZONE = r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*"
"""A name as the time zone database has them; which there are it does not say."""


def spaced_pattern(pattern: str) -> str:
    """Return the pattern of a text that is this and nothing else, but for space around it."""
    return rf"^\s*(?:{pattern})\s*$"


def text_schema(pattern: str, message: str) -> dict[str, object]:
    """Return the schema of a text of a pattern, with what an editor says of any other."""
    return {"type": "string", "pattern": spaced_pattern(pattern), "patternErrorMessage": message}


def whole_number(pattern: str, least: int, most: int) -> WithJsonSchema:
    """Return the schema of a whole number, which may stand in quotation marks."""
    message = f"write a whole number from {least} to {most}"
    number = {"type": "integer", "minimum": least, "maximum": most}
    return WithJsonSchema({"anyOf": [text_schema(rf"\+?0*(?:{pattern})", message), number]})


def _any_case(words: str) -> str:
    """Return the pattern of some words, in small letters or capitals."""
    return "".join(_LETTERS.get(each, f"[{each}{each.upper()}]") for each in words)


_LETTERS = {" ": r"\s+", "-": "-"}


def _or_number(pattern: str, message: str, **least: float) -> WithJsonSchema:
    number = {"type": "number", "exclusiveMaximum": _MOST, **least}
    return WithJsonSchema({"anyOf": [text_schema(pattern, message), number]})


_WORDS = "|".join(map(_any_case, (*Missing, "yes", "no")))
_ABOVE = {"exclusiveMinimum": -_MOST}
FIGURE = _or_number(
    rf"{NUMBER}(?:\s+of\s+{_ABOVE_NOUGHT})?|{_WORDS}",
    f"write a number such as 78.2 or 43 of 55, or one of {', '.join(Missing)}",
    **_ABOVE,
)
"""The schema of a number of a measure, or of why there is none."""

_SAME = (f"better than the same {noun} last year" for noun in NOUNS)
_RULES = "|".join(map(_any_case, ("better than baseline", *_SAME)))
_BENCHMARK = rf"(?:{_any_case('at or below')}|{_any_case('at or above')})\s+\S.*"
TARGET = _or_number(
    rf"{NUMBER}(?:\s+to\s+{NUMBER})?|{_RULES}|{_BENCHMARK}|[yY][eE][sS]|[nN][oO]",
    "write a number, a range such as 45 to 55, at or below BENCHMARK, or better than baseline",
    **_ABOVE,
)
"""The schema of a target."""

TOLERANCE = _or_number(
    rf"{NUMBER.removeprefix('-?')}(?:\s?%)?|(?:{_any_case('to')}|{NUMBER}\s+to)\s+{NUMBER}",
    "write a number in the unit, 5%, the last amber number: to 70, or for a range 40 to 60",
    minimum=0,
)
"""The schema of a tolerance."""

_YEAR_OF_QUARTER = rf"[Qq][1-4]\s+{YEAR}"
_OPEN = "|".join(map(_any_case, (TO_BE_CONFIRMED, ONGOING)))
DUE = text_schema(
    rf"(?=[12]){DAY}|[12][0-9]{{3}}-(?:0[1-9]|1[0-2])|{_YEAR_OF_QUARTER}|{_OPEN}",
    "write a day (2020-03-31), a month (2020-03), a quarter with its year (Q4 2019-20),"
    " to be confirmed or ongoing",
)
"""The schema of a due date."""
