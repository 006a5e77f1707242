"""What differs between two texts of a file says all that differs in their meaning."""

import pytest
from hypothesis import given

from planctl.diff import Changes, diff, version
from planctl.trimming import trimmed
from plans import ACTION, action_texts

Q1 = ACTION.partition("updates:")[2].partition("  Q2:")[0]
NAMES = 'id: "3.2"\ntitle: PLACEMENT STABILITY\n'


def changes(old: bytes, new: bytes) -> Changes:
    return diff(version({"p/3.2.yaml": old}), version({"p/3.2.yaml": new}))


def test_only_the_names_and_what_differs_is_left() -> None:
    new = ACTION.replace("rag: green", "rag: red").replace("description: Improve", "description: X")
    old_part, new_part = trimmed(ACTION.encode(), new.encode())
    assert old_part.decode() == (
        f"{NAMES}description: Improve placement stability and choice\nlead: Permanence\n\n"
        f"updates:{Q1[:-1]}"
    )
    assert new_part.decode() == old_part.decode().replace("rag: green", "rag: red").replace(
        "description: Improve", "description: X"
    )


@pytest.mark.parametrize(
    "odd",
    [
        "owner: 'Head\nof: it'\n",
        'owner: "Head\nof: it"\n',
        "links: [a,\n  b]\n",
        "links: {a: b,\nc: d}\n",
        '"owner": Head\n',
        "owner:\tHead\n",
        "owner: Head\r\n",
        "? owner\n: Head\n",
        "---\nowner: Head\n",
        "owner: Head\nowner: Head\n",
    ],
)
def test_a_text_in_another_layout_is_left_whole(odd: str) -> None:
    old, new = (ACTION + odd).encode(), (ACTION.replace("green", "red") + odd).encode()
    assert trimmed(old, new) == (old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("owner: A\n", "owner: A\nowner: B\n"),
        ("updates:\n  Q1:\n    rag: red\n", "updates:\n  Q1:\n    rag: red\n  Q1:\n    rag:\n"),
    ],
)
def test_a_key_that_is_there_twice_is_left_to_be_found(before: str, after: str) -> None:
    old, new = (f"{NAMES}lead: Permanence\n{text}".encode() for text in (before, after))
    assert trimmed(old, new) == (old, new)
    assert changes(*trimmed(old, new)).unreadable == ((), ("p/3.2.yaml",))


@given(action_texts(), action_texts())
def test_what_is_left_differs_as_the_whole_does(one: str, other: str) -> None:
    old, new = one.encode(), other.encode()
    whole, part = changes(old, new), changes(*trimmed(old, new))
    if not any(whole.unreadable):
        assert told(part) == told(whole)


@given(action_texts())
def test_what_changes_in_a_text_is_left(text: str) -> None:
    new = text.replace("amber", "red").replace("A & B", "A and B").encode()
    assert told(changes(*trimmed(text.encode(), new))) == told(changes(text.encode(), new))


def told(found: Changes) -> list[object]:
    return [(each.kind, sorted(each.changes, key=str)) for each in found.actions]
