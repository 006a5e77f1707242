"""How the plan came to be: the command that tells its history, or an action's."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli import completed_words
from planctl.cli.diff import print_changes
from planctl.cli.options import (
    JsonOption,
    PlanOption,
    note,
    plan_folder,
    quarter_option,
)
from planctl.cli.summaries import print_json
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.store.revisions import Commit


def _number(typed: str) -> int:
    if typed.isdecimal() and int(typed) > 0:
        return int(typed)
    raise UserError(f"'{visible(typed)}' is not a number of changes", "1 or more", Exit.USAGE)


def command(
    *,
    action: Annotated[
        str | None, typer.Argument(metavar="[ACTION]", autocompletion=completed_words.plan_actions)
    ] = None,
    quarter: Annotated[str | None, quarter_option("Only what was said of this quarter.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", parser=_number, metavar="NUMBER", help="At most so many changes."
        ),
    ] = None,
    as_json: JsonOption = False,
    folder: PlanOption = None,
) -> int:
    """Tell the history of the plan or of an action.

    When it changed, who changed it, and what, the latest first. Changes that only altered how a
    file is written are left out.

    For example:
      planctl log
      planctl log 3.2
      planctl log 3.2 --quarter Q2
    """
    from itertools import islice

    from planctl.changes.diff import changes_of_quarter
    from planctl.changes.diff_lines import history_lines
    from planctl.plan.header_year import year_of
    from planctl.plan.typed_period import parse_period
    from planctl.store.revisions import is_shallow
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.versions import history_of

    where = plan_folder(folder, quarter=quarter)
    found = history_of(where, action)
    if quarter:
        year = year_of(document_in(where, HEADER).data)
        named = parse_period(quarter, year).key
        parts = ((commit, changes_of_quarter(changes, named)) for commit, changes in found)
        found = ((commit, changes) for commit, changes in parts if changes)
    some = list(islice(found, limit))
    if as_json:
        from planctl.reports.records.changes import commit_record

        commits = [commit_record(changes, *commit[:4]) for commit, changes in some]
        record = {"schema": "planctl/log/1", "commits": commits}
        print_json(record)
    else:
        print_changes(history_lines((_occasion(commit), changes) for commit, changes in some))
    if not some:
        note("nothing of it is recorded in git")
    if is_shallow(where):
        note("this clone has only the latest of the history: git fetch --unshallow gets the rest")
    return Exit.DONE if some else Exit.PROBLEMS


def _occasion(commit: "Commit") -> str:
    """Return when a commit was made, by whom, why, and its id."""
    day = f"{commit.when.day} {commit.when:%B %Y}"
    return f"{day}, {commit.author}: {commit.subject} ({commit.commit[:7]})"
