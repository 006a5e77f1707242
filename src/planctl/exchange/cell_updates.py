"""The commentary of a cell by its quarters: Q1: …, Update July 2013: …, each on its own line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planctl.exchange.known_columns import quarter_of
from planctl.exchange.source_tables import SourceCell
from planctl.exchange.word_numbers import BULLET
from planctl.plan.year import Year

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:19|20)[0-9]{2}"
_WHEN = (
    rf"(?:(?:q|qtr|quarter) ?[1-4](?:[ ,(]*20[0-9]{{2}} ?[-/–] ?(?:20)?[0-9]{{2}}\)?)?"
    rf"|(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2,4}})"
)
_LABEL = re.compile(
    r"(?:(?:progress|update|position|commentary|status|as)\b[ \w]{0,20}?[ -]*)?"
    rf"\(?(?P<when>{_WHEN})\)?"
    r"(?: (?:update|progress|commentary|position))?\s*(?:[:–]|-(?=\s)|$)\s*",
    re.IGNORECASE,
)


class QuarterText(NamedTuple):
    """What a cell says of one quarter: its key, "" where it does not say; the label, the words."""

    quarter: str
    label: str
    text: str


def texts_by_quarter(cell: SourceCell, year: Year) -> Iterator[QuarterText]:
    """Yield what a cell says, by the quarters that its lines begin with.

    A quarter of another year has no key, and its label.
    """
    quarter, label = "", ""
    lines: list[str] = []
    for line in cell.lines:
        found = _LABEL.match(line.text)
        if found:
            if lines:
                yield QuarterText(quarter, label, _joined(lines))
            quarter, label = quarter_of(found["when"], year), found[0].strip()
            lines = []
        text = line.text[found.end() :] if found else line.text
        if text:
            lines.append(f"- {text}" if line.mark == BULLET else f"{line.mark} {text}".strip())
    if lines or label:
        yield QuarterText(quarter, label, _joined(lines))


def _joined(lines: list[str]) -> str:
    """Return lines as paragraphs, those of a list below each other."""
    made = ""
    for before, line in zip(["", *lines], lines, strict=False):
        close = before.startswith("- ") and line.startswith("- ")
        made += ("\n" if close else "\n\n") * bool(made) + line
    return made
