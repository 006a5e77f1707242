"""The whole plan for programs, nested, as JSON."""

import json
from collections.abc import Iterator

from planctl.reports.records.report import report_record
from planctl.reports.report import Made


def render(made: Made) -> Iterator[bytes]:
    """Yield the record, whose schema `planctl schema report` prints, in UTF-8."""
    record = report_record(made.summary, made.commit)
    yield f"{json.dumps(record, indent=2, ensure_ascii=False)}\n".encode()
