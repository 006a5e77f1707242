"""What is made of a plan to be read or used elsewhere: one format a module."""

from collections.abc import Iterator
from typing import Protocol

from planctl.reports import html, markdown
from planctl.reports.made import Made


class Report(Protocol):
    """What a report format is: its name, the suffixes of its files, and how it is rendered."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, made: Made) -> Iterator[bytes]:
        """Yield the file, piece by piece."""


REPORTS: tuple[Report, ...] = (html, markdown)
TEMPLATED = (html.NAME, markdown.NAME)
"""The formats that are made with templates, which a council may replace."""


def render(made: Made, name: str) -> Iterator[bytes]:
    """Yield a report in the format of that name, piece by piece.

    Raises UserError for what is wrong with a template, or for a format whose library is missing.
    """
    report = next(report for report in REPORTS if name == report.NAME)
    return report.render(made)
