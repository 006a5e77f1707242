"""Evidence for a recommendation that is older than what it is to show.

An action that answers one is said to be on track or complete, and the latest date in its evidence
is before the quarter in which that was said. An inspector who reads it asks what shows it now.
Dates are found as they are written: 2 September 2019, September 2019, 02/09/2019, 2019-09-02.
Evidence without a date is not looked at, nor is that of actions that answer no recommendation.

Add what shows it now after `evidence:`, with its date and source.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

recommendations:
  R7: Reduce the number of children who move home three times or more in a year.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
answers:
  - R7
updates:
  Q2:
    rag: green
    commentary: The carers' support hub opened in August.
    evidence: Audit of 40 files, March 2019 (Quality Assurance). # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20

priorities:
  3: Children in our care have stable homes

recommendations:
  R7: Reduce the number of children who move home three times or more in a year.
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
answers:
  - R7
updates:
  Q2:
    rag: green
    commentary: The carers' support hub opened in August.
    evidence: Report of the opening visit, 2 September 2019 (Quality Assurance).
```
"""

from collections.abc import Iterator
from datetime import date

from planctl.checks.rule import Finding, Question, open_questions
from planctl.plan.days import in_words
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.evidence_age import old_evidence

NAME = "old-evidence"
SEVERITY = Severity.WARNING
_HINT = "add what shows it now after `evidence:`, with its date and source"


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Yield evidence in open quarters whose latest date is before the quarter."""
    if plan.header and plan.header.recommendations:
        yield from open_questions(plan, today, _ask, _HINT)


def _ask(action: ActionInQuarter) -> Iterator[Question]:
    position = action.row.at(action.quarter)
    if not action.action.answers or position.since:
        return
    if last := old_evidence(action.row, action.quarter, action.summary.year):
        evidence = f"{action.rated}, and its evidence is of {in_words(last)}"
        keys = ("updates", action.quarter.key, "evidence")
        yield Question(f"What shows that it is {action.word} now?", evidence, keys)
