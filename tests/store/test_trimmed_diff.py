"""What differs between two texts of a file says all that differs in their meaning."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given

from planctl.changes.diff import Changes, diff, plan_version
from planctl.store.trimmed_diff import trimmed_texts
from plans import ACTION, action_texts

Q1 = ACTION.partition("updates:")[2].partition("  Q2:")[0]
NAMES = 'id: "3.2"\ntitle: PLACEMENT STABILITY\n'


def lines_of(old: str, new: str) -> bytes:
    """Return the lines of two texts that end in a line end, as git compares them."""
    before, after = (text.removesuffix("\n").split("\n") for text in (old, new))
    both: list[str] = []
    for kind, i, j, m, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            both += [f" {line}" for line in before[i:j]]
        else:
            both += [f"-{line}" for line in before[i:j]] + [f"+{line}" for line in after[m:n]]
    return "\n".join([*both, ""]).encode()


def cut(old: str, new: str) -> tuple[str, str]:
    before, after = trimmed_texts(lines_of(old, new))
    return before.decode(), after.decode()


def changes(old: str, new: str) -> Changes:
    before, after = (plan_version({"p/3.2.yaml": text.encode()}) for text in (old, new))
    return diff(before, after)


def test_only_the_names_and_what_differs_is_left() -> None:
    new = ACTION.replace("rag: green", "rag: red").replace("description: Improve", "description: X")
    old_part, new_part = cut(ACTION, new)
    assert old_part == (
        f"{NAMES}description: Improve placement stability and choice\nlead: Permanence\n\n"
        f"updates:{Q1}"
    )
    assert new_part == old_part.replace("rag: green", "rag: red").replace(
        "description: Improve", "description: X"
    )


def test_a_part_stays_where_it_does_not_end_alike_in_both() -> None:
    new = ACTION.replace("\nmeasures:\n", "").replace("\n  Q2:\n    rag:\n", "")
    old_part, new_part = cut(ACTION, new)
    indicators = "  - Fewer placements end early.\n"
    assert f"indicators:\n{indicators}\nmeasures:\n" in old_part
    assert f"indicators:\n{indicators}  - Placements that ended early\n" in new_part
    assert "approved.\n\n  Q2:\n    rag:\n\n    status:\n" in old_part
    assert "approved.\n\n    status:\n" in new_part
    assert "links:" not in old_part + new_part
    assert "Q3:" not in old_part + new_part


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
    old, new = ACTION + odd, ACTION.replace("green", "red") + odd
    assert cut(old, new) == (old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("owner: A\n", "owner: A\nowner: B\n"),
        ("updates:\n  Q1:\n    rag: red\n", "updates:\n  Q1:\n    rag: red\n  Q1:\n    rag:\n"),
        ("updates:\n  Q1:\n    rag: red\n", "updates:\n  Q1:\n    rag:\nupdates:\n"),
    ],
)
def test_a_key_that_is_there_twice_is_left_to_be_found(before: str, after: str) -> None:
    old, new = (f"{NAMES}lead: Permanence\n{text}" for text in (before, after))
    assert cut(old, new) == (old, new)
    assert changes(*cut(old, new)).unreadable == ((), ("p/3.2.yaml",))


@given(action_texts(), action_texts())
def test_what_is_left_differs_as_the_whole_does(one: str, other: str) -> None:
    old, new = (text + "\n" * (not text.endswith("\n")) for text in (one, other))
    whole, part = changes(old, new), changes(*cut(old, new))
    if not any(whole.unreadable):
        assert told(part) == told(whole)


@given(action_texts())
def test_what_changes_in_a_text_is_left(text: str) -> None:
    old = text + "\n" * (not text.endswith("\n"))
    new = old.replace("amber", "red").replace("A & B", "A and B")
    assert told(changes(*cut(old, new))) == told(changes(old, new))


def told(found: Changes) -> list[object]:
    return [(each.kind, sorted(each.changes, key=str)) for each in found.actions]
