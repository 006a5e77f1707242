"""How a quarter is signed off: whose turn it is, what stands in the way, and how it is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planctl.checks.rules import early
from planctl.checks.run import check_plan
from planctl.edits.sign_off import NewSignOff, with_sign_off
from planctl.edits.typed_text import one_line
from planctl.plan.days import in_words
from planctl.plan.period import Period
from planctl.plan.plan import Plan, load
from planctl.problem import Exit, Problem, Severity, UserError, known_word, visible
from planctl.signoff.digest import SignedDigests
from planctl.signoff.standing import quarter_sign_off
from planctl.signoff.unrecorded_changes import quarter_digests
from planctl.store.errors import NOTHING
from planctl.store.folder import texts
from planctl.summary.missing import Gap
from planctl.summary.summary import summarise
from planctl.text.document import Document
from planctl.workspace.change import Documents, Say, change_files
from planctl.workspace.documents import HEADER
from planctl.workspace.selection import Choice, chosen_ids, named_actions

_TRIES = 3


class Obstacles(NamedTuple):
    """What keeps a quarter from being signed off: errors, and gaps that nobody has accepted."""

    errors: tuple[Problem, ...]
    gaps: tuple[Gap, ...]


def new_sign_off(
    plan: Plan, quarter: Period, post: str, stage: str | None, day: date, today: date
) -> NewSignOff:
    """Return a sign-off, or one stage of it, as it is to be written; UserError if it may not be."""
    standing, stages = quarter_sign_off(plan, quarter), plan.require().calendar.stages
    record = standing.record
    if record.date:
        message = f"{quarter} was signed off on {in_words(record.date)} by {record.by}"
        raise UserError(message, "planctl update … --correct REASON changes it on the record")
    if stage is not None and not stages:
        message = "this plan's sign-off has no stages"
        hint = "name them in plan.yaml, below `calendar:` and `stages:`"
        raise UserError(message, hint, Exit.USAGE)
    chosen = known_word(stage, stages, "stage") if stage is not None else standing.next
    if chosen != standing.next:
        before = stages.index(chosen) < stages.index(standing.next)
        message = f"{chosen} has signed {quarter} already, and nothing was changed since"
        if not before:
            message = f"{chosen} signs {quarter} after {standing.next}, which has still to sign"
        raise UserError(message, f"the next stage is {standing.next}")
    _refuse_day(quarter, day, quarter.last_day, today)
    new = NewSignOff(quarter, day, post, quarter_digests(plan, quarter, day), {}, chosen, stages)
    if new.closes or standing.stages[0].void or not standing.stages[0].signed:
        return new
    return replace(new, digests=SignedDigests(record.actions, record.plan))  # the first stage's


def is_signed_so(plan: Plan, quarter: Period, post: str, stage: str | None, day: date) -> bool:
    """Return whether a quarter was signed off by a post on a day, and nothing was changed since.

    A command that was cut short once it had signed is then run again. Where a stage is named, it
    is that stage; where none is, and the last to sign was the same on the same day, it is that.
    """
    standing = quarter_sign_off(plan, quarter)
    record = standing.record
    if record.date:
        return standing.stands and (record.by, record.date) == (post, day)
    signed = [each for each in standing.stages if each.signed and not each.void]
    wanted = [each for each in signed if each.name == stage] if stage else signed[-1:]
    return any(each.signed and (each.signed.by, each.signed.date) == (post, day) for each in wanted)


def open_before(plan: Plan, quarter: Period) -> list[Period]:
    """Return the quarters before one that are still to be signed off."""
    before = plan.periods[: quarter.number - 1]
    return [each for each in before if not quarter_sign_off(plan, each).closed]


def with_accepted(
    plan: Plan, new: NewSignOff, accepts: Sequence[str], today: date
) -> tuple[NewSignOff, Obstacles]:
    """Return a sign-off with what is accepted, now or at an earlier stage, and what remains.

    `accepts` are as people type them: 3.2=the post is vacant, or 3.*,4.1=the post is vacant. Raises
    UserError for one that gives no reason, or names no action that lacks something.
    """
    gaps = summarise(plan, new.day, new.quarter).gaps
    lacks = {gap.row.id: " and ".join(gap.lacks) for gap in gaps}
    header, quarter = plan.require(), new.quarter.key
    before = header.closed[quarter].accepted if quarter in header.closed else {}
    reasons = {key: each.reason for key, each in before.items() if lacks.get(key) == each.lacks}
    for given in accepts:
        actions, reason = _accepted(plan, given)
        accepted_now = [action for action in actions if action in lacks]
        if not accepted_now:
            message = f"{', '.join(actions)} lacks nothing in {quarter} that could be accepted"
            raise UserError(message, f"leave out --accept {actions[0]}", Exit.USAGE)
        reasons |= dict.fromkeys(accepted_now, reason)
    accepted = {action: (lacks[action], reasons[action]) for action in lacks if action in reasons}
    errors = tuple(
        each
        for each in check_plan(plan, today)
        if each.severity is Severity.ERROR
        if each.rule != early.NAME  # it is about quarters that have not begun
    )
    left = tuple(gap for gap in gaps if gap.row.id not in accepted)
    return replace(new, accepted=accepted), Obstacles(errors, left)


def write_sign_off(
    folder: str, decide: Callable[[Plan], NewSignOff | None], say: Say
) -> Document | None:
    """Write a sign-off into plan.yaml, and return it as it is now; None if there is to be none.

    What is signed is decided on from the plan as it is while nothing else can write it. Raises
    UserError where another program changes it all the same, over and over.
    """

    def edit(documents: Documents) -> Documents:
        for _ in range(_TRIES):
            found = texts(folder)
            new = decide(load(*found))
            if not new:
                return {}
            if texts(folder) == found:
                return {HEADER: with_sign_off(documents[HEADER], new)}
        message = f"{folder} is being changed by another program; {NOTHING}"
        raise UserError(message, "save and close it there, then run the command again")

    files = change_files(folder, [HEADER], edit, say).files
    return files[HEADER].after if files else None


def _refuse_day(quarter: Period, day: date, last: date, today: date) -> None:
    if day > today:
        message = f"{in_words(day)} is still to come"
        raise UserError(message, "--on is the day on which it was signed", Exit.USAGE)
    if day <= last:
        message = f"{quarter} ends on {in_words(last)}, so it cannot be signed off yet"
        raise UserError(message, "sign it off once it has ended")


def _accepted(plan: Plan, typed: str) -> tuple[list[str], str]:
    """Return the actions of which something is accepted, and why."""
    action, equals, reason = typed.partition("=")
    if not equals or not reason.strip():
        message = f"--accept '{visible(typed)}' does not give a reason"
        raise UserError(message, 'such as --accept "3.2=the post is vacant"', Exit.USAGE)
    actions = chosen_ids(named_actions(plan), Choice((action,)), plan.header)
    return actions, one_line(reason, "--accept")
