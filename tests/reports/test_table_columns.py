"""How wide the columns of a printed table are: a law over tables, and no word that is cut."""

from hypothesis import given
from hypothesis import strategies as st

from planctl.reports.table_columns import PageWidth, column_widths, is_too_wide
from planctl.reports.values.blocks import DataTable, table
from planctl.reports.values.runs import RatingTag

PAGE = PageWidth(170, 1.75, 6)
KEPT = 26
"""How many letters of a word are kept together."""
CELLS = st.text(st.sampled_from("ab "), max_size=80)
TABLES = st.integers(1, 6).flatmap(
    lambda number: st.lists(
        st.lists(CELLS, min_size=number, max_size=number), min_size=1, max_size=4
    )
)


def _table(rows: list[list[str]]) -> DataTable:
    first, *others = rows
    return table("T", first, [("", others)])


def _lowest(text: str) -> float:
    return max(map(len, text.split(" "))) * PAGE.letter + PAGE.around


@given(TABLES)
def test_columns_fill_the_page_and_hold_their_longest_word(rows: list[list[str]]) -> None:
    widths = column_widths(_table(rows), PAGE)
    assert abs(sum(widths) - PAGE.across) < 0.01
    lowest = [max(map(_lowest, column)) for column in zip(*rows, strict=True)]
    longest = max(len(word) for row in rows for cell in row for word in cell.split(" "))
    if sum(lowest) <= PAGE.across and longest <= KEPT:
        assert all(wide > low - 0.01 for wide, low in zip(widths, lowest, strict=True))


def test_a_rating_is_kept_together() -> None:
    made = table("T", ["A", "B"], [("", [[RatingTag("Embedded", "embedded", "x"), "w " * 200]])])
    rating, _ = column_widths(made, PAGE)
    assert rating == len(" x Embedded ") * PAGE.letter + PAGE.around


def test_a_page_is_turned_where_words_would_stand_one_below_the_other() -> None:
    assert not is_too_wide(_table([["A", "B"], ["some words " * 20, "more words " * 20]]), PAGE)
    assert is_too_wide(_table([["A"] * 9, ["some words " * 20] * 9]), PAGE)


def test_a_long_word_has_its_room_beside_long_texts() -> None:
    word, _ = column_widths(_table([["A", "B"], ["a" * KEPT + " b", "some words " * 30]]), PAGE)
    assert word == KEPT * PAGE.letter + PAGE.around


def test_many_short_texts_share_a_page_that_is_too_narrow_for_them() -> None:
    widths = column_widths(_table([["A"] * 9, ["some words some words"] * 9]), PAGE)
    assert all(abs(wide - PAGE.across / 9) < 0.01 for wide in widths)
