"""Two people's changes to a file, as cases/merge says; REGENERATE=1 writes the results anew."""

import os
import re
from pathlib import Path

import pytest

from planctl.changes.merge.file_merge import ConflictStyle, Merged, both, merge, proves
from plans import ACTION

CASES = sorted((Path(__file__).parents[1] / "cases" / "merge").glob("*.txt"))
_SECTION = re.compile(r"^--- \w+\n", re.MULTILINE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_versions_merge_as_their_case_says(case: Path) -> None:
    about, base, ours, theirs, expected = _SECTION.split(case.read_text(encoding="utf-8"))
    merged = merge("3.2.yaml", base.encode(), ours.encode(), theirs.encode())
    assert merged
    if os.environ.get("REGENERATE"):
        kept = "".join(
            f"--- {name}\n{text}"
            for name, text in zip(("base", "ours", "theirs"), (base, ours, theirs), strict=True)
        )
        case.write_text(f"{about}{kept}--- merged\n{merged.raw.decode()}", encoding="utf-8")
        return
    assert merged.raw.decode() == expected
    assert merged.conflicts == expected.count("<<<<<<<")


OURS = ACTION.replace("Q2:\n    rag:", "Q2:\n    rag: amber")
THEIRS = ACTION.replace("Q2:\n    rag:", "Q2:\n    rag: green")
EDITED = ACTION.replace("Q3:\n    rag:", "Q3:\n    rag: red")


def merged(base: str, ours: str, theirs: str, style: ConflictStyle | None = None) -> Merged | None:
    return merge("3.2.yaml", base.encode(), ours.encode(), theirs.encode(), style)


def text_of(found: Merged | None) -> str:
    assert found
    return found.raw.decode()


def test_marks_have_the_size_the_names_and_the_style_that_git_asks_for() -> None:
    style = ConflictStyle("HEAD", "abc123", "q2 \x1b[31m", 9, "diff3")
    assert text_of(merged(ACTION, OURS, THEIRS, style)) == ACTION.replace(
        "Q2:\n    rag:\n",
        "Q2:\n<<<<<<<<< HEAD\n    rag: amber\n||||||||| abc123\n    rag:\n=========\n"
        "    rag: green\n>>>>>>>>> q2 \\x1b[31m\n",
    )


def test_diff3_repeats_what_both_share_and_zdiff3_does_not() -> None:
    ours, theirs = (
        ACTION.replace(
            "Q2:\n    rag:\n\n    status:\n\n    commentary:", f"Q2:\n    commentary: |\n{text}"
        )
        for text in ("      A.\n      C.", "      B.\n      C.")
    )
    whole = text_of(merged(ACTION, ours, theirs, ConflictStyle(name="diff3")))
    assert "=======\n      B.\n      C.\n>>>>>>>" in whole
    short = text_of(merged(ACTION, ours, theirs, ConflictStyle(name="zdiff3")))
    assert "||||||| base\n=======\n      B.\n>>>>>>> theirs\n      C.\n" in short


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (ACTION, ACTION.replace("\n", "\r\n"), EDITED, EDITED.replace("\n", "\r\n")),
        (ACTION, EDITED, ACTION.replace("\n", "\r\n"), EDITED.replace("\n", "\r\n")),
        (ACTION, f"\ufeff{ACTION}", EDITED, f"\ufeff{EDITED}"),
        (ACTION, ACTION.removesuffix("\n"), EDITED, EDITED.removesuffix("\n")),
        (ACTION.removesuffix("\n"), EDITED.removesuffix("\n"), ACTION, EDITED),
    ],
    ids=["crlf-ours", "crlf-theirs", "mark", "no-last-end", "last-end"],
)
def test_how_lines_and_the_file_end_is_merged_too(
    base: str, ours: str, theirs: str, expected: str
) -> None:
    assert text_of(merged(base, ours, theirs)) == expected


@pytest.mark.parametrize(
    "odd",
    [
        "a: 1\na: 2\n",
        "a: [\n",
        "{a: 1}\n",
        "? a\n: 1\n",
        "a:\n  -\n    b: 1\n",
        "a:\n  - ? b\n    : 1\n",
        "<<<<<<< ours\na: 1\n=======\n>>>>>>> theirs\n",
    ],
)
def test_what_cannot_be_read_or_taken_apart_is_not_merged(odd: str) -> None:
    assert merged("a: 0\n", odd, "a: 0\nb: 1\n") is None


def test_what_only_one_side_has_is_taken_unread() -> None:
    assert merged("\t", "\t", "x: [") == Merged(b"x: [")
    assert merged("\t", "x: [", "\t") == Merged(b"x: [")
    assert merged("\t", "x: [", "x: [") == Merged(b"x: [")


