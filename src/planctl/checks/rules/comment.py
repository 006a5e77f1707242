"""Words of a text that YAML takes for a comment, so that nobody sees them.

In a text without quotation marks everything from a space and `#` on is a comment. So is a line
that begins with `#` right below a text of several lines, if it is indented less than the text.
Neither is in any report.

Put quotation marks around the text, or write it below `|`; indent a line like its text. A comment
that is meant as one may stay: behind a text write two spaces and `# `, below one leave an empty
line.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Two carers #2 approved # <- here
  Q2:
    rag: green
    commentary: |
      Three carers were approved.
    # Four more are being assessed. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green  # agreed at DMT
    commentary: "Two carers #2 approved"
  Q2:
    rag: green
    commentary: |
      Three carers were approved.
      Four more are being assessed.

    # The panel meets in October.
```
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from planctl.checks.rule import Finding, documents
from planctl.plan.fields import TEXT_FIELDS, WORD_FIELDS
from planctl.plan.mistakes import short
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import MOST_FAULTS, Document
from planctl.text.span import Keys, Span, line_start_of, next_line_of

NAME = "comment"
SEVERITY = Severity.WARNING

_PROSE = frozenset({*TEXT_FIELDS, "description", "headline"})
_TIGHT = re.compile(r":?[ \t]*(#[^\s#][^\r\n]*)")
"""A comment that its sign is joined to, as a number or a name is; behind an empty value, `:`."""
_LIKE_TEXT = re.compile(r" (# \w[^\r\n]*)")
_LINE = re.compile(r"( *)([^\r\n]*)(?:\r?\n|(?<=[^\r\n])\Z)")
_QUOTE = "put quotation marks around the whole text"


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield the comments that look like words of a text, a hundred at most of each file."""
    for document in documents(plan):
        if any(sign in document.text for sign in (" #", "\t#", "\n#")):
            yield from islice(filter(None, _comments(document)), MOST_FAULTS)


def _comments(document: Document) -> Iterator[Finding | None]:
    for keys, span in document.spans.items():
        if span.style in ("|", ">"):
            yield _below(document, span)
        elif not span.style:
            yield _behind(document, keys, span)


def _behind(document: Document, keys: Keys, span: Span) -> Finding | None:
    """Return the comment behind a text without quotation marks, if it looks like its words."""
    text, name = document.text, keys[-1] if keys else ""
    said = text[span.start : span.end]
    end = span.end if said else span.key_end
    found = _TIGHT.match(text, end)
    if found and (name in _PROSE or (re.search(r"[A-Za-z]", said) and name not in WORD_FIELDS)):
        return _finding(document, found, 1, _QUOTE)
    found = _LIKE_TEXT.match(text, end)
    if found and name in _PROSE and said and said[-1] not in ".!?":
        return _finding(document, found, 1, _QUOTE)
    return None


def _below(document: Document, span: Span) -> Finding | None:
    """Return the comment right below a text of several lines, which is indented less than it.

    One below an empty line is a text's only where nothing else could be indented so.
    """
    text, at, deep, apart = document.text, next_line_of(document.text, span.start), 0, False
    while found := _LINE.match(text, at):
        indented = len(found[1])
        if found[2] and indented < (deep or indented):
            break
        deep, apart, at = deep or (indented if found[2] else 0), not found[2], found.end()
    if not found or not deep or not found[2].startswith("#"):
        return None
    outer = span.key_start - line_start_of(text, span.key_start)
    is_of_text = not apart or len(found[1]) > outer
    return _finding(document, found, 2, "indent it like the text") if is_of_text else None


def _finding(document: Document, found: re.Match[str], group: int, hint: str) -> Finding:
    message = f"'{short(found[group])}' is a comment, so no report has it"
    return Finding(document.place_of(*found.span(group)), message, hint)
