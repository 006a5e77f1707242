"""A pattern that is made when it is first used: to make a long one takes longer than to search.

Most commands use few of the patterns in the modules that they import.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class LatePattern:
    """A regular expression by its text, which is made into a pattern once it is asked for."""

    text: str
    flags: int = 0

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As a pattern's."""
        return self._made.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """As a pattern's."""
        return self._made.fullmatch

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As a pattern's."""
        return self._made.search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As a pattern's."""
        return self._made.finditer

    @property
    def _made(self) -> re.Pattern[str]:
        return re.compile(self.text, self.flags)
