"""A text that cites a number which a public edition hides.

Where `plan.yaml` has `disclosure:`, a public edition prints `c` for counts of one to five, and for
what such a count could be worked out from. It does not change what somebody wrote: a commentary
that cites the number tells it all the same.

Say it without the number: a few, fewer than six, most of them. If the measure counts nobody who
could be known, list it below `exceptions` of `disclosure` in `plan.yaml`, with the reason.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
disclosure: DfE children in need
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Placements that ended early
    id: placements-ended
    unit: count
    polarity: lower
    actuals:
      Q1: 4
updates:
  Q1:
    rag: green
    commentary: Of all placements, four ended early. # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
disclosure: DfE children in need
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
measures:
  - text: Placements that ended early
    id: placements-ended
    unit: count
    polarity: lower
    actuals:
      Q1: 4
updates:
  Q1:
    rag: green
    commentary: Of all placements, fewer than six ended early.
```
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planctl.checks.child_words import NUMBERS
from planctl.checks.cited_numbers import DIGITS, prints_as, stems
from planctl.checks.printed_texts import printed_texts
from planctl.checks.rule import Finding, readable_actions
from planctl.plan.figure import Figure, Unit
from planctl.plan.model import Action
from planctl.plan.plan import Plan
from planctl.privacy.counted_numbers import Count, numbers_of
from planctl.privacy.small_numbers import hidden_numbers
from planctl.problem import Severity
from planctl.text.sentences import sentences

NAME = "confidential"
SEVERITY = Severity.ERROR
_HINT = "say it without the number, for a public edition prints c in its place: fewer than six"
_NUMBER = re.compile(
    rf"(?P<digits>{DIGITS})(?P<percent> ?(?:%|per ?cent\b))?|\b(?P<word>{'|'.join(NUMBERS)})\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"(?:\b(?:(?:fewer|less|more) than|under|below|over|above|at least|at most|up to"
    r"|targets? (?:of|is|was)|quarters?|weeks?|days?|months?|years?|aged?)|§) ?$",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"[ -](?:working )?(?:day|week|month|year|hour|minute|point)s?\b", re.IGNORECASE
)
_LONGEST = 20
"""More characters than the words before a number that is no count have."""
_ABOUT_IT = 2
"""So many words of a measure, or half of them, make a sentence about it."""


class _Hidden(NamedTuple):
    """A measure, the beginnings of its words, and which of its numbers are hidden and shown."""

    name: str
    stems: frozenset[str]
    hidden: list[Figure]
    shown: list[Figure]


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield each text that cites a hidden number of a measure of its action."""
    disclosure = plan.header.disclosure if plan.header else None
    if not disclosure:
        return
    numbers = numbers_of(plan, disclosure)
    hidden, figures = hidden_numbers(numbers), dict[tuple[str, str], tuple[list[Figure], ...]]()
    for slot in numbers.order:
        figure = Figure(numbers.values[Count(slot)], numbers.values.get(Count(slot, of=True)))
        figures.setdefault(slot[:2], ([], []))[slot in hidden].append(figure)
    for document, action in readable_actions(plan):
        measures = list(_measures(action, figures))
        if not any(each.hidden for each in measures):
            continue
        for keys, text in printed_texts(document):
            for name in dict.fromkeys(_cited(text, measures)):
                message = f"it cites a number of '{name}' that a public edition hides"
                yield Finding(document.place_of_key(keys), message, _HINT)


def _measures(
    action: Action, figures: dict[tuple[str, str], tuple[list[Figure], ...]]
) -> Iterator[_Hidden]:
    for line in action.measures:
        for measure in line.measures:
            name = measure.name or line.text
            shown, hidden = figures.get((action.id, measure.id), ([], []))
            yield _Hidden(name, stems(f"{name} {measure.unit_name}"), hidden, shown)


def _cited(text: str, measures: list[_Hidden]) -> Iterator[str]:
    """Yield the name of each measure of which a text cites a number that is hidden."""
    for sentence in sentences(text).split("\n"):
        counts, percents = _numbers(sentence)
        if not counts and not percents:
            continue
        words = stems(sentence)
        most = max(len(words & each.stems) for each in measures)
        for each in measures:
            shared = len(words & each.stems)
            is_about = shared >= _ABOUT_IT or shared * 2 >= len(each.stems) > 0
            if is_about and shared == most and any(_tells(each, counts, percents)):
                yield each.name


def _numbers(sentence: str) -> tuple[set[Decimal], set[Decimal]]:
    """Return the counts and the percentages in a sentence."""
    counts, percents = set[Decimal](), set[Decimal]()
    for found in _NUMBER.finditer(sentence):
        before = sentence[max(0, found.start() - _LONGEST) : found.start()]
        if _NO_COUNT.search(before) or _OF_TIME.match(sentence, found.end()):
            continue
        if found["word"]:
            counts.add(Decimal(NUMBERS[found["word"].lower()]))
        else:
            (percents if found["percent"] else counts).add(
                Decimal(found["digits"].replace(",", ""))
            )
    return counts, percents


def _tells(measure: _Hidden, counts: set[Decimal], percents: set[Decimal]) -> Iterator[bool]:
    """Yield whether a hidden number is among some, and none that is shown is the same."""
    shown = {each.said for each in measure.shown}
    for figure in measure.hidden:
        yield figure.said in counts - shown
        if figure.of is not None:
            exact = figure.number(Unit.PERCENT)
            yield any(prints_as(exact, each) for each in percents)
