"""Mappings and lists are written as new lines, and every other character stays."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.edit_mapping import Value, put, removed
from planctl.text.span import Keys
from plans import PROSE

ORDER = ("Q1", "Q2", "Q3", "Q4")
RECORD: Value = {"date": "2019-07-19", "by": "Head: of Service", "actions": {"3.2": "v1-ab"}}
WRITTEN = """  Q2:
    date: 2019-07-19
    by: "Head: of Service"
    actions:
      "3.2": v1-ab
"""


def document(text: str) -> Document:
    found, problems = read("plan.yaml", text.encode())
    assert found, problems
    return found


def after(text: str, value: Value = RECORD, *keys: str) -> str:
    changed = put(document(text), keys or ("closed", "Q2"), value, ORDER, gap=True)
    return changed.encoded().decode()


def test_a_missing_mapping_is_written_at_the_end_after_a_blank_line() -> None:
    assert after("title: A # so\n# end\n") == f"title: A # so\n\nclosed:\n{WRITTEN}# end\n"


def test_what_is_written_has_the_line_ends_of_its_file() -> None:
    lines = WRITTEN.replace("\n", "\r\n")
    assert after("\ufefftitle: A\r\n") == f"\ufefftitle: A\r\n\r\nclosed:\r\n{lines}"


def test_a_last_line_without_an_end_stays_one() -> None:
    assert after("title: A") == f"title: A\n\nclosed:\n{WRITTEN}".removesuffix("\n")


def test_a_key_that_is_empty_is_filled() -> None:
    assert after("closed:   # none\n\ntitle: A\n") == f"closed:   # none\n\n{WRITTEN}\ntitle: A\n"
    assert after("closed:\n  Q2: # so\n    by:\n") == (
        "closed:\n  Q2: # so\n    date: 2019-07-19\n"
        '    by: "Head: of Service"\n    actions:\n      "3.2": v1-ab\n'
    )


def test_quarters_stand_in_their_order_and_apart() -> None:
    text = "closed:\n  Q1:\n    by: A\n\n  Q3:\n    by: B # so\ntitle: A\n"
    assert (
        after(text) == f"closed:\n  Q1:\n    by: A\n\n{WRITTEN}\n  Q3:\n    by: B # so\ntitle: A\n"
    )


def test_of_a_mapping_only_what_differs_is_written() -> None:
    text = "closed:\n  Q2: # mine\n    by: A # so\n    date: 2019-07-01\n    old: x\n    actions:\n"
    expected = (
        'closed:\n  Q2: # mine\n    by: "Head: of Service" # so\n    date: 2019-07-19\n'
        '    actions:\n      "3.2": v1-ab\n'
    )
    assert after(text) == expected
    assert after(expected) == expected


def test_an_entry_that_is_gone_takes_its_lines_along() -> None:
    text = 'a:\n  "1.1":\n    x: y\n  # kept\n  "3.2": z\nb: c\n'
    assert after(text, {"3.2": "z"}, "a") == 'a:\n  # kept\n  "3.2": z\nb: c\n'
    assert after(text.replace("\n", "\r\n"), {"3.2": "z"}, "a").count("\r\n") == 4


def test_a_list_grows_at_its_end() -> None:
    text = "a:\n  - x: 1 # so\n    y: |\n      two\n# after\nb: c\n"
    there = {"x": "1", "y": "two\n"}
    assert after(text, [there, {"x": "3: 4"}], "a") == (
        'a:\n  - x: 1 # so\n    y: |\n      two\n  - x: "3: 4"\n# after\nb: c\n'
    )
    assert after(text, [there], "a") == text


def test_a_list_is_begun_below_its_key() -> None:
    assert after("a:\nb: c\n", [{"x": "v", "z": "w"}], "a") == "a:\n  - x: v\n    z: w\nb: c\n"
    assert after("b: c\n", [{"x": "v"}], "a") == "b: c\n\na:\n  - x: v\n"


@pytest.mark.parametrize(
    ("text", "value", "keys"),
    [
        ("closed: {}\n", RECORD, ("closed", "Q2")),
        ("closed: {Q2: {by: A}}\n", RECORD, ("closed", "Q2")),
        ("closed: words\n", RECORD, ("closed", "Q2")),
        ("closed: |\n  words\n", RECORD, ("closed", "Q2")),
        ("a: []\n", [{"x": "y"}], ("a",)),
        ("a: [{x: y}]\n", [{"x": "y"}, {"x": "z"}], ("a",)),
        ("a:\n  - x: y\n", [], ("a",)),
        ("a:\n  - x: y\n", [{"x": "z"}], ("a",)),
        ("a:\n  - x: y\n", "words", ("a",)),
        ("t: |\n  a\n\n  # in the text", RECORD, ("closed", "Q2")),
    ],
)
def test_what_cannot_be_written_without_disturbing_is_refused(
    text: str, value: Value, keys: tuple[str, ...]
) -> None:
    with pytest.raises(UserError, match=r"plan\.yaml:\d+: cannot"):
        after(text, value, *keys)


HEADS = ["title: A # b\n", "# c\n\ntitle: >-\n  A\n  b\n", "title: A\n\nleads:\n    X: Y\n"]
CLOSED = [
    "",
    "closed:\n",
    "closed: # c\n  Q1:\n    by: A\n    # c\n",
    "closed:\n    Q4:\n        by: B\n\n",
    "closed:\n  Q2:\n    by: B # c\n    x: y\n",
]


@given(
    st.sampled_from(HEADS),
    st.sampled_from(CLOSED),
    st.sampled_from(["", "# end\n", "\ntail: z\n"]),
    PROSE,
    st.booleans(),
)
def test_it_is_there_and_the_rest_is_as_it_was(
    head: str, closed: str, tail: str, reason: str, windows: bool
) -> None:
    text = (head + closed + tail).replace("\n", "\r\n" if windows else "\n")
    record: Value = {"by": "A", "accepted": {"3.2": {"reason": " ".join(reason.split())}}}
    before = document(text)
    changed = put(before, ("closed", "Q2"), record, ORDER, gap=True)
    said = changed.data["closed"]
    assert isinstance(said, dict)
    assert said.pop("Q2") == record
    was = before.data.get("closed") or {}
    assert isinstance(was, dict)
    assert said == {key: each for key, each in was.items() if key != "Q2"}
    if "  Q2:" not in closed:
        matcher = SequenceMatcher(
            None, text.splitlines(), changed.text.splitlines(), autojunk=False
        )
        assert {each[0] for each in matcher.get_opcodes()} <= {"equal", "insert"}


LISTED = "a: 1\n\nlinks:\n  - A\n  - B # b\n\n  # of C\n  - C\n\nlast:\n  x: 1\n\n  y:\n    z: 2\n"


@pytest.mark.parametrize(
    ("keys", "gone"),
    [
        (("links", 0), "  - A\n"),
        (("links", 1), "  - B # b\n"),
        (("links", 2), "  - C\n"),
        (("last", "x"), "  x: 1\n"),
        (("last", "y"), "\n  y:\n    z: 2\n"),
        (("last", "y", "z"), "    z: 2\n"),
        (("links",), "links:\n  - A\n  - B # b\n\n  # of C\n  - C\n\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_entry_is_removed_with_its_lines_alone(keys: Keys, gone: str, newline: str) -> None:
    before = document(LISTED.replace("\n", newline))
    assert removed(before, keys).text == before.text.replace(gone.replace("\n", newline), "", 1)


def test_an_entry_within_brackets_is_not_removed() -> None:
    with pytest.raises(UserError, match="leave the rest as it is"):
        removed(document("links: [A, B]\n"), ("links", 0))


def test_an_entry_of_an_entry_is_removed() -> None:
    before = document("measures:\n  - text: A\n    parts:\n      - id: a\n      - id: b\n")
    now = removed(before, ("measures", 0, "parts", 1))
    assert now.text == before.text.replace("      - id: b\n", "")
