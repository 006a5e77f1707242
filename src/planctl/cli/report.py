"""The command that makes a paper of a plan: report."""

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from planctl.cli.options import (
    at_option,
    chosen,
    plan_folder,
    plan_option,
    quarter_option,
    said,
    today_option,
)
from planctl.plan.periods import parse_quarter
from planctl.problem import Exit, UserError, visible
from planctl.reports.formats import FORMATS
from planctl.reports.kinds import KINDS, default_kind
from planctl.store.locate import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.reports.site.site import Page

_SITE = "site"
_LONG = 200
_EXAMPLES = """\b
Examples:
  planctl report --output report.html
  planctl report --kind highlight --quarter Q2 --meeting "Improvement Board, 4 November 2019"
  planctl report --kind lead --lead Permanence --format markdown
  planctl report 3.2
  planctl report --output plan.xlsx
  planctl report --format site --output public
"""


@click.command("report", epilog=_EXAMPLES)
@click.argument("ids", nargs=-1, metavar="[ACTION]...")
@click.option(
    "--kind",
    type=click.Choice(tuple(KINDS)),
    help=f"What it is for: {'; '.join(kind.about for kind in KINDS.values())}."
    f" Else {default_kind(of_actions=False)}, or {default_kind(of_actions=True)} where actions are"
    " named.",
)
@click.option(
    "--format",
    "name",
    type=click.Choice([*FORMATS, _SITE]),
    help="Else the suffix of --output; site is a folder of pages for a web server.",
)
@quarter_option
@click.option("--lead", help="Only this lead's actions.")
@click.option("--priority", metavar="N", help="Only this priority's actions.")
@click.option("--meeting", default="", metavar="TEXT", help="The meeting, and its date.")
@click.option("--purpose", default="", metavar="TEXT", help="Why the paper goes to it.")
@click.option(
    "--recommend", multiple=True, metavar="TEXT", help="A decision asked for; may be repeated."
)
@click.option(
    "--considered-by",
    multiple=True,
    metavar="TEXT",
    help="Who considered it before, and when; else the stages of the sign-off.",
)
@click.option(
    "--since",
    metavar="WHEN",
    help="What the board saw last: a day, a quarter's sign-off, a revision; for highlights.",
)
@click.option(
    "--output",
    metavar="FILE",
    help="Where to write it; standard output if left out. A folder for a site.",
)
@click.option("--template", metavar="FILE", help="A Jinja template to use instead.")
@click.option(
    "--templates",
    metavar="DIR",
    help="The plan, or checkout, whose templates to use instead of this plan's; or 'none'.",
)
@click.option("--reference-docx", metavar="FILE", help="A Word document whose styles to use.")
@at_option
@plan_option
@today_option
def report_command(
    ids: tuple[str, ...],
    kind: str | None,
    name: str | None,
    quarter: str | None,
    lead: str | None,
    priority: str | None,
    meeting: str,
    purpose: str,
    recommend: tuple[str, ...],
    considered_by: tuple[str, ...],
    since: str | None,
    output: str | None,
    template: str | None,
    templates: str | None,
    reference_docx: str | None,
    at: str | None,
    folder: str | None,
    today: date,
) -> int:
    """Make a paper of the plan, with commentary: all of it, or what a meeting needs."""
    from planctl.cli.status import unreadable
    from planctl.reports import formats as reports
    from planctl.reports.paper.options import CoverSheet, PaperOptions
    from planctl.reports.report import ReportRequest
    from planctl.reports.templates.template import Sources
    from planctl.store.output import save
    from planctl.store.repository import last_commit
    from planctl.summary.summary import summarise
    from planctl.workspace.open import last_seen, open_plan
    from planctl.workspace.selection import history_events, selected_summary

    name = name or _format(output)
    _refuse_idle(name, ids)
    if name == _SITE:
        from planctl.workspace.site import SiteRequest, publish

        where = plan_folder(folder)
        source = templates_from(templates, where)
        wanted = SiteRequest(where, output, source, quarter, at, today, chosen("today"))
        return unreadable(publish(wanted, said, _watched))
    if not FORMATS[name].text and output in (None, "-") and sys.stdout.isatty():
        raise UserError(f"a terminal cannot show {name}", "name a file: --output FILE", Exit.USAGE)
    kind = kind or default_kind(of_actions=bool(ids) and FORMATS[name].paper)
    _refuse(kind, ids, since)
    where = plan_folder(folder)
    plan, today, commit = open_plan(where, at, today, dated=chosen("today"))
    asked_for = parse_quarter(quarter, plan.require().period) if quarter else None
    summary = selected_summary(summarise(plan, today, asked_for), ids, lead, priority)
    texts = (meeting, purpose, recommend, considered_by)
    options = PaperOptions(
        CoverSheet(*texts),
        last_seen(where, since, summary.quarter),
        history_events(where, summary.rows) if KINDS[kind].takes_actions else None,
    )
    sources = Sources(templates_from(templates, where), template, reference_docx)
    request = ReportRequest(summary, kind, options, commit or last_commit(where), sources)
    chunks = reports.render(request, name)
    if output in (None, "-"):
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
    else:
        save(output, chunks, outside=where)
        said(f"{output} is written: {summary.quarter} as at {summary.today}")
    return unreadable(plan)


