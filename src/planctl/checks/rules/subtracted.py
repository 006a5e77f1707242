"""Small parts of a total, or what is left when the parts are taken away.

Of 40 reviews 38 were on time: so two were late, and with the reasons it is told whose. That a
number is not written does not hide it, if it can be worked out from those beside it.

Say the share ("95 % of 40 reviews"), put the small parts together, or leave out the total. What
may stand is waived in `plan.yaml`, with the reason: `planctl explain waiver`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: 38 of 40 reviews were on time # <- here
    commentary: Of 90 visits, 80 were on time, 7 were late and 3 were missed. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: 412 of 468 reviews were on time
    commentary: Of 12 schools, 9 signed and 3 did not; 18 of 20 staff were trained.
```
"""

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase, whitespace
from typing import NamedTuple

from planctl.checks.child_words import BETWEEN, CHILDREN, FIGURE, NUMBERS, number
from planctl.checks.sighting import Sighting, sentence_around
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case
from planctl.text.late_pattern import LatePattern

NAME = "subtracted"
SEVERITY = Severity.WARNING
HINT = "say the share, put the small parts together, or leave out the total"
ALLOWED = False

_CASES = (
    r"(?:plans|reviews|assessments|visits|placements|conferences|cases|referrals|care\s+orders"
    r"|health\s+checks|episodes|exclusions|suspensions|strategy\s+meetings|investigations|enquiries|interviews"
    r"|peps|ehcps?|adoptions|applications|allegations|households\s+with\s+children|returns\s+home)"
)
_COUNTED = LatePattern(
    rf"{BETWEEN}(?:\s+(?:child\s+protection|child\s+in\s+need|care|pathway|adoption|return\s+home|ehc|health|initial|statutory|social\s+work|family))?\s+(?:{CHILDREN}|{_CASES})\b(?!['’])"
)
_NUMBER = LatePattern(rf"{FIGURE.pattern}|(?<![\w-])(?:{'|'.join(NUMBERS)})(?![\w-])")
_PART_OF = LatePattern(r"\s+(?:out\s+)?of\s+(?:the|our|all|these|those)?\s*$", re.IGNORECASE)
_OF_IT = LatePattern(r"\bof\s+(?:the\s+|our\s+|these\s+|those\s+)?$", re.IGNORECASE)
_OF_WHICH = LatePattern(r"\bof\s+(?:which|whom|these|those|them)\b", re.IGNORECASE)
_NO_NUMBER = LatePattern(
    r"\b(?:q|year|action|priority|section|recommendation|regulation|stage|phase|week|day|age|aged|may|june|july|march|april|august|january|february|september|october|november|december)\s*$",
)
_DATE = LatePattern(
    r"\s*(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|days?|weeks?|months?|years?|hours?|times|points|per\s?cent|or\s+(?:more|fewer|less)|households"
    r"|(?:foster\s+)?carers|staff|workers|schools|teams|homes|posts|areas|partners|st|nd|rd|th"
    r"|o['’]clock|miles|working|calendar)\b",
)
_MOST, _LEAST_TOTAL, _BACK = 5, 6, 60
_NEAR, _WORD = 120, 20
_OF_WORDS = f"{ascii_lowercase}{whitespace},-\x85\u202f" + "".join(map(chr, range(0x2000, 0x200B)))
"""What may stand between a number and what is counted."""
_SMALL_WORD = LatePattern(r"\b(?:one|two|three|four|five)\b")
_HEADS = any_case(
    *("children", "people", "persons", "girls", "boys", "babies", "infants", "toddlers"),
    *("teenagers", "pupils", "students", "siblings", "leavers", "seekers", "plans", "reviews"),
    *("assessments", "visits", "placements", "conferences", "cases", "referrals", "orders"),
    *("checks", "episodes", "exclusions", "suspensions", "meetings", "investigations"),
    *("enquiries", "interviews", "peps", "ehcps", "adoptions", "applications", "allegations"),
    *("households", "returns"),
)


class _Count(NamedTuple):
    value: int
    start: int
    end: int


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the totals of children or cases of which a small part is told, or can be worked out."""
    said = text.text
    words = {word.decode().lower() for word in _HEADS & text.words}
    totals = {total for at in text.places(*words) if (total := _counted(text.lowered, at))}
    told = -1
    for total in sorted(totals, key=lambda each: each.start):
        if total.start < told or not _may_tell_of_few(text.lowered, total):
            continue
        first, last = sentence_around(said, total.start, total.end)
        counts = _counts(text.lowered, first, last)
        parts = [each for each in counts if each.start != total.start]
        if _tells_of_few(said, total, parts):
            told = last
            yield Sighting(
                total.start, total.end, "a total of which a small part can be worked out"
            )


def _counted(text: str, at: int) -> "_Count | None":
    """Return the number of what is named at a place, if it is more than a few."""
    before = text[max(0, at - _BACK) : at].rstrip(_OF_WORDS)
    if not before[-1:].isdigit():
        return None
    for figure in FIGURE.finditer(text, max(0, at - _BACK), at):
        counted = _COUNTED.match(text, figure.end())
        if counted and counted.end() > at and number(figure[0]) >= _LEAST_TOTAL:
            return _Count(number(figure[0]), *figure.span())
    return None


def _may_tell_of_few(text: str, total: _Count) -> bool:
    """Return whether a number near a total is small, or nearly the total."""
    near = text[max(0, total.start - _NEAR) : total.end + _NEAR]
    numbers = map(int, re.findall("[0-9]+", near))
    is_one = any(_is_few(each) or _is_few(total.value - each) for each in numbers)
    is_said = is_one or _SMALL_WORD.search(near)
    return bool(is_said) and not _NO_NUMBER.search(text, max(0, total.start - _WORD), total.start)


def _counts(text: str, first: int, last: int) -> Iterator[_Count]:
    for found in _NUMBER.finditer(text, first, last):
        if not (
            _DATE.match(text, found.end())
            or _NO_NUMBER.search(text, max(0, found.start() - _WORD), found.start())
        ):
            yield _Count(number(found[0]), *found.span())


def _tells_of_few(text: str, total: _Count, parts: Sequence[_Count]) -> bool:
    """Return whether a part of a total is one to five, or what is left of it is."""
    before = [each for each in parts if each.end <= total.start]
    if before and _PART_OF.fullmatch(text, before[-1].end, total.start):
        part = before[-1].value
        return _is_few(total.value - part) or _is_few(part)
    after = [each.value for each in parts if each.start >= total.end and each.value < total.value]
    if not after:
        return False
    if sum(after) == total.value:
        return any(map(_is_few, after))
    is_of_it = _OF_IT.search(text, max(0, total.start - _WORD), total.start) or _OF_WHICH.search(
        text, total.end, total.end + _NEAR
    )
    return bool(is_of_it) and (_is_few(after[0]) or _is_few(total.value - after[0]))


def _is_few(value: int) -> bool:
    return 1 <= value <= _MOST
