"""The rating that a cell gives: by its words, or by its colour alone, which is a guess."""

import colorsys
import re
from collections.abc import Mapping
from typing import NamedTuple

from planctl.exchange.source_tables import SourceCell
from planctl.plan.ratings import Rag, Status
from planctl.plan.scale import Scale, scale_of
from planctl.plan.typed_ratings import ON_TRACK, typed_rag, typed_status
from planctl.problem import UserError

_PLAIN: Scale = scale_of(())
_LETTERS = re.compile(r"[^a-z/&+, -]+")
_OTHER = {
    "blue": ("status", Status.COMPLETE),
    "b": ("status", Status.COMPLETE),
    **dict.fromkeys(("off track", "off target", "not on track", "behind", "overdue"),
                    ("rag", Rag.RED)),
    **dict.fromkeys(("at risk", "delayed", "slipping", "slippage", "some issues", "yellow",
                     "orange"), ("rag", Rag.AMBER)),
    **dict.fromkeys(("on target", "on schedule"), ("rag", Rag.GREEN)),
}  # fmt: skip
"""Words whose rating is a guess."""
_NAMES = frozenset(("red", "amber", "green", "complete", "completed"))
_GREY = 0.18
_DARKEST, _LIGHTEST = 0.08, 0.97
_HUES = ((18, "red"), (66, "amber"), (170, "green"), (265, "blue"), (330, ""), (361, "red"))
"""Up to which hue, in degrees, a colour has a name."""


class CellRating(NamedTuple):
    """What a cell comes to: the field that it sets and its word, and why where it is a guess."""

    field: str
    value: str
    why: str = ""


def rating_said_by(text: str) -> CellRating | None:
    """Return the rating or status that a text says, None if it says neither."""
    said = " ".join(_LETTERS.sub(" ", text.lower()).split()).strip(" -")
    if not said:
        return None
    if said == ON_TRACK:
        return CellRating("rag", Rag.GREEN.value)
    if said in _OTHER:
        other, meant = _OTHER[said]
        return CellRating(other, meant.value, f"'{said}' is taken for {meant.value}")
    if (found := _exactly(said)) is not None:
        return found
    first, *others = said.split()
    if others and not _NAMES.intersection(others) and (found := _named(first)) is not None:
        return found._replace(why=f"'{said}' begins with it")
    return None


def _exactly(said: str) -> CellRating | None:
    """Return the rating or status that a word is, in one of its spellings, or its first letter."""
    for field, read in (("rag", _rag), ("status", _status)):
        try:
            value = read(said)
        except UserError:
            continue
        if value == said or not value.startswith(said) or (field == "rag" and len(said) == 1):
            return CellRating(field, value)
    return None


def _named(word: str) -> CellRating | None:
    """Return the rating that is named in full, None where a word is none."""
    return _exactly(word) if word in _NAMES else None


def _status(said: str) -> str:
    return typed_status(said).value


def _rag(said: str) -> str:
    return typed_rag(said, _PLAIN).code


def is_rating(text: str) -> bool:
    """Return whether a text is a rating and nothing else."""
    return rating_said_by(text) is not None


def rating_of(cell: SourceCell, legend: Mapping[str, str]) -> CellRating | None:
    """Return the rating of a cell; of its colour, as the legend has it, where it has no words."""
    if any(map(str.isalpha, cell.text)):
        return rating_said_by(cell.text)
    if not cell.colour:
        return None
    name = colour_name(cell.colour)
    meaning = legend.get(name, "")
    if meaning and (found := rating_said_by(meaning)):
        why = f"the cell is {name} and has no word; the legend says: {meaning}"
        return found._replace(why=why)
    said = rating_said_by(name)
    why = f"the cell is {name} and has no word, and no legend says what that means"
    return said._replace(why=why) if said else None


def colour_name(colour: str) -> str:
    """Return the name of a colour as far as ratings go: red, amber, green, blue; "" for others."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return ""
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if full < _GREY or not _DARKEST < light < _LIGHTEST:
        return ""
    return next(name for most, name in _HUES if hue * 360 < most)
