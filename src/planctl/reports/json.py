"""The whole plan for programs, nested, as JSON."""

import json
from collections.abc import Iterator

from planctl.summary import Summary
from planctl.whole import whole

NAME = "json"
SUFFIXES: tuple[str, ...] = ("json",)


def render(summary: Summary, commit: str) -> Iterator[bytes]:
    """Yield the record, whose schema `planctl schema report` prints, in UTF-8."""
    yield json.dumps(whole(summary, commit), indent=2, ensure_ascii=False).encode() + b"\n"
