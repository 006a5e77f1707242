"""The files that come with planctl: templates, schemas and the example plan."""

import os


def shipped(folder: str) -> str:
    """Return the path of a folder that comes with planctl, in the package or in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(package, folder)
    if os.path.isdir(packaged):
        return packaged
    return os.path.join(package, os.pardir, os.pardir, folder)
