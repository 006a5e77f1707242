"""What is still owed for a quarter: the command that says which updates are missing."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    JsonOption,
    LeadOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    choice,
    note,
)
from planctl.cli.summaries import plan_and_summary, print_json
from planctl.problem import Exit

if TYPE_CHECKING:
    from planctl.plan.plan import Plan
    from planctl.summary.updates_due import UpdatesDue

_FORMATS = ("human", "text", "markdown", "json")


def command(
    *,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    name: Annotated[
        str,
        choice(
            "--format",
            what="format",
            words=_FORMATS,
            about="text and markdown write a message to each lead.",
        ),
    ] = "human",
    as_json: JsonOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Say which updates are missing, whose they are, and by when.

    They are due so many working days after the quarter's end as plan.yaml says in its `calendar`,
    10 if it does not. Exits with 1 if any is overdue.

    For example:
      planctl due
      planctl due --quarter Q2 --lead Permanence
      planctl due --format text > messages.txt
    """
    from planctl.reports import reminders as messages
    from planctl.summary.updates_due import updates_due
    from planctl.workspace.selection import known_lead

    plan, summary = plan_and_summary(folder, today, quarter)
    if lead is not None:
        lead = known_lead(summary, lead)
    owed = updates_due(summary, lead)
    named = f" --plan {shlex.quote(folder)}" if folder else ""
    if as_json or name == "json":
        from planctl.reports.records.due import due_list

        print_json(due_list(owed))
    elif name == "human":
        _print(owed)
    else:
        typer.echo(
            (messages.text_reminders if name == "text" else messages.markdown_reminders)(
                owed, named
            ),
            nl=False,
        )
    return _status(plan, owed)


def _print(owed: "UpdatesDue") -> None:
    from planctl.cli.status_board import verified_line
    from planctl.cli.terminal import owing, section, show
    from planctl.reports.reminders import when

    months = owed.summary.year.months(owed.quarter)
    typer.echo(f"Updates for {owed.quarter}, {months}, {when(owed)}.")
    if owed.gaps:
        show(owing(owed))
    if owed.unverified:
        show(*section("Complete, to be verified", map(verified_line, owed.unverified)))


def _status(plan: "Plan", owed: "UpdatesDue") -> int:
    """Return the exit status, having said how much is owed and what else there is to know."""
    from planctl.signoff.statement import sign_off_sentence

    if owed.sign_off.record.model_fields_set:
        note(f"{owed.quarter}: {sign_off_sentence(owed.sign_off)}")
    actions = "1 action has" if len(owed.gaps) == 1 else f"{len(owed.gaps)} actions have"
    note(f"{actions} something missing" if owed.gaps else "nothing is missing")
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        note(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if owed.overdue or unread else Exit.DONE
