r"""A character that nobody can see: a control, a change of direction, a space without width.

Such characters come with text copied from other programs, and can also be put in on purpose, to
make a reviewer see other words than are printed. A word with one in it is not found by a search.

Delete the character, or write the words again by hand. An emoji that is made of several may keep
the joiners between them.

## Bad

The title has a mark after `STABILITY` that turns what follows from right to left, and the
commentary a space without width; both are written here so that they can be seen.

```yaml 3.2.yaml
id: "3.2"
title: "PLACEMENT STABILITY\u202e" # <- here
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: "Two carers\u200b were approved." # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: "PLACEMENT STABILITY"
lead: Permanence
updates:
  Q2:
    rag: green
    commentary: "Two carers were approved."
```
"""

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import category, name

from planctl.document import Document
from planctl.plan import Plan
from planctl.problem import HIDDEN, Severity
from planctl.rule import Finding

NAME = "hidden"
SEVERITY = Severity.ERROR

_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<letter>.))"
)
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "L": "\u2028", "N": "\x85",
    "P": "\u2029", "r": "\r", "v": "\v",
}  # fmt: skip
_JOINER, _VARIATION = "\u200d", "\ufe0f"


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield hidden characters, both raw and written as escapes."""
    documents = [plan.document, *(entry.document for entry in plan.entries)]
    for document in filter(None, documents):
        text = document.text
        for start, end, character in [*_raw(text), *_escaped(document)]:
            where = document.place_of(start, end)
            named = name(character, "a control character").lower()
            hint = "delete it, or write the words around it again"
            yield Finding(where, f"hidden character U+{ord(character):04X}, {named}", hint)


def _raw(text: str) -> Iterator[tuple[int, int, str]]:
    if text.isascii() and "\r" not in text:
        return  # what YAML lets through is then visible
    if text.replace("\r\n", "").replace("\n", "").isprintable():
        return
    for found in HIDDEN.finditer(text):
        if found.group() == "\r" and text[found.end() : found.end() + 1] == "\n":
            continue
        if not _joins_emoji(text, *found.span()):
            yield *found.span(), found.group()


def _joins_emoji(text: str, start: int, end: int) -> bool:
    ...
