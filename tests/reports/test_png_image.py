"""Pictures of rectangles, as PNG that others can read."""

from io import BytesIO

import pytest

from planctl.reports.png_image import Block, line_blocks, png_image

Image = pytest.importorskip("PIL.Image")


def test_a_rectangle_has_its_place_and_what_is_outside_is_cut() -> None:
    made = png_image(4, 3, [Block(1, 1, 9, 2, "#a4161a"), Block(-5, -5, 1, 1, "#000000")])
    picture = Image.open(BytesIO(made))
    assert picture.size == (4, 3)
    rows = [[picture.getpixel((x, y)) for x in range(4)] for y in range(3)]
    white, red = (255, 255, 255), (164, 22, 26)
    assert rows == [[(0, 0, 0), white, white, white], [white, red, red, red], [white] * 4]


def test_what_ends_before_it_begins_is_not_drawn() -> None:
    assert png_image(2, 2, [Block(2, 0, 1, 2, "#000000")]) == png_image(2, 2, [])


def test_a_line_joins_its_ends() -> None:
    squares = list(line_blocks((0, 0), (4, 2), 2, "#000000"))
    assert (squares[0].left, squares[0].top) == (-1, -1)
    assert (squares[-1].left, squares[-1].top) == (3, 1)
    assert len(squares) == 5
    assert len(list(line_blocks((1, 1), (1, 1), 2, "#000000"))) == 2
