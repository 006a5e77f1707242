"""A child, or somebody of a child's family, by a letter or by initials.

A letter and dotted initials are how casework names a child: whoever knows the family, or reads two
papers side by side, knows who it is, and what is told of one letter adds up.

Say "a child", or what changed for children. The published title of a review may be listed in
`plan.yaml`, below `personal:` and `allowed:`. `planctl explain identifier` says what to do with
what is committed already.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: The plan for Child K has ended # <- here
    commentary: R.W. has moved. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Plan B was not needed
    commentary: Reviews at 9.30 a.m. suit I.T. and the U.K. office.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

NAME = "initials"
SEVERITY = Severity.ERROR
HINT = "say it without the letter; if it is committed already, see planctl explain identifier"
ALLOWED = True

_WHO = (
    r"child|young\s+(?:person|man|woman)|yp|girl|boy|baby|infant|toddler|teenager|sibling|brother"
    r"|sister|twin|mother|father|mum|dad|parent|carer|foster\s+carer|family|pupil|student|patient"
    r"|care\s+leaver|victim|perpetrator|adult|subject|client|service\s+user"
)
_LETTER = LatePattern(
    r"(?:[A-HJ-Z]|I(?=['’.,;)]))(?:\d{1,2})?(?![^\W_])(?!\.[A-Z]|[-/&][A-Za-z]|\s?[-–]\s?[A-Z]\b)"
)
_WHO_HAS_IT = LatePattern(
    rf"(?<![^\W_])(?:{_WHO})[\s\u2010-\u2015-]{{1,2}}\s{{0,60}}[\"'‘“(]?$", re.IGNORECASE
)
_TITLE = LatePattern(r"(?<![^\W_])(?:Mr|Mrs|Ms|Miss|Mx|Master)\.?\s+$")
_NUMBERED = LatePattern(
    r"(?<![^\W_])(?:Child|Young Person|YP|Sibling)[\s-]{0,2}[1-9](?![^\W_])"
    r"(?![.:/%–-]\d|\s+(?:of|to|in|or|and|per|out)\b)"
)
_NUMBERED_WORDS = frozenset({b"Child", b"Person", b"YP", b"Sibling"})
_DOTTED = LatePattern(r"(?<![\w.])[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.){0,2}(?![^\W_])")
_BACK = 90
_OPENING = " \n\t\r\xa0\"'‘“(-\u2010-\u2013"
_USUAL = frozenset(
    re.findall(
        r"\S+",
        "UK US USA EU UN NI NB QC KC MP PE RE IT HR AM PM AD BC DOB PS VAT GP GPS IQ OK TV PC PA "
        "BA MA BSC SEN SW NW SE NE CV PTO RSVP ID QA PR FE HE LA CEO AOB NHS MBE OBE CBE FAO "
        "TBC TBA TBD FYI ETA DCS LAC CIN EHC EHE CSE CCE CME DFE SEND LSCP",
    )
)
"""What dotted letters usually are, and no person."""


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the children and families that are named by a letter, and dotted initials."""
    if not text.words.isdisjoint(_NUMBERED_WORDS):
        for found in _NUMBERED.finditer(text.text):
            yield Sighting(*found.span(), "a child by a number")
    said, end = text.text, 0
    for at in sorted(_lone_capitals(text)):
        back = max(0, at - _BACK)
        lettered, dotted = _LETTER.match(said, at), _DOTTED.match(said, at)
        if lettered and (who := _WHO_HAS_IT.search(said, back, at)):
            yield Sighting(who.start(), lettered.end(), "a child or a family by a letter")
        elif who := _TITLE.search(said, back, at):
            yield Sighting(who.start(), at + 1, "somebody by a title and a letter")
        elif dotted and at >= end and re.sub(r"[\s.]", "", dotted[0]) not in _USUAL:
            end = dotted.end()
            yield Sighting(at, end, "initials that could be a person's")


def _lone_capitals(text: Folded) -> Iterator[int]:
    """Yield where capital letters stand alone, but for the article that begins a sentence."""
    said = f"{text.text} "
    for letter in map(bytes.decode, text.letters):
        at = said.find(letter)
        while at >= 0:
            before = said[max(0, at - _BACK) : at]
            is_alone = not before[-1:].isalnum() and not said[at + 1].isalpha()
            if is_alone and (letter != "A" or before.rstrip(_OPENING)[-1:].isalpha()):
                yield at
            at = said.find(letter, at + 1)
