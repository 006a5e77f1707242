"""The whole plan for programs, nested, as JSON."""

import json
from collections.abc import Iterator

from planctl.reports.records.report import report_record
from planctl.reports.report import ReportRequest


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the record, whose schema `planctl schema report` prints, in UTF-8."""
    record = report_record(request.summary, request.commit)
    yield f"{json.dumps(record, indent=2, ensure_ascii=False)}\n".encode()
