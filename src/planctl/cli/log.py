"""How the plan came to be: the command that tells its history, or an action's."""

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.diff import print_changes
from planctl.cli.long_answers import NoPagerOption, paged
from planctl.cli.options import (
    ActionsArgument,
    JsonOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    day,
    note,
    plan_folder,
    quarter_apart,
    quarter_option,
)
from planctl.cli.summaries import print_json
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from planctl.store.commits import Commit
    from planctl.workspace.selection import Choice


def _number(typed: str) -> int:
    if typed.isdecimal() and int(typed) > 0:
        return int(typed)
    raise UserError(f"'{visible(typed)}' is not a number of changes", "1 or more", Exit.USAGE)


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    quarter: Annotated[str | None, quarter_option("Only what was said of this quarter.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", parser=_number, metavar="NUMBER", help="At most so many changes."
        ),
    ] = None,
    as_json: JsonOption = False,
    folder: PlanOption = None,
    no_pager: NoPagerOption = False,
) -> int:
    """Tell the history of the plan or of an action.

    When it changed, who changed it, and what, the latest first. Changes that only altered how a
    file is written are left out.

    For example:
      planctl log
      planctl log 3.2
      planctl log 3.2 --quarter Q2
      planctl log 3.* -n 5
    """
    from itertools import islice

    from planctl.changes.diff import changes_of_quarter
    from planctl.changes.diff_lines import history_lines
    from planctl.plan.header_year import year_of
    from planctl.plan.typed_period import parse_period
    from planctl.store.revisions import first_commits
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.plan_pairs import folder_in_git
    from planctl.workspace.selection import Choice
    from planctl.workspace.versions import history_of_actions

    ids, quarter = quarter_apart(ids, quarter)
    where = plan_folder(folder, quarter=quarter)
    actions, refusal = _actions(where, Choice(ids, lead, priority))
    cut = first_commits(where)
    every = history_of_actions(folder_in_git(where), actions)
    found = ((commit, changes) for commit, changes in every if commit.commit not in cut)
    if quarter:
        year = year_of(document_in(where, HEADER).data)
        named = parse_period(quarter, year).key
        parts = ((commit, changes_of_quarter(changes, named)) for commit, changes in found)
        found = ((commit, changes) for commit, changes in parts if changes)
    some = list(islice(found, limit))
    if refusal and not (some or cut):
        raise refusal
    if as_json:
        from planctl.reports.records.changes import commit_record

        commits = [commit_record(changes, *commit[:4]) for commit, changes in some]
        record = {"schema": "planctl/log/1", "commits": commits}
        print_json(record)
    else:
        with paged(wanted=not no_pager):
            print_changes(history_lines((_occasion(commit), changes) for commit, changes in some))
    if cut:
        note("this clone has only the latest of the history: git fetch --unshallow gets the rest")
    elif not some:
        note("nothing of it is recorded in git")
    return Exit.DONE if some or cut else Exit.PROBLEMS


def _actions(folder: str, choice: "Choice") -> tuple[list[str], UserError | None]:
    """Return the ids of the actions that are meant, none for all; and why they may be none.

    They may be those of actions that are gone.
    """
    from planctl.text.action_id import is_id
    from planctl.workspace.selection import selected_ids

    try:
        return selected_ids(folder, choice, day(None, folder)) if choice.is_made else [], None
    except UserError as error:
        if choice.parts and all(map(is_id, choice.parts)):
            return choice.parts, error
        raise


def _occasion(commit: "Commit") -> str:
    """Return when a commit was made, by whom, why, and its id."""
    day = f"{commit.when.day} {commit.when:%B %Y}"
    return f"{day}, {commit.author}: {commit.subject} ({commit.commit[:7]})"
