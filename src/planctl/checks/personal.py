"""What could tell who a person is, in every text of a plan; and how it is kept from being shown."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from os.path import basename
from typing import NamedTuple

from planctl.checks.rule import Finding, documents
from planctl.checks.rules import (
    birth,
    case_number,
    contact,
    described,
    few,
    identifier,
    initials,
    name,
    postcode,
    school,
    siblings,
    subtracted,
)
from planctl.checks.sighting import PersonalRule
from planctl.plan.ids import action_of_file
from planctl.plan.personal import NOTHING_SAID, Personal
from planctl.plan.plan import Plan
from planctl.problem import Problem, Severity
from planctl.text.document import Document
from planctl.text.folded import Folded, folded
from planctl.text.identifiers import MASK, blotted, masked
from planctl.text.span import Keys, line_end_of, next_line_of

PERSONAL: tuple[PersonalRule, ...] = (
    identifier,
    case_number,
    birth,
    postcode,
    contact,
    initials,
    few,
    siblings,
    described,
    school,
    name,
    subtracted,
)
"""The rules about personal data, which are asked before anything is written too."""

WaiverKey = tuple[str, str, str, str]
"""By what something is waived: rule, action, field and text."""

_HEADER, _DIGEST = "plan", 12
_NAMES = frozenset(rule.NAME for rule in PERSONAL)


class Sighted(NamedTuple):
    """What a rule found in a document, from one character to another."""

    rule: PersonalRule
    document: Document
    start: int
    end: int
    what: str
    field: str = ""
    """The keys of the text it is in, by which it may be waived; none in a comment."""
    text: str = ""
    """The digest of that text without what was found: nobody can work that out again."""
    is_waived: bool = False

    @property
    def written(self) -> str:
        """The words themselves, by which one is told from another: never to be shown."""
        return " ".join(self.document.text[self.start : self.end].split())

    @property
    def finding(self) -> Finding:
        """Where it is and what it is, for a person."""
        place = self.document.place_of(self.start, self.end)
        last = place.column + place.width - 1
        line_end = line_end_of(self.document.text, self.start)
        on = " and on in the next line" if self.end > line_end else ""
        where = f"characters {place.column}–{last}{on}" if place.width > 1 else f"character {last}"
        waive = f"; or waive {self.field}, {self.text}" if self.field else ""
        return Finding(place, f"{self.what}, {where}", self.rule.HINT + waive)


@lru_cache(maxsize=2)
def sighted(plan: Plan) -> tuple[Sighted, ...]:
    """Return all that the rules find in a plan, but for what it allows."""
    personal = plan.header.personal if plan.header else NOTHING_SAID
    waived = {(each.rule, each.action, each.field, each.text) for each in personal.waived}
    return tuple(
        _with_text(each, found, waived)
        for document in documents(plan)
        for found in [list(_in_document(document, personal))]
        for each in found
    )


def waiver_key(each: Sighted) -> WaiverKey:
    """Return by what something is waived in plan.yaml: rule, action, field and text."""
    action = action_of_file(each.document.path)
    return each.rule.NAME, "" if action == _HEADER else action, each.field, each.text


def _with_text(each: Sighted, found: Sequence[Sighted], waived: Collection[WaiverKey]) -> Sighted:
    """Return what was found with the field that it is in, and whether it was waived there."""
    keys = _keys_at(each.document, each.start)
    if not keys:
        return each
    span, text = each.document.spans[keys], each.document.text
    is_value = span.start <= each.start < span.end
    first, last = (span.start, span.end) if is_value else (span.key_start, span.key_end)
    for other in found:
        text = blotted(text, other.start, other.end)
    shown = " ".join(text[first:last].split())
    digest = sha256(shown.encode()).hexdigest()[:_DIGEST]
    ways = (each.document.spans[keys[: at + 1]] for at in range(len(keys)))
    written = [text[way.key_start : way.key_end].strip("\"'") for way in ways]
    names = [
        str(key) if isinstance(key, int) else name for key, name in zip(keys, written, strict=True)
    ]
    named = each._replace(field="/".join(names), text=digest)
    return named._replace(is_waived=waiver_key(named) in waived)


def findings(plan: Plan, rule: PersonalRule) -> Iterator[Finding]:
    """Yield what one of the rules finds in a plan."""
    return (each.finding for each in sighted(plan) if each.rule is rule and not each.is_waived)


def brought(before: Plan, after: Plan) -> Iterator[Problem]:
    """Yield what was not in a plan and is in it after a change, what is worst first."""
    there = Counter(map(_identity, sighted(before)))
    found = sorted(sighted(after), key=lambda each: each.rule.SEVERITY is Severity.WARNING)
    for each in found:
        there[_identity(each)] -= 1
        if there[_identity(each)] < 0 and not each.is_waived:
            place, message, _ = each.finding
            yield Problem(each.rule.NAME, each.rule.SEVERITY, message, place, each.rule.HINT)


def without_personal(plan: Plan, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems of a plan in which nothing is shown that the rules found.

    Each is told with its line; whatever rule it is of, what is personal in that line is masked.
    """
    marks = _marks(plan)
    read = {document.path for document in documents(plan)}
    values = {
        path: {each.written for each in sighted(plan) if each.document.path == path}
        for path in marks
    }
    return [
        _masked_problem(problem, marks[problem.place.path], values[problem.place.path])
        if problem.place.path in marks
        else problem
        if problem.place.path in read
        else _masked_line(problem)
        for problem in problems
    ]


