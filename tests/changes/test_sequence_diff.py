"""Long and hostile sequences: what differs is found, and nothing hangs."""

from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.changes.sequence_diff import opcodes
from planctl.changes.word_diff import WordChange, list_changes, word_changes

MOST = 262_144  # characters of a file
SENTENCES = [f"Sentence {n} says that the carers of area {n % 7} met." for n in range(2_000)]
EDITED = [
    text.replace(" met", " did meet") if n % 90 == 0 else text for n, text in enumerate(SENTENCES)
]
TEXTS = st.lists(st.sampled_from(["a", "b", "c ", " ", "\n"]), max_size=30)


@given(st.integers(1, 300), TEXTS, TEXTS)
def test_parts_put_together_are_both_sequences(times: int, old: list[str], new: list[str]) -> None:
    sides = [[*(f"{n}" for n in range(100)), *each * times] for each in (old, new)]
    found = opcodes(*sides)
    assert [*chain.from_iterable(sides[0][i:j] for _, i, j, _, _ in found)] == sides[0]
    assert [*chain.from_iterable(sides[1][m:n] for *_, m, n in found)] == sides[1]
    assert all(sides[0][i:j] == sides[1][m:n] for kind, i, j, m, n in found if kind == "equal")


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_a_long_text_is_compared_word_by_word_where_its_sentences_differ(gap: str) -> None:
    found = list(word_changes(gap.join(SENTENCES), gap.join(EDITED)))
    assert {each.text.strip() for each in found if each.kind == "removed"} == {"met."}
    assert {each.text.strip() for each in found if each.kind == "added"} == {"did meet."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (". " * 1_500, "- " * 1_500),
        (". " * (MOST // 2), "- " * (MOST // 2)),
        ("a b a c " * (MOST // 8), "b a c a x " * (MOST // 10)),
        ("a\n" * (MOST // 2), "b\na\n" * (MOST // 4)),
        ("a\n\n" * (MOST // 3), "b\n\na\n\n" * (MOST // 6)),
        ("a. b. " * (MOST // 6), "b. c. a. " * (MOST // 9)),
        ("x" * MOST, "y" * MOST),
        (" " * MOST, "\n" * MOST),
    ],
)
def test_the_largest_texts_that_repeat_themselves_do_not_hang(before: str, after: str) -> None:
    found = list(word_changes(before, after))
    assert "".join(text for kind, text in found if kind != "added") == before
    assert "".join(text for kind, text in found if kind != "removed") == after


def test_a_text_in_another_order_is_replaced() -> None:
    words = [f"w{n}" for n in range(20_000)]
    before, after = " ".join(words), " ".join(reversed(words))
    expected = [WordChange("removed", before), WordChange("added", after)]
    assert list(word_changes(before, after)) == expected


@pytest.mark.parametrize("many", [75, 30_000])
def test_lists_of_which_much_changed_are_said_entry_by_entry(many: int) -> None:
    before, after = ([f"Carer {n} {end}" for n in range(many)] for end in ("met", "left"))
    found = list_changes(before, after)
    assert (found.added, found.removed, found.reworded) == (tuple(after), tuple(before), ())


def test_an_entry_of_values_is_known_again_by_its_name() -> None:
    before, after = ([{"id": "a", "text": text}, *repeat("x", 2)] for text in ("one", "two"))
    assert list_changes(before, after).reworded == ((before[0], after[0]),)
