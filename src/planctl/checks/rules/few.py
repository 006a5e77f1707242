"""A count of one to five children, in figures or in words.

In a town a parent, a neighbour or a school knows which two boys were excluded in May. The DfE hides
counts of one to five for this reason. "The only", "both" and "a couple of" count too.

Say "some", "a few" or "fewer than six", or tell of it for a longer time. What may stand is
waived in `plan.yaml`, with the reason: `planctl explain waiver`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Two girls moved abroad # <- here
    commentary: |
      The number of young people in custody fell to 3. # <- here
      The only boy on the course left. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Fewer than six girls moved abroad
    commentary: |
      One in five children moved; two children's homes opened, and two year olds had a check.
```
"""

from collections.abc import Iterator

from planctl.checks.child_words import BETWEEN, CHILD, CHILDREN, NO_CHILD
from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded, any_case
from planctl.text.late_pattern import LatePattern

NAME = "few"
SEVERITY = Severity.WARNING
HINT = "say it without the number: some, a few, fewer than six"
ALLOWED = False

_OF = (
    r"(?:\s+(?:out\s+)?of\s+(?:(?:the|our|these|those|all|its|their)(?:\s+(?:[0-9]+|[a-z]+teen|two"
    r"|three|four|five|six|seven|eight|nine|ten|twelve))?|[6-9]|1[1-9]|six|seven|eight|nine|eleven"
    r"|twelve))"
)
_END = r"(?![^\W_])"
_TRIGGERS = ("one", "two", "three", "four", "five", "single", "couple", "pair", "both", "neither")
_DIGITS = ("1", "2", "3", "4", "5")
_NO_COUNT = LatePattern(
    r"(?:\b(?:more|fewer|less|other|rather)\s+than|\bat\s+(?:least|most)|\bup\s+to|\bunder|\bover|\bmaximum(?:\s+of)?"
    r"|\bminimum(?:\s+of)?|\beach|\bper|\bevery|\baged?|\bages|\byears?|\bkey\s+stage|\bks|\bstage|\blevel|\btier"
    r"|\bband|\bphase|\bpriority|\bactions?|\brecommendations?|\bsection|\bpart|\bgroup|\bgrade"
    r"|\bstandard|\bstep|\bweeks?|\bdays?|\btheme|\boutcome|\bobjective|\bdomain|\bquarter|\bcategory|\btable|\btype|\bsets?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\s+(?:in|to|out\s+of|in\s+every"
    r"|of\s+every|for\s+every)|\b(?:one|[0-9]+)\s+[a-z]+\s+to|\bratio\s+of"
    r"|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty|\bhundred(?:\s+and)?"
    r"|\b(?:homes?|house|bungalow|places?|beds?|unit|provision|accommodation|spaces?|rooms?|capacity|flats?"
    r"|annexe?|building|registered|room)\s+(?:is\s+)?for)\s+(?:a\s+)?$"
)
_A_CHILD = LatePattern(
    r"child|young|girl|boy|bab|infant|toddler|teen|adolesc|pupil|student|sibling|brother|sister|son"
    r"|daughter|twin|newborn|leaver|seeker|minor|uasc|yp|kids"
)
_WORDS = LatePattern(r"[\sa-z0-9,-]*")
"""What may stand between a number and the children who are counted."""
_BOTH = LatePattern(r"\s+and\b")
_WHOSE = LatePattern(r"(?<![^\W_])(?:the|our|her|his|their|its)\s+$")
_YOUNGEST = LatePattern(rf"(?:youngest|oldest|eldest){BETWEEN}\s+{CHILDREN}$")
_ONLY_WORDS = any_case("only", "sole", "youngest", "oldest", "eldest")
_NUMBER = any_case("number", "numbers")
_BACK = 40
_SEVERAL = LatePattern(
    rf"(?<![\w£$€.,:/\u2010-\u2015-])(?:(?:two|three|four|five|[2-5]|couple\s+of|pair\s+of|both|last\s+two)"
    rf"{_OF}?{BETWEEN}\s+{CHILDREN}|(?:one|1|neither){_OF}{BETWEEN}\s+{CHILDREN}"
    rf"|(?:one|1|single){BETWEEN}\s+{CHILD}){_END}{NO_CHILD}"
    r"(?!\s+(?:or\s+(?:more|fewer|less)|per|each|a\s+(?:day|week|month|year)|at\s+a\s+time|to\s+a\b"
    r"|in\s+(?:every|each|[0-9]+|two|three|four|five|ten|a\s+hundred))\b)(?!,\s+one\b)(?!\s+one\b)"
)
_ONLY = LatePattern(
    rf"(?:only|sole|youngest|oldest|eldest|single)"
    rf"(?:\s+(?:one|two|three|[0-9])(?:\s+of\s+(?:the|our|these))?)?{BETWEEN}\s+(?:{CHILD}|{CHILDREN}){_END}{NO_CHILD}"
)
_TOLD = LatePattern(
    rf"(?<![^\W_])numbers?\s+of\s+(?:[a-z-]+\s+){{0,3}}?{CHILDREN}{_END}(?!['’])[^.;:\n]{{0,60}}?\s"
    r"(?:(?:to|at|was|is|only|now|just|reached|of)\s+(?P<count>one|two|three|four|five|[1-5])"
    r"|(?:from|by)\s+(?P<before>one|two|three|four|five|[1-5])\s+to)"
    r"(?![^\W_])(?!\s*(?:%|per|in\b|out\b|of\b|or\s|days?|weeks?|months?|years?|times|points?|placements?|[.,/:–-][0-9]))"
)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the counts of one to five children."""
    said, what = text.lowered, "a small count of children"
    triggers = [f" {word}" for word in _TRIGGERS if not text.words.isdisjoint(any_case(word))]
    triggers += [f" {digit} " for digit in _DIGITS if digit.encode() in text.words]
    for at in text.places(*triggers):
        words = _WORDS.match(said, at)
        may_be = words and _A_CHILD.search(said, *words.span())
        found = _SEVERAL.match(said, at) if may_be else None
        is_of_two_kinds = found and found[0].startswith("both") and _BOTH.match(said, found.end())
        if found and not (
            is_of_two_kinds or _NO_COUNT.search(said, max(0, found.start() - _BACK), found.start())
        ):
            yield Sighting(*found.span(), what)
    if not text.words.isdisjoint(_ONLY_WORDS):
        for found in text.matches((" only", " sole", " youngest", " oldest", " eldest"), _ONLY):
            of = _WHOSE.search(said, max(0, found.start() - _BACK), found.start())
            if of and not _YOUNGEST.search(found[0]):
                yield Sighting(of.start(), found.end(), "a child who is the only one")
    if not text.words.isdisjoint(_NUMBER):
        for found in text.matches(("number",), _TOLD):
            yield Sighting(*found.span("count" if found["count"] else "before"), what)
