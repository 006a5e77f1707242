"""What leaves the house: the commands that propose, approve, issue, verify and withdraw a paper."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    PlanOption,
    QuarterOption,
    TodayOption,
    choice,
    day,
    judged_folders,
    note,
    plan_folder,
    text_option,
    texts_option,
)
from planctl.cli.waiting import working
from planctl.privacy.hidden_parts import Edition
from planctl.problem import Exit, UserError, visible
from planctl.reports.formats import FORMATS
from planctl.reports.kinds import KINDS

if TYPE_CHECKING:
    from planctl.plan.issue import Issue
    from planctl.plan.plan import Plan
    from planctl.workspace.publication import Actor, Numbered

_KINDS = tuple(name for name, each in KINDS.items() if not each.takes_actions and name != "blank")
_EDITIONS = tuple(each for each in Edition if each is not Edition.INTERNAL)
_ME = text_option("--by", "The post of whoever does it; else the name that git has.", "POST")
_By = Annotated[str | None, _ME]
_Number = Annotated[str, typer.Argument(metavar="NUMBER", show_default=False)]


def command(
    context: typer.Context,
    *,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Issue papers that a second person has approved, and tell what was issued.

    Without a command it lists the issues of the plan.

    For example:
      planctl publish
      planctl publish propose --kind highlight --quarter Q2
    """
    if context.invoked_subcommand:
        return Exit.DONE
    from planctl.workspace.issue_verification import steps_said
    from planctl.workspace.open import read_plan
    from planctl.workspace.publication import issues

    plan = read_plan(plan_folder(folder, today))
    listed = list(issues(plan))
    for number, each in listed:
        typer.echo(visible(f"{number} {_name(each)}: {each.state}"))
        for line in steps_said(each):
            typer.echo(visible(f"  {line}"))
    if not listed:
        note("nothing was proposed yet: planctl publish propose")
    return Exit.DONE


