"""The files that come with planctl: templates, schemas, the manual and the example plan."""

import os
from collections.abc import Mapping

_NOT_FOR_USERS = frozenset({"architecture.md", "performance.md"})
"""The pages that a checkout has beside those of the manual."""


def shipped(folder: str) -> str:
    """Return the path of a folder that comes with planctl, in the package or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    places = (os.path.join(place, folder) for place in (package, checkout))
    return next(filter(os.path.isdir, places))


def manual_pages() -> Mapping[str, str]:
    """Return the pages of the manual by their names: tutorial, format, quarter."""
    folder, pages = shipped("docs"), {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".md") and name not in _NOT_FOR_USERS:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                pages[name.removesuffix(".md")] = file.read()
    return pages
