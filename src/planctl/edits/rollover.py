"""Next year's plan from this one: what is not finished goes on, with where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import basename
from typing import cast

from planctl.edits.last_year import with_last_year, without_outturn
from planctl.edits.new_files import updates_text
from planctl.edits.update_fields import field_text
from planctl.plan.division import NamedEnd
from planctl.plan.fields import TEXT_FIELDS, UPDATE_FIELDS
from planctl.plan.model import Action
from planctl.plan.plan import Plan
from planctl.plan.ratings import Rating
from planctl.plan.year import Year
from planctl.problem import Exit, Severity, UserError
from planctl.summary.action_summary import ActionSummary, Position
from planctl.summary.summary import summarise
from planctl.text.document import Document
from planctl.text.edit_mapping import Value, put, removed
from planctl.text.edit_value import change, with_text, without_key

_LEFT = frozenset({Rating.EMBEDDED, Rating.CLOSED})
"""The ratings of what is not carried forward; what is complete has still to be verified."""

_ORDER = (*Action.model_fields, "quarter", *UPDATE_FIELDS)


@dataclass(frozen=True, slots=True)
class LastPosition:
    """An action and the last position that was given of it; none where nothing was ever said."""

    row: ActionSummary
    position: Position | None


@dataclass(frozen=True, slots=True)
class Rollover:
    """The files of a new plan by their names, what they carry forward, and what stays behind."""

    files: Mapping[str, bytes]
    carried: tuple[LastPosition, ...]
    left: tuple[LastPosition, ...]
    without_baseline: tuple[str, ...]
    """The measures of which the year has no number, and why: 3.2 ended-early: Q4 is not due."""


def rollover(plan: Plan, following: Year, today: date) -> Rollover:
    """Return the plan of the following year: every action that is not embedded or closed.

    An action keeps its words, its number and the comments beside them; `supersedes` names the
    action that it continues and `opening` has the last position given of it. The year's number of
    a measure becomes its baseline. The old plan's texts are not touched. Raises UserError if the
    plan has errors, or `following` is not the year after its own.
    """
    header = plan.require()
    year = header.period
    if following.first_day != year.next.first_day:
        message = f"{following} is not the year after {year}"
        raise UserError(message, f"say {year.next}", Exit.USAGE)
    if any(problem.severity is Severity.ERROR for problem in plan.problems) or not plan.document:
        message = f"the plan of {year} has errors, so it cannot be carried forward"
        raise UserError(message, "planctl check says what they are", Exit.PROBLEMS)
    summary = summarise(plan, today)
    last = [LastPosition(row, _last(row)) for row in summary.rows]
    left = tuple(each for each in last if each.position and each.position.rating in _LEFT)
    carried = tuple(each for each in last if each not in left)
    positions = {each.row.path: each.position for each in carried}
    files = {"plan.yaml": _header(plan.document, year, following).encoded()}
    for entry in plan.entries:
        if entry.document and entry.path in positions:
            made = _carried(entry.document, year, following, positions[entry.path])
            made = with_last_year(made, summary.measured[entry.path], following)
            files[basename(entry.path)] = made.encoded()
    without = tuple(
        f"{each.row.id} {why}"
        for each in carried
        for why in without_outturn(summary.measured[each.row.path])
    )
    return Rollover(files, carried, left, without)


def _last(row: ActionSummary) -> Position | None:
    """Return the last position of which something was said, or that holds from the year before."""
    said = [each for each in row.positions if not each.update.empty]
    return said[-1] if said else next((each for each in row.positions if each.since), None)


def _header(document: Document, year: Year, following: Year) -> Document:
    title = str(document.data["title"])
    names = _names(year)
    renamed = re.sub("|".join(map(re.escape, names)), lambda name: _renamed(name, following), title)
    for key, value in (("year", str(following)), ("title", renamed)):
        document = change(document, (key,), value, (), block=False)
    for number, said in cast("dict[str, object]", document.data["priorities"]).items():
        if isinstance(said, dict) and "ratings" in said:
            document = removed(document, ("priorities", number, "ratings"))
    for key in ("closed", "published"):
        document = without_key(document, key)
    return _divided(document, year, following)


def _divided(header: Document, year: Year, following: Year) -> Document:
    """Return a plan.yaml with the periods of the following year."""
    if not following.named:
        if following.noun == year.noun:
            return header
        header = _undivided(header) if year.named else header
        return change(header, ("calendar", "periods"), str(following.division), (), block=False)
    for at, (was, now) in enumerate(zip(year.named, following.named, strict=True)):
        said = zip(NamedEnd._fields, was, now, strict=True)
        for key, old, new in said:
            if old != new:
                way = ("calendar", "periods", at, key)
                header = change(header, way, str(new), (), block=False)
    return header


def _undivided(header: Document) -> Document:
    """Return a plan.yaml without its list of periods."""
    calendar = cast("dict[str, Value]", header.data["calendar"])
    return put(header, ("calendar",), {key: calendar[key] for key in calendar if key != "periods"})


def _names(year: Year) -> tuple[str, ...]:
    """Return the ways in which a title may name a year, the longest first."""
    if year.calendar:
        return (str(year),)
    ends = (str(year.ends), f"{year.ends % 100:02}")
    return tuple(f"{year.start}{mark}{end}" for end in ends for mark in "/-–")


def _renamed(name: re.Match[str], following: Year) -> str:
    """Return the name of the following year, in the way in which the match names its own."""
    mark, end = name.group()[4:5] or "-", name.group()[5:] or f"{following.ends % 100:02}"
    if following.calendar:
        return str(following)
    return f"{following.start}{mark}{str(following.ends)[-len(end) :]}"


def _carried(
    document: Document, year: Year, following: Year, position: Position | None
) -> Document:
    number = str(document.data["id"])
    holds = bool(position and position.update.empty)
    made = without_key(document, "updates")
    made = made if holds else without_key(made, "opening")
    made = change(made, ("supersedes",), f"{year}/{number}", _ORDER, block=False)
    when = year.dated(position.quarter) if position and not holds else ""
    parts = [f"opening:\n  quarter: {when}"] if when else []
    below = "".join(f"\n\n{part}" for part in (*parts, updates_text(following))) + "\n"
    whole = with_text(made, made.text.rstrip("\r\n") + below.replace("\n", made.newline))
    if not whole or {key: whole.data[key] for key in made.data} != made.data:
        message = f"{document.path}: nothing can be put below what it says"
        raise UserError(message, "the layout there is unusual; write it as docs/format.md shows")
    return _opened(whole, document, position) if position and not holds else whole


def _opened(whole: Document, before: Document, position: Position) -> Document:
    """Return a document with a position of another one as its opening; a rating that holds too."""
    for field in UPDATE_FIELDS:
        value = field_text(before, position.quarter, field)
        if field == ("rag" if position.step.own else "status") and position.since:
            value = position.step.code if position.step.own else position.rating.lower()
        if value:
            block = field in TEXT_FIELDS
            whole = change(whole, ("opening", field), value, _ORDER, block=block)
    return whole
