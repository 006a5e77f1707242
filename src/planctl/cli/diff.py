"""What changed in the plan: the command that compares two versions of it."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli import completed_words
from planctl.cli.options import (
    ForceOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    QuarterOption,
    TodayOption,
    choice,
    compared_folders,
    day,
    day_or_name,
    flag_option,
    is_one_plan,
    note,
    output_format,
    plan_folder,
    quarter_apart,
    text_option,
)
from planctl.problem import Exit, UserError
from planctl.store.locate import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.changes.diff_lines import DiffLine
    from planctl.changes.plan_changes import PlanChanges
    from planctl.changes.review import Review

_FORMATS = ("human", "markdown", "html", "json")


class _Output(NamedTuple):
    """Where text is written, the plan's folder, and whether it replaces whatever is there."""

    path: str | None
    folder: str
    force: bool


def command(
    *,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[BASE] [HEAD] [ACTION]...",
            default_factory=list,
            show_default=False,
            autocompletion=completed_words.branches_and_actions,
        ),
    ],
    lead: LeadOption = None,
    priority: PriorityOption = None,
    exit_code: Annotated[
        bool, flag_option("--exit-code", "Exit with 1 if anything changed.")
    ] = False,
    name: Annotated[
        str, choice("--format", what="format", words=_FORMATS, about="For whom.")
    ] = "human",
    as_json: Annotated[bool, flag_option("--json", "The same as --format json.")] = False,
    output: Annotated[
        str | None,
        text_option("--output", "Where to write it; standard output if left out, or -.", "FILE"),
    ] = None,
    force: ForceOption = False,
    quarter: QuarterOption = None,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Say what changed in the plan, in the plan's own words.

    Where there are plans of several years and none is named, it is said of all. A plan whose
    folder was renamed is followed, and one that is gone is told.

    BASE and HEAD are branches, tags, commits or days; A..B and A...B may be written as in git.
    Without HEAD the files as they are now are compared, and without BASE with the last commit.

    As markdown it is the body of a pull-request comment, as html a page. Both say as well what is
    missing for the quarter, and which problems the change brings in.

    For example:
      planctl diff                  what you changed since the last commit
      planctl diff main...HEAD      what this branch changes
      planctl diff 2019-10-30 HEAD  what changed since that day
      planctl diff 3.2              what you changed in an action
      planctl diff main...HEAD --format html --output changes.html
      planctl diff main...HEAD --format json > changes.json
    """
    from planctl.workspace.chosen_changes import chosen_changes
    from planctl.workspace.plan_pairs import plan_pairs
    from planctl.workspace.selection import Choice
    from planctl.workspace.versions import named_revisions

    words, quarter = quarter_apart(words, quarter)
    name = output_format(name, as_json=as_json)
    folders = compared_folders(folder, quarter)
    where = folders[0] if folders else "."
    wanted = _Output(output, where, force)
    versions, ids = _apart(where, words)
    choice = Choice(ids, lead, priority)
    revisions = named_revisions(where, *versions)
    pairs = plan_pairs(folders, *revisions, named=is_one_plan(folder, quarter))
    if not pairs:
        raise _no_plan(plan_folder(folder, today, quarter))
    if name in ("markdown", "html"):
        from planctl.workspace.review import plan_reviews

        with _or_version(where, ids):
            found = plan_reviews(pairs, revisions, day(today, where), quarter, choice)
        of = where if is_one_plan(folder, quarter) else beside(where) or where
        _keep(_review_text(found, name, of), wanted, _heading(found))
        unread = [path for each in found for path in each.unreadable]
        return _status(unread, changed=exit_code and any(each.has_changed for each in found))
    from planctl.workspace.versions import changed_plans

    every = changed_plans(pairs, *revisions)
    with _or_version(where, ids):
        plans = chosen_changes(every, revisions[1], choice)
    if name == "json":
        import json

        from planctl.reports.records.changes import diff_record

        text = json.dumps(diff_record(plans), ensure_ascii=False, indent=2) + "\n"
        _keep([text], wanted, "what changed")
    elif output in (None, "-"):
        _say(plans)
    else:
        from planctl.changes.diff_lines import plain_text
        from planctl.changes.plan_changes import lines_of_plans

        _keep(plain_text(lines_of_plans(plans)), wanted, "what changed")
    unread = [path for each in plans for path in each.changes.unreadable[1]]
    return _status(unread, changed=exit_code and any(plans))


def _apart(folder: str, words: "Sequence[str]") -> "tuple[list[str | None], list[str]]":
    """Return the versions that are named, two or fewer, and what was typed of actions."""
    from planctl.store.revisions import is_revision

    named = {word: day_or_name(word) for word in words}
    versions = [word for word in words if ".." in word or is_revision(folder, named[word])][:2]
    ids = [word for word in words if word not in versions]
    return ([*map(named.__getitem__, versions), None, None])[:2], ids


@contextmanager
def _or_version(folder: str, ids: "Sequence[str]") -> "Iterator[None]":
    """Say of a word that means no action, and is like none, that git does not know it."""
    from planctl.store.revisions import resolve
    from planctl.text.action_id import is_id

    try:
        yield
    except UserError:
        for word in ids:
            if not (is_id(word) or "*" in word):
                resolve(folder, word)
        raise


def _no_plan(folder: str) -> UserError:
    message = f"there is no plan in {folder} in either of the two versions"
    return UserError(message, "planctl log shows since when there is one")


def _status(unreadable: "Iterable[str]", *, changed: bool) -> int:
    return Exit.PROBLEMS if changed or any(unreadable) else Exit.DONE


def _say(plans: "Sequence[PlanChanges]") -> None:
    from planctl.changes.plan_changes import lines_of_plans

    told = list(lines_of_plans(plans))
    print_changes(told)
    if not any(plans):
        note("nothing else changed" if told else "nothing changed")


def _heading(found: "Sequence[Review]") -> str:
    """Return how much changed, in a line."""
    if len(found) == 1:
        return found[0].heading.lower()
    return "; ".join(f"{each.title}: {each.heading.lower()}" for each in found)


def _review_text(found: "Sequence[Review]", name: str, folder: str) -> "Iterable[str]":
    """Return what a reviewer has to know, as Markdown or as a page."""
    from planctl.changes.pull_request_comment import comment
    from planctl.changes.web_page import review_page

    return [comment(found, folder)] if name == "markdown" else review_page(found)


def _keep(chunks: "Iterable[str]", wanted: _Output, what: str) -> None:
    """Print text, or write it to a file and say so."""
    if wanted.path is None or wanted.path == "-":
        sys.stdout.writelines(chunks)
        return
    from planctl.store.output import save_paper

    save_paper(wanted.path, chunks, wanted.folder, force=wanted.force)
    note(f"{wanted.path} is written: {what}")


def print_changes(told: "Iterable[DiffLine]") -> None:
    """Print what changed, in colour where there is any; plain text is written far faster."""
    if sys.stdout.isatty():
        from planctl.cli.terminal import compared, show

        show(*compared(told))
    else:
        from planctl.changes.diff_lines import plain_text

        sys.stdout.write("".join(plain_text(told)))
