"""A date of birth: a whole date beside a word such as born, birthday or DOB.

With the day, the month and the year a child is found in a class list or a register, and the date
opens accounts all their life. A date that says when a child turns 18 says the same.

Say how old: "a teenager", "under five". `planctl explain identifier` says what to do with a date
that is committed already.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Born on 9 March 2008, and moved too often # <- here
    commentary: The form has DOB 09/03/2008. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Babies born since 1 April 2019 are seen within ten days
    commentary: The focused visit was on 3 June 2019.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.sighting import Sighting, sentence_around
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case
from planctl.text.late_pattern import LatePattern

NAME = "birth"
SEVERITY = Severity.ERROR
HINT = "say how old, or leave it out; if it is committed, see planctl explain identifier"
ALLOWED = False

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_GAP = r"[\s,.]{1,3}\s{0,60}"
_DATE = LatePattern(
    rf"(?<![\w.-])(?:\d{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:day\s+of\s+|of\s+)?{_MONTH}{_GAP}(?:19|20)?\d\d"
    rf"|{_MONTH}{_GAP}\d{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:19|20)\d\d"
    r"|\d{1,2}\s?[-./\u2010-\u2015]\s?\d{1,2}\s?[-./\u2010-\u2015]\s?(?:19|20)?\d\d"
    r"|(?:19|20)\d\d[-./\u2010-\u2015]\d{1,2}[-./\u2010-\u2015]\d{1,2})(?![\d-])",
    re.IGNORECASE,
)
_ANY = any_case("born", "birth", "birthday", "birthdate", "dob", "o", "turns", "turned", "aged")
_WORDS = ("born", "birth", "dob", "d.o.b", "turns ", "turned ", "aged ")
_BIRTH = LatePattern(
    r"(?<![^\W_])(?:born|birth(?:\s?(?:day|date))?|d\.?\s?o\.?\s?b\.?"
    r"|(?:turns|turned)\s+(?:\d{1,2}|(?:six|seven|eigh)teen)"
    r"|aged\s+\d{1,2})(?![^\W_])",
    re.IGNORECASE,
)
_BETWEEN = LatePattern(
    r"[\s:,('–—-]*(?:(?:on|is|was|of|as|at|in|around|about|hospital|home|prematurely|early|early"
    r"|her|his|their|the|recorded|given|wrongly|shown|falls|noted|years?|old)[\s:,('–—-]+){0,5}",
    re.IGNORECASE,
)
_NO_CHILD = LatePattern(
    r"\b(?:since|after|before|from|between|until|by|idea|project|programme|network|group)\b",
    re.IGNORECASE,
)
_JOINED = LatePattern(
    r"[\s:,(\u2010-\u2015-]*(?:(?:is|was|as)\s+(?:(?:her|his|the|a|date|of)\s+){0,5})?",
    re.IGNORECASE,
)
_WHAT = "a date that could be somebody's date of birth"
_BACK = 45


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the dates on which somebody was born, or comes of an age."""
    if text.words.isdisjoint(_ANY):
        return
    for word in text.matches(_WORDS, _BIRTH):
        first, last = sentence_around(text.text, *word.span())
        between = _BETWEEN.match(text.text, word.end(), last)
        after = _DATE.match(text.text, between.end() if between else word.end(), last)
        if after:
            is_of_none = _NO_CHILD.search(text.text, max(first, word.start() - _BACK), word.start())
            if not is_of_none:
                yield Sighting(*after.span(), _WHAT)
            continue
        for before in _DATE.finditer(text.text, max(first, word.start() - _BACK), word.start()):
            if _JOINED.fullmatch(text.text, before.end(), word.start()):
                yield Sighting(*before.span(), _WHAT)
