r"""A character that was broken on its way, or that shows nothing.

A text that was saved in one encoding and read in another has `Ã©` for `é` and `â€™` for an
apostrophe; where a program gave up it wrote the replacement character. Characters of a font of
one's own, selectors of a form that nothing has, and piles of accents look otherwise on every
screen, or like nothing at all.

Write the word again as it should be; an editor shows where it stands.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: "The carersâ€™ café opened." # <- here
  Q2:
    rag: green
    commentary: "The caf� is open." # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    commentary: "The carers’ café opened."
  Q2:
    rag: green
    commentary: "The café is open."
```
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from unicodedata import category, name

from planctl.checks.rule import Finding, documents
from planctl.plan.plan import Plan
from planctl.problem import Severity
from planctl.text.document import MOST_FAULTS

NAME = "garbled"
SEVERITY = Severity.WARNING

_USUAL = frozenset("–—‘’“”…•£€·°½éèáíóúàçêëîïñôöûüÉ→✓\xa0")
_UTF8 = "\x80-\xbf€\u201aƒ„…†‡\u02c6‰Š\u2039ŒŽ‘’“”•–—\u02dc™š\u203aœžŸ"
"""What the second and later bytes of a character look like, read as Latin-1 or Windows-1252."""
_QUOTES = "…‘’“”–—"
_FOUND = re.compile(
    "(?P<replaced>\ufffd+)"
    "|(?P<private>[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd])"
    "|(?P<unseen>[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\u206a-\u206f"
    "\U0001d173-\U0001d17a])"
    "|(?P<selector>[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    "|(?P<piled>[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,}"
    "|[\u0610-\u061a\u064b-\u065f]{4,}|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{4,})"
    f"|(?P<misread>(?:[\xc2-\xdf][{_UTF8}]){{2,}}|â€[{_UTF8}]?|â(?:„¢|\u201a¬|œ[{_UTF8}]|†[{_UTF8}])"
    f"|ðŸ[{_UTF8}]{{0,2}}|ï»¿|ï¿½|[ÃÄÅ](?:(?![{_QUOTES}])[{_UTF8}]|[{_QUOTES}](?=[a-z]))"
    f"|(?<![A-ZÀ-Þ])Â[\xa0-\xbf]|\u201aÄ[ôúùîïì¶¢]|√[©®°¢£§•¶ß™\xb4≠])"
)
_KINDS = {
    "replaced": "a character that was lost on its way",
    "private": "a character that only one font has",
    "unseen": "a character that shows nothing",
    "selector": "a selector of a form that nothing before it has",
    "piled": "a pile of accents",
}


def check(plan: Plan, _today: date) -> Iterator[Finding]:
    """Yield the characters that no person wrote, a hundred at most of each file."""
    hint = "write the word again as it should be"
    for document in documents(plan):
        if not _USUAL.issuperset(document.beyond_ascii):
            text = document.text
            found = (each for each in _FOUND.finditer(text) if not _chosen(text, each))
            for each in islice(found, MOST_FAULTS):
                shown = f"U+{ord(text[each.start()]):04X}"
                kind = _KINDS.get(str(each.lastgroup))
                message = (
                    f"{kind}, {shown}" if kind else f"'{each[0]}' was read in another encoding"
                )
                yield Finding(document.place_of(*each.span()), message, hint)


def _chosen(text: str, found: re.Match[str]) -> bool:
    """Return whether a selector has a character before it that comes in several forms."""
    if found.lastgroup != "selector" or not found.start():
        return False
    before = text[found.start() - 1]
    if before.isdigit() or before in "#*":
        return text.startswith("\u20e3", found.end())
    known = name(before, "").startswith(("CJK", "MONGOLIAN", "MYANMAR", "PHAGS-PA"))
    return known or before in "‼⁉〰〽" or category(before) in ("So", "Sm", "Sk")
