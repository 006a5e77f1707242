"""How a command gets its plan: read from its folder or from git, every problem with it."""

import re
from datetime import date
from typing import NamedTuple

from planctl.cli.options import chosen
from planctl.collector import kept
from planctl.plan import Plan, load
from planctl.store.folder import texts


class Seen(NamedTuple):
    """A plan as it is or stood, the day to see it from, and its commit where git has it."""

    plan: Plan
    today: date
    commit: str = ""


def loaded(folder: str) -> Plan:
    """Return the plan in a folder; its problems are in it, nothing is raised for them."""
    return kept(load(*texts(folder)))


def seen(folder: str, at: str | None, today: date) -> Seen:
    """Return the plan in a folder, or as it stood at a day, a quarter's sign-off or a revision.

    `today` is the day to see it from; for an older plan it is the day that the plan is of, unless
    --today was given. Raises UserError where git has no such revision.
    """
    if at is None:
        return Seen(loaded(folder), today)
    found = stood(folder, at)
    return found._replace(today=today) if chosen("today") else found


def stood(folder: str, at: str) -> Seen:
    """Return the plan as it stood at a day, a quarter's sign-off or a revision, and which day.

    Raises UserError where git has no such revision.
    """
    from planctl.store.revisions import resolve, signed_off, texts_at

    quarter = _QUARTER.fullmatch(at)
    revision = signed_off(folder, f"Q{quarter[1]}") if quarter else resolve(folder, at)
    plan = kept(load(*texts_at(folder, revision.commit)))
    day = date.fromisoformat(at) if _DAY.fullmatch(at) else revision.when.date()
    return Seen(plan, day, revision.commit[:10])


_QUARTER = re.compile(r"[Qq]([1-4])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
