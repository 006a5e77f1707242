"""What a return changes in the plan: held against what was sent, and what the plan says now."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planctl.edits.due_dates import MoveRequest
from planctl.edits.measure_values import (
    MeasureInFile,
    MeasureValue,
    NewValue,
    ValuePlace,
    measures_in,
    plain_value,
    value_at,
)
from planctl.edits.typed_text import PLACEHOLDERS
from planctl.exchange.return_form import (
    DONE,
    DUE,
    REASON,
    TICK,
    VALUE,
    ActionReturn,
    FieldKind,
    LeadReturn,
    ReturnField,
    digest,
)
from planctl.exchange.return_marks import sent_text
from planctl.exchange.returned_prose import as_returned
from planctl.plan.days import DueDate, in_words
from planctl.plan.scale import Scale
from planctl.plan.typed_dates import typed_day, typed_due_date
from planctl.plan.typed_ratings import typed_confidence, typed_rag, typed_status
from planctl.plan.year import Year
from planctl.problem import UserError, visible
from planctl.reports.commentary import LONGEST
from planctl.text.document import Document


class FieldSaid(NamedTuple):
    """What a field says that came back, and the digest of what it said when sent, "" if lost."""

    text: str
    sent: str

    @property
    def touched(self) -> bool:
        """Whether it says another thing than when it was sent; where that is lost, anything."""
        return digest(" ".join(self.text.split())) != self.sent if self.sent else bool(self.text)


Said = Mapping[tuple[str, str], FieldSaid]
"""The fields of a return, by their actions and slots."""


class LeftAlone(NamedTuple):
    """A field that is left alone: the plan says one thing, the return another; and why."""

    action: str
    label: str
    now: str
    returned: str
    why: str


class RefusedField(NamedTuple):
    """A field that cannot be taken: what it says, what is so, and what to do about it."""

    action: str
    label: str
    text: str
    message: str
    hint: str


class ReturnedChanges(NamedTuple):
    """What a return sets in the actions of a plan, and what of it is not taken.

    `updates` has fields of the quarter, `done` milestones with the day of each, `moves` requests
    for another due date, `emptied` what came back empty, `ticked` actions with nothing to add.
    """

    updates: Mapping[str, Mapping[str, str]]
    values: tuple[MeasureValue, ...]
    done: Mapping[str, Mapping[str, str]]
    moves: Mapping[str, MoveRequest]
    conflicts: tuple[LeftAlone, ...]
    refused: tuple[RefusedField, ...]
    emptied: tuple[LeftAlone, ...]
    ticked: tuple[str, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the actions in which something is set."""
        found = [*self.updates, *(each.action for each in self.values), *self.done, *self.moves]
        return tuple(dict.fromkeys(found))


class ReturnPlan(NamedTuple):
    """The plan that a return is taken into: actions' files by their ids, its words, the day."""

    actions: Mapping[str, Document]
    year: Year
    scale: Scale
    today: date


def returned_changes(
    form: LeadReturn,
    said: Said,
    plan: ReturnPlan,
    *,
    empties: bool = False,
    plain: bool = False,
) -> ReturnedChanges:
    """Return what a return changes; `form` is the same lead's as it would be made now.

    With `plain`, texts came as they stand in the plan, and not as paragraphs of Word.

    What nobody touched changes nothing, nor does what the plan says already. A field that came
    back empty is emptied only with `empties`.
    """
    reader = _Reader(form, plan, empties=empties, plain=plain)
    for action in form.actions:
        reader.take(action, said)
    known = {action.id for action in form.actions}
    for (action_id, slot), each in said.items():
        if (
            action_id not in known
            and each.text
            and digest(" ".join(each.text.split())) != each.sent
        ):
            message = f"{action_id} is not asked of {form.lead} for {form.period}"
            hint = "planctl update takes its words, if they are right"
            reader.refused.append(RefusedField(action_id, slot, each.text, message, hint))
    return reader.changes()


