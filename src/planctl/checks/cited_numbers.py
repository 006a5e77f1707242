"""The numbers that a commentary cites of a measure, beside the ones that are recorded.

Only what is certainly said of the measure is read: a percentage or `17 of 30` in a sentence that is
about that measure more than about any other of the action. Nothing is found once the commentary
has the recorded number, and any that is recorded for another time or is a target is let be.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planctl.measures.judgement import Goal
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import SHARES, Figure, Unit, Value, rounded
from planctl.plan.period import MONTHS
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.text.sentences import sentences

DIGITS = r"(?<![\w.,£/–-])[0-9]{1,12}(?:,[0-9]{3}){0,3}(?:\.[0-9]{1,6})?(?![.,]?[0-9])"
"""The pattern of a number in a text: no part of a date, of an id or of a word."""
_PERCENT = re.compile(
    rf"(?P<percent>{DIGITS}) ?(?:%|per ?cent\b)(?! (?:lower|higher|more|fewer|less)\b)"
    rf"(?: of (?:the |our )?(?P<of>{DIGITS})(?![\w%]))?"
)
_PAIR = re.compile(rf"(?P<part>{DIGITS}) (?:out )?of (?:the |our )?(?P<of>{DIGITS})(?![\w%])")
_CITES = re.compile("%|cent| of ")
"""What is in every text that cites a number."""
_LOOSE = re.compile(
    r"\b(?:about|against|almost|approximately|around|below|between|by|from|least|most|nearly|over"
    r"|roughly|some|target of|than|under|up to) (?:the |an? )?$",
    re.IGNORECASE,
)
"""Before a number that is not meant to be exact, or not to be the one of now."""
_LONGEST = 24
"""More characters than those words have."""
_DAY = re.compile(rf"\b[0-9]{{1,2}} (?:{'|'.join(MONTHS)})\b(?: [0-9]{{4}})?")
_PART_OF_IT = re.compile(rf"\b(?:{'|'.join(MONTHS)}|weeks?|last year)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about against also been from have last less more number numbers over percentage proportion"
        " quarter quarters rate share target than that their them they this those under were when"
        " which with within year",
    )
)
_STEM = 5
_ABOUT_IT = 2
"""So many words of a measure, and half of them or its denominator, make a sentence about it."""


class _Share(NamedTuple):
    """A recorded number and, where it was worked out, what from."""

    number: Decimal
    figure: Figure


def other_numbers(action: ActionInQuarter) -> Iterator[tuple[MeasureResults, str]]:
    """Yield each measure of which another number is cited than is recorded, and that number."""
    text = action.update.commentary
    if not action.measures or not _CITES.search(text):
        return
    lines = [_DAY.sub("", line) for line in sentences(text).split("\n") if _CITES.search(line)]
    for each in action.measures:
        value = each.at(action.quarter).value
        if each.measure.unit not in SHARES or not isinstance(value, Figure):
            continue
        about = list(_about(lines, each, value, action))
        if about and (wrong := _wrong(about, each, value, action)):
            yield each, wrong


def _wrong(
    lines: Iterable[str], measured: MeasureResults, now: Figure, action: ActionInQuarter
) -> str:
    """Return the first number cited that is not the recorded one; "" if that is cited too."""
    right = _Share(now.number(measured.style.unit), now)
    wrong = []
    for line in lines:
        for cited, is_right in _cited(line, measured, right, action):
            if is_right:
                return ""
            wrong.append(cited)
    return next(iter(wrong), "")


def _cited(
    line: str, measured: MeasureResults, right: _Share, action: ActionInQuarter
) -> Iterator[tuple[str, bool]]:
    """Yield each number that a sentence cites of a measure, and whether it is the recorded one."""
    for pair in _PAIR.finditer(line):
        said, of = _number(pair["part"]), _number(pair["of"])
        if of == right.figure.of and not _is_loose(line, pair):
            is_right = said == right.figure.said
            if is_right or all(Figure(said, of) != share.figure for share in _recorded(action)):
                yield pair[0], is_right
    if measured.measure.unit is Unit.PERCENT:
        yield from _percents(line, right, action)


def _percents(line: str, right: _Share, action: ActionInQuarter) -> Iterator[tuple[str, bool]]:
    """Yield each percentage that a sentence cites, and whether it is the recorded one."""
    found = list(_PERCENT.finditer(line))
    for each in found:
        percent, of = _number(each["percent"]), _number(each["of"]) if each["of"] else None
        if prints_as(right.number, percent):
            is_of_another = None not in (of, right.figure.of) and of != right.figure.of
            if not is_of_another or all(of != share.figure.of for share in _recorded(action)):
                yield each[0], not is_of_another
        elif not (
            _is_loose(line, each)
            or any(prints_as(share.number, percent) for share in _recorded(action))
        ):
            is_alone = len(found) == 1 and of is None and not _PART_OF_IT.search(line)
            if is_alone or _has(line, right.figure.of):
                yield each[0], False


def _is_loose(line: str, found: re.Match[str]) -> bool:
    return bool(_LOOSE.search(line[max(0, found.start() - _LONGEST) : found.start()]))


def prints_as(exact: Decimal, said: Decimal) -> bool:
    """Return whether a number is what was said, once it is rounded to as many decimals."""
    exponent = said.as_tuple().exponent
    return rounded(exact, -exponent if isinstance(exponent, int) else 0) == said


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _recorded(action: ActionInQuarter) -> Iterator[_Share]:
    """Yield every number that the measures have: of other times, of others, their targets."""
    for each in action.measures:
        yield from _recorded_of(each)


def _recorded_of(measured: MeasureResults) -> Iterator[_Share]:
    measure, unit = measured.measure, measured.style.unit
    dated = [*([measure.baseline] if measure.baseline else []), *measure.benchmarks.values()]
    values: list[Value | None] = [
        *(each.value for each in dated),
        *(each.value for each in measure.last_year.values()),
        *(point.value for point in measured.points),
        *(reading.value for reading in measured.readings),
    ]
    for value in values:
        if isinstance(value, Figure):
            yield _Share(value.number(unit), value)
    for reading in measured.readings:
        yield from (_Share(bound, Figure(bound)) for bound in _bounds(reading))


def _bounds(reading: Reading) -> Iterator[Decimal]:
    if isinstance(reading.target, Goal):
        yield from (bound for bound in reading.target[:2] if bound is not None)


def _about(
    lines: Iterable[str], measured: MeasureResults, value: Figure, action: ActionInQuarter
) -> Iterator[str]:
    """Yield the sentences about a measure, more than about any other of its action."""
    own = stems(measured.name)
    texts = [line.text for line in action.action.measures if line.text != measured.text]
    texts += [each.name for each in action.measures if each.measure is not measured.measure]
    others = list(map(stems, texts))
    for line in lines:
        words = stems(line)
        shared = len(words & own)
        if not shared or any(len(words & other) >= shared for other in others):
            continue
        if shared < _ABOUT_IT:
            said = [_number(each["of"]) for each in _PERCENT.finditer(line) if each["of"]]
            is_about = value.of in said
        else:
            is_about = shared * 2 >= len(own) or _has(line, value.of)
        if is_about:
            yield line


def _has(line: str, number: Decimal | None) -> bool:
    return number in [_number(found) for found in re.findall(DIGITS, line)]


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """Return how the words of a text begin, but for those that are in every text."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _COMMON)
