"""A full postcode beside a child.

A postcode is some fifteen homes. Beside a child, a carer or a placement it says where a child
lives, to whoever knows the street and to whoever looks for it. The first half, BB1, does not.

Leave it out, or say the town. The postcode of an office or a centre may be listed in `plan.yaml`,
below `personal:` and `allowed:`. `planctl explain identifier` says what to do with what is
committed already.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: A girl is to live near ZZ99 3GZ from March. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Children in ZZ99 are seen in the library. The office is at ZZ99 3GZ.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.sighting import Sighting, sentence_around
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case
from planctl.text.late_pattern import LatePattern

NAME = "postcode"
SEVERITY = Severity.ERROR
HINT = "leave it out, or list an office's in plan.yaml, below personal and allowed"
ALLOWED = True

_GAP = r"(?:\s{0,2}|\s?\n\s{1,60})"
_POSTCODE = LatePattern(
    rf"(?<![^\W_])(?:GIR{_GAP}0AA|ZZ99{_GAP}[0-9][A-Z]{{2}}"
    rf"|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]?{_GAP}[0-9][A-Z]{{2}})(?![^\W_])"
)
"""As the Cabinet Office's BS7666 has it, and with any letters at the end: a slip is found too."""
_SMALL = LatePattern(_POSTCODE.text.replace(r"\s{0,2}", r"\s{1,2}"), re.IGNORECASE)
_ADDRESS = any_case("postcode", "postcodes", "address", "street")
_CHILD = LatePattern(
    r"\b(?:child(?:ren)?|young\s+(?:person|people|wom[ae]n|m[ae]n)|girls?|boys?|bab(?:y|ies)|infants?"
    r"|toddlers?|teenagers?|pupils?|siblings?|brothers?|sisters?|sons?|daughters?|twins"
    r"|mother|father|mum|dad|parents?|grand(?:mother|father|parents?)|aunt|uncle|carers?"
    r"|placements?|placed|lives?|living|resid\w+|moved\s+(?:to|from)|care\s+leavers?"
    r"|home\s+address|famil(?:y|ies))\b"
    r"(?!['’]?s?['’]?\s+(?:cent|serv|hub|social|team|board|trust|department|directorate|offices?))",
    re.IGNORECASE,
)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the postcodes that stand in a sentence about a child."""
    for found in _postcodes(text):
        first, last = sentence_around(text.text, *found.span())
        if _CHILD.search(text.text, first, last):
            yield Sighting(*found.span(), "a full postcode in a sentence about a child")


def _postcodes(text: Folded) -> Iterator[re.Match[str]]:
    if b"0AA" in text.shape:
        yield from _POSTCODE.finditer(text.text)
    if not text.words.isdisjoint(_ADDRESS):
        yield from (each for each in _SMALL.finditer(text.text) if each[0] != each[0].upper())
