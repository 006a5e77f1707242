"""What is still owed for a quarter: the command that says which updates are missing."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    ActionsArgument,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    QuarterOption,
    RecommendationOption,
    TodayOption,
    choice,
    flag_option,
    named_plan,
    note,
    output_format,
    quarter_apart,
    text_option,
)
from planctl.cli.summaries import plan_and_summary, print_json
from planctl.problem import Exit, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.plan import Plan
    from planctl.summary.summary import Summary
    from planctl.summary.updates_due import UpdatesDue

_FORMATS = ("human", "text", "markdown", "json")


def command(
    *,
    ids: ActionsArgument,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    recommendation: RecommendationOption = None,
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
    drafts: Annotated[
        str | None,
        text_option("--eml", "Write the messages as drafts, with the returns attached.", "DIR"),
    ] = None,
    workbooks: Annotated[
        bool, flag_option("--xlsx", "Attach workbooks to the drafts, not Word documents.")
    ] = False,
    calendar: Annotated[
        str | None, text_option("--ics", "Write what is due when as a calendar file.", "FILE")
    ] = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Say which updates are missing, whose they are, and by when.

    They are due so many working days after the quarter's end as plan.yaml says in its `calendar`,
    10 if it does not. Every quarter that has ended and is not signed off is told, the oldest first.
    The lead of a priority is asked for its rating.
    Exits with 1 if any is overdue. planctl itself sends nothing.

    For example:
      planctl due
      planctl due --quarter Q2 --lead Permanence
      planctl due --recommendation R7
      planctl due --format text > messages.txt
      planctl due --quarter Q2 --eml drafts
      planctl due --quarter Q2 --eml drafts --xlsx
      planctl due --ics due.ics
    """
    from planctl.reports import reminders as messages
    from planctl.summary.updates_due import every_update_due, updates_due
    from planctl.workspace.selection import Choice, selected_summary

    ids, quarter = quarter_apart(ids, quarter)
    name = output_format(name, as_json=as_json)
    plan, summary = plan_and_summary(folder, today, quarter)
    summary = selected_summary(summary, Choice(ids, lead, priority, recommendation))
    owed = (updates_due(summary),) if quarter else every_update_due(summary)
    named = named_plan()
    if drafts is not None:
        _write_drafts(plan, summary, owed, named, (drafts, workbooks))
    elif workbooks:
        raise UserError("--xlsx attaches workbooks to drafts", "add --eml DIR", Exit.USAGE)
    if calendar is not None:
        _write_calendar(plan, summary, calendar)
    if name == "json":
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
    return _status(plan, summary, owed)


def _write_drafts(
    plan: "Plan",
    summary: "Summary",
    owed: "Sequence[UpdatesDue]",
    named: str,
    wanted: tuple[str, bool],
) -> None:
    """Write a draft of the message to each lead into a folder, with the lead's returns.

    `wanted` is the folder, and whether the returns are workbooks.
    """
    from dataclasses import replace

    from planctl.exchange.return_document import ReturnRequest, return_document
    from planctl.exchange.return_form import lead_returns, lead_slug, named_returns
    from planctl.exchange.return_sheet import return_workbook
    from planctl.reports.reminder_drafts import draft
    from planctl.reports.reminders import lead_messages
    from planctl.store.output import save

    folder, workbooks = wanted
    asked = ReturnRequest(summary.scale)
    suffix = ".xlsx" if workbooks else ".docx"
    made = {
        (each.lead, each.period): (name, each)
        for due in owed
        for name, each in named_returns(lead_returns(replace(summary, quarter=due.quarter)), suffix)
    }
    number = 0
    for number, message in enumerate(lead_messages(owed, named), 1):
        found = [made[message.lead, of] for of in message.quarters if (message.lead, of) in made]
        attached = [
            (name, return_workbook(each, "") if workbooks else return_document(each, asked))
            for name, each in found
        ]
        handle = (
            summary.header.leads[message.lead].handle
            if message.lead in summary.header.leads
            else ""
        )
        address = handle if "@" in handle[1:] else ""
        raw = draft(message, address, attached)
        path = os.path.join(folder, f"{number:02}-{lead_slug(message.lead)}.eml")
        save(path, [raw], outside=plan.folder)
    note(f"{number} draft{'s' * (number != 1)} written to {folder}; planctl sends nothing")


def _write_calendar(plan: "Plan", summary: "Summary", path: str) -> None:
    from planctl.exchange.return_form import plan_reference
    from planctl.reports.calendar_file import calendar_file
    from planctl.store.output import save

    header = summary.header
    own = plan_reference(header.title, header.organisation)
    save(path, [calendar_file(summary, own)], outside=plan.folder)
    note(f"{path} is written: {summary.year}, as at {summary.today}")


def _print(owed: "Sequence[UpdatesDue]") -> None:
    from planctl.cli.status_board import verified_line
    from planctl.cli.terminal import owing, section, show
    from planctl.reports.reminders import when
    from planctl.summary.verification import verify_heading

    for each in owed:
        if each is not owed[0]:
            typer.echo()
        said = f"Updates for {each.quarter.aside} {when(each)}."
        none_yet = each.summary.rows and not each.summary.overall.total
        typer.echo(each.summary.sentence if none_yet else said)
        if each.gaps:
            show(owing(each))
        if each.priorities:
            unrated = (f"{one.key} {one.name}: {one.lead}" for one in each.priorities)
            show(*section(f"Priorities not rated for {each.quarter}", unrated))
    if found := owed[-1].unverified:
        show(*section(verify_heading(owed[-1].summary), map(verified_line, found)))


def _status(plan: "Plan", summary: "Summary", owed: "Sequence[UpdatesDue]") -> int:
    """Return the exit status, having said how much is owed and what else there is to know."""
    from planctl.signoff.statement import sign_off_sentence

    if summary.sign_off.record.model_fields_set:
        note(f"{summary.quarter}: {sign_off_sentence(summary.sign_off)}")
    lacking = {gap.row.path for each in owed for gap in each.gaps}
    actions = "1 action has" if len(lacking) == 1 else f"{len(lacking)} actions have"
    unrated = sum(len(each.priorities) for each in owed)
    priorities = "1 priority is" if unrated == 1 else f"{unrated} priorities are"
    found = [f"{actions} something missing"] * bool(lacking)
    found += [f"{priorities} not rated"] * bool(unrated)
    note(", ".join(found) or "nothing is missing")
    unread = [entry.id for entry in plan.entries if not entry.action]
    if unread:
        note(f"{', '.join(unread)} cannot be read: planctl check says why")
    return Exit.PROBLEMS if unread or any(each.overdue for each in owed) else Exit.DONE
