"""What every report format is given: a summary, and the paper that is made of it."""

from dataclasses import dataclass, field
from functools import cached_property

from planctl.context import Values
from planctl.papers import paper
from planctl.papers.sight import Asked
from planctl.reports.template import Sources
from planctl.summary import Summary


@dataclass(frozen=True)
class Made:
    """A summary, the kind of paper to make of it, and what was asked for besides.

    `commit` is the version of the plan that the paper says it is made from, "" if not known.
    """

    summary: Summary
    kind: str = "full"
    asked: Asked = field(default_factory=Asked)
    commit: str = ""
    sources: Sources = field(default_factory=lambda: Sources(""))

    @cached_property
    def values(self) -> Values:
        """The paper, as plain values."""
        return paper(self.summary, self.kind, self.asked, self.commit)