class _RefusedError(Exception):
    """A field cannot be taken."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Reader:
    """Holds the fields of a return, one action after the other, against what the plan says."""

    def __init__(self, form: LeadReturn, plan: ReturnPlan, *, empties: bool, plain: bool) -> None:
        self._form, self._plan, self._empties, self._plain = form, plan, empties, plain
        self._updates: dict[str, dict[str, str]] = {}
        self._values: list[MeasureValue] = []
        self._done: dict[str, dict[str, str]] = {}
        self._moves: dict[str, MoveRequest] = {}
        self._conflicts: list[LeftAlone] = []
        self.refused: list[RefusedField] = []
        self._emptied: list[LeftAlone] = []
        self._ticked: list[str] = []

    def changes(self) -> ReturnedChanges:
        """Return what was found."""
        return ReturnedChanges(
            self._updates,
            tuple(self._values),
            self._done,
            self._moves,
            tuple(self._conflicts),
            tuple(self.refused),
            tuple(self._emptied),
            tuple(self._ticked),
        )

    def take(self, action: ActionReturn, said: Said) -> None:
        """Take the fields of an action."""
        wanted = dict(self._changed(action, said))
        move = {each: wanted.pop((each,)) for each in (DUE, REASON) if (each,) in wanted}
        for field in action.fields:
            if field.name in wanted:
                self._try(action, field, wanted[field.name])
        if move:
            self._move(action, move, said)
        if said.get((action.id, TICK), FieldSaid("", "")).text:
            self._ticked.append(action.id)

    def _changed(self, action: ActionReturn, said: Said) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the fields of an action that somebody filled in, and what they say."""
        for field in action.fields:
            each = said.get((action.id, field.slot))
            if each is None or field.name == (TICK,):
                continue
            plain = " ".join(field.text.split())
            returned, now = " ".join(each.text.split()), plain if self._plain else sent_text(field)
            if returned == now or (each.sent and not each.touched):
                continue
            why = self._why_left(field, each, now)
            if why:
                found = LeftAlone(action.id, field.label, field.text, each.text, why)
                self._conflicts.append(found)
            elif not returned and not self._empties:
                self._emptied.append(LeftAlone(action.id, field.label, field.text, "", ""))
            else:
                yield field.name, each.text

    def _why_left(self, field: ReturnField, said: FieldSaid, now: str) -> str:
        """Return why a field is left alone, "" where it is not."""
        too_long = field.kind is FieldKind.TEXT and len(field.text) > LONGEST
        if too_long and not self._plain:
            return "it is longer in the plan than a return can be"
        if digest(now) == said.sent or (not said.sent and not now):
            return ""
        if said.sent:
            return "the plan was changed since the return was sent"
        return "what it said when it was sent is lost"

    def _try(self, action: ActionReturn, field: ReturnField, text: str) -> None:
        try:
            self._set(action.id, field, text)
        except (_RefusedError, UserError) as error:
            refused = RefusedField(action.id, field.label, text, error.message, error.hint)
            self.refused.append(refused)

    def _set(self, action: str, field: ReturnField, text: str) -> None:
        """Keep what a field sets, as a file has it."""
        match field.name:
            case (_, measure, period) if field.name[0] == VALUE:
                self._set_value(action, measure, period, text)
            case (_, milestone) if field.name[0] == DONE:
                day = typed_day(text, self._plan.today) if text else None
                if day and day > self._plan.today:
                    raise _RefusedError("the day is yet to come", "write the day it was done")
                self._done.setdefault(action, {})[milestone] = day.isoformat() if day else ""
            case _:
                self._updates.setdefault(action, {})[field.name[0]] = self._words(field, text)

    def _words(self, field: ReturnField, text: str) -> str:
        """Return what a file says for the words of a field of an update."""
        if text.strip() in PLACEHOLDERS:
            raise _RefusedError("it stands for words of your own", "write the words in its place")
        if field.kind is FieldKind.TEXT:
            return text if self._plain else with_source(text, field.text)
        line = " ".join(text.split())
        if field.kind is FieldKind.LINE or not line:
            return line
        if line in field.choices:
            return field.choices[line]
        if field.name == ("status",):
            return typed_status(line).value
        typed = typed_rag if field.name == ("rag",) else typed_confidence
        return typed(line, self._plan.scale.at(self._form.period.key)).code

    def _set_value(self, action: str, name: str, period: str, text: str) -> None:
        quarter, today = self._form.period, self._plan.today
        measure = self._measure(action, name)
        place = ValuePlace(measure.way, quarter, period)
        begins = quarter.first_day_of(period)
        if begins > today:
            raise _RefusedError(
                f"{period or quarter} has not begun", f"it begins on {in_words(begins)}"
            )
        if not text:
            hint = "planctl record says why there is none: --not-available REASON"
            raise _RefusedError("a number is not emptied", hint)
        try:
            value = plain_value(text, measure.unit)
        except ValueError as error:
            raise _RefusedError("it is no value of this measure", str(error)) from None
        if value_at(self._plan.actions[action], place).get("value") != value:
            self._values.append(MeasureValue(action, name, place, NewValue(value)))

    def _measure(self, action: str, name: str) -> MeasureInFile:
        return next(each for each in measures_in(self._plan.actions[action]) if each.id == name)

    def _move(self, action: ActionReturn, wanted: Mapping[str, str], said: Said) -> None:
        """Keep a request to move the due date, which needs a date and a reason."""
        texts = {
            each: said.get((action.id, each), FieldSaid("", "")).text for each in (DUE, REASON)
        }
        fields = {each.name[0]: each for each in action.fields if each.name[0] in texts}
        due, reason = (" ".join(texts[each].split()) for each in (DUE, REASON))
        label = fields[DUE if DUE in wanted else REASON].label
        try:
            to = self._wanted_date(due, reason, waiting=bool(fields[DUE].text))
        except (_RefusedError, UserError) as error:
            text = due or reason
            self.refused.append(RefusedField(action.id, label, text, error.message, error.hint))
        else:
            self._moves[action.id] = MoveRequest(to, reason)

    def _wanted_date(self, due: str, reason: str, *, waiting: bool) -> DueDate:
        if not due:
            raise _RefusedError("no new date is asked for", "a reason alone moves nothing")
        if not reason:
            raise _RefusedError("there is no reason for the new date", "ask the lead why")
        if waiting:
            raise _RefusedError("a move waits for a decision", "planctl reschedule decides it")
        return typed_due_date(due, self._plan.year, self._plan.today)


def with_source(returned: str, source: str) -> str:
    """Return words that came back, each paragraph that nobody changed as the plan writes it."""
    known: dict[str, str] = {}
    for chunk in re.split(r"\n\n+", source.strip("\n")):
        known.setdefault(" ".join(as_returned(chunk).split()), chunk)
    chunks = re.split(r"\n\n+", returned)
    return "\n\n".join(known.get(" ".join(each.split()), each) for each in chunks)


def shown(text: str) -> str:
    """Return what a field says on one line, as it is told."""
    return f"'{visible(' '.join(text.split()))}'" if text.strip() else "nothing"
