"""A plan opened for whoever asks: read from its folder or from git, every problem with it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from os.path import isfile, join, pardir
from typing import NamedTuple

from planctl.plan.context import PLAIN
from planctl.plan.days import in_words
from planctl.plan.header_year import year_of
from planctl.plan.ids import action_of_file
from planctl.plan.period import Period
from planctl.plan.plan import Plan, load, superseded
from planctl.plan.typed_period import period_named
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition
from planctl.problem import UserError
from planctl.reports.paper.options import LastSeen
from planctl.store.folder import unread
from planctl.store.locate import action_files
from planctl.store.settled import settled_texts
from planctl.summary.summary import summarise
from planctl.workspace.documents import HEADER, document_in

SHORT = 10
"""How much of a commit's id is told."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class OpenedPlan(NamedTuple):
    """A plan as it is or as it stood, the day to see it from, and its commit where git has it."""

    plan: Plan
    today: date
    commit: str = ""


def read_plan(folder: str) -> Plan:
    """Return the plan in a folder; its problems are in it, nothing is raised for them.

    One in which a change was cut short cannot be read.
    """
    try:
        found = settled_texts(folder)
    except UserError as error:
        found = {}, [unread(join(folder, HEADER), error)]
    plan = load(*found)
    earlier = dict(_earlier_actions(plan, folder)) if plan.year else {}
    return replace(plan, earlier=earlier) if earlier else plan


def _earlier_actions(plan: Plan, folder: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each year that its actions continue, with the ids of that plan if it is beside it."""
    year = plan.require().period
    said = (action.supersedes for action in plan.actions if action.supersedes)
    for named in {superseded(each, year)[0] for each in said}:
        beside = join(folder, pardir, named)
        if named and isfile(join(beside, HEADER)):
            yield named, frozenset(map(action_of_file, action_files(beside)))


def open_plan(folder: str, at: str | None, today: date, *, dated: bool) -> OpenedPlan:
    """Return the plan in a folder, or as it stood at a day, a quarter's sign-off or a revision.

    `today` is the day to see it from, if it was asked for (`dated`) or the plan is as it is now;
    else it is the day that the older plan is of. Raises UserError where git has no such revision.
    """
    if at is None:
        return OpenedPlan(read_plan(folder), today)
    found = _earlier_plan(folder, at)
    return found._replace(today=today) if dated else found


def open_edition(
    folder: str, at: str | None, today: date, edition: Edition, *, dated: bool
) -> OpenedPlan:
    """Return the plan as `open_plan` does, as an edition of it shows it.

    Of an older version that does not show what the plan hides now.
    """
    found = open_plan(folder, at, today, dated=dated)
    now = None if at is None else read_plan(folder)
    return found._replace(plan=edition_of(found.plan, edition, now))


def _earlier_plan(folder: str, at: str) -> OpenedPlan:
    from planctl.store.commits import signed_off
    from planctl.store.revision_files import texts_at
    from planctl.store.revisions import resolve

    quarter = _period_named(folder, at)
    revision = signed_off(folder, quarter.key) if quarter else resolve(folder, at)
    day = date.fromisoformat(at) if _DAY.fullmatch(at) else revision.when.date()
    return OpenedPlan(load(*texts_at(folder, revision.commit)), day, revision.commit[:SHORT])


def _period_named(folder: str, typed: str) -> Period | None:
    """Return the period of a plan that is called so, None if none is."""
    try:
        year = year_of(document_in(folder, HEADER).data)
    except UserError:
        year = PLAIN.year
    return period_named(typed, year)


def last_seen(
    folder: str, when: str | None, quarter: Period, now: Plan, edition: Edition
) -> LastSeen | None:
    """Return the plan as a board last saw it: at a day, a quarter's sign-off or a revision.

    `quarter` is the one that is reported: a later one was not yet seen. None if not asked for.
    It is the same edition as that of the plan `now`, and does not show what that hides.
    """
    if when is None:
        return None
    found = _earlier_plan(folder, when)
    plan, day = edition_of(found.plan, edition, now.whole or now), found.today
    year = plan.require().period
    if named := period_named(when, year):
        seen = summarise(plan, day, named)
        signed = seen.record(seen.quarter).date or day
        return LastSeen(seen, f"{seen.quarter} was signed off on {in_words(signed)}")
    return LastSeen(summarise(plan, day, min(year.reporting(day), quarter)), in_words(day))
