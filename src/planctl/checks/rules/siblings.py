"""Siblings or twins: a family that others know.

A group of four siblings, twins, a brother and a sister: there are so few in a town that who reads
it knows the family. What is said of siblings in general tells nothing of any.

Say "a family", or what changed for siblings as a whole. What may stand is waived in
`plan.yaml`, with the reason: `planctl explain waiver`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Seven siblings moved to two homes # <- here
    commentary: |
      The twins have a school place. # <- here
      He moved with his older brother. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Siblings are placed together wherever that is best
    commentary: Twin-track planning begins early, and sibling groups need larger homes.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.child_words import BETWEEN, NO_CHILD
from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case
from planctl.text.late_pattern import LatePattern

NAME = "siblings"
SEVERITY = Severity.WARNING
HINT = "say it of a family, or of siblings as a whole"
ALLOWED = False

_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)"
_GROUP = r"(?:groups?|sets?|famil(?:y|ies)|pairs?)"
_KIN = r"(?:siblings|brothers|sisters|half-siblings|step-siblings)"
_ANY = any_case(
    "sibling", "siblings", "brother", "brothers", "sister", "sisters", "twin", "twins", "triplets"
)
_GENERAL = LatePattern(
    r"(?:\b(?:each|every|any|when|where|if|or|larger?|per|for)|/)\s*$", re.IGNORECASE
)
_LIMIT = LatePattern(
    r"\b(?:more\s+than|at\s+least|up\s+to|(?:homes?|places?|carers?|beds?)\s+for)\s*$",
    re.IGNORECASE,
)
_BACK = 25
_FOUND = LatePattern(
    rf"(?<![^\W_])(?:(?:half-|step-)?sibling\s+(?:groups?|sets?|pairs?)\s+(?:of|with)\s+{_COUNT}"
    rf"|{_GROUP}\s+of\s+{_KIN}|(?:{_GROUP}\s+of\s+)?(?<![.,:/-]){_COUNT}{BETWEEN}\s+{_KIN}"
    r"|(?:the|one|this|that|our)\s+(?:[a-z]+\s+)?sibling\s+(?:group|set|pair)(?!\s+(?:of|with)\b)"
    r"|(?:twin\s+(?:boys|girls|brothers|sisters|babies|siblings|sons|daughters)|twins|triplets)"
    r"|(?:his|her)\s+(?:[a-z]+\s+){0,2}?(?:brothers?|sisters?|siblings?|twin)(?!-)"
    r"|(?:a|the|one)\s+(?:[a-z]+\s+)?(?:brother\s+and\s+(?:[a-z]+\s+){0,2}?sister|sister\s+and\s+(?:[a-z]+\s+){0,2}?brother))"
    rf"(?![^\W_]){NO_CHILD}(?!\s+(?:group|club|trust|parents?|association)\b)",
    re.IGNORECASE,
)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield where siblings of one family are told of."""
    if text.words.isdisjoint(_ANY):
        return
    for found in _FOUND.finditer(text.text):
        before = text.text[max(0, found.start() - _BACK) : found.start()]
        if not (_GENERAL.search(before) or _LIMIT.search(before)):
            yield Sighting(*found.span(), "siblings of one family")
