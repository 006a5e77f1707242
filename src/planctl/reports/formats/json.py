"""The whole plan for programs, nested, as JSON."""

import json
from collections.abc import Iterator

from planctl.reports.records.whole_plan import whole
from planctl.reports.report import Made


def render(made: Made) -> Iterator[bytes]:
    """Yield the record, whose schema `planctl schema report` prints, in UTF-8."""
    yield (
        json.dumps(whole(made.summary, made.commit), indent=2, ensure_ascii=False).encode() + b"\n"
    )
