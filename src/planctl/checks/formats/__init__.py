"""How a plan's problems are told to other programs: one format a module, all listed here."""

from collections.abc import Sequence
from typing import Protocol

from planctl.checks.formats import github, gitlab, junit, sarif
from planctl.checks.formats import json as problems_json
from planctl.problem import Exit, Problem, UserError, did_you_mean, visible


class ProblemFormat(Protocol):
    """A module that writes problems as some program reads them."""

    NAME: str

    def render(self, problems: Sequence[Problem], /) -> str:
        """Return the text of some problems, which ends its last line."""
        ...


FORMATS: tuple[ProblemFormat, ...] = (github, gitlab, sarif, junit, problems_json)
"""Every format, by the names that `planctl check --format` takes."""


def render(name: str, problems: Sequence[Problem]) -> str:
    """Return problems in the format of a name; UserError if there is no such format."""
    formats = {each.NAME: each for each in FORMATS}
    if name in formats:
        return formats[name].render(problems)
    hint = " ".join(filter(None, [did_you_mean(name, formats), f"one of {', '.join(formats)}"]))
    raise UserError(f"there is no format '{visible(name)}'", hint, Exit.USAGE)
