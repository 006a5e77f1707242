"""Words or a rating of an earlier quarter that are not what they were.

What was said of a quarter has been read by then, and may stand in a paper. Whoever remembers it
finds something else there, and nothing says why. `planctl check --since` tells of it.

Put it back, and say what is new in the quarter being reported. What a quarter lacked may be added
until it is signed off; after that `planctl update --correct` changes it on the record. In this
example Q2 is reported.

## Before

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers were approved in May.
```

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Four carers were approved in May. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers were approved in May.
  Q2:
    rag: green
    commentary: Two more carers, approved in June, were left out of the report of Q1.
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Readings, found_on_reading, quarter_updates
from planctl.problem import Severity
from planctl.summary.as_known import header_on
from planctl.text.sentences import same_text

NAME = "earlier"
SEVERITY = Severity.WARNING

check = found_on_reading


def compare(readings: Readings, today: date) -> Iterator[Finding]:
    """Yield what was said of a quarter before the one reported and says something else now.

    Not of one that was signed off: the record of its corrections is looked at instead.
    """
    after, numbers = readings.after, readings.numbers
    if not after.header or not after.year:
        return
    year = after.year
    reported = year.reporting(today)
    signed = header_on(after.header, today).closed
    was = {
        (numbers.get(each.action.id), each.quarter): each.update
        for each in quarter_updates(readings.before)
    }
    for said in quarter_updates(after):
        old = was.get((said.action.id, said.quarter))
        closed = signed.get(said.quarter.key)
        is_earlier = said.quarter.last_day < reported.first_day
        if not old or not is_earlier or (closed and closed.date):
            continue
        for field, text in vars(old).items():
            new = getattr(said.update, field)
            if text and text != new and not (isinstance(text, str) and same_text(text, new)):
                words = f"'{field}' of {said.quarter} says something else than it did"
                hint = f"put it back, and say in {reported} what is new"
                where = said.document.place_of_key(("updates", said.quarter.key, field))
                yield Finding(where, words, hint)
