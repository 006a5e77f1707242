"""What the parts of a paper are called, whichever format shows them."""

from dataclasses import dataclass

from planctl.plan.fields import label
from planctl.plan.period import in_noun
from planctl.plan.scale import Scale


@dataclass(frozen=True)
class Labels:
    """What the parts of a paper are called; a template has them as `labels`."""

    contents: str = "Contents"
    """the list of what is in the paper"""
    lead: str = label("lead")
    """who leads an action"""
    rating: str = "RAG rating"
    """an action's rating, before the quarter"""
    commentary: str = "Quarterly progress commentary"
    """what was said of an action"""
    numbers: str = "The numbers of the measures"
    """the numbers of the measures, below the table of the plan"""
    confidence: str = "Confidence in the outcome"
    """how likely the outcome of an action is"""
    last_time: str = "Last time"
    """what was said the quarter before, beside a form"""
    nothing_before: str = "There is nothing before this quarter."
    """the same where nothing was"""
    this_quarter: str = "This quarter"
    """what is to be filled in"""


LABELS = Labels()
_NEUTRAL = Labels(rating="Rating")


def labels_of(scale: Scale, noun: str) -> Labels:
    """Return what the parts of a paper are called; beside a body's own scale in no other words.

    `noun` is what the plan's periods are called: quarter.
    """
    labels = _NEUTRAL if scale.own else LABELS
    if noun == "quarter":
        return labels
    return Labels(**{name: in_noun(text, noun) for name, text in vars(labels).items()})
