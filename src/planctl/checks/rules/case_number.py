r"""A number of a case, as the council writes them.

Case numbers have no national form, so `plan.yaml` says how the council writes its own, below
`personal:` and `case_numbers:`: letters, digits, spaces and dashes as they are, `\d` for a digit,
`{6}` for how many. Numbers after words such as "case number" are found without that.

Take the number out before you commit. `planctl explain identifier` says what to do with one that is
committed already.

## Bad

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
personal:
  case_numbers:
    - CN \d{6}
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: CN 755210 was looked at again # <- here
    commentary: The panel saw case number 41877 too. # <- here
```

## Good

```yaml plan.yaml
title: Children's Services Improvement Plan 2019/20
organisation: Aldermere Borough Council
year: 2019-20
priorities:
  3: Children in our care have stable homes
personal:
  case_numbers:
    - CN \d{6}
```

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: A case was stepped down
    commentary: Budget code 755210 is closed.
```
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

NAME = "case-number"
SEVERITY = Severity.ERROR
HINT = "take it out; if it is committed already, planctl explain identifier says what to do"
ALLOWED = False

_USUAL = LatePattern(
    r"(?<![^\W_])(?:lcs|ics|mosaic|liquidlogic|eclipse|case|person|client|child|court|ehcp?)\s+"
    r"(?:file\s+)?(?:no|number|num|id|ref|reference)\b\.?:?\s*(?:is|was)?\s*"
    r"(?P<number>(?=[A-Z/-]{0,6}\d)[A-Z0-9/-]*\d{5,}[A-Z0-9/-]*)(?![^\W_])",
    re.IGNORECASE,
)
_WORDS = ("lcs", "ics", "mosaic", "liquidlogic", "eclipse", "case", "person", "client", "child")
_WHAT = "what could be the number of a case"


def find(text: Folded, personal: Personal) -> Iterator[Sighting]:
    """Yield the numbers of cases."""
    for pattern in map(_pattern, personal.case_numbers):
        yield from (Sighting(*found.span(), _WHAT) for found in pattern.finditer(text.text))
    if b"00000" in text.runs:
        for found in text.matches((*_WORDS, "court", "ehc"), _USUAL):
            yield Sighting(*found.span("number"), _WHAT)


@lru_cache(maxsize=64)
def _pattern(written: str) -> re.Pattern[str]:
    """Return a council's pattern in any case, with any space or dash where it has one."""
    spaced = _SPACING.sub(lambda found: _ANY.get(found[0], found[0]), written)
    return re.compile(rf"(?<![^\W_]){spaced}(?![^\W_])", re.IGNORECASE)


_SPACING = re.compile(r"\[[^\]]*\]|\\?-| ")
_ANY = dict.fromkeys(("-", "\\-"), "[-\u2010-\u2015\u2212]") | {" ": r"(?:\s{1,60})"}
