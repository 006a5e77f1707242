"""A plan file as git diff shows it."""

import sys
from pathlib import Path

import pytest

from planctl.changes.git_diff_text import git_diff_text
from planctl.cli.app import run
from plans import ACTION, HEADER

SHOWN = """\
3.2 PLACEMENT STABILITY
Description: Improve placement stability and choice
Lead: Permanence

Links
  - Corporate Parenting Strategy

Indicators
  - Fewer placements end early.

Measures
  - Placements that ended early

Q1
  Rating: green
  Commentary:
    The campaign began in May.
    Two carers were approved.
"""


def test_an_action_reads_as_people_say_it() -> None:
    assert git_diff_text(ACTION.encode()) == SHOWN


def test_layout_and_comments_make_no_difference() -> None:
    other = (
        ACTION.replace("title", "# new\ntitle").replace("green", "'green'").replace("\n\n", "\n")
    )
    assert git_diff_text(other.replace("\n", "\r\n").encode()) == SHOWN


def test_a_header_keeps_its_names() -> None:
    raw = HEADER + b"leads:\n  NO:\n  Permanence: Head\nclosed:\n  - quarter: Q1\n    of: [a, b]\n"
    assert git_diff_text(raw) == (
        "Improvement Plan\nOrganisation: Aldermere Council\nYear: 2019-20\n\n"
        "Priorities\n  1: Right help, right time\n  3: Permanence without delay\n\n"
        "Leads\n  NO\n  Permanence: Head\n\n"
        "Closed\n  - Quarter: Q1\n    Of\n      - a\n      - b\n"
    )


def test_a_commentary_of_one_line_stands_below_its_name_too() -> None:
    raw = b"updates:\n  Q1:\n    next_steps: Go on.\n    headline: |\n      A\n      B\n"
    assert git_diff_text(raw) == "\nQ1\n  Next steps:\n    Go on.\n  Headline:\n    A\n    B\n"


def test_what_cannot_be_seen_is_shown_and_nothing_is_assumed() -> None:
    assert git_diff_text(b'a: "\\e[31m"\nupdates: none\nb:\n  -\n  - |\n    x\n    y\n') == (
        "A: \\x1b[31m\nUpdates: none\n\nB\n  - \n  - x\n    y\n    \n"
    )


def test_a_conflict_shows_both_sides_as_they_read() -> None:
    marked = ACTION.replace(
        "green  # agreed at DMT\n",
        "green\n<<<<<<< HEAD\n    status: on hold\n||||||| base\n=======\n"
        "    status: closed\n>>>>>>> q2\n",
    ).replace("    status:\n\n    commentary: |", "    commentary: |")
    assert git_diff_text(marked.encode()) == SHOWN.replace(
        "  Rating: green\n",
        "  Rating: green\n<<<<<<< HEAD\n  Status: on hold\n=======\n  Status: closed\n>>>>>>> q2\n",
    )


@pytest.mark.parametrize("raw", [b"[\n", b"\xff\n", b"<<<<<<< a\n[\n=======\na: 1\n>>>>>>> b\n"])
def test_what_cannot_be_read_has_no_reading(raw: bytes) -> None:
    assert git_diff_text(raw) is None


def test_the_command_prints_it_or_the_file_itself(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(ACTION.encode())
    assert run(["git", "textconv", str(path)]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == SHOWN.encode()
    path.write_bytes(b"[\xff\r\n")
    assert run(["git", "textconv", str(path)]) == 0
    assert capfdbinary.readouterr().out == b"[\xff\r\n"
    assert run(["git", "textconv", str(tmp_path / "none")]) == 3