def _watched(pages: "Iterator[Page]", number: int) -> "Iterator[Page]":
    """Yield pages, showing at a terminal how far many of them are."""
    if number < _LONG or not sys.stderr.isatty():
        yield from pages
        return
    with click.progressbar(pages, length=number, label="Making pages", file=sys.stderr) as shown:
        yield from shown


def _refuse_idle(name: str, ids: tuple[str, ...]) -> None:
    """Refuse what does nothing for a format."""
    papers = [each for each, about in FORMATS.items() if about.paper]
    templated = [each for each, about in FORMATS.items() if about.templated]
    styled = [each for each, about in FORMATS.items() if about.styled]
    for options, formats in (
        (("kind", "meeting", "purpose", "recommend", "considered_by", "since"), papers),
        (("lead", "priority"), FORMATS),
        (("template",), templated),
        (("templates",), (*templated, _SITE)),
        (("reference_docx",), styled),
    ):
        for option in filter(chosen, options):
            if name not in formats:
                flag = f"--{option.replace('_', '-')}"
                hint = f"leave it out, or say --format {' or '.join(formats)}"
                raise UserError(f"{flag} does nothing for {name}", hint, Exit.USAGE)
    if ids and name == _SITE:
        hint = "planctl report 3.2 makes a paper of one action"
        raise UserError("a site is of all actions", hint, Exit.USAGE)


def _refuse(kind: str, ids: tuple[str, ...], since: str | None) -> None:
    """Refuse what would do nothing."""
    if KINDS[kind].takes_actions and not ids:
        hint = "planctl report 3.2; planctl list names them"
        raise UserError("say which action to report", hint, Exit.USAGE)
    if since is not None and not KINDS[kind].takes_since:
        kinds = " or ".join(name for name, each in KINDS.items() if each.takes_since)
        hint = f"add --kind {kinds}; planctl diff compares in any case"
        raise UserError("--since is for the highlights alone", hint, Exit.USAGE)


def templates_from(named: str | None, folder: str) -> str:
    """Return the folder of the plan whose templates are used; "" if it is planctl's own alone.

    A checkout that has no plan has no templates either.
    """
    if named is None:
        return folder
    if named != "none" and not os.path.isdir(named):
        message = f"there is no folder '{visible(named)}'"
        raise UserError(message, "--templates names a plan's folder or a checkout, or is none")
    return "" if named == "none" else find(named, {}, os.getcwd()) or ""


def _format(output: str | None) -> str:
    """Return the format that a file's suffix means; html where there is no file."""
    if output in (None, "-"):
        return next(iter(FORMATS))
    suffix = os.path.splitext(output)[1].lower().removeprefix(".")
    for name, each in FORMATS.items():
        if suffix in each.suffixes:
            return name
    message = f"'{visible(output)}' does not say which format"
    raise UserError(message, f"say --format {', '.join(FORMATS)}", Exit.USAGE)
