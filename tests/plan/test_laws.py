"""What always holds of loading a plan and checking it, whatever the bytes."""

import re
from collections.abc import Mapping
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.problem import HIDDEN, Problem
from plans import ACTION, HEADER, action_texts

DAYS = st.dates(date(2018, 1, 1), date(2022, 1, 1))
_PIECES = st.sampled_from(
    (
        *(
            ": ",
            "- ",
            "> ",
            "|",
            "|\n",
            "\n",
            "\t",
            "\r",
            "\r\n",
            "  ",
            '"',
            "'",
            "[",
            "]",
            "{",
            "}",
        ),
        *("&a", "*a", "!x", "%", "@", "#", "---\n", "...\n", "<<: ", "? ", "\\", "\\u202e", "\0"),
        *("\x85", "\u2028", "\ufeff", "\u200b", "\U0001f469\u200d\U0001f467", "<<<<<<< HEAD\n"),
        *("=======\n", "rag: amber", "Q5:", "1.10", "status: complete", "further work"),
        *("year: 2019-20", "priorities:\n", "leads: {Permanence: Head}"),
    )
)
_ODD = st.lists(_PIECES | st.characters(), max_size=20).map(
    lambda pieces: "".join(pieces).encode(errors="surrogatepass")
)


@st.composite
def mutated(draw: st.DrawFn) -> Mapping[str, bytes]:
    """Make a plan whose files are nearly good: something odd stands in them, or is gone."""
    texts = {"plan.yaml": HEADER, "3.2.yaml": draw(action_texts() | st.just(ACTION)).encode()}
    name = draw(st.sampled_from(list(texts)))
    raw = texts[name]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + draw(st.sampled_from([0, 1, 40])))))
        raw = raw[:start] + draw(_ODD | st.binary(max_size=4)) + raw[end:]
    return {**texts, name: raw}


def checked(texts: Mapping[str, bytes], today: date) -> tuple[Problem, ...]:
    return check_plan(load(texts), today)


def assert_within_its_file(problem: Problem, texts: Mapping[str, bytes]) -> None:
    raw = texts.get(problem.place.path, b"").removeprefix("\ufeff".encode())
    lines = re.split(r"\r\n|\r|\n", raw.decode(errors="replace"))
    _, line, column, width, text = problem.place
    assert 1 <= line <= len(lines)
    assert text == ("" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else lines[line - 1])
    assert 1 <= column <= len(text) + 1
    assert 1 <= width <= max(1, len(text) + 1 - column)


def assert_can_be_read(problem: Problem) -> None:
    for text in (problem.message, problem.hint):
        assert not HIDDEN.search(text)
        assert "\n" not in text
    assert problem.message


@given(st.dictionaries(st.sampled_from(["plan.yaml", "3.2.yaml"]), st.binary() | _ODD), DAYS)
@example({"plan.yaml": HEADER, "3.2.yaml": b"id: \xff"}, date(2019, 11, 15))
@example({"plan.yaml": b"\xfe\xff"}, date(2019, 11, 15))
@example({"3.2.yaml": b'title: "\\u202e"\r"[key]": x'}, date(2019, 11, 15))
def test_any_bytes_are_loaded_and_checked(texts: Mapping[str, bytes], today: date) -> None:
    for problem in checked(texts, today):
        assert_within_its_file(problem, texts)
        assert_can_be_read(problem)


@given(mutated(), DAYS)
def test_a_plan_that_is_nearly_good_is_loaded_and_checked(
    texts: Mapping[str, bytes], today: date
) -> None:
    for problem in checked(texts, today):
        assert_within_its_file(problem, texts)
        assert_can_be_read(problem)


@given(mutated(), DAYS)
def test_checking_twice_says_the_same(texts: Mapping[str, bytes], today: date) -> None:
    assert checked(texts, today) == checked(texts, today)


@given(mutated())
def test_what_cannot_be_read_is_said_to_be_so(texts: Mapping[str, bytes]) -> None:
    plan = load(texts)
    wrong = {problem.place.path for problem in plan.problems}
    unread = {entry.path for entry in plan.entries if not entry.action}
    if not plan.header:
        unread.add("plan.yaml")
    assert unread == wrong


@given(action_texts())
def test_a_document_that_is_read_gives_back_its_bytes(text: str) -> None:
    raw = text.encode()
    (entry,) = load({"3.2.yaml": raw}).entries
    assert entry.document
    assert entry.document.encoded() == raw
