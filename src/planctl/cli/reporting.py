"""The command that makes a paper of a plan: report."""

import os
import sys
from datetime import date

import click

from planctl.cli.options import (
    at_option,
    plan_folder,
    plan_option,
    quarter_option,
    today_option,
)
from planctl.periods import quarter as quarter_named
from planctl.problem import Exit, UserError, visible
from planctl.store.locate import find

_FORMATS = ("html", "markdown")
_EXAMPLES = """\b
Examples:
  planctl report --output report.html
  planctl report --quarter Q2 --format markdown
"""


@click.command("report", epilog=_EXAMPLES)
@click.option("--format", "name", type=click.Choice(_FORMATS), help="Else the suffix of --output.")
@quarter_option
@click.option("--output", metavar="FILE", help="Where to write it; standard output if left out.")
@click.option("--template", metavar="FILE", help="A Jinja template to use instead.")
@click.option(
    "--templates",
    metavar="DIR",
    help="The plan, or checkout, whose templates to use instead of this plan's; or 'none'.",
)
@at_option
@plan_option
@today_option
def report_command(
    name: str | None,
    quarter: str | None,
    output: str | None,
    template: str | None,
    templates: str | None,
    at: str | None,
    folder: str | None,
    today: date,
) -> int:
    """Make the paper: the whole plan, with commentary."""
    from planctl import reports
    from planctl.cli.loading import seen
    from planctl.cli.reading import unreadable
    from planctl.store.output import save
    from planctl.summary import summarise

    where = plan_folder(folder)
    plan, today, commit = seen(where, at, today)
    chosen = quarter_named(quarter, plan.require().period) if quarter else None
    summary = summarise(plan, today, chosen)
    chunks = reports.render(
        summary,
        name or _format(output),
        folder=_templates(templates, where),
        template=template,
        commit=commit,
    )
    if output in (None, "-"):
        for chunk in chunks:
            sys.stdout.write(chunk)
    else:
        save(output, chunks, outside=where)
        made = f"{summary.quarter} as at {summary.today}"
        click.echo(f"{visible(output)} is written: {made}", err=True)
    return unreadable(plan)


def _templates(named: str | None, folder: str) -> str:
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
        return "html"
    from planctl.reports import REPORTS

    suffix = os.path.splitext(output)[1].lower().removeprefix(".")
    for report in REPORTS:
        if suffix in report.SUFFIXES:
            return report.NAME
    message = f"'{visible(output)}' does not say which format"
    raise UserError(message, f"say --format {' or '.join(_FORMATS)}", Exit.USAGE)