def test_a_file_that_would_be_too_large_is_not_made() -> None:
    lines = "".join(f"      Line {number} of many.\n" for number in range(6000))
    ours, theirs = (
        ACTION.replace(
            f"{quarter}:\n    rag:\n\n    status:\n\n    commentary:\n",
            f"{quarter}:\n    rag:\n\n    status:\n\n    commentary: |\n{lines}",
        )
        for quarter in ("Q2", "Q3")
    )
    assert merged(ACTION, ours, theirs) is None


@pytest.mark.parametrize(("number", "merges"), [(900, True), (14_000, False)])
def test_entries_of_a_long_list_are_put_together_until_it_would_take_too_long(
    number: int, *, merges: bool
) -> None:
    base = "".join(f"  - Entry {each}\n" for each in range(number))
    ours, theirs = base.replace("Entry 5\n", "Five\n"), f"{base}  - One more\n"
    base, ours, theirs = (f"links:\n{text}" for text in (base, ours, theirs))
    found = merged(base, ours, theirs)
    assert (found == Merged(f"{ours}  - One more\n".encode())) is merges


def test_many_new_wordings_are_entries_that_went_and_others_that_came() -> None:
    base = "".join(f"  - {number} {'as it was said ' * 9}\n" for number in range(40))
    ours = base.replace("said", "told") + "  - One more\n"
    theirs = base.replace("  - 0 ", "  - Nought ", 1)
    base, ours, theirs = (f"links:\n{text}" for text in (base, ours, theirs))
    found = merged(base, ours, theirs)
    assert found
    assert found.conflicts
    assert b"One more" in found.raw


def test_a_text_is_proved_by_what_it_says() -> None:
    base, ours, theirs = (text.encode() for text in (ACTION, OURS, EDITED))
    right = OURS.replace("Q3:\n    rag:", "Q3:\n    rag: 'red'")
    assert proves("3.2.yaml", base, ours, theirs, right.encode())
    assert not proves("3.2.yaml", base, ours, theirs, ours)
    assert not proves("3.2.yaml", base, ours, theirs, b"<")


def test_a_conflict_is_proved_by_no_text() -> None:
    base, ours, theirs = (text.encode() for text in (ACTION, OURS, THEIRS))
    assert not proves("3.2.yaml", base, ours, theirs, ours)
    base, ours, theirs = b"a: [1, 2, 3]\n", b"a: [2, 1, 3]\n", b"a: [1, 3, 2]\n"
    assert not any(proves("3.2.yaml", base, ours, theirs, each) for each in (ours, theirs))


def test_two_whole_files_are_marked_even_if_they_are_no_text() -> None:
    assert both(b"\xff", b"", b"\x00\nx", ConflictStyle("a", "b", "c")) == (
        b"<<<<<<< a\n\xff\n=======\n\x00\nx\n>>>>>>> c\n"
    )


UPDATE = 'id: "3.2"\nupdates:\n  Q1:\n    rag: green\n    headline: One\n'
WIDE = 'id: "3.2"\nupdates:\n    Q1:\n        rag: green\n        headline: One\n'
ONLY_Q2 = 'id: "3.2"\nupdates:\n  Q2:\n    rag: red\n'
MOVE = "moves:\n  - was: 2020-01\n    to: 2020-03\n"
WIDE_MOVE = "moves:\n  -   was: 2020-01\n      to: 2020-03\n"


@pytest.mark.parametrize(
    ("base", "one", "other", "expected"),
    [
        (UPDATE, WIDE, UPDATE.replace("One", "Two"), WIDE.replace("One", "Two")),
        (UPDATE, WIDE, WIDE, WIDE),
        (
            UPDATE,
            UPDATE.replace("updates:", "updates:  # a note"),
            UPDATE.replace("One", "Two"),
            UPDATE.replace("updates:", "updates:  # a note").replace("One", "Two"),
        ),
        (
            UPDATE,
            UPDATE.replace("Q1:", "Q1:  # a note"),
            UPDATE.replace("One", "Two"),
            UPDATE.replace("Q1:", "Q1:  # a note").replace("One", "Two"),
        ),
        ('id: "3.2"\n', UPDATE, ONLY_Q2, f"{UPDATE}  Q2:\n    rag: red\n"),
        ('id: "3.2"\nupdates:\n', UPDATE, ONLY_Q2, f"{UPDATE}  Q2:\n    rag: red\n"),
        (MOVE, WIDE_MOVE, MOVE.replace("03", "04"), WIDE_MOVE.replace("03", "04")),
    ],
)
def test_how_a_part_is_indented_and_what_stands_at_its_key_is_merged_too(
    base: str, one: str, other: str, expected: str
) -> None:
    for ours, theirs in ((one, other), (other, one)):
        found = merged(base, ours, theirs)
        assert (text_of(found), found and found.conflicts) == (expected, 0)
