"""The files that come with planctl: templates, schemas and the example plan."""

import os


def shipped(folder: str) -> str:
    """Return the path of a folder that comes with planctl, in the package or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    places = (os.path.join(place, folder) for place in (package, checkout))
    return next(filter(os.path.isdir, places))
