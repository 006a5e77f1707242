"""The commands about due dates: reschedule and slippage."""

import json
import shlex
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from planctl.cli.options import json_option, plan_folder, plan_option, said, today_option
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.plan.periods import DueDate, Year
    from planctl.summary.action_summary import ActionSummary
    from planctl.summary.due_dates import Slip
    from planctl.workspace.due_dates import DueDateChange

_RESCHEDULE = """\b
Examples:
  planctl reschedule 3.2 --due 2026-06 --agreed-by "Improvement Board" --reason "The lease is late"
  planctl reschedule 3.2 --due "Q1 2026-27" --reason "The lease is late" --dry-run
  planctl reschedule 4.1 --agreed-by "Improvement Board"
"""
_SLIPPAGE = """\b
Examples:
  planctl slippage
  planctl slippage --lead Permanence
  planctl slippage --priority 3 --json
"""


class _Asked(NamedTuple):
    """What was asked for: when to, why, and who agreed it or refused it."""

    due: str | None
    reason: str | None
    agreed_by: str | None
    refused_by: str | None


@click.command("reschedule", epilog=_RESCHEDULE)
@click.argument("action_id", metavar="ACTION")
@click.option("--milestone", metavar="NAME", help="Move this milestone of the action.")
@click.option("--due", metavar="WHEN", help="A day 2020-03-31, a month 2020-03 or a quarter Q4.")
@click.option("--reason", metavar="TEXT", help="Why it is moved.")
@click.option("--agreed-by", metavar="POST", help="The post that agrees; without, it waits.")
@click.option("--refused-by", metavar="POST", help="The post that refuses the move that waits.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@plan_option
@today_option
def reschedule_command(
    action_id: str,
    milestone: str | None,
    due: str | None,
    reason: str | None,
    agreed_by: str | None,
    refused_by: str | None,
    folder: str | None,
    today: date,
    *,
    dry_run: bool,
) -> int:
    """Move a due date, keeping the original, who agreed it and why.

    Without --agreed-by the move is recorded as waiting for a decision, and the due date stays.
    Without --due, --agreed-by or --refused-by decides on the move that waits.
    """
    from planctl.cli.next_steps import say_next
    from planctl.edits.due_dates import Decision, MoveRequest
    from planctl.plan.periods import in_words, year_of
    from planctl.workspace.documents import HEADER, document_in, require_action
    from planctl.workspace.due_dates import change_due_date

    asked = _complete(_Asked(due, reason, agreed_by, refused_by))
    where = plan_folder(folder)
    action_id = require_action(where, action_id)
    wanted: MoveRequest | Decision
    if asked.due:
        to = _when(asked.due, year_of(document_in(where, HEADER).data))
        wanted = MoveRequest(to, asked.reason or "", asked.agreed_by or "")
    else:
        wanted = Decision(asked.agreed_by or asked.refused_by or "", bool(asked.agreed_by))
    made = change_due_date(where, action_id, milestone, wanted, today, said, dry_run=dry_run)
    for line in _told(action_id, made, folder):
        click.echo(visible(line))
    if dry_run:
        click.echo("  nothing was written: this was a dry run")
    for line in made.plan.old_problems:
        said(line)
    if not dry_run:
        what = f"due {in_words(made.after.due)}" if made.moved else "due date"
        say_next(where, f"{action_id}: {what}", f"due-{action_id}")
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


def _when(typed: str, year: "Year") -> "DueDate":
    """Return the due date that was typed; a quarter without a year is one of the plan's."""
    from planctl.plan.periods import parse_due_date

    for each in (typed, f"{typed.upper()} {year}"):
        try:
            return parse_due_date(each, year.first_month)
        except ValueError:
            continue
    message = f"'{visible(typed)}' is not a date"
    hint = f"a day 2020-03-31, a month 2020-03 or a quarter: Q4, Q4 {year}"
    raise UserError(message, hint, Exit.USAGE)


def _told(action_id: str, made: "DueDateChange", folder: str | None) -> Iterator[str]:
    """Yield what was done, and what is left to do."""
    from planctl.plan.periods import in_words
    from planctl.summary.due_dates import move_sentence, slip_phrase

    before, now = made.before, made.after
    yield f"{action_id} {made.file.after.data.get('title') or ''}"
    name = f"{now.milestone}, due" if now.milestone else "due"
    if made.moved:
        yield f"  {name}: {in_words(before.due)} → {in_words(now.due)}"
        yield f"  first agreed as {in_words(now.original)}; {slip_phrase(now)}"
        return
    yield f"  {name}: {in_words(now.due)}, as before"
    last = next(new for new in reversed(now.moves) if new not in before.moves)
    yield f"  {move_sentence(last)}"
    if now.waiting:
        which = f" --milestone {shlex.quote(now.milestone)}" if now.milestone else ""
        named = f" --plan {shlex.quote(folder)}" if folder else ""
        command = f"planctl reschedule {action_id}{which}{named}"
        yield f"  to decide on it: {command} --agreed-by POST, or --refused-by POST"


@click.command("slippage", epilog=_SLIPPAGE)
@click.option("--lead", help="Only this lead's actions.")
@click.option("--priority", metavar="N", help="Only this priority's actions.")
@json_option
@plan_option
@today_option
def slippage_command(
    lead: str | None, priority: str | None, folder: str | None, today: date, *, as_json: bool
) -> int:
    """List the due dates that moved, how often and by how many days.

    Each has its original date, every move, and those that wait for a decision. A month or a quarter
    counts as its last day.
    """
    from planctl.summary.due_dates import slips
    from planctl.summary.summary import summarise
    from planctl.workspace.open import read_plan
    from planctl.workspace.selection import chosen_rows

    plan = read_plan(plan_folder(folder))
    summary = summarise(plan, today)
    rows = chosen_rows(summary, priority, lead)
    dates = [(row, slip) for row in rows if row.action for slip in slips(row.action)]
    if as_json:
        from planctl.reports.records.slippage import slippage_list

        click.echo(json.dumps(slippage_list(summary, dates), indent=2, ensure_ascii=False))
    else:
        _list(dates, today)
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        said(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if unread else Exit.DONE


def _list(dates: "list[tuple[ActionSummary, Slip]]", today: date) -> None:
    moved = [(row, slip) for row, slip in dates if slip.times or slip.moves]
    last = ""
    for row, slip in moved:
        if row.id != last:
            click.echo(visible(f"{row.id} {row.title} ({row.lead})"))
            last = row.id
        for line in _lines(slip, today):
            click.echo(visible(f"  {line}"))
    _count([slip for _, slip in dates])


def _lines(slip: "Slip", today: date) -> Iterator[str]:
    """Yield a date that moved: the original, each move, where it stands."""
    from planctl.plan.periods import in_words
    from planctl.summary.due_dates import move_sentence, slip_phrase

    yield f"{slip.milestone or 'The action'}: first agreed as {in_words(slip.original)}"
    for move in slip.moves:
        yield f"  {move_sentence(move)}"
    late = "; overdue" if slip.overdue(today) else ""
    stands = slip_phrase(slip) or "not moved yet"
    yield f"  now due by {in_words(slip.due)}: {stands}{late}"


def _count(slips: "list[Slip]") -> None:
    moved = [slip for slip in slips if slip.times]
    waiting = sum(len(slip.waiting) for slip in slips)
    if not slips:
        said("no action or milestone has a due date")
        return
    of = f"{len(moved)} of {len(slips)} due date{'' if len(slips) == 1 else 's'} moved"
    days = sum(slip.days_lost for slip in moved)
    wait = f"; {waiting} move{' waits' if waiting == 1 else 's wait'} for a decision"
    said(f"{of}, {days} days lost in all{wait if waiting else ''}")