def _identity(each: Sighted) -> tuple[str, str, str]:
    return each.rule.NAME, basename(each.document.path), each.written.casefold()


def _in_document(document: Document, personal: Personal) -> Iterator[Sighted]:
    text = folded(document.text)
    allowed = list(_allowed(text, personal))
    for rule in PERSONAL:
        for start, end, what in rule.find(text, personal):
            is_allowed = rule.ALLOWED and any(a <= start and end <= b for a, b in allowed)
            first, last = text.origin(start), text.origin(end - 1) + 1
            if not is_allowed and _is_in_one_text(document, first, last):
                yield Sighted(rule, document, first, last, what)


def _allowed(text: Folded, personal: Personal) -> Iterator[tuple[int, int]]:
    """Yield where a text has what the plan allows."""
    for each in personal.allowed:
        small = folded(each).lowered
        at = text.lowered.find(small)
        while at >= 0:
            yield at, at + len(small)
            at = text.lowered.find(small, at + 1)


def _is_in_one_text(document: Document, start: int, end: int) -> bool:
    """Return whether some characters are of one value, and not the end of one and the next key."""
    if line_end_of(document.text, start) >= end:
        return True
    return _keys_at(document, start) == _keys_at(document, end - 1)


def _keys_at(document: Document, position: int) -> Keys:
    """Return the keys of the innermost value, or of the key, that a character is of."""
    of = [
        (span.end - span.start, keys)
        for keys, span in document.spans.items()
        if span.start <= position < span.end or span.key_start <= position < span.key_end
    ]
    return min(of)[1] if of else ()


def _marks(plan: Plan) -> Mapping[str, Mapping[int, list[tuple[int, int]]]]:
    """Return by path and line which columns of a line are not to be shown."""
    marks: dict[str, dict[int, list[tuple[int, int]]]] = {}
    for each in sighted(plan):
        start, text = each.start, each.document.text
        while start < each.end:
            place = each.document.place_of(start, each.end)
            columns = place.column - 1, place.column - 1 + place.width
            marks.setdefault(place.path, {}).setdefault(place.line, []).append(columns)
            start = next_line_of(text, start)
    return marks


def _masked_problem(
    problem: Problem, lines: Mapping[int, list[tuple[int, int]]], values: set[str]
) -> Problem:
    place, message, hint = problem.place, problem.message, problem.hint
    line = place.text
    for start, end in lines.get(place.line, ()):
        line = blotted(line, start, end)
    for value in values if problem.rule not in _NAMES else ():
        message, hint = (each.replace(value, MASK * len(value)) for each in (message, hint))
    return problem._replace(place=place._replace(text=line), message=message, hint=hint)


def _masked_line(problem: Problem) -> Problem:
    """Return a problem of a file that cannot be read, without what is personal in its line."""
    place = problem.place
    text, line = folded(place.text), place.text
    for rule in PERSONAL:
        for start, end, _ in rule.find(text, NOTHING_SAID):
            line = blotted(line, text.origin(start), text.origin(end - 1) + 1)
    shown = place._replace(text=line)
    return problem._replace(place=shown, message=masked(problem.message), hint=masked(problem.hint))
