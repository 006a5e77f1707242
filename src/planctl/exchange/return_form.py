"""What a lead is asked for a quarter: the fields of a return, with what the plan says of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from planctl.measures.phrases import year_target
from planctl.measures.readings import MeasureResults
from planctl.plan.days import in_words
from planctl.plan.due_date import Move
from planctl.plan.fields import TEXT_FIELDS, label
from planctl.plan.figure import Figure
from planctl.plan.leads import lead_words
from planctl.plan.model import Action, Update
from planctl.plan.period import Period
from planctl.plan.ratings import Rating, Status
from planctl.plan.scale import Scale
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary

TICK, VALUE, DONE, DUE, REASON = "nothing", "value", "done", "due", "reason"
"""What the fields are that are no words of an update; values and milestones are named after it."""
_NO_CHOICES: Mapping[str, str] = MappingProxyType({})
_HINTS = {
    "rag": "Choose one.",
    "status": "Choose one.",
    "headline": "One line for the board.",
    "commentary": "What was done, how well, and what changed.",
    "impact": "So what: the difference made.",
    "if_continues": "Its likely impact{where}.",
    "next_steps": "What, who, by when.",
    "back_to_green": "When, and what that rests on.",
    "ask": "The decision asked of the board, if any.",
    "evidence": "What shows it: kind, date and source.",
    "confidence": "Whether it will be achieved: choose one.",
    TICK: "Tick this if you have nothing to add for this action.",
    DUE: "Only if it is to move: a day or a month.",
    REASON: "Why the date is to move. Nothing moves until it is agreed.",
}


class FieldKind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    LINE = "line"
    TEXT = "text"
    DATE = "date"
    TICK = "tick"


@dataclass(frozen=True)
class ReturnField:
    """A field to fill in: its name in planctl, what people call it, and what the plan says now.

    `name` has, after what it is, the measure or the milestone that it is of.
    """

    name: tuple[str, ...]
    label: str
    kind: FieldKind
    text: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=lambda: _NO_CHOICES)
    """What a file says for each word that may be chosen."""

    @property
    def slot(self) -> str:
        """Return a short name for files: its own, or a letter and a digest."""
        return self.name[0] if len(self.name) == 1 else self.name[0] + digest("\n".join(self.name))


@dataclass(frozen=True)
class ReturnedPart:
    """A part of what was said last time: its field, what that is called, and its words."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class ActionReturn:
    """What is asked of an action: its name, facts about it, what was said last, its fields."""

    id: str
    title: str
    description: str
    facts: Sequence[str]
    last_time: str
    before: Sequence[ReturnedPart]
    fields: Sequence[ReturnField]

    @property
    def heading(self) -> str:
        """Return the heading of its part of the return."""
        return f"{self.id} {self.title}"


class Reference(NamedTuple):
    """What a return is of: the plan, its year, the quarter as files have it, and the lead."""

    plan: str
    year: str
    quarter: str
    lead: str


@dataclass(frozen=True)
class LeadReturn:
    """The return of a lead: what it is of, by when it goes back, and what is asked."""

    reference: Reference
    title: str
    organisation: str
    period: Period
    lead: str
    post: str
    due: date
    actions: Sequence[ActionReturn]

    @property
    def name(self) -> str:
        """Return what it is called."""
        return f"Return of {self.lead} for {self.period}"


def digest(text: str) -> str:
    """Return a few characters that tell a text from others."""
    return sha256(text.encode()).hexdigest()[:8]


def lead_returns(summary: Summary) -> list[LeadReturn]:
    """Return the return of each lead who owes one, in alphabetical order of the leads.

    An action with several leads is in that of the first. What is embedded or closed, and what is
    complete since an earlier quarter, asks for nothing more.
    """
    rows: dict[str, list[ActionSummary]] = {}
    for row in summary.rows:
        if row.action and _is_asked(row, summary.quarter):
            rows.setdefault(row.leads[0], []).append(row)
    return [_lead_return(summary, lead, rows[lead]) for lead in sorted(rows)]


def named_returns(found: Sequence[LeadReturn], suffix: str) -> list[tuple[str, LeadReturn]]:
    """Return the returns with names for their files, no two of them the same."""
    names: dict[str, LeadReturn] = {}
    for each in found:
        stem = f"{each.reference.year}-{each.period.slug}-{lead_slug(each.lead)}"
        again = (f"{stem}-{number}" for number in range(2, len(found) + 2))
        name = next(each for each in (stem, *again) if f"{each}{suffix}" not in names)
        names[f"{name}{suffix}"] = each
    return list(names.items())


