"""Blank lines are set between fields, and nothing else of a file is changed."""

from pathlib import Path

import pytest

from planctl.edits.blank_lines import with_blank_lines
from planctl.text.document import Document, read

ROOT = Path(__file__).parents[2]
PLANS = sorted((*ROOT.glob("plan/*/[1-9]*.yaml"), *ROOT.glob("examples/*/[1-9]*.yaml")))


def document(text: str) -> Document:
    found, problems = read("3.2.yaml", text.encode())
    assert found, problems
    return found


def tidied(text: str) -> str:
    found = with_blank_lines(document(text))
    assert found
    assert with_blank_lines(found) == found
    return found.text


def test_fields_and_entries_with_fields_are_apart() -> None:
    assert tidied(
        """\
id: "3.2"
title: Homes
moves:
  - was: 2026-03
    to: 2026-09
  - was: 2026-09
    to: 2027-03
links:
  - One
  - Two
milestones:
  Doors open:
    due: 2026-09
    done:
  Staff are there:
    due: 2026-06
measures:
  - text: Moves
    actuals:
      Q1: 1
      Q2: {value: 2, note: few}
  - Weekly spend
updates:
  Q1:
    rag: green
    status: in progress
  Q2:
    rag:
"""
    ) == (
        """\
id: "3.2"

title: Homes

moves:
  - was: 2026-03
    to: 2026-09
  - was: 2026-09
    to: 2027-03

links:
  - One
  - Two

milestones:
  Doors open:
    due: 2026-09

    done:

  Staff are there:
    due: 2026-06

measures:
  - text: Moves

    actuals:
      Q1: 1

      Q2: {value: 2, note: few}
  - Weekly spend

updates:
  Q1:
    rag: green

    status: in progress

  Q2:
    rag:
"""
    )


def test_comments_stay_above_what_they_are_about() -> None:
    before = "id: x # the id\n# of the title\n  # two lines\ntitle: T\n\n# of the lead\nlead: L\n"
    after = "id: x # the id\n\n# of the title\n  # two lines\ntitle: T\n\n# of the lead\nlead: L\n"
    assert tidied(before) == after


def test_what_looks_like_a_comment_in_a_text_is_text() -> None:
    before = (
        "a: |\n  One\n  # two\nb: >-\n  Three\n  # four\n# of c\nc:\nd: 'five\n  # six'\ne: x\n"
    )
    after = before.replace("\nb:", "\n\nb:").replace("\n# of c", "\n\n# of c")
    assert tidied(before) == after.replace("\nd:", "\n\nd:").replace("\ne:", "\n\ne:")


def test_line_ends_of_windows_stay() -> None:
    assert tidied("id: x\r\ntitle: T\r\n") == "id: x\r\n\r\ntitle: T\r\n"


def test_braces_have_no_lines_of_their_own() -> None:
    assert tidied("{id: x,\ntitle: T}\n") == "{id: x,\ntitle: T}\n"


def test_where_a_blank_line_is_part_of_a_text_nothing_is_changed() -> None:
    assert with_blank_lines(document("a: |+\n  One\nb: x\n")) is None


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_files_say_the_same_in_the_same_lines(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = tidied(before)
    assert document(after).data == document(before).data
    lines = [line for line in before.splitlines() if line]
    assert [line for line in after.splitlines() if line] == lines
