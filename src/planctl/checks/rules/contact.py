"""A person's own e-mail address or telephone number.

It reaches a parent, a carer or a child, for ever and from anywhere. The address of a team
(`mash@…`), a helpline and numbers that begin with 03 or 08 are none.

Take it out; say whom to ask by post, or by the team's own address. One of a team that is found all
the same may be listed in `plan.yaml`, below `personal:` and `allowed:`; a lead's `handle` is not
looked at. `planctl explain identifier` says what to do with what is committed already.

## Bad

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Her uncle has pat.sample@example.net # <- here
    commentary: Ring 01632 960871 in the evening. # <- here
```

## Good

```yaml 3.2.yaml
id: "3.2"
title: PLACEMENT STABILITY
lead: Permanence
updates:
  Q1:
    rag: green
    headline: Write to the hub at family.hub@example.gov.uk
    commentary: The helpline, 0808 157 0123, took 118 calls; the duty team has 01632 960455.
```
"""

import re
from collections.abc import Iterator

from planctl.checks.sighting import Sighting, sentence_around
from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

NAME = "contact"
SEVERITY = Severity.ERROR
HINT = "name a post or a team instead, or list a team's in plan.yaml, below personal and allowed"
ALLOWED = True

_ADDRESS = LatePattern(
    r"(?<![\w.+-])[A-Za-z0-9_.+'-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![\w-])"
)
_TEAM = LatePattern(
    r"(?:team|hub|mash|mark|info|enquir|contact|office|admin|support|help|service|children|famil"
    r"|social|care|foster|adopt|lado|safeguard|duty|referral|edt|complaint|feedback|participation"
    r"|consult|news|press|media|data|performance|governance|democratic|committee|board|partner"
    r"|school|send|ehc|early|inclusion|virtual|youth|yjs|yot|iro|lscb|lscp|noreply|no-reply|reply"
    r"|council|web|digital|recruit|jobs|training|learning|workforce|commission|contracts|quality"
    r"|policy|legal|foi|dpo|privacy|records|booking|event|voice|library|planctl|hello|general)",
    re.IGNORECASE,
)
_HANDLE = LatePattern(r"handle:\s*[\"']?\s*$")
_TELEPHONE = LatePattern(
    r"(?<![^\W_])(?<![£$€/=])(?:(?:\+|00)\s?\(?44\)?[\s.-]?(?:\(0\)|0)?[\s.-]?|\(?0)[127]"
    r"(?:[\s().\u2010-\u2015-]{0,3}(?:\n\s{0,60})?\d){9}(?![^\W_])"
)
_MOBILE = LatePattern(r"\D*(?:44\D*0?|0)\D*7")
_OF_A_TEAM = LatePattern(
    r"\b(?:team|hub|mash|helpline|hotline|line|switchboard|office|duty|service|centre|council|desk"
    r"|reception|edt|lado|team['’]s|published|advertised|invoice|order|budget|contract|account"
    r"|freephone|out.of.hours|advice|front\s+door)s?\b",
    re.IGNORECASE,
)


def find(text: Folded, _personal: Personal) -> Iterator[Sighting]:
    """Yield the addresses and telephone numbers that could be a person's own."""
    if "@" in text.text or "(at)" in text.text or "[at]" in text.text:
        for found in _ADDRESS.finditer(text.text):
            if not (_is_a_teams(found[0]) or _HANDLE.search(text.text[: found.start()][-40:])):
                yield Sighting(*found.span(), "what could be a person's e-mail address")
    if b"0" * 11 in text.shape or "+44" in text.text:
        for found in _TELEPHONE.finditer(text.text):
            if _MOBILE.match(found[0]) or not _stands_by_a_team(text.text, found):
                yield Sighting(*found.span(), "what could be a person's telephone number")


def _is_a_teams(address: str) -> bool:
    local = re.split(r"@|\[at|\(at", address)[0].strip()
    return bool(_TEAM.search(local))


def _stands_by_a_team(text: str, found: re.Match[str]) -> bool:
    first, last = sentence_around(text, *found.span())
    return bool(_OF_A_TEAM.search(text, first, last))
