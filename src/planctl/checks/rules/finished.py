"""An action that is complete or embedded, and words that say it is not.

"Complete" takes an action off a board's list. If its commentary then says "further work" or
"ongoing", either the status is too early or the words are out of date.

Write `status: in progress` with a rating if something remains to be done, else correct the words.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: complete
    headline: The hub is open, but recruitment is ongoing # <- here
    commentary: The hub opened in August.
    impact: Fewer carers give notice, so fewer children have to move.
    evidence: Opening hours on the council's website, 2 September 2019.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q2:
    status: complete
    headline: The hub is open, and no further work is needed
    commentary: The hub opened in August.
    impact: Fewer carers give notice, so fewer children have to move.
    evidence: Opening hours on the council's website, 2 September 2019.
```
"""

import re
from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, QuarterUpdate, quarter_updates
from planctl.plan.plan import Plan
from planctl.problem import Place, Severity

NAME = "finished"
SEVERITY = Severity.WARNING

_SIGNS = ("further", "going", "still", "yet", "sustained", "remain", "continu")
_UNFINISHED = re.compile(
    r"\b(?P<denied>no\s+|not\s+|nothing\s+|no\s+longer\s+)?(?P<said>further\s+work|on-?going|"
    r"still\s+(?:to|needs?)|not\s+yet|sustained\s+improvement\s+(?:is\s+)?(?:required|needed)|"
    r"remains?\s+to\s+be|work\s+(?:is\s+)?continu(?:es|ing))\b",
    re.IGNORECASE,
)


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield words of unfinished work in updates whose status is complete or embedded."""
    how = "rate it as it stands" if plan.scale.own else "write `status: in progress` and a rating"
    hint = f"if so, {how}; if not, correct the words"
    for said in quarter_updates(plan):
        if said.update.rating.delivered:
            for field in ("headline", "commentary"):
                if found := _unfinished(getattr(said.update, field)):
                    words = " ".join(found["said"].split())
                    message = f"{said.rated(plan)} and says '{words}'"
                    yield Finding(_place(said, field), message, hint)


def _unfinished(text: str) -> re.Match[str] | None:
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return None
    return next((found for found in _UNFINISHED.finditer(text) if not found["denied"]), None)


def _place(said: QuarterUpdate, field: str) -> Place:
    """Return where the words stand; the whole field if they are written there in another way."""
    document = said.document
    span = document.spans["updates", said.quarter.key, field]
    found = _unfinished(document.text[span.start : span.end])
    if not found:
        return said.place(field)
    start, end = found.span("said")
    return document.place_of(span.start + start, span.start + end)
