"""The title of an action, and the description that stands with it in one cell."""

import re
from collections.abc import Sequence

from planctl.exchange.source_tables import SourceCell

_HEAD = re.compile(r"(?P<head>[^:\n]{3,150}):\s*(?P<rest>.*)", re.DOTALL)
_BRACKETS = re.compile(r"\([^)]*\)")


def flat_words(cells: Sequence[SourceCell]) -> str:
    """Return the words of cells on one line."""
    return " ".join(line.strip() for each in cells for line in each.text.split("\n")).strip()


def title_and_rest(cells: Sequence[SourceCell]) -> tuple[str, str]:
    """Return the title of an action, and the description that follows it.

    A title stands before a colon, in capitals, or is the first line of several.
    """
    text = flat_words(cells)
    found = _HEAD.fullmatch(text)
    if found:
        head = _BRACKETS.sub("", found["head"])
        if head.upper() == head and sum(map(str.isalpha, head)) > 1:
            return found["head"].strip(), found["rest"].strip()
    lines = cells[0].text.split("\n") if cells else []
    if len(lines) > 1 and len(cells) == 1:
        return lines[0].strip(), " ".join(each.strip() for each in lines[1:])
    return text, ""
