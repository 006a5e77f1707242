"""Which actions a text cites, by their numbers or titles."""

import re
from collections.abc import Iterator, Mapping

_LEAST_WORDS = 2


def cites(text: str, titles: Mapping[str, str]) -> list[str]:
    """Return which of some actions, by their numbers with their titles, a text cites."""
    return [number for number, title in titles.items() if any(_cited(text, number, title))]


def _cited(text: str, number: str, title: str) -> Iterator[bool]:
    """Yield whether a number stands in a text as an action's, and whether its title does."""
    its_own = re.escape(number)
    named = rf"\b(?:actions?|see|under)\s+(?:[\w.]+(?:,\s*|\s+(?:and|or|to)\s+))*{its_own}"
    in_brackets = rf"[(\[]\s*{its_own}(?=\s*[)\],;])"
    yield bool(re.search(rf"(?:{named}|{in_brackets})(?![\w%]|\.\w)", text, re.IGNORECASE))
    if len(title.split()) >= _LEAST_WORDS:
        words = r"\s+".join(map(re.escape, title.split()))
        yield bool(re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))
