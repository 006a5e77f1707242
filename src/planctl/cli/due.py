"""The command that says what is still owed: due."""

import json
import shlex
from datetime import date
from typing import TYPE_CHECKING

import click

from planctl.cli.options import (
    json_option,
    plan_folder,
    plan_option,
    quarter_option,
    said,
    today_option,
)
from planctl.plan.periods import parse_quarter
from planctl.problem import Exit

if TYPE_CHECKING:
    from planctl.plan.plan import Plan
    from planctl.summary.updates_due import UpdatesDue

_FORMATS = ("human", "text", "markdown", "json")
_EXAMPLES = """\b
Examples:
  planctl due
  planctl due --quarter Q2 --lead Permanence
  planctl due --format text > messages.txt
"""


@click.command("due", epilog=_EXAMPLES)
@quarter_option
@click.option("--lead", help="Only this lead's actions.")
@click.option(
    "--format",
    "name",
    type=click.Choice(_FORMATS),
    default="human",
    help="text and markdown write a message to each lead.",
)
@json_option
@plan_option
@today_option
def due_command(
    quarter: str | None,
    lead: str | None,
    name: str,
    folder: str | None,
    today: date,
    *,
    as_json: bool,
) -> int:
    """Say which updates are missing, whose they are, and by when.

    They are due so many working days after the quarter's end as plan.yaml says in its `calendar`,
    10 if it does not. Exits with 1 if any is overdue.
    """
    from planctl.reports import reminders as messages
    from planctl.summary.summary import summarise
    from planctl.summary.updates_due import updates_due
    from planctl.workspace.open import read_plan
    from planctl.workspace.selection import known_lead

    plan = read_plan(plan_folder(folder))
    of = parse_quarter(quarter, plan.require().period) if quarter else None
    summary = summarise(plan, today, of)
    if lead is not None:
        lead = known_lead(summary, lead)
    owed = updates_due(summary, lead)
    named = f" --plan {shlex.quote(folder)}" if folder else ""
    if as_json or name == "json":
        from planctl.reports.records.due import due_list

        click.echo(json.dumps(due_list(owed), indent=2, ensure_ascii=False))
    elif name == "human":
        _print(owed)
    else:
        click.echo(
            (messages.text_reminders if name == "text" else messages.markdown_reminders)(
                owed, named
            ),
            nl=False,
        )
    return _status(plan, owed)


def _print(owed: "UpdatesDue") -> None:
    from planctl.cli.terminal import owing, show
    from planctl.reports.reminders import when

    months = owed.summary.year.months(owed.quarter)
    click.echo(f"Updates for {owed.quarter}, {months}, {when(owed)}.")
    if owed.gaps:
        show(owing(owed))


def _status(plan: "Plan", owed: "UpdatesDue") -> int:
    """Return the exit status, having said how much is owed and what else there is to know."""
    from planctl.signoff.statement import sign_off_sentence

    if owed.sign_off.record.model_fields_set:
        said(f"{owed.quarter}: {sign_off_sentence(owed.sign_off)}")
    actions = "1 action has" if len(owed.gaps) == 1 else f"{len(owed.gaps)} actions have"
    said(f"{actions} something missing" if owed.gaps else "nothing is missing")
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        said(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if owed.overdue or unread else Exit.DONE
