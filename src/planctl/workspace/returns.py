"""How a lead's return is written into a plan: words, numbers, milestones and requests together."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from planctl.edits.due_dates import MoveRequest, with_move
from planctl.edits.measure_values import MeasureValue, measure_named, with_value
from planctl.edits.plan_fields import FieldSetting, Setting, with_fields
from planctl.edits.update_fields import FieldValue, set_fields
from planctl.plan.model import Action
from planctl.plan.period import Period
from planctl.plan.plan import context_of
from planctl.problem import UserError
from planctl.signoff.record import day_closed
from planctl.workspace.change import Documents, PlanChange, Say, change_files
from planctl.workspace.corrections import CorrectionRequest, files_with_corrections
from planctl.workspace.documents import HEADER
from planctl.workspace.due_dates import dated_action
from planctl.workspace.measure_values import say_of_numbers
from planctl.workspace.plan_fields import errors_elsewhere
from planctl.workspace.sign_again import with_signed_changes


class ReturnSettings(NamedTuple):
    """What a return sets for a quarter, by actions.

    `updates` has fields, `done` the milestones that are done and when, `moves` requests for
    another due date.
    """

    quarter: Period
    updates: Mapping[str, Mapping[str, str]]
    values: Sequence[MeasureValue]
    done: Mapping[str, Mapping[str, str]]
    moves: Mapping[str, MoveRequest]


def write_return(
    folder: str,
    names: Sequence[str],
    decide: Callable[[Documents], ReturnSettings],
    request: CorrectionRequest,
    say: Say,
    *,
    dry_run: bool = False,
) -> PlanChange:
    """Set what is decided on from files of a plan, all or nothing, and return what was changed.

    Each part is set as its own command sets it. Raises UserError as these do.
    """

    def edit(documents: Documents) -> Documents:
        settings = decide(documents)
        after = _with_words(documents, settings, request)
        say_of_numbers(documents, {**documents, **after}, request.today, say)
        after = _with_milestones(documents, after, settings, request)
        return _with_moves(documents, after, settings, request)

    return change_files(folder, names, edit, say, dry_run=dry_run)


def _with_words(
    documents: Documents, settings: ReturnSettings, request: CorrectionRequest
) -> Documents:
    """Return the files with the fields of the quarter and the numbers, and plan.yaml."""
    after: Documents = {}
    quarter = settings.quarter
    for action, fields in settings.updates.items():
        name = f"{action}.yaml"
        values = (FieldValue(quarter, field, value) for field, value in fields.items())
        after = {**after, name: set_fields(documents[name], values)}
    for each in settings.values:
        name = f"{each.action}.yaml"
        document = after.get(name, documents[name])
        place = each.place._replace(way=measure_named(document, each.measure).way)
        after = {**after, name: with_value(document, place, each.value)}
    if not after:
        return {HEADER: documents[HEADER]}
    if settings.done and not day_closed(documents[HEADER], quarter):
        request = _without_reason(request)  # it is for another quarter, that covers a milestone
    return files_with_corrections(documents, after, quarter, request)


def _with_milestones(
    documents: Documents, after: Documents, settings: ReturnSettings, request: CorrectionRequest
) -> Documents:
    """Return the files with the milestones that are done."""
    if not settings.done:
        return after
    before = {**documents, **after}
    by = Setting(Action, context_of(documents[HEADER]), request.today)
    made = {}
    for action, milestones in settings.done.items():
        fields = [FieldSetting(f"milestones.{name}.done", day) for name, day in milestones.items()]
        made[f"{action}.yaml"], _ = with_fields(before[f"{action}.yaml"], fields, by)
    signed = {**after, **_signed(before, made, request)}
    errors_elsewhere(documents, signed, documents, request.today)
    return signed


def _signed(before: Documents, made: Documents, request: CorrectionRequest) -> Documents:
    """Return the files with a correction of what is signed, if any of it is."""
    try:
        return with_signed_changes(before, made, _without_reason(request))
    except UserError:
        if request.reason is None:
            raise
    return with_signed_changes(before, made, request)


def _without_reason(request: CorrectionRequest) -> CorrectionRequest:
    return request._replace(reason=None, post=None)


def _with_moves(
    documents: Documents, after: Documents, settings: ReturnSettings, request: CorrectionRequest
) -> Documents:
    """Return the files with requests to move due dates, which nobody has agreed."""
    made = dict(after)
    for action, move in settings.moves.items():
        name = f"{action}.yaml"
        document = made.get(name, documents[name])
        found = dated_action(document, context_of(documents[HEADER]))
        made[name] = with_move(document, found, None, move, request.today)
    return made
