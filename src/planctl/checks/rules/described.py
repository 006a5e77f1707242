"""A child by age, with the sex or a place.

"A girl of twelve from the west of the town" is one girl to everybody who lives there. An age alone,
or an age group, tells of nobody.

Leave out the age or the place. What may stand is waived in `plan.yaml`, with the reason:
`planctl explain waiver`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: A boy of ten has moved again # <- here
    commentary: A 17-year-old from Testham was charged. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Girls aged 11 to 16 took part
    commentary: The offer to 16 and 17 year olds was taken up, and funding for two-year-olds grew.
```
"""

import re
from collections.abc import Iterator
from functools import cache

from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case

NAME = "described"
SEVERITY = Severity.WARNING
HINT = "leave out the age, the sex or the place"
ALLOWED = False

_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_WORDS = f"one|two|three|four|five|six|seven|eight|nine|{_TEENS}|twenty"
_AGE = rf"(?:{_WORDS}|1?[0-9]|2[0-5])"
_SEX = (
    r"(?:girl|boy|schoolgirl|schoolboy|son|daughter|(?:young\s+)?(?:woman|man|mother|father|mum|dad)|lad|lass"
    r"|male|female|brother|sister|granddaughter|grandson|niece|nephew)"
)
_ONE = r"(?:a|an|one|the|this|that|his|her|our|their|another)"
_PERIOD = r"(?:year|month|week|day)s?"
_PLACE = (
    r"(?:\s+[a-z]+){0,3}?\s+(?:from|in|at|of|near|living\s+in|who\s+lives\s+in)\s+(?:the\s+|our\s+)?"
    r"(?:(?:north|south|east|west|centre|middle)\b|[a-z]+\s+(?:of\s+the\s+(?:town|city|borough|county)"
    r"|hub|unit|ward|estate|home|hostel|area|town)\b|(?-i:[A-Z])[a-z]+)"
)
_SEXES = any_case(
    *("girl", "boy", "schoolgirl", "schoolboy", "son", "daughter", "woman", "man", "mother"),
    *("father", "mum", "dad", "lad", "lass", "male", "female", "brother", "sister", "niece"),
    *("granddaughter", "grandson", "nephew", "old", "she", "he"),
)
_GENERAL = re.compile(r"\b(?:each|every|any|if|when|for)\s+$", re.IGNORECASE)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the children who are told of by age and sex, or by age and place."""
    if text.words.isdisjoint(_SEXES):
        return
    for found in _found().finditer(text.text):
        if not _GENERAL.search(text.text, max(0, found.start() - 10), found.start()):
            yield Sighting(*found.span(), "a child by age with sex or place")


@cache
def _found() -> re.Pattern[str]:
    """Return the pattern of a child by age: long in the making, and made once it is needed."""
    return re.compile(
        rf"(?<![^\W_])(?:{_ONE}\s+(?:[a-z-]+\s+){{0,2}}?{_SEX}(?:\s*,)?\s*(?:\(|of\s+|aged\s+|who\s+(?:is|was)\s+|,\s*)?(?<=[\s(]){_AGE}"
        rf"(?![^\W_])(?!\s*(?:to|or|-|\u2013|and|%)\s?[0-9a-z])(?!\s+(?:and|or)\s+(?:over|under|above|below))(?!\s+(?:of|days?|weeks?|months?|times|hours|children|homes|schools|from\s+[0-9]))"
        rf"|{_ONE}\s+(?:[a-z-]+\s+){{0,2}}?{_AGE}[\s-]{_PERIOD}[\s-]old(?:['’]s)?"
        rf"(?:(?:\s+[a-z-]+){{0,2}}?\s+(?:{_SEX}|baby|infant|twins?)|{_PLACE})"
        rf"|(?:one|an?)\s+(?:sixteen|seventeen|eighteen|fifteen|fourteen|thirteen|1[0-9])[\s-]year[\s-]old(?=\s+(?:is|was|has)\b)"
        rf"|(?:she|he)\s+(?:is|was|turned|has\s+(?:just\s+)?turned|turns)\s+(?:aged\s+|only\s+|just\s+|now\s+|nearly\s+)?{_AGE}(?:\s+years?\s+old)?"
        r"(?![^\W_])(?!\s*(?:%|to|of|st|nd|rd|th|minutes|hours|days|weeks|months|times|miles|points|per|-|\u2013|children|[0-9.:])))"
        r"(?![^\W_])",
        re.IGNORECASE,
    )
