"""What always holds of a merge, whatever the file and whatever two people make of it."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from edits.test_laws import SETTINGS
from planctl.changes.merge.data_merge import meaning
from planctl.changes.merge.file_merge import Merged, merge
from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.problem import UserError
from planctl.text.document import Document, read
from plans import ACTION, action_texts
from quarters import QUARTERS

Values = dict[tuple[str, ...], object]

_CONFLICT = re.compile(
    r"^<<<<<<< ours\r?\n(?P<ours>.*?)^=======\r?\n(?P<theirs>.*?)^>>>>>>> theirs(?:\r?\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_FIELDS = [(quarter, field) for quarter in QUARTERS for field in UPDATE_FIELDS]
EDITS = st.lists(SETTINGS, max_size=4)


@given(action_texts(), action_texts())
def test_what_only_one_side_changed_is_kept_to_the_byte(before: str, after: str) -> None:
    old, new = before.encode(), after.encode()
    assert merge("3.2.yaml", old, new, old) == Merged(new)
    assert merge("3.2.yaml", old, old, new) == Merged(new)
    assert merge("3.2.yaml", old, new, new) == Merged(new)


@given(action_texts(), EDITS, EDITS)
def test_each_update_is_in_the_merge_unless_both_made_it(
    text: str, ours: list[FieldValue], theirs: list[FieldValue]
) -> None:
    base = _document(text)
    try:
        first, second = set_fields(base, ours), set_fields(base, theirs)
    except UserError:
        assume(False)
    merged = merge("3.2.yaml", base.encoded(), first.encoded(), second.encoded())
    assert merged
    settled = {side: _settled(merged, side) for side in ("ours", "theirs")}
    clashes = 0
    for at in _FIELDS:
        was, one, two = (field_text(each, *at) for each in (base, first, second))
        got = {side: field_text(document, *at) for side, document in settled.items()}
        if f"{at[0]}: {{" in text and merged.conflicts:
            assert got["ours"] in (one, two)  # a mapping in braces is one conflict as a whole
            assert got["theirs"] in (one, two)
        elif one in (was, two) or two == was:
            assert set(got.values()) == {two if one == was else one}
        elif at[1] not in TEXT_FIELDS or not (one and two):
            assert got == {"ours": one, "theirs": two}
            clashes += 1
        else:
            assert _new_lines(was, one) <= _lines(got["ours"])
            assert _new_lines(was, two) <= _lines(got["theirs"])
    assert merged.conflicts == len(_CONFLICT.findall(merged.raw.decode())) or clashes > 1
    assert (merged.conflicts > 0) >= (clashes > 0)


@given(action_texts(), action_texts(), action_texts())
def test_whatever_a_side_changed_is_there_or_is_marked(base: str, ours: str, theirs: str) -> None:
    merged = merge("3.2.yaml", base.encode(), ours.encode(), theirs.encode())
    assume(merged is not None)
    assert merged
    was = _values(_document(base))
    for side, text in (("ours", ours), ("theirs", theirs)):
        said, got = _values(_document(text)), _values(_settled(merged, side))
        for keys in {*was, *said}:
            if said.get(keys) != was.get(keys) and keys[-1] not in TEXT_FIELDS:
                assert got.get(keys) == said.get(keys), (side, keys)
            elif said.get(keys) != was.get(keys):
                new = _new_lines(was.get(keys), said.get(keys))
                assert new <= _lines(got.get(keys)), (side, keys)
    if not merged.conflicts:
        assert _settled(merged, "ours").data == _settled(merged, "theirs").data


@given(action_texts(), action_texts(), action_texts())
def test_who_merges_makes_no_difference_to_the_meaning(base: str, ours: str, theirs: str) -> None:
    old, one, two = base.encode(), ours.encode(), theirs.encode()
    merged, other = merge("3.2.yaml", old, one, two), merge("3.2.yaml", old, two, one)
    assume(merged is not None and other is not None)
    assert merged
    assert other
    assert (merged.conflicts == 0) == (other.conflicts == 0)
    for side, opposite in (("ours", "theirs"), ("theirs", "ours")):
        assert meaning(_settled(merged, side).data) == meaning(_settled(other, opposite).data)


@given(st.integers(1, 5), st.booleans(), st.booleans(), EDITS, st.booleans())
def test_a_new_format_stays_and_so_does_the_edit(
    deeper: int, dense: bool, crlf: bool, edits: list[FieldValue], swapped: bool
) -> None:
    formatted = re.sub(
        r"^( +)", lambda found: found[1] + found[1] * deeper, ACTION, flags=re.MULTILINE
    )
    formatted = formatted.replace("\n\n", "\n") if dense else formatted
    formatted = formatted.replace("\n", "\r\n") if crlf else formatted
    formatted = formatted.replace("lead:", "# who\n'lead':")
    base = _document(ACTION)
    edited = set_fields(base, edits)
    ours, theirs = formatted.encode(), edited.encoded()
    if swapped:
        ours, theirs = theirs, ours
    merged = merge("3.2.yaml", base.encoded(), ours, theirs)
    assert merged
    assert not merged.conflicts
    result = _document(merged.raw.decode())
    assert meaning(result.data) == meaning(edited.data)
    untouched = set_fields(
        _document(formatted), [FieldValue(each.quarter, each.field, "") for each in edits]
    )
    emptied = set_fields(result, [FieldValue(each.quarter, each.field, "") for each in edits])
    assert emptied.text.split() == untouched.text.split() or any(
        each.field not in ("rag", "status", "commentary") for each in edits
    )
    assert ("\r\n" in result.text) == crlf
    assert "# who" in result.text


@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_nothing_is_raised_whatever_the_bytes(base: bytes, ours: bytes, theirs: bytes) -> None:
    merge("3.2.yaml", base, ours, theirs)


def _document(text: str) -> Document:
    document, problems = read("3.2.yaml", text.encode())
    assert document, (text, problems)
    return document


def _settled(merged: Merged, side: str) -> Document:
    """Return the file as somebody leaves it who takes one side of every conflict."""
    return _document(_CONFLICT.sub(lambda found: found[side], merged.raw.decode()))


def _values(document: Document) -> Values:
    """Return each value by its keys, as it compares."""
    found: Values = {}

    def gather(said: object, keys: tuple[str, ...]) -> None:
        if isinstance(said, dict):
            for key, value in said.items():
                gather(value, (*keys, key))
        else:
            found[keys] = said

    gather(meaning(document.data), ())
    return found


def _lines(said: object) -> set[str]:
    return set(str(said or "").split("\n"))


def _new_lines(was: object, said: object) -> set[str]:
    return _lines(said) - _lines(was)
