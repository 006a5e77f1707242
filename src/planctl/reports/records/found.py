"""Where words were found in plans: what `planctl find --json` prints."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.problem import visible
from planctl.summary.found_words import FoundWords


class FoundRecord(TypedDict):
    """A sentence that has the words; `id`, `lead` and `quarter` are "" where it is of none."""

    id: str
    title: str
    lead: str
    quarter: str
    field: str
    path: str
    line: int
    sentence: str


class FindRecord(TypedDict):
    """What `planctl find --json` prints."""

    schema: Literal["planctl/find/1"]
    found: list[FoundRecord]


def find_record(found: Iterable[FoundWords]) -> FindRecord:
    """Return the record of `planctl find --json`."""
    return {"schema": "planctl/find/1", "found": [_found_record(each) for each in found]}


def _found_record(found: FoundWords) -> FoundRecord:
    return {
        "id": found.action,
        "title": visible(found.title),
        "lead": visible(found.lead),
        "quarter": found.quarter,
        "field": found.field,
        "path": found.place.path,
        "line": found.place.line,
        "sentence": visible(found.sentence),
    }
