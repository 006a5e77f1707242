"""The commands about due dates: reschedule and slippage."""

import json
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from planctl.cli.options import json_option, plan_folder, plan_option, said, today_option
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.plan.model import Action
    from planctl.plan.periods import DueDate, Year
    from planctl.summary.slippage import Slip
    from planctl.summary.summary import Row
    from planctl.text.document import Document

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
    from planctl.plan.ids import require
    from planctl.store.folder import one
    from planctl.store.locate import action_files
    from planctl.store.write import rewrite

    asked = _complete(_Asked(due, reason, agreed_by, refused_by))
    where = plan_folder(folder)
    known = [name.removesuffix(".yaml") for name in action_files(where)]
    name = f"{require(action_id, known)}.yaml"
    made: list[_Moved] = []

    def change(texts: dict[str, bytes]) -> dict[str, bytes]:
        made[:] = [_moved(where, name, texts, milestone, asked, today)]
        return {**texts, name: made[0].after.encoded()}

    names = [name, "plan.yaml"]
    if dry_run:
        change({each: one(where, each) for each in names})
    else:
        rewrite(where, names, change, say=said)
    for line in _told(made[0], folder):
        click.echo(visible(line))
    if dry_run:
        click.echo("  nothing was written: this was a dry run")
    else:
        say_next(where, f"{action_id}: {made[0].summary}", f"due-{action_id}")
    return Exit.DONE


class _Moved(NamedTuple):
    """An action's document after a move, the action before and after, and what was moved."""

    after: "Document"
    before: "Action"
    action: "Action"
    milestone: str | None

    def slip(self, action: "Action") -> "Slip":
        """Return what has become of the date that was moved."""
        from planctl.summary.slippage import slips

        return next(slip for slip in slips(action) if slip.milestone == (self.milestone or ""))

    @property
    def summary(self) -> str:
        """What was done, in a few words."""
        from planctl.plan.periods import in_words

        slip = self.slip(self.action)
        return f"due {in_words(slip.due)}" if slip.due != self.slip(self.before).due else "due date"


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


def _moved(
    folder: str,
    name: str,
    texts: dict[str, bytes],
    milestone: str | None,
    asked: _Asked,
    today: date,
) -> _Moved:
    """Return an action's document with what was asked for done, or raise UserError."""
    from posixpath import join

    from planctl.edits.reschedule import Decision, Wish, decided, moved
    from planctl.plan.plan import load
    from planctl.workspace.selection import known_word

    def action_in(raw: bytes) -> "tuple[Document | None, Action | None]":
        plan = load({join(folder, name): raw, join(folder, "plan.yaml"): texts["plan.yaml"]})
        (entry,) = plan.entries
        return entry.document, entry.action

    year = load({"plan.yaml": texts["plan.yaml"]}).require().period
    document, action = action_in(texts[name])
    if not document or not action:
        message = f"{join(folder, name)} cannot be used"
        raise UserError(message, "run planctl check to see why", Exit.PROBLEMS)
    if milestone is not None:
        if not action.milestones:
            hint = "write them into its file, below `milestones:`"
            raise UserError(f"{action.id} has no milestones", hint, Exit.PROBLEMS)
        milestone = known_word(milestone, list(action.milestones), "milestone")
    if asked.due:
        wish = Wish(_when(asked.due, year), asked.reason or "", asked.agreed_by or "")
        after = moved(document, action, milestone, wish, today)
    else:
        decision = Decision(asked.agreed_by or asked.refused_by or "", bool(asked.agreed_by))
        after = decided(document, action, milestone, decision, today)
    _, changed = action_in(after.encoded())
    return _Moved(after, action, changed or action, milestone)


def _when(typed: str, year: "Year") -> "DueDate":
    """Return the due date that was typed; a quarter without a year is one of the plan's."""
    from planctl.plan.periods import due_date

    for each in (typed, f"{typed.upper()} {year}"):
        try:
            return due_date(each, year.first_month)
        except ValueError:
            continue
    message = f"'{visible(typed)}' is not a date"
    hint = f"a day 2020-03-31, a month 2020-03 or a quarter: Q4, Q4 {year}"
    raise UserError(message, hint, Exit.USAGE)


def _told(made: _Moved, folder: str | None) -> Iterator[str]:
    """Yield what was done, and what is left to do."""
    from planctl.plan.periods import in_words
    from planctl.summary.slippage import lost, sentence

    slip, before = made.slip(made.action), made.slip(made.before)
    yield f"{made.action.id} {made.action.title}"
    name = f"{slip.milestone}, due" if slip.milestone else "due"
    if slip.due != before.due:
        yield f"  {name}: {in_words(before.due)} → {in_words(slip.due)}"
        yield f"  first agreed as {in_words(slip.original)}; {lost(slip)}"
        return
    yield f"  {name}: {in_words(slip.due)}, as before"
    last = next(new for new in reversed(slip.moves) if new not in before.moves)
    yield f"  {sentence(last)}"
    if slip.waiting:
        which = f" --milestone {shlex.quote(slip.milestone)}" if slip.milestone else ""
        named = f" --plan {shlex.quote(folder)}" if folder else ""
        command = f"planctl reschedule {made.action.id}{which}{named}"
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
    from planctl.summary.slippage import slips
    from planctl.summary.summary import summarise
    from planctl.workspace.open import loaded
    from planctl.workspace.selection import known_word

    plan = loaded(plan_folder(folder))
    summary = summarise(plan, today)
    rows: Iterable[Row] = summary.rows
    if lead is not None:
        leads = dict.fromkeys([*summary.header.leads, *(count.name for count in summary.by_lead)])
        lead = known_word(lead, list(filter(None, leads)), "lead")
        rows = [row for row in rows if row.lead == lead]
    if priority is not None:
        priority = known_word(priority, list(summary.header.priorities), "priority")
        rows = [row for row in rows if row.priority == priority]
    dates = [(row, slip) for row in rows if row.action for slip in slips(row.action)]
    if as_json:
        from planctl.reports.records import commands as records

        click.echo(json.dumps(records.slippage(summary, dates), indent=2, ensure_ascii=False))
    else:
        _list(dates, today)
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        said(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if unread else Exit.DONE


def _list(dates: "list[tuple[Row, Slip]]", today: date) -> None:
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
    from planctl.summary.slippage import lost, sentence

    yield f"{slip.milestone or 'The action'}: first agreed as {in_words(slip.original)}"
    for move in slip.moves:
        yield f"  {sentence(move)}"
    late = "; overdue" if slip.overdue(today) else ""
    stands = lost(slip) or "not moved yet"
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
