"""The commands that say what changed: diff and log."""

import sys
from typing import TYPE_CHECKING

import click

from planctl.cli.options import (
    QuarterType,
    json_option,
    plan_folder,
    plan_option,
    quarter_option,
    said,
    today_option,
)
from planctl.plan.memory import collector_off, keep_to_end
from planctl.problem import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planctl.changes.diff import Changes
    from planctl.changes.diff_lines import DiffLine
    from planctl.changes.review import Review
    from planctl.store.revisions import Commit

_DIFF = """\b
Examples:
  planctl diff                  what you changed since the last commit
  planctl diff main...HEAD      what this branch changes
  planctl diff 2019-10-30 HEAD  what changed since that day
  planctl diff main...HEAD --format html --output changes.html
  planctl diff main...HEAD --format json > changes.json
"""
_FORMATS = ("human", "markdown", "html", "json")
_LOG = """\b
Examples:
  planctl log
  planctl log 3.2
  planctl log 3.2 --quarter Q2
"""


@click.command("log", epilog=_LOG)
@click.argument("action", required=False)
@click.option("--quarter", "-q", type=QuarterType(), help="Only what was said of this quarter.")
@click.option("--limit", "-n", type=click.IntRange(1), help="At most so many changes.")
@json_option
@plan_option
def log_command(
    action: str | None, quarter: str | None, limit: int | None, folder: str | None, *, as_json: bool
) -> int:
    """Tell the history of the plan or of an action.

    When it changed, who changed it, and what, the latest first. Changes that only altered how a
    file is written are left out.
    """
    from itertools import islice

    from planctl.changes.diff import changes_of_quarter
    from planctl.changes.diff_lines import history_lines
    from planctl.plan.periods import parse_quarter
    from planctl.store.revisions import is_shallow
    from planctl.workspace.versions import history_of

    where = plan_folder(folder)
    found = history_of(where, action)
    if quarter:
        named = parse_quarter(quarter).value
        parts = ((commit, changes_of_quarter(changes, named)) for commit, changes in found)
        found = ((commit, changes) for commit, changes in parts if changes)
    some = list(islice(found, limit))
    if as_json:
        import json

        from planctl.reports.records.changes import commit_record

        commits = [commit_record(changes, *commit[:4]) for commit, changes in some]
        record = {"schema": "planctl/log/1", "commits": commits}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        _print(history_lines((_occasion(commit), changes) for commit, changes in some))
    if not some:
        said("nothing of it is recorded in git")
    if is_shallow(where):
        said("this clone has only the latest of the history: git fetch --unshallow gets the rest")
    return Exit.DONE if some else Exit.PROBLEMS


@click.command("diff", epilog=_DIFF)
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
@click.option("--format", "name", type=click.Choice(_FORMATS), default="human", help="For whom.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", metavar="FILE", help="Where to write it; standard output if left out.")
@quarter_option
@plan_option
@today_option
def diff_command(
    base: str | None,
    head: str | None,
    name: str,
    output: str | None,
    quarter: str | None,
    folder: str | None,
    today: "date",
    *,
    exit_code: bool,
    as_json: bool,
) -> int:
    """Say what changed in the plan, in the plan's own words.

    BASE and HEAD are branches, tags, commits or days; A..B and A...B may be written as in git.
    Without HEAD the files as they are now are compared, and without BASE with the last commit.

    As markdown it is the body of a pull-request comment, as html a page. Both say as well what is
    missing for the quarter, and which problems the change brings in.
    """
    where = plan_folder(folder)
    if name in ("markdown", "html") and not as_json:
        from planctl.workspace.review import plan_review

        found = plan_review(where, base, head, today, quarter)
        _write(found, name, output, where)
        return Exit.PROBLEMS if exit_code and found.sections else Exit.DONE
    from planctl.changes.diff import diff
    from planctl.workspace.versions import compared_versions

    with collector_off():
        changes = keep_to_end(diff(*compared_versions(where, base, head)))
    if as_json or name == "json":
        import json

        from planctl.reports.records.changes import diff_record

        text = json.dumps(diff_record(changes), ensure_ascii=False, indent=2) + "\n"
        _keep([text], output, where, "what changed")
    elif output in (None, "-"):
        _say(changes)
    else:
        from planctl.changes.diff_lines import diff_lines, plain_text

        _keep(plain_text(diff_lines(changes)), output, where, "what changed")
    return Exit.PROBLEMS if exit_code and changes else Exit.DONE


def _say(changes: "Changes") -> None:
    from planctl.changes.diff_lines import diff_lines

    with collector_off():
        told = keep_to_end(list(diff_lines(changes)))
    _print(told)
    if not changes:
        said("nothing else changed" if told else "nothing changed")


def _write(found: "Review", name: str, output: str | None, folder: str) -> None:
    """Print what a reviewer has to know, or write it to a file."""
    from planctl.changes.pull_request_comment import comment
    from planctl.changes.web_page import review_page

    text = [comment(found, folder)] if name == "markdown" else review_page(found)
    _keep(text, output, folder, found.heading.lower())


def _keep(chunks: "Iterable[str]", output: str | None, folder: str, what: str) -> None:
    """Print text, or write it to a file and say so."""
    if output is None or output == "-":
        sys.stdout.writelines(chunks)
        return
    from planctl.store.output import save

    save(output, chunks, outside=folder)
    said(f"{output} is written: {what}")


def _occasion(commit: "Commit") -> str:
    """Return when a commit was made, by whom, why, and its id."""
    day = f"{commit.when.day} {commit.when:%B %Y}"
    return f"{day}, {commit.author}: {commit.subject} ({commit.commit[:7]})"


def _print(told: "Iterable[DiffLine]") -> None:
    """Print what changed, in colour where there is any; plain text is written far faster."""
    if sys.stdout.isatty():
        from planctl.cli.terminal import compared, show

        show(*compared(told))
    else:
        from planctl.changes.diff_lines import plain_text

        sys.stdout.write("".join(plain_text(told)))
