"""A small count beside the name of a school or a home.

At one school ten children are few enough to be known, and what happened two or three times at one
home happened to children whom its neighbours see. Counts of one to five children are warned of
wherever they stand; beside a name it is up to ten, and a few events too.

Leave out the name, or the number. What may stand is waived in `plan.yaml`, with the reason:
`planctl explain waiver`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Seven pupils left Testbury High School # <- here
    commentary: Sample Lodge had 3 missing episodes. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Testbury High School has 640 pupils and held two open evenings
    commentary: Sample Lodge was rated good; four neighbourhood teams visited it.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.child_words import BETWEEN, CHILD, CHILDREN, NO_CHILD
from planctl.checks.sighting import Sighting, sentence_around
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

NAME = "school"
SEVERITY = Severity.WARNING
HINT = "leave out the name of the place, or the number"
ALLOWED = False

_KINDS = (
    "School Academy Primary Secondary College Nursery Infants Infant Junior Juniors House Lodge"
    " Cottage Grange Home Unit Villa Court Farm Hall Manor View Hostel Mews"
)
_ANY = frozenset(_KINDS.encode().split())
_PLACE = LatePattern(
    r"\b(?!The\b|Our\b|Each\b|Every\b)[A-Z][\w'’-]+(?:\s+(?:[A-Z][\w'’-]+|of|and|C of E)){0,4}"
    rf"\s+(?:{'|'.join(_KINDS.split())})\b"
)
_NO_PLACE = LatePattern(
    r"\b(?:Virtual School|Children['’]s Home|(?:Town|County|City) Hall"
    r"|(?:Family|Crown|High|County|Youth|Magistrates['’]?) Court)\b"
)
_UP_TO_FIVE, _UP_TO_TEN = (
    r"(?:one|two|three|four|five|[1-5])",
    r"(?:six|seven|eight|nine|ten|[6-9]|10)",
)
_EVENT = (
    r"(?:exclusions?|suspensions?|allegations?|episodes?|incidents?|referrals?|restraints?|assaults?"
    r"|arrests?|disclosures?|injur(?:y|ies)|moves?|admissions?|breakdowns?|absences?|detentions?"
    r"|strategy\s+meetings?|section\s+47\s+\w+|child\s+protection\s+\w+|pregnanc(?:y|ies))"
)
_START = r"(?<![\w£$€.,:/-])"
_NO_COUNT = LatePattern(
    r"\b(?:years?|more\s+than|fewer\s+than|at\s+least|up\s+to|stage|aged)\s+$", re.IGNORECASE
)
_COUNT = LatePattern(
    rf"{_START}(?:{_UP_TO_FIVE}{BETWEEN}(?:\s+[a-z-]+)?\s+{_EVENT}|{_UP_TO_TEN}{BETWEEN}\s+{CHILDREN}(?![^\W_]){NO_CHILD}"
    rf"|(?:a|an|another){BETWEEN}\s+{CHILD}(?![^\W_]){NO_CHILD})\b",
    re.IGNORECASE,
)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the small counts in a sentence that names a school or a home."""
    if text.words.isdisjoint(_ANY):
        return
    kinds = [kind.decode().lower() for kind in _ANY & text.words]
    sentences = {sentence_around(text.text, at, at) for at in text.places(*kinds)}
    for first, last in sorted(sentences):
        place = _PLACE.search(text.text, first, last)
        if not place or _NO_PLACE.search(place[0]):
            continue
        for found in _COUNT.finditer(text.text, first, last):
            is_within = place.start() <= found.start() < place.end()
            if not is_within and not _NO_COUNT.search(text.text, first, found.start()):
                yield Sighting(*found.span(), "a small count beside the name of a place")
