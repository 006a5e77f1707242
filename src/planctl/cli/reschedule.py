"""When an action is due: the command that moves the date."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.options import (
    ActionsArgument,
    DryRunOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    TodayOption,
    day,
    named_plan,
    note,
    plan_folder,
    text_option,
)
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.workspace.due_dates import DueDateChange


class _Asked(NamedTuple):
    """What was asked for: when to, why, and who agreed it or refused it."""

    due: str | None
    reason: str | None
    agreed_by: str | None
    refused_by: str | None


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    milestone: Annotated[
        str | None, text_option("--milestone", "Move this milestone of the action.", "NAME")
    ] = None,
    due: Annotated[
        str | None,
        text_option(
            "--due",
            "A day 31 March 2020, a month June 2020, a quarter Q4, or to be confirmed.",
            "WHEN",
        ),
    ] = None,
    reason: Annotated[str | None, text_option("--reason", "Why it is moved.")] = None,
    agreed_by: Annotated[
        str | None, text_option("--agreed-by", "The post that agrees; without, it waits.", "POST")
    ] = None,
    refused_by: Annotated[
        str | None,
        text_option("--refused-by", "The post that refuses the move that waits.", "POST"),
    ] = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    r"""Move a due date, keeping the original, who agreed it and why.

    Without --agreed-by the move is recorded as waiting for a decision, and the due date stays.
    Without --due, --agreed-by or --refused-by decides on the move that waits.

    For example:
      planctl reschedule 3.2 --due 2026-06 --reason "The lease is late" \
        --agreed-by "Improvement Board"
      planctl reschedule 3.2 --due "Q1 2026-27" --reason "The lease is late" --dry-run
      planctl reschedule 1.1 3.2 --due "June 2026" --reason "The lease is late"
      planctl reschedule 4.1 --agreed-by "Improvement Board"
    """
    from planctl.cli.next_steps import say_next, say_old_problems
    from planctl.edits.due_dates import Decision, MoveRequest
    from planctl.plan.header_year import year_of
    from planctl.plan.typed_dates import typed_due_date
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.due_dates import change_due_dates
    from planctl.workspace.selection import Choice, selected_ids

    asked = _complete(_Asked(due, reason, agreed_by, refused_by))
    where = plan_folder(folder, today)
    today = day(today, where)
    actions = selected_ids(where, Choice(ids, lead, priority), today)
    wanted: MoveRequest | Decision
    if asked.due:
        to = typed_due_date(asked.due, year_of(document_in(where, HEADER).data), today)
        wanted = MoveRequest(to, asked.reason or "", asked.agreed_by or "")
    else:
        wanted = Decision(asked.agreed_by or asked.refused_by or "", bool(asked.agreed_by))
    every = change_due_dates(where, actions, milestone, wanted, today, note, dry_run=dry_run)
    for action_id, made in zip(actions, every, strict=True):
        for line in _told(action_id, made):
            typer.echo(visible(line))
    if dry_run:
        typer.echo("  nothing was written: this was a dry run")
    say_old_problems(every[0].plan)
    if not dry_run and any(made.file.differs for made in every):
        say_next(where)
    return Exit.DONE


def _complete(asked: _Asked) -> _Asked:
    """Return what was asked for, each text on one line; UserError if something is missing."""
    from planctl.edits.typed_text import PLACEHOLDERS, one_line

    options = zip(("--due", "--reason", "--agreed-by", "--refused-by"), asked, strict=True)
    due, reason, agreed_by, refused_by = (
        None if text is None else one_line(text, name) for name, text in options
    )
    if agreed_by and refused_by:
        raise UserError("it is either agreed or refused", "leave one of the two out", Exit.USAGE)
    if due and refused_by:
        message = "a move that is asked for now cannot be refused"
        raise UserError(message, "leave --due out to refuse the move that waits", Exit.USAGE)
    if due and (not reason or reason in PLACEHOLDERS):
        raise UserError("say why it is moved", "--reason TEXT", Exit.USAGE)
    if not due and reason:
        raise UserError("say to when it is moved", "--due 2020-03", Exit.USAGE)
    if not (due or agreed_by or refused_by):
        hint = "--due 2020-03 --reason TEXT, or --agreed-by POST for the move that waits"
        raise UserError("say what to do", hint, Exit.USAGE)
    return _Asked(due, reason, agreed_by, refused_by)


def _told(action_id: str, made: "DueDateChange") -> Iterator[str]:
    """Yield what was done, and what is left to do."""
    from planctl.plan.days import in_words, within_words
    from planctl.summary.slippage import move_sentence, slip_phrase

    before, now = made.before, made.after
    yield f"{action_id} {made.file.after.data.get('title') or ''}"
    if not made.file.differs:
        yield "  nothing changed"
        return
    name = f"{now.milestone}, due" if now.milestone else "due"
    if made.moved:
        yield f"  {name}: {in_words(before.due)} → {in_words(now.due)}"
        yield f"  first agreed as {within_words(now.original)}; {slip_phrase(now)}"
        return
    yield f"  {name}: {in_words(now.due)}, as before"
    last = next(new for new in reversed(now.moves) if new not in before.moves)
    yield f"  {move_sentence(last)}"
    if now.waiting:
        which = f" --milestone {shlex.quote(now.milestone)}" if now.milestone else ""
        named = named_plan()
        command = f"planctl reschedule {action_id}{which}{named}"
        yield f"  to decide on it: {command} --agreed-by POST, or --refused-by POST"
