"""A person's name, that is no post, place or board.

A parent's, a carer's or a child's name tells all that stands beside it of one family; a junior
officer's stays on the web when they have long left. Names are told by a list of common ones, by
titles such as Mrs, and by what follows ("and her mother").

Say the post, or "a parent". Names that may stand, such as a published review's or a school's, are
listed in `plan.yaml`, below `personal:` and `allowed:`.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Olivia Sampleton opened the event # <- here
    commentary: |
      Mrs Testwood has written to the council. # <- here
      We met Dylan's mother in May. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: The Head of Permanence chairs the Corporate Parenting Board
    commentary: Staff met at the Olivia Sampleton Centre, and the Anna Freud team trained them.
```
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from planctl.checks.sighting import Sighting
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

NAME = "name"
SEVERITY = Severity.WARNING
HINT = "say the post, or a parent; or list it in plan.yaml, below personal and allowed"
ALLOWED = True

_LIST = Path(__file__).parents[1] / "names.txt"
_TITLES = frozenset({b"Mr", b"Mrs", b"Ms", b"Miss", b"Mx", b"Dr", b"Master"})
_KIN = (
    r"(?:mother|mum|father|dad|parents?|sisters?|brothers?|siblings?|carers?|foster\s+\w+|baby"
    r"|grand\w+|aunt|uncle|family|partner|wife|husband|son|daughter|twin|children|social\s+worker)"
)
_WORD = r"[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?"
_PAIR = LatePattern(
    rf"(?<![\w'’-])(?P<first>{_WORD})\s+(?:[A-Z]\.?\s+)?(?P<second>(?:[A-Z]['’])?{_WORD})(?![\w-])"
)
_TITLED = LatePattern(
    rf"(?<![\w])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Master)\.?\s+(?:[A-Z]\.?\s+)?(?:[A-Z]['’])?{_WORD}(?:\s+{_WORD})?(?!\w)"
)
_WITH_KIN = LatePattern(
    rf"(?:['’]s)?\s*,?\s+(?:and|with)\s+(?:her|his|their)\s+(?:[a-z-]+\s+){{0,2}}?{_KIN}\b"
)
_ALONE = LatePattern(r"(?<![\w'’-])(?P<first>[A-Z][a-z]+)(?![\w-])")
_TOLD_OF = LatePattern(
    rf"['’]s\s+(?:[a-z-]+\s+){{0,2}}?(?:{_KIN}|placement|school|plan|review|case|story|needs"
    r"|behaviour|attendance|care|home|worker|wishes|views|social\s+worker|birthday|poem|adoption)\b"
    r"|\s+(?:has|had|is|was|said|says|told|asked|moved|lives|lived|wants|wanted|went|goes|came|attends"
    r"|attended|settled|did|does|ran|left|feels|felt|wrote|spoke|explained|will\s+be)\b"
    r"|\s+and\s+(?:her|his)\b|,\s+(?:aged\s+)?1?[0-9],"
)
_BEFORE = LatePattern(
    r"(?:\bSt\.?|\bSaints?|\bSS|\bThe|\bLord|\bCllr|\bCouncillors?|\bCllrs|\bMP|\bSir|\bDame|\bJudge|\bHHJ|\bMayor)\s+$"
)
_BACK = 12
_NEXT = LatePattern(r"(?:['’]s)?(?:\s+[A-Z][a-z]+){0,2}?\s+(?P<place>[A-Z][A-Za-z]+)")


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return the lists of names, by their headings."""
    lists = re.findall(r"^\[(\w+)\]\n([^\[]*)", _LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        heading: frozenset(words.splitlines() if heading == "known" else words.split())
        for heading, words in lists
    }


@cache
def _spelled() -> frozenset[bytes]:
    every = _names()["given"] | _names()["surname"]
    return frozenset(name.encode() for name in every) | _TITLES


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the names that are a person's."""
    if text.words.isdisjoint(_spelled()) and b"her" not in text.words and b"his" not in text.words:
        return
    said, done = text.text, -1
    titled = () if text.words.isdisjoint(_TITLES) else _TITLED.finditer(said)
    spans = [found.span() for found in titled]
    spans += [found.span() for found in _PAIR.finditer(said) if _is_a_person(said, found)]
    given = _names()["given"]
    for found in _ALONE.finditer(said):
        if (
            found["first"] in given
            and _TOLD_OF.match(said, found.end())
            and not _BEFORE.search(said, max(0, found.start() - _BACK), found.start())
        ):
            spans.append(found.span())
    for start, end in sorted(spans):
        if start >= done:
            done = end
            yield Sighting(start, end, "what could be a person's name")


def _is_a_person(text: str, found: re.Match[str]) -> bool:
    first, second = found["first"], found["second"]
    lists, after = _names(), _NEXT.match(text, found.end())
    if {second, first, after["place"] if after else ""} & lists["place"] or first in lists["first"]:
        return False
    if f"{first} {second}" in lists["known"] or _BEFORE.search(
        text, max(0, found.start() - _BACK), found.start()
    ):
        return False
    if first in lists["given"] or second in lists["surname"]:
        return True
    return bool(_WITH_KIN.match(text, found.end()))
