"""How a command gets its plan: read from its folder, every problem with it."""

import gc

from planctl.plan import Plan, load
from planctl.store.folder import texts


def loaded(folder: str) -> Plan:
    """Return the plan in a folder; its problems are in it, nothing is raised for them."""
    found, problems = texts(folder)
    plan = load(found, problems)
    gc.freeze()  # a command keeps its plan to the end: the collector need not look at it again
    return plan
