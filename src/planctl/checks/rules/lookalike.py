"""A word with a letter of another alphabet, or an accent made in another way.

A Cyrillic `\u0430` in an English word cannot be seen, and a search for the word does not find it.
The same goes for a word that is written in two ways, once with `é` as one character and once as an
`e` and an accent: to a program they are two names.

Write the word again by hand; where it is right already, copy it from there.

## Bad

The first `a` of `Carers` is Cyrillic, and one `Zoë` is made of four characters.

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Zoe\u0308 Hart met the team. # <- here
  Q2:
    rag: green
    commentary: C\u0430rers and Zoë Hart met. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: Zoë Hart met the team.
  Q2:
    rag: green
    commentary: Carers and Zoë Hart met; so did Нина and the Αθήνα group, for 5 μg.
```
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from unicodedata import is_normalized, name, normalize

from planctl.checks.rule import Finding, documents
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import MOST_FAULTS, Document

NAME = "lookalike"
SEVERITY = Severity.WARNING

_LATIN = "A-Za-z\xc0-\u024f\u1e00-\u1eff"
_GREEK = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03f2\u03f3"
)
"""The Greek letters that look like Latin ones: a unit such as μg or kΩ has none of them."""
_LIKE = (
    f"{_GREEK}\u0251\u0261\u0400-\u0481\u048a-\u052f\u0530-\u058f\u13a0-\u13ff\u2160-\u217f\u212a\u2c80-\u2cff"
    "\ua4d0-\ua4ff\uab70-\uabbf\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
)
_LETTERS = re.compile(f"[{_LIKE}]")
_MIXED = re.compile(f"(?<=[{_LATIN}])[{_LIKE}]|[{_LIKE}](?=[{_LIKE}]*[{_LATIN}])")
_HINT = "write the word again by hand"
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0590-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a]*")


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield the words that look like others, a hundred at most of each file."""
    beyond = [document for document in documents(plan) if document.beyond_ascii]
    composed = frozenset(_composed(beyond))
    for document in beyond:
        found = chain(_mixed(document), _made_otherwise(document, composed))
        yield from islice(found, MOST_FAULTS)


def _mixed(document: Document) -> Iterator[Finding]:
    if _LETTERS.search(document.beyond_ascii):
        for found in _MIXED.finditer(document.text):
            letter = found[0]
            what = f"U+{ord(letter):04X}, {name(letter).lower()}"
            message = f"'{letter}' is {what}, in a word of other letters"
            yield Finding(document.place_of(*found.span()), message, _HINT)


def _composed(documents: Sequence[Document]) -> Iterator[str]:
    """Yield the words of a plan that have accents in the usual way, if any have them otherwise."""
    if not all(is_normalized("NFC", document.text) for document in documents):
        for document in documents:
            words = _WORD.findall(document.text)
            yield from (word for word in words if is_normalized("NFC", word))


def _made_otherwise(document: Document, composed: Collection[str]) -> Iterator[Finding]:
    if not is_normalized("NFC", document.text):
        for found in _WORD.finditer(document.text):
            word = normalize("NFC", found[0])
            if word != found[0] and word in composed:
                message = f"'{word}' is written in two ways that look the same"
                yield Finding(document.place_of(*found.span()), message, _HINT)
