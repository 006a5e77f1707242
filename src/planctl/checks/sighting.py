"""What a rule about personal data finds: where it stands and what it is, never what it says."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol, runtime_checkable

from planctl.plan.personal import Personal
from planctl.problem import Severity
from planctl.text.folded import Folded
from planctl.text.late_pattern import LatePattern

_SENTENCE_END = LatePattern(
    r"[.!?][\"')*_”’]*\s+(?=[\"'(*_“‘]*[A-Z0-9£])|\n\s*\n|\n\s*(?:[-*+] |\d+\. )"
)
_KEY = LatePattern(r"\n[ \t]*(?:- )?(?:\"[^\"\n]*\"|[A-Za-z][\w &,'’()/-]{0,80}):(?=\s)")
_LONGEST = 400
"""How far the words of one sentence are looked for."""


class Sighting(NamedTuple):
    """Where something personal stands in a text, and what it is."""

    start: int
    end: int
    what: str


@runtime_checkable
class PersonalRule(Protocol):
    """A rule that finds what could tell who a person is."""

    NAME: str
    SEVERITY: Severity
    HINT: str
    ALLOWED: bool
    """Whether a plan may list what is none: a place, a post, the telephone of a team."""

    def find(self, text: Folded, personal: Personal, /) -> Iterator[Sighting]:
        """Yield where it stands in a text."""
        ...


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that some characters of a file are in."""
    first = max(0, start - _LONGEST)
    for pattern in (_SENTENCE_END, _KEY):
        for found in pattern.finditer(text, first, start):
            first = found.end()
    last = min(len(text), end + _LONGEST)
    for pattern in (_SENTENCE_END, _KEY):
        if ends := pattern.search(text, end, last):
            last = ends.start() + 1
    return first, last
