r"""A character that nobody can see, such as one that reverses what follows it.

Such characters come with text copied from other programs, and can also be put in on purpose, to
make a reviewer see other words than are printed. A word with one in it is not found by a search.

Delete the character, or write the words again by hand. An emoji that is made of several may keep
the joiners between them, and so may letters that need them, as in Urdu and Hindi.

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
from itertools import chain, islice
from unicodedata import name

from planctl.checks.rule import Finding, documents
from planctl.plan.plan import Plan
from planctl.problem import HIDDEN, Severity
from planctl.text.document import MOST_FAULTS, Document

NAME = "hidden"
SEVERITY = Severity.ERROR

_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|(.))"
)
_LETTERS = dict(zip("0abefrvLNP", "\0\a\b\x1b\f\r\v\u2028\x85\u2029", strict=True))

_Found = tuple[int, int, str]
"""Where a hidden character is written, and the character."""


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield hidden characters, whether they stand in a text or are written as escapes."""
    hint = "delete it, or write the words around it again"
    for document in documents(plan):
        if document.may_hide:
            found = chain(_raw(document.text), _escaped(document))
            for start, end, character in islice(found, MOST_FAULTS):
                what = name(character, "a control character").lower()
                message = f"hidden character U+{ord(character):04X}, {what}"
                yield Finding(document.place_of(start, end), message, hint)


def _raw(text: str) -> Iterator[_Found]:
    for found in HIDDEN.finditer(text):
        character, (start, end) = found.group(), found.span()
        if text[start : end + 1] != "\r\n":
            yield start, end, character


def _escaped(document: Document) -> Iterator[_Found]:
    text = document.text
    if not any(map(_meant, _ESCAPE.finditer(text))):
        return
    keys = ((span.key_start, span.key_end) for span in document.spans.values())
    values = ((span.start, span.end) for span in document.spans.values())
    for start, end in sorted({*keys, *values}):
        if text.startswith('"', start):
            for found in _ESCAPE.finditer(text, start, end):
                if character := _meant(found):
                    yield *found.span(), character


def _meant(escape: re.Match[str]) -> str:
    """Return the character that an escape stands for if it is a hidden one, else nothing."""
    *codes, letter = escape.groups()
    code = next(filter(None, codes), None)
    character = chr(int(code, 16)) if code else _LETTERS.get(letter, "")
    return character if HIDDEN.match(character) else ""
