"""What changed in the plan: the command that compares two versions of it."""

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

from planctl.cli.options import (
    ForceOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    choice,
    day,
    flag_option,
    note,
    output_format,
    plan_folder,
    text_option,
    when_argument,
)
from planctl.problem import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.changes.diff import Changes
    from planctl.changes.diff_lines import DiffLine
    from planctl.changes.review import Review

_FORMATS = ("human", "markdown", "html", "json")


class _Output(NamedTuple):
    """Where text is written, the plan's folder, and whether it replaces whatever is there."""

    path: str | None
    folder: str
    force: bool


def command(
    *,
    base: Annotated[str | None, when_argument("[BASE]")] = None,
    head: Annotated[str | None, when_argument("[HEAD]")] = None,
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

    BASE and HEAD are branches, tags, commits or days; A..B and A...B may be written as in git.
    Without HEAD the files as they are now are compared, and without BASE with the last commit.

    As markdown it is the body of a pull-request comment, as html a page. Both say as well what is
    missing for the quarter, and which problems the change brings in.

    For example:
      planctl diff                  what you changed since the last commit
      planctl diff main...HEAD      what this branch changes
      planctl diff 2019-10-30 HEAD  what changed since that day
      planctl diff main...HEAD --format html --output changes.html
      planctl diff main...HEAD --format json > changes.json
    """
    name = output_format(name, as_json=as_json)
    where = plan_folder(folder, today, quarter)
    wanted = _Output(output, where, force)
    if name in ("markdown", "html"):
        from planctl.workspace.review import plan_review

        found = plan_review(where, base, head, day(today, where), quarter)
        _keep(_review_text(found, name, where), wanted, found.heading.lower())
        return _status(found.unreadable, changed=exit_code and bool(found.sections))
    from planctl.changes.diff import diff
    from planctl.workspace.versions import compared_versions

    changes = diff(*compared_versions(where, base, head))
    if name == "json":
        import json

        from planctl.reports.records.changes import diff_record

        text = json.dumps(diff_record(changes), ensure_ascii=False, indent=2) + "\n"
        _keep([text], wanted, "what changed")
    elif output in (None, "-"):
        _say(changes)
    else:
        from planctl.changes.diff_lines import diff_lines, plain_text

        _keep(plain_text(diff_lines(changes)), wanted, "what changed")
    return _status(changes.unreadable[1], changed=exit_code and bool(changes))


def _status(unreadable: "Iterable[str]", *, changed: bool) -> int:
    return Exit.PROBLEMS if changed or any(unreadable) else Exit.DONE


def _say(changes: "Changes") -> None:
    from planctl.changes.diff_lines import diff_lines

    told = list(diff_lines(changes))
    print_changes(told)
    if not changes:
        note("nothing else changed" if told else "nothing changed")


def _review_text(found: "Review", name: str, folder: str) -> "Iterable[str]":
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
