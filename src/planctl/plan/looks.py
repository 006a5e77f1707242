"""How a rating looks: its ground, ink and edge, and whether two can be told apart in grey."""

from collections.abc import Mapping
from typing import NamedTuple

from planctl.plan.ratings import Rating


class Look(NamedTuple):
    """The colours of a rating, each as #rrggbb: what is behind its word, the word, its border."""

    ground: str
    ink: str
    edge: str


LOOKS: Mapping[Rating, Look] = {
    Rating.RED: Look("#a4161a", "#ffffff", "#a4161a"),
    Rating.AMBER: Look("#ffbf47", "#1c1c1c", "#7a4b00"),
    Rating.GREEN: Look("#d5ebdd", "#0b3d23", "#1e7044"),
    Rating.COMPLETE: Look("#ffffff", "#0c2f57", "#1d5fa8"),
    Rating.EMBEDDED: Look("#d6e4f5", "#0c2f57", "#1d5fa8"),
}
"""How the ratings that judge delivery look, unless a scale has colours of its own."""

PLAIN_LOOK = Look("#ffffff", "#4a4a4a", "#6b6b6b")
"""How every other rating looks."""

PAPER, NIGHT = "#ffffff", "#17181a"
"""What a page is printed on, and what it is where a person reads white on black."""

_INK, _BLACK = "#1c1c1c", "#000000"
_READABLE, _SEEN, _APART = 4.5, 3, 1.25
_STEPS = 20
_DARKEST = 0.04045
"""Up to where sRGB is linear."""


def look_of(ground: str) -> Look:
    """Return the look of a rating with a ground of its own: words and border that can be seen."""
    return Look(ground, _ink_on(ground), edge_on(ground, PAPER))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG: 1 of the same, 21 of black and white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def alike_in_grey(one: Look, other: Look) -> bool:
    """Return whether two grounds cannot be told apart where there is no colour."""
    return contrast(one.ground, other.ground) < _APART


def edge_on(colour: str, page: str) -> str:
    """Return the nearest colour, darker or lighter, that can be seen as a border on a page."""
    end = max((_BLACK, PAPER), key=lambda each: contrast(each, page))
    shades = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, page) >= _SEEN)


def _ink_on(ground: str) -> str:
    """Return the ink that is read best; black where neither white nor planctl's ink is enough."""
    best = max((PAPER, _INK), key=lambda ink: contrast(ground, ink))
    return best if contrast(ground, best) >= _READABLE else _BLACK


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        share / 12.92 if share <= _DARKEST else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