def propose_paper(
    *,
    kind: Annotated[
        str,
        choice("--kind", what="kind of paper", words=_KINDS, about="What it is for."),
    ] = "full",
    name: Annotated[
        str, choice("--format", what="format", words=FORMATS, about="The format of its file.")
    ] = "html",
    edition: Annotated[
        str, choice("--edition", what="edition", words=_EDITIONS, about="For whom it is.")
    ] = "public",
    quarter: QuarterOption = None,
    meeting: Annotated[str, text_option("--meeting", "The meeting, and its date.")] = "",
    purpose: Annotated[str, text_option("--purpose", "Why the paper goes to it.")] = "",
    recommend: Annotated[
        list[str], texts_option("--recommend", "A decision asked for; may be repeated.")
    ],
    considered_by: Annotated[
        list[str], texts_option("--considered-by", "Who considered it before, and when.")
    ],
    post: _By = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Propose a paper for approval.

    Its digest is put on record in plan.yaml, under a number. The plan has to be committed and
    without errors. What could tell who somebody is stops it, even where it is a warning, unless
    plan.yaml waives it. If the same paper is proposed already and not issued, this takes its place,
    and its approval is void.

    For example:
      planctl publish propose --kind highlight --quarter Q2 --by "Performance officer"
      planctl publish propose --kind full --format markdown --edition plain
    """
    from planctl.edits.typed_text import one_line
    from planctl.reports.paper.options import CoverSheet
    from planctl.workspace.issue_paper import PaperRequest
    from planctl.workspace.publication import propose

    cover = CoverSheet(
        one_line(meeting, "--meeting") if meeting else "",
        one_line(purpose, "--purpose") if purpose else "",
        tuple(one_line(each, "--recommend") for each in recommend),
        tuple(one_line(each, "--considered-by") for each in considered_by),
    )
    if not FORMATS[name].paper and (kind != "full" or any(cover)):
        papers = [each for each, about in FORMATS.items() if about.paper]
        message = f"--kind, --meeting and the like do nothing for {name}"
        raise UserError(message, f"say --format {' or '.join(papers)}", Exit.USAGE)
    where = plan_folder(folder, today, quarter)
    who = _who(where, post, today)
    with working("Making the paper"):
        asked = PaperRequest(kind, name, edition, quarter, who.today, "", cover)
        made = propose(where, asked, who, note)
    if made.replaced:
        void = ", and the approval of that is void" if made.replaced.approved else ""
        note(f"It takes the place of what was proposed as issue {made.number}{void}")
    typer.echo(visible(f"Issue {made.number} is proposed: {_name(made.issue)}"))
    typer.echo(f"  SHA-256 {made.issue.sha256}")
    read = f"planctl publish draft {made.number} --output FILE"
    _say_next(where, f"then somebody else reads it: {read}")
    return Exit.DONE


def draft_paper(
    *,
    number: _Number,
    output: Annotated[
        str | None, text_option("--output", "Where to write it; else standard output.", "FILE")
    ] = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make the paper of a proposal, to read.

    Whoever approves it reads it before.

    For example:
      planctl publish draft 1 --output draft.html
    """
    from planctl.store.output import save_paper
    from planctl.workspace.open import read_plan
    from planctl.workspace.publication import proposed_paper

    where = plan_folder(folder, today)
    made = proposed_paper(read_plan(where), number)
    if output is None or output == "-":
        typer.echo(made.paper.raw, nl=False)
        return Exit.DONE
    save_paper(output, [made.paper.raw], where, force=False)
    note(f"{output} is what issue {number} proposes: planctl publish approve {number} approves it")
    return Exit.DONE


def approve_paper(
    *, number: _Number, post: _By = None, folder: PlanOption = None, today: TodayOption = None
) -> int:
    """Approve what somebody else proposed.

    It is made again, and has to be what was proposed, to the last byte. Nobody can approve what
    they proposed, nor what reports an action that they lead or answer for.

    For example:
      planctl publish approve 1 --by "Head of Governance"
    """
    from planctl.workspace.publication import approve

    where = plan_folder(folder, today)
    made = approve(where, number, _who(where, post, today), note)
    typer.echo(visible(f"Issue {number} is approved: {_name(made.issue)}"))
    _say_next(where, f"then planctl publish issue {number}")
    return Exit.DONE


def issue_paper(
    *,
    number: _Number,
    output: Annotated[
        str, text_option("--output", "The folder to write the paper and its manifest to.", "DIR")
    ] = "published",
    post: _By = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Issue a paper that is approved.

    Its file and its manifest are written, and that is put on record. It is made again, and has to
    be what was approved, to the last byte; the approval has to be committed by another than who
    committed the proposal; and all checks are made again. What is issued already is written again.

    For example:
      planctl publish issue 1
      planctl publish issue 1 --output published --by "Committee clerk"
    """
    from planctl.store.output import save
    from planctl.workspace.issue_manifest import manifest, manifest_name
    from planctl.workspace.open import read_plan
    from planctl.workspace.publication import issue

    where = plan_folder(folder, today)

    def allow(plan: "Plan", made: "Numbered") -> None:
        path = os.path.join(output, made.file_name(plan))
        if os.path.realpath(output) == os.path.realpath(where):
            message = f"{visible(path)} would stand among the plan's own files"
            raise UserError(message, "name another folder: --output published")
        if os.path.exists(output) and not os.path.isdir(output):
            message = f"{visible(output)} is a file, and a folder is needed"
            raise UserError(message, "name another: --output DIR")
        if os.path.lexists(path) and _bytes(path) != made.paper.raw:
            message = f"{visible(path)} is there already, and is another file"
            raise UserError(message, "move it away, or name another folder: --output DIR")

    with working("Making the paper"):
        made = issue(where, number, _who(where, post, today), note, allow)
    plan = read_plan(where)
    name, about = made.file_name(plan), manifest_name(plan, number)
    save(os.path.join(output, name), [made.paper.raw])
    save(os.path.join(output, about), [manifest(plan, number)])
    again = " already, and written again" if made.again else ""
    typer.echo(visible(f"Issue {number} is issued{again}: {_name(made.issue)}"))
    for each in (name, about):
        typer.echo(visible(f"  {os.path.join(output, each)}"))
    if not made.again:
        _say_next(where, "")
    return Exit.DONE


def verify_file(
    *,
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    folder: PlanOption = None,
    today: TodayOption = None,  # noqa: ARG001 - as every command that names a plan
) -> int:
    """Say whether a file is what was issued.

    It says by whom it was approved, and whether it still holds.

    Exits with 1 where it was altered, withdrawn, not issued or is none of the plan's issues.

    For example:
      planctl publish verify published/2025-26-1-highlight.html
    """
    from planctl.workspace.issue_verification import verified

    found = verified(judged_folders(folder), os.path.basename(file), _bytes(file))
    for line in found.said:
        typer.echo(visible(line))
    return Exit.DONE if found.holds else Exit.PROBLEMS


def withdraw_paper(
    *,
    number: _Number,
    because: Annotated[str | None, text_option("--why", "Why it does not hold any more.")] = None,
    post: _By = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Withdraw an issue, and say why.

    What is only proposed can be withdrawn too; the number stays taken.

    What somebody has already stays with them: take it down where it is published.

    For example:
      planctl publish withdraw 1 --why "A figure in 3.2 was wrong" --by "Head of Governance"
    """
    from planctl.workspace.publication import withdraw

    if because is None:
        hint = f'planctl publish withdraw {visible(number)} --why "A figure in 3.2 was wrong"'
        raise UserError("--why is not given", hint, Exit.USAGE)
    where = plan_folder(folder, today)
    found = withdraw(where, number, because, _who(where, post, today), note)
    typer.echo(visible(f"Issue {number} is withdrawn: {_name(found)}"))
    if found.issued:
        note("What was published is taken down by whoever runs the site, and told to its readers")
    _say_next(where, "")
    return Exit.DONE


def _who(folder: str, post: str | None, today: date | None) -> "Actor":
    from planctl.workspace.publication import actor

    return actor(folder, post, day(today, folder))


def _name(issue: "Issue") -> str:
    """Return what paper an issue is of: highlight, html, public, Q2, as at 14 October 2019."""
    from planctl.plan.days import in_words

    about = (issue.kind, issue.format, issue.edition, issue.period)
    return f"{', '.join(about)}, as at {in_words(issue.as_at)}"


def _say_next(folder: str, following: str) -> None:
    """Say what comes after a step that is on record in plan.yaml and not committed."""
    from planctl.cli.next_steps import send_command

    steps = list(filter(None, [send_command(folder), following]))
    if steps:
        note(f"Next: {'; '.join(steps)}")


def _bytes(path: str) -> bytes:
    """Return what a file holds; UserError where it is none."""
    from planctl.store.errors import user_errors

    if not os.path.isfile(path):
        what = "is a folder" if os.path.isdir(path) else "is not there"
        raise UserError(f"{visible(path)} {what}", "name the file of a paper", Exit.PROBLEMS)
    with user_errors(f"{visible(path)} cannot be read", ""), open(path, "rb") as file:
        return file.read()


SUBCOMMANDS = {
    "propose": propose_paper,
    "draft": draft_paper,
    "approve": approve_paper,
    "issue": issue_paper,
    "verify": verify_file,
    "withdraw": withdraw_paper,
}
