"""What a change of the record of issues is in sentences."""

from planctl.changes.diff import diff, plan_version
from planctl.changes.diff_lines import diff_lines, plain_text
from plans import HEADER

ISSUE = b"""
published:
  1:
    kind: full
    sha256: "1"
    proposed:
      date: 2019-10-14
      by: Officer
"""


def said(before: bytes, after: bytes) -> list[str]:
    """Return what changed between two texts of a plan.yaml, but for the heading."""
    versions = (plan_version({"p/plan.yaml": HEADER + each}) for each in (before, after))
    return [line.strip() for line in plain_text(diff_lines(diff(*versions)))][1:]


def test_a_step_that_is_undone_is_told() -> None:
    assert said(ISSUE, b"") == ["Issue 1 is no longer proposed"]


def test_a_day_that_is_none_is_told_as_it_is_written() -> None:
    after = ISSUE.replace(b"2019-10-14", b"31 June")
    assert said(ISSUE, after) == ["Issue 1 is proposed on 31 June"]


def test_no_digest_is_told() -> None:
    after = ISSUE.replace(b'"1"', b'"2"')
    assert said(ISSUE, after) == ["What is on record of issue 1 is another"]
