"""The runs that the words of a paper are made of: texts, links and ratings.

Nothing here is markup: each format writes texts in its own way, and so that they stay texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planctl.plan.scale import Step


@dataclass(frozen=True)
class TextRun:
    """Words that stand as they are, stand out or stand back, or that somebody may type."""

    text: str
    """the words"""
    kind: str = "text"
    """`text`, `strong`, `muted` or `code`"""


@dataclass(frozen=True)
class LinkRun:
    """Words that lead somewhere."""

    text: str
    """the words"""
    href: str
    """what they lead to"""
    kind: str = "link"
    """`link`"""


@dataclass(frozen=True)
class RatingTag:
    """A rating as it is always shown: its word, its shape and its colour."""

    label: str
    """the word, as the plan has it"""
    slug: str
    """a name for a style"""
    shape: str
    """a character that says the same as the colour"""
    meaning: str = ""
    """what the rating means in this plan"""
    kind: str = "rating"
    """`rating`"""


@dataclass(frozen=True, kw_only=True)
class RatingTally(RatingTag):
    """How many actions have a rating."""

    number: int
    """how many"""
    note: str = ""
    """what is said of the number: `was 3`"""


Run = TextRun | LinkRun | RatingTag
Runs = Sequence[Run]
RunsOrText = str | Run | Sequence[str | Run]
"""Words as they are easiest to write: a text, a run, or several of both."""


def runs(words: RunsOrText) -> list[Run]:
    """Return words as a list of runs."""
    several = words if isinstance(words, Sequence) and not isinstance(words, str) else [words]
    return [TextRun(each) if isinstance(each, str) else each for each in several if each]


def strong(text: str) -> TextRun:
    """Return a run of words that stand out."""
    return TextRun(text, "strong")


def muted(text: str) -> TextRun:
    """Return a run of words that stand back."""
    return TextRun(text, "muted")


def code(text: str) -> TextRun:
    """Return a run of words that somebody may type: a command, a file."""
    return TextRun(text, "code")


def link(text: str, href: str) -> Run:
    """Return a run of words that leads somewhere; plain words where there is nowhere to lead."""
    return LinkRun(text, href) if href else TextRun(text)


def outcome(confidence: RatingTag | None) -> list[str | Run]:
    """Return what stands beside a rating of delivery: the confidence in the outcome, if given."""
    return [" · outcome ", confidence] if confidence else []


def plain_tag(step: Step) -> RatingTag:
    """Return a rating without what it means: of confidence, of what numbers suggest."""
    return RatingTag(step.label, step.slug, step.shape)
