"""What a plan says of personal data: what is none, case numbers, what was waived."""

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from planctl.plan.base import Day, PlanPart, Text
from planctl.plan.patterns import text_schema

_ATOM = r"(?:\\d|[A-Za-z0-9 /#_-]|\\[./-]|\[[A-Za-z0-9]-[A-Za-z0-9]\])"
_NUMBER = rf"(?:{_ATOM}(?:\{{[1-9][0-9]?(?:,[1-9][0-9]?)?\}}|\?)?)+"
_COUNTED = re.compile(rf"({_ATOM})(?:\{{([0-9]+)(?:,([0-9]+))?\}}|(\?))?")
_FEWEST, _LONGEST, _MOST_WAYS = 4, 40, 100
"""How few and how many characters a case number has, and in how many lengths it is written."""

CASE_NUMBER_HINT = "letters, digits, spaces and dashes, 4 to 40 in all; six digits are \\d{6}"
"""What a pattern of case numbers is to be."""


def _bounded(pattern: str) -> str:
    """Return a pattern of case numbers that takes no time, and finds no short words."""
    if not re.fullmatch(_NUMBER, pattern):
        raise PydanticCustomError("case_number", "is not a pattern of case numbers")
    least, most, ways = 0, 0, 1
    for _, low, high, optional in _COUNTED.findall(pattern):
        fewest = 0 if optional else int(low or 1)
        longest = int(high or low or 1)
        least, most = least + fewest, most + longest
        ways *= max(1, longest - fewest + 1)
    is_numbered = "\\d" in pattern or "[0-9]" in pattern
    if not (is_numbered and least >= _FEWEST and most <= _LONGEST and ways <= _MOST_WAYS):
        raise PydanticCustomError("case_number", "would find words, or take long")
    return pattern


CaseNumber = Annotated[
    str,
    AfterValidator(_bounded),
    WithJsonSchema(text_schema(_NUMBER, f"write {CASE_NUMBER_HINT}")),
]


class Waiver(PlanPart):
    """Something that a rule finds and that is to stay, with the reason."""

    rule: Text
    """The rule that finds it: few."""
    action: str = ""
    """The action whose file it is in, in quotation marks: "3.2"; nothing where it is plan.yaml."""
    field: Text
    """The keys of the text it is in, as planctl check names them: updates/Q2/commentary."""
    text: Text
    """The digest of that text, as planctl check names it; another text is not waived."""
    reason: Text
    """Why it may stay."""
    by: Text
    """The post that decided it."""
    date: Day
    """The day of the decision: YYYY-MM-DD."""


class Personal(PlanPart):
    """What the rules about personal data are to know of a plan."""

    allowed: tuple[Text, ...] = ()
    """Posts, places, boards, published names and numbers of teams that tell of no child."""
    case_numbers: tuple[CaseNumber, ...] = ()
    """How the council writes case numbers, \\d for a digit: LCS \\d{6}."""
    waived: tuple[Waiver, ...] = ()
    """What a rule finds and is to stay, each with the reason."""


NOTHING_SAID = Personal.model_construct()
"""What holds of a plan that says nothing of personal data."""
