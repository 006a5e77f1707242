"""What leads return for a quarter: the commands that make their documents, and read them."""

import os
import shlex
from typing import Annotated

import typer

from planctl.cli.options import (
    ByOption,
    CorrectOption,
    DryRunOption,
    ForceOption,
    LeadOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    day,
    flag_option,
    note,
    plan_folder,
    text_option,
)
from planctl.cli.summaries import plan_and_summary, unreadable
from planctl.problem import Exit, UserError, visible


def command() -> None:
    """Make a document for each lead to fill in, and read what comes back.

    For example:
      planctl returns make --quarter Q2
      planctl returns read returns --quarter Q2
    """


def make_returns(
    *,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    output: Annotated[
        str, text_option("--output", "The folder to write them to.", "DIR")
    ] = "returns",
    send_to: Annotated[
        str, text_option("--to", "To whom they go back: a post or a team.", "TEXT")
    ] = "",
    reference_docx: Annotated[
        str | None, text_option("--reference-docx", "A Word document whose styles to use.", "FILE")
    ] = None,
    workbook: Annotated[bool, flag_option("--xlsx", "Make workbooks for a spreadsheet.")] = False,
    force: ForceOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make a document for each lead: what was said last time, and fields to fill in.

    It is a Word document, or a workbook with --xlsx.

    For example:
      planctl returns make --quarter Q2
      planctl returns make --quarter Q2 --lead Permanence --to "Performance team"
    """
    from planctl.exchange.return_document import ReturnRequest, return_document
    from planctl.exchange.return_form import lead_returns, named_returns
    from planctl.exchange.return_sheet import return_workbook
    from planctl.store.output import save
    from planctl.workspace.selection import Choice, selected_summary

    plan, summary = plan_and_summary(folder, today, quarter)
    found = lead_returns(selected_summary(summary, Choice((), lead, None)))
    if workbook and reference_docx is not None:
        raise UserError("a workbook has no styles of Word", "leave one of the two out", Exit.USAGE)
    asked = ReturnRequest(summary.scale, send_to, reference_docx)
    made = [
        (
            os.path.join(output, name),
            return_workbook(each, send_to) if workbook else return_document(each, asked),
        )
        for name, each in named_returns(found, ".xlsx" if workbook else ".docx")
    ]
    for path, raw in made:
        if not force and os.path.isfile(path) and _bytes(path) != raw:
            message = f"{visible(path)} is there already, and somebody may have filled it in"
            hint = "name another folder: --output DIR; --force makes it anew, without what is in it"
            raise UserError(message, hint)
    for (path, raw), each in zip(made, found, strict=True):
        save(path, [raw], outside=plan.folder)
        number = len(each.actions)
        typer.echo(visible(f"{path}: {number} action{'s' * (number != 1)}"))
    if not made:
        typer.echo(f"nobody owes a return for {summary.quarter}")
    else:
        where = shlex.quote(output)
        note(f"Next, when they are back: planctl returns read {where} {summary.quarter.flag}")
    return unreadable(plan)


def read_returns(
    *,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", show_default=False)],
    quarter: QuarterOption = None,
    empties: Annotated[
        bool, flag_option("--empty", "Empty the fields that came back empty, too.")
    ] = False,
    commit: Annotated[bool, flag_option("--commit", "Make a commit of each return.")] = False,
    reason: CorrectOption = None,
    post: ByOption = None,
    yes: Annotated[bool, flag_option("--yes", "Do not ask.")] = False,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Read returns that were filled in: documents, folders of them, or saved e-mails.

    It says who has returned and who has not, and for each return what it changes, and asks. What
    nobody touched changes nothing. A field that the plan says otherwise than when the return was
    sent is shown with both texts, and left alone.

    Exits with 1 where something of a return is not taken.

    For example:
      planctl returns read returns --quarter Q2 --dry-run
      planctl returns read returns/2019-20-q2-permanence.docx
      planctl returns read mail/*.eml --yes --commit
      planctl returns read late.docx --correct "It came after the sign-off"
    """
    from planctl.cli.returned import ReadRequest, take_returns
    from planctl.workspace.corrections import CorrectionRequest

    where = plan_folder(folder, today, quarter)
    correction = CorrectionRequest(day(today, where), reason, post)
    return take_returns(
        ReadRequest(where, files, quarter, correction, empties, commit, yes, dry_run)
    )


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


SUBCOMMANDS = {"make": make_returns, "read": read_returns}
