"""What always holds of an edit, whatever the file and whatever is written into it."""

from copy import deepcopy
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.plan.fields import TEXT_FIELDS, WORD_FIELDS
from planctl.problem import UserError
from planctl.text.document import Document, read
from planctl.text.sentences import sentences
from planctl.text.span import Keys
from plans import PROSE, action_texts
from quarters import QUARTERS

_RENDERER = MarkdownIt("js-default")
_WORDS = st.tuples(st.sampled_from(WORD_FIELDS), st.sampled_from(["red", "amber", "green", ""]))
_TEXTS = st.tuples(st.sampled_from(TEXT_FIELDS), PROSE | st.just(""))
_HEADLINES = st.tuples(st.just("headline"), PROSE)
SETTINGS = st.builds(
    lambda quarter, pair: FieldValue(quarter, *pair),
    st.sampled_from(QUARTERS),
    _WORDS | _TEXTS | _HEADLINES,
)


@given(action_texts(), SETTINGS)
def test_an_edit_changes_one_value_and_no_byte_outside_it(text: str, setting: FieldValue) -> None:
    before = _document(text)
    try:
        after = set_fields(before, [setting])
    except UserError:
        assume(False)
    # The last line gets an end when something is put in below it.
    ended = _document(text if text.endswith("\n") else text + before.newline)
    assert after.data in (_expected(before, after, setting), _expected(ended, after, setting))
    said = field_text(after, setting.quarter, setting.field)
    if setting.field in TEXT_FIELDS:
        assert _meaning(said) == _meaning(setting.value)
    else:
        assert said.split() == setting.value.split()
    assert _rest(before, setting.keys) == _rest(after, setting.keys)
    assert _comments(before) == _comments(after)
    assert set(_line_ends(after.text)) <= (set(_line_ends(before.text)) or {"\n"})


@given(action_texts(), SETTINGS)
def test_an_ordinary_file_is_never_refused(text: str, setting: FieldValue) -> None:
    assume("\t" not in setting.value)
    set_fields(_document(text), [setting])


@given(action_texts(), SETTINGS)
def test_setting_twice_is_setting_once(text: str, setting: FieldValue) -> None:
    once = set_fields(_document(text), [setting])
    assert set_fields(once, [setting]) is once


@given(PROSE)
def test_commentary_keeps_its_meaning_one_sentence_to_a_line(text: str) -> None:
    assert _meaning(sentences(text)) == _meaning(text)
    assert sentences(sentences(text)) == sentences(text)


BROKEN = st.lists(
    st.sampled_from(["a", "b.", "Cd", "_", "  \n", "\n", "\n\n", " ", "\\", "`x"]),
    max_size=14,
).map("".join)


@given(BROKEN)
def test_a_line_break_is_kept_without_blanks_that_an_editor_trims(text: str) -> None:
    assert _meaning(sentences(text)) == _meaning(text)
    assert sentences(sentences(text)) == sentences(text)


def _document(text: str) -> Document:
    document, problems = read("3.2.yaml", text.encode())
    assert document, (text, problems)
    return document


def _expected(before: Document, after: Document, setting: FieldValue) -> dict[str, Any]:
    """Return the old data with the one value as it now is, in mappings that may be new."""
    data: dict[str, Any] = deepcopy(before.data)
    *above, field = setting.keys
    now: Any = after.data
    inner: Any = data
    for key in above:
        if not isinstance(inner.get(key), dict):
            if key not in now:
                return data
            inner[key] = {} if isinstance(now[key], dict) else now[key]
        inner, now = inner[key], now[key]
        if not isinstance(inner, dict):
            return data
    if field in now:
        inner[field] = now[field]
    return data


def _rest(document: Document, keys: Keys) -> list[tuple[Keys, str]]:
    """Return the characters of every other value, in order."""
    return [
        (each, document.text[span.start : span.end].rstrip())
        for each, span in document.spans.items()
        if each != keys[: len(each)] and span.end > span.start and span.style != "{"
    ]


def _comments(document: Document) -> list[str]:
    """Return what a comment can be: the end of each line from its first #, outside values."""
    kept = list(document.text)
    for span in document.spans.values():
        start = span.start
        if span.style in ("|", ">"):
            start = document.text.find("\n", start)
        if span.style != "{" and start < span.end:
            kept[start : span.end] = "\n" * (span.end - start)
    return [line[line.find("#") :].rstrip() for line in "".join(kept).splitlines() if "#" in line]


def _line_ends(text: str) -> list[str]:
    return [
        line[len(line.rstrip("\r\n")) :]
        for line in text.splitlines(keepends=True)
        if line[-1:] in "\r\n"
    ]


def _meaning(text: str) -> str:
    return " ".join(_RENDERER.render(text.expandtabs(4)).split())