def lead_slug(lead: str) -> str:
    """Return a lead as a part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", lead.lower()).strip("-") or "lead"


def plan_reference(title: str, organisation: str) -> str:
    """Return what tells a plan from others."""
    return digest(f"{organisation}\n{title}")


def _is_asked(row: ActionSummary, quarter: Period) -> bool:
    position = row.at(quarter)
    return not position.since and position.rating is not Rating.NOT_IN_PLAN


def _lead_return(summary: Summary, lead: str, rows: Sequence[ActionSummary]) -> LeadReturn:
    header, quarter = summary.header, summary.quarter
    plan = plan_reference(header.title, header.organisation)
    return LeadReturn(
        Reference(plan, str(summary.year), quarter.key, lead),
        header.title,
        header.organisation,
        quarter,
        lead,
        header.post(lead),
        summary.timetable.due_by[quarter],
        [_action_return(summary, row, row.action) for row in rows if row.action],
    )


def _action_return(summary: Summary, row: ActionSummary, action: Action) -> ActionReturn:
    said = list(_last_said(summary, action))
    when, before = said[0] if said else ("", Update())
    scale = summary.scale
    rating = before.step(scale).label if said else ""
    parts = [
        ReturnedPart(name, label(name, own_scale=scale.own), str(getattr(before, name)))
        for name in ("headline", "commentary", "next_steps")
        if getattr(before, name)
    ]
    return ActionReturn(
        action.id,
        " ".join(action.title.split()),
        action.description,
        list(_facts(action)),
        f"Last time: {when}, {rating}" if said else "",
        parts,
        list(_fields(summary, action, summary.measured[row.path])),
    )


def _last_said(summary: Summary, action: Action) -> Iterator[tuple[str, Update]]:
    """Yield what was said of an action before the quarter, the latest first."""
    for period in reversed(summary.periods_so_far[:-1]):
        if not action.update(period).empty:
            yield str(period), action.update(period)
    if action.opening:
        yield action.opening.quarter, action.opening


def _facts(action: Action) -> Iterator[str]:
    if len(action.lead) > 1:
        yield f"You return this action for {lead_words(action.lead[1:])} as well."
    if action.due:
        yield f"Due: {in_words(action.due)}."


def _fields(
    summary: Summary, action: Action, measures: Sequence[MeasureResults]
) -> Iterator[ReturnField]:
    quarter, scale = summary.quarter, summary.scale.at(summary.quarter.key)
    update = action.update(quarter)
    yield ReturnField((TICK,), "Nothing to add", FieldKind.TICK, "", _HINTS[TICK])
    yield from _ratings(update, scale)
    yield _of_update(update, "headline", FieldKind.LINE, scale)
    for name in TEXT_FIELDS:
        yield _of_update(update, name, FieldKind.TEXT, scale)
    yield _confidence(update, scale)
    for measured in measures:
        yield from _values(measured, quarter)
    for name, milestone in action.milestones.items():
        if not milestone.done or milestone.done >= quarter.first_day:
            said = in_words(milestone.done) if milestone.done else ""
            hint = f"Due: {in_words(milestone.due)}. The day on which it was done, if it was."
            yield ReturnField((DONE, name), f"Milestone: {name}", FieldKind.DATE, said, hint)
    if action.due:
        waiting = next((move for move in action.moves if move.waiting), None)
        yield from _move(waiting)


def _ratings(update: Update, scale: Scale) -> Iterator[ReturnField]:
    words = {step.label: step.code for step in scale.rags}
    said = update.rag.label if update.rag else ""
    yield ReturnField(("rag",), "Rating", FieldKind.CHOICE, said, _HINTS["rag"], words)
    if not scale.own:
        statuses = {each.value.capitalize(): each.value for each in Status}
        said = update.status.value.capitalize() if update.status else ""
        yield ReturnField(("status",), "Status", FieldKind.CHOICE, said, _HINTS["status"], statuses)


def _of_update(update: Update, name: str, kind: FieldKind, scale: Scale) -> ReturnField:
    off_track = scale.listed(Rating.RED, Rating.AMBER)
    hint = _HINTS[name].format(where=f", where {off_track}" if off_track else "")
    called = label(name, own_scale=scale.own)
    return ReturnField((name,), called, kind, str(getattr(update, name)), hint)


def _confidence(update: Update, scale: Scale) -> ReturnField:
    words = {step.label: step.code for step in scale.plain}
    said = update.confidence.label if update.confidence else ""
    hint = _HINTS["confidence"]
    called = "Confidence in the outcome"
    return ReturnField(("confidence",), called, FieldKind.CHOICE, said, hint, words)


def _move(waiting: Move | None) -> Iterator[ReturnField]:
    to, reason = (in_words(waiting.to), waiting.reason) if waiting else ("", "")
    yield ReturnField((DUE,), "New due date asked for", FieldKind.LINE, to, _HINTS[DUE])
    yield ReturnField((REASON,), "Reason for the new date", FieldKind.LINE, reason, _HINTS[REASON])


def _values(measured: MeasureResults, quarter: Period) -> Iterator[ReturnField]:
    measure = measured.measure
    counted = measure.unit_name or measured.style.unit.value
    target = year_target(measured)
    hint = f"Unit: {counted}." + (f" Target: {target}." if target else "")
    for period in measured.periods(quarter):
        name = " ".join(measured.name.split())
        called = f"Number: {name}, {period}" if period else f"Number: {name}"
        said = _value(measured, quarter, period)
        yield ReturnField((VALUE, measure.id, period), called, FieldKind.LINE, said, hint)


def _value(measured: MeasureResults, quarter: Period, period: str) -> str:
    value = measured.recorded(quarter, period).value
    if isinstance(value, Figure):
        return value.written if value.of is not None else measured.as_typed(value)
    return value.value if value else ""
