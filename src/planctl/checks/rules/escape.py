r"""A backslash in double quotation marks that YAML changes into something else.

Within double quotation marks `\n` begins a new line and `\t` is a tab, so that the path
`"S:\new\tracker"` is neither written nor found as it was meant.

Put single quotation marks around a text with backslashes, or write each of them twice.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
source: "S:\new\tracker" # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
description: "One line.\nAnother."
source: 'S:\new\tracker'
```
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from planctl.checks.rule import Finding, documents
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import MOST_FAULTS, Document

NAME = "escape"
SEVERITY = Severity.WARNING

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_READ_AS = {
    "n": "a new line",
    "t": "a tab",
    "_": "a space",
    " ": "a space",
    "/": "a slash",
    "x": "another character",
}
_PATH = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:\\|(?<!\S)\\\\(?:\\\\)?\w"
    r"|\w\\[nt_][a-z]\S{0,200}\\\w|\w\\[nt_][a-z]\S{0,200}\.[A-Za-z]{2,4}\b"
)
"""What looks like a path: a drive, a server, two folders or a file."""


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield the first backslash of each text that YAML changes though it is one of a path."""
    for document in documents(plan):
        if "\\" in document.text:
            yield from islice(_changed(document), MOST_FAULTS)


def _changed(document: Document) -> Iterator[Finding]:
    for span in document.spans.values():
        said = document.text[span.start + 1 : span.end - 1]
        if span.style == '"' and "\\" in said:
            is_path = _PATH.search(said)
            for found in _ESCAPE.finditer(said):
                if found[1] == "t" or (is_path and found[1] in _READ_AS):
                    at = span.start + 1 + found.start()
                    message = f"'{found[0]}' is {_READ_AS[found[1]]}, not a backslash"
                    hint = "write the text in single quotation marks, or two backslashes"
                    yield Finding(document.place_of(at, at + 2), message, hint)
                    break
