"""How a command gets its plan: read from its folder, every problem with it."""

from planctl.plan import Plan, load
from planctl.store.folder import texts


def loaded(folder: str) -> Plan:
    """Return the plan in a folder; its problems are in it, nothing is raised for them."""
    found, problems = texts(folder)
    return load(found, problems)
