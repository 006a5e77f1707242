"""What is read without a parser is what the parser reads."""

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from planctl.text.document import read
from planctl.text.plain_layout import tidy
from plans import ACTION, HEADER, PROSE, action_texts

KNOWN = ACTION.replace("  # agreed at DMT", "")
ODD = " \n"
"""A last line that changes nothing, but leaves a text to the parser."""

WORDS = (
    *("word", "two words", "a: b", "a:b", "a:", "a #b", "a#b", "(a) b", "£3", "3.10", "null", "~"),
    *('"a"', '"a: b # c"', '"a\\n"', '"a" b', '""', "'a'", "'a''b'", "''", "'a", "a '", "@a", "%"),
    *(
        "|",
        "|-",
        ">",
        "| # c",
        "- a",
        "-",
        "? a",
        ": a",
        "&a",
        "*a",
        "!a b",
        "[a]",
        "{a: b}",
        "a ]",
    ),
    *("a\tb", "a ", "a\xa0b", "a\x85b", "a\ufeffb", "é", "\U0001f600", "a\rb", "<<<<<<< a", "a, b"),
)
BEGINNINGS = (
    *(
        "",
        "- ",
        "# ",
        "Q1: ",
        "Q2: ",
        "rag: ",
        "links: ",
        "<<: ",
        "a-b: ",
        "'a': ",
        "Q1:",
        "links:",
    ),
    *("links:", "updates:", "commentary: |\n      ", "---", "...", "=======", "%a"),
)
LINES = st.builds(
    "{}{}{}\n".format,
    st.sampled_from(["", "", "  ", "    ", "      ", " ", "   ", "     ", " " * 8]),
    st.sampled_from(BEGINNINGS),
    st.just("") | st.just("word") | st.sampled_from(WORDS),
)


@st.composite
def nearly_tidy(draw: st.DrawFn) -> str:
    """Make a text that is laid out plainly but for some lines that stand in it, or are gone."""
    lines = draw(st.sampled_from([KNOWN, HEADER.decode(), ""])).splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(lines)))
        end = draw(st.integers(start, min(len(lines), start + 3)))
        lines[start:end] = draw(st.lists(LINES, max_size=4))
    return "".join(lines)


@given(nearly_tidy() | action_texts())
@example("")
@example("# nothing\n")
@example("a: b")
@example("a: |\n  b\n\n\n  c\n\n# d\n\n")
def test_what_is_known_of_a_text_is_what_the_parser_reads(text: str) -> None:
    known = tidy(text)
    event(f"{'known' if known else 'left to the parser'}")
    if known:
        document, problems = read("p/3.2.yaml", (text + ODD).encode())
        assert document, problems
        assert known == (document.data, document.plain)
        assert list(known[0]) == list(document.data)


@given(PROSE)
def test_any_words_are_read_as_the_parser_reads_them(words: str) -> None:
    for text in (f"a: {words}\n", f"a:\n  - {words}\n", f"a: |\n  {words}\nb:\n"):
        if known := tidy(text):
            document, _ = read("p/3.2.yaml", (text + ODD).encode())
            assert document
            assert known == (document.data, document.plain)


@pytest.mark.parametrize("text", [KNOWN, HEADER.decode(), "a: b\n", "a:\n", "# c\n\na:\n  b: c\n"])
def test_a_text_in_the_layout_of_new_files_is_known(text: str) -> None:
    assert tidy(text)
    assert not tidy(text + ODD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a: b",
        "a: b\na: c\n",
        "a: b\n  c: d\n",
        "a:\n    b: c\n",
        "  a: b\n",
        "a: |\n  <<<<<<< ours\n",
        "a: b: c\n",
        "a: b # c\n",
        "a: b\n  c\n",
        "a:\n  - b\n    c\n",
        "a:\n  - b\n  c: d\n",
        'a: "\\n"\n',
        "a: b\r\n",
        "a: b\xa0c\n",
        "a: &b c\n",
    ],
)
def test_a_text_that_might_be_read_in_another_way_is_left_to_the_parser(text: str) -> None:
    assert tidy(text) is None
