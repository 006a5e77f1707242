"""A heading, an image or a footnote in a text: in a report it is not one.

Commentary is in Markdown: paragraphs, lists, tables, quotations, strong and emphasised words, and
links. A report has headings of its own, and holds no image from elsewhere, so these stand in it as
they were typed. So does a tag such as `<br>`. And below `>` a list or a table is none: YAML joins
its lines to one.

Make a heading a sentence, or strong with `**`; describe what the image shows, or link to it; write
the footnote's words where its number is. Write a text that has a list or a table below `|`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      ## Carers # <- here
      Two carers were approved in May.[^1] # <- here
  Q2:
    rag: green
    commentary: > # <- here
      We did:

      - Two carers were approved.
      - One left.
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: |
      **Carers.**
      Two carers were approved in May (panel minutes, 12 May 2019).
  Q2:
    rag: green
    commentary: |
      We did:

      - Two carers were approved.
      - One left.
```
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from planctl.checks.rule import Finding, documents
from planctl.plan.fields import TEXT_FIELDS
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import MOST_FAULTS, Document
from planctl.text.span import Keys, Span, next_line_of

NAME = "layout"
SEVERITY = Severity.WARNING

_FOUND = re.compile(
    r"(?P<heading>(?<=\n)[ \t]*#{1,6}[ \t]+[^\s#][^\n]*)"
    r"|(?P<image>!\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?P<footnote>\[\^\w+\])"
    r"|(?P<tag></?(?:br|b|i|u|p|em|strong|ul|ol|li|table|tr|td|th|img|div|span|h[1-6])(?:\s[^<>\n]*|\s?/)?>)",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"\n[ \t]*#{1,6}[ \t]|!\[|\[\^|</?\w")
"""What such a mark begins with: whoever has none of it, as most files, is known at once."""
_KINDS = {
    "heading": ("a heading", "make it a sentence, or strong: `**…**`"),
    "image": ("an image", "say what it shows, or link to it: `[…](https://…)`"),
    "footnote": ("a footnote", "write its words here, in brackets"),
    "tag": ("a tag of HTML", "write Markdown, or leave it out"),
}
_FOLDED = re.compile(r":[ \t]+>[-+0-9]*[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
_LISTED = re.compile(r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+\S|\|)", re.MULTILINE)


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield what a report shows otherwise than it is meant, a hundred at most of each file."""
    for document in documents(plan):
        text = document.text
        if _MAY_BE.search(text) or (">" in text and _FOLDED.search(text)):
            yield from islice(_found(document), MOST_FAULTS)


def _found(document: Document) -> Iterator[Finding]:
    for keys, span in document.spans.items():
        if keys and keys[0] in ("updates", "opening") and keys[-1] in TEXT_FIELDS:
            yield from _marks(document, span)
            if span.style == ">":
                yield from _joined(document, keys, span)


def _marks(document: Document, span: Span) -> Iterator[Finding]:
    for found in _FOUND.finditer(document.text, span.start, span.end):
        what, hint = _KINDS[str(found.lastgroup)]
        start = found.end() - len(found[0].lstrip())
        message = f"no report shows this as {what}"
        yield Finding(document.place_of(start, found.end()), message, hint)


def _joined(document: Document, keys: Keys, span: Span) -> Iterator[Finding]:
    """Yield that a text has lines of a list or a table that are not lines of it any more."""
    value: Any = document.data
    for key in keys:
        value = value[key]
    written = document.text[next_line_of(document.text, span.start) : span.end]
    if len(_LISTED.findall(written)) > len(_LISTED.findall(value)):
        place = document.place_of(span.start, span.start + 1)
        yield Finding(place, "below '>' a list's lines are joined to one", "write '|' in its place")
