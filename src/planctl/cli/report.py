"""A paper of the plan: the command that makes it, in every kind and format."""

import os
import sys
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    ActionsArgument,
    AtOption,
    ForceOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    QuarterOption,
    RecommendationOption,
    TodayOption,
    choice,
    day,
    note,
    plan_folder,
    quarter_apart,
    text_option,
    texts_option,
    when_option,
)
from planctl.cli.summaries import unreadable
from planctl.cli.waiting import working
from planctl.plan.typed_period import parse_period
from planctl.privacy.hidden_parts import Edition
from planctl.problem import Exit, UserError, visible
from planctl.reports.formats import FORMATS
from planctl.reports.kinds import KINDS, LAYOUTS, default_kind
from planctl.store.locate import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.plan import Plan
    from planctl.reports.site.site import Page

_SITE = "site"
_LONG = 200


_KIND = choice(
    "--kind",
    what="kind of paper",
    words=KINDS,
    about=f"What it is for: {'; '.join(kind.about for kind in KINDS.values())}."
    f" Else {default_kind(of_actions=False)}, or {default_kind(of_actions=True)} where actions are"
    " named.",
)


def command(
    *,
    context: typer.Context,
    ids: ActionsArgument,
    kind: Annotated[str | None, _KIND] = None,
    name: Annotated[
        str | None,
        choice(
            "--format",
            what="format",
            words=[*FORMATS, _SITE],
            about="Else the suffix of --output; site is a folder of pages for a web server.",
        ),
    ] = None,
    edition: Annotated[
        str | None,
        choice(
            "--edition",
            what="edition",
            words=[*Edition],
            about="For whom it is: public leaves out what is internal or exempt, and is made if"
            " none is said; exempt is for the committee's members; internal has all, as a blank"
            " form has; plain is public, in plain words.",
        ),
    ] = None,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    recommendation: RecommendationOption = None,
    meeting: Annotated[str, text_option("--meeting", "The meeting, and its date.")] = "",
    purpose: Annotated[str, text_option("--purpose", "Why the paper goes to it.")] = "",
    recommend: Annotated[
        list[str], texts_option("--recommend", "A decision asked for; may be repeated.")
    ],
    considered_by: Annotated[
        list[str],
        texts_option(
            "--considered-by",
            "Who considered it before, and when; else the stages of the sign-off.",
        ),
    ],
    since: Annotated[
        str | None,
        when_option(
            "--since",
            "What the board saw last: a day, a quarter's sign-off, a revision; for highlights.",
        ),
    ] = None,
    layout: Annotated[
        str | None,
        choice(
            "--layout",
            what="layout",
            words=LAYOUTS,
            about="How the full paper is printed: table is the paper plan's own columns and rows,"
            " and is made if none is said; pages has each action by itself.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        text_option(
            "--output",
            "Where to write it; standard output if left out, or -. A folder for a site.",
            "FILE",
        ),
    ] = None,
    force: ForceOption = False,
    template: Annotated[
        str | None, text_option("--template", "A Jinja template to use instead.", "FILE")
    ] = None,
    templates: Annotated[
        str | None,
        text_option(
            "--templates",
            "The plan, or checkout, whose templates to use instead of this plan's; or 'none'.",
            "DIR",
        ),
    ] = None,
    reference_docx: Annotated[
        str | None, text_option("--reference-docx", "A Word document whose styles to use.", "FILE")
    ] = None,
    at: AtOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make a paper of the plan, with commentary: all of it, or what a meeting needs.

    For example:
      planctl report --output report.html
      planctl report --kind highlight --quarter Q2 --meeting "Improvement Board, 4 November 2019"
      planctl report --kind lead --lead Permanence --format markdown
      planctl report 3.2
      planctl report --output plan.xlsx
      planctl report --format site --output public
    """
    from planctl.reports import formats as reports
    from planctl.reports.paper.options import CoverSheet, PaperOptions
    from planctl.reports.report import ReportRequest
    from planctl.reports.templates.template import Sources
    from planctl.store.repository import last_commit
    from planctl.summary.summary import summarise
    from planctl.workspace.action_history import history_events
    from planctl.workspace.open import last_seen, open_edition
    from planctl.workspace.selection import Choice, selected_summary

    ids, quarter = quarter_apart(ids, quarter)
    name = _format(name, output)
    _refuse_idle(name, ids, _options_typed(context))
    readers = _edition(edition, kind or "")
    if name == _SITE:
        from planctl.workspace.site import SiteRequest, publish

        where = plan_folder(folder, today, quarter, at)
        source, on = templates_from(templates, where), day(today, where)
        wanted = SiteRequest(where, output, source, quarter, at, on, today is not None, readers)
        return _told(publish(wanted, note, _watched), edition)
    _refuse_terminal(name, output)
    kind = kind or default_kind(of_actions=bool(ids) and FORMATS[name].paper)
    _refuse(kind, ids, since, layout)
    where = plan_folder(folder, today, quarter, at)
    on = day(today, where)
    plan, on, commit = open_edition(where, at, on, readers, dated=today is not None)
    _refuse_hidden(ids, plan, readers)
    asked_for = parse_period(quarter, plan.require().period) if quarter else None
    choice = Choice(ids, lead, priority, recommendation)
    summary = selected_summary(summarise(plan, on, asked_for), choice)
    cover = CoverSheet(meeting, purpose, tuple(recommend), tuple(considered_by))
    told = history_events(where, summary.rows, plan, readers) if KINDS[kind].takes_actions else ()
    options = PaperOptions(cover, last_seen(where, since, summary.quarter, plan, readers), *told)
    sources = Sources(templates_from(templates, where), template, reference_docx)
    commit = commit or last_commit(where)
    request = ReportRequest(summary, kind, options, commit, sources, layout or LAYOUTS[0])
    with working("Making the paper"):
        is_file = _delivered(reports.render(request, name), output, where, force=force)
    if is_file:
        note(f"{output} is written: {summary.quarter} as at {summary.today}")
    return _told(plan, edition)


def _edition(typed: str | None, kind: str) -> Edition:
    """Return the edition that is made: the public one where none was named, but of a form."""
    if typed:
        return Edition(typed)
    return Edition.INTERNAL if kind == "blank" else Edition.PUBLIC


def _told(plan: "Plan", edition: str | None) -> int:
    """Say which edition was made where none was named and that matters."""
    if plan.whole and not edition:
        note("it is the public edition: --edition internal has what is not for everybody, too")
    return unreadable(plan)


def _refuse_hidden(ids: Sequence[str], plan: "Plan", edition: Edition) -> None:
    """Raise UserError where an action is named that the edition does not show."""
    whole = {each.id for each in plan.whole.actions} if plan.whole else set()
    for each in ids:
        if each in whole - {action.id for action in plan.actions}:
            message = f"action {each} is not in the {edition} edition"
            raise UserError(message, "--edition internal has every action", Exit.PROBLEMS)


def _delivered(chunks: "Iterable[bytes]", output: str | None, folder: str, *, force: bool) -> bool:
    """Print a paper if no file is named, else write it; return whether a file was written."""
    from planctl.store.output import save_paper

    if output not in (None, "-"):
        save_paper(str(output), chunks, folder, force=force)
        return True
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    return False


def _refuse_terminal(name: str, output: str | None) -> None:
    """Refuse to print a format that is no text in a terminal."""
    if not FORMATS[name].text and output in (None, "-") and sys.stdout.isatty():
        raise UserError(f"a terminal cannot show {name}", "name a file: --output FILE", Exit.USAGE)


def _options_typed(context: typer.Context) -> Container[str]:
    """Return the options that were typed, whatever their values."""
    sources = {
        each.name: context.get_parameter_source(each.name) for each in context.command.params
    }
    return {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}


def _watched(pages: "Iterator[Page]", number: int) -> "Iterator[Page]":
    """Yield pages, showing at a terminal how far many of them are."""
    if number < _LONG or not sys.stderr.isatty():
        yield from pages
        return
    with typer.progressbar(pages, length=number, label="Making pages", file=sys.stderr) as shown:
        yield from shown


def _refuse_idle(name: str, ids: Sequence[str], typed: Container[str]) -> None:
    """Refuse what does nothing for a format."""
    papers = [each for each, about in FORMATS.items() if about.paper]
    templated = [each for each, about in FORMATS.items() if about.templated]
    styled = [each for each, about in FORMATS.items() if about.styled]
    printed = [each for each, about in FORMATS.items() if about.printed]
    for options, formats in (
        (("kind", "meeting", "purpose", "recommend", "considered_by", "since"), papers),
        (("layout",), printed),
        (("lead", "priority", "recommendation"), FORMATS),
        (("template",), templated),
        (("templates",), (*templated, _SITE)),
        (("reference_docx",), styled),
    ):
        for option in options:
            if option in typed and name not in formats:
                flag = f"--{option.replace('_', '-')}"
                hint = f"leave it out, or say --format {' or '.join(formats)}"
                raise UserError(f"{flag} does nothing for {name}", hint, Exit.USAGE)
    if ids and name == _SITE:
        hint = "planctl report 3.2 makes a paper of one action"
        raise UserError("a site is of all actions", hint, Exit.USAGE)


def _refuse(kind: str, ids: Sequence[str], since: str | None, layout: str | None) -> None:
    """Refuse what would do nothing."""
    if KINDS[kind].takes_actions and not ids:
        hint = "planctl report 3.2; planctl list names them"
        raise UserError("say which action to report", hint, Exit.USAGE)
    if since is not None and not KINDS[kind].takes_since:
        kinds = " or ".join(name for name, each in KINDS.items() if each.takes_since)
        hint = f"add --kind {kinds}; planctl diff compares in any case"
        raise UserError("--since is for the highlights alone", hint, Exit.USAGE)
    if layout is not None and not KINDS[kind].has_layouts:
        hint = "leave it out, or say --kind full"
        raise UserError("--layout is for the full paper alone", hint, Exit.USAGE)


def templates_from(named: str | None, folder: str) -> str:
    """Return the folder of the plan whose templates are used; "" if it is planctl's own alone.

    A checkout that has no plan has no templates either.
    """
    if named is None:
        return folder
    if named != "none" and not os.path.isdir(named):
        message = f"there is no folder '{visible(named)}'"
        raise UserError(message, "--templates names a plan's folder or a checkout, or is none")
    return "" if named == "none" else next(iter(find(named, os.getcwd())), "")


def _format(name: str | None, output: str | None) -> str:
    """Return the format that is asked for, or that a file's suffix means; else html.

    UserError where the suffix means another than is asked for.
    """
    from planctl.store.output import is_stream

    first = next(iter(FORMATS))
    if output in (None, "-") or is_stream(output):
        return name or first
    suffix = os.path.splitext(output)[1].lower().removeprefix(".")
    meant = next((each for each, about in FORMATS.items() if suffix in about.suffixes), None)
    if name and meant not in (None, name) and name != _SITE:
        message = f"'{visible(output)}' is named as {meant}, and --format says {name}"
        raise UserError(
            message, f"name it .{FORMATS[name].suffixes[0]}, or leave --format out", Exit.USAGE
        )
    if name or meant:
        return name or meant or first
    message = f"'{visible(output)}' does not say which format"
    raise UserError(message, f"say --format {', '.join(FORMATS)}", Exit.USAGE)
