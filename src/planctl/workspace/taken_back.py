"""How planctl's last change to a plan is taken back, as long as it is not committed."""

from collections.abc import Mapping
from os.path import join

from planctl.changes.diff import Changes, diff, plan_version
from planctl.problem import UserError
from planctl.store.folder import texts
from planctl.store.last_change import LastChange, joined_plans
from planctl.store.uncommitted import uncommitted, was_committed
from planctl.store.write import take_back
from planctl.workspace.change import Say


def undo_last_change(folder: str, say: Say, *, dry_run: bool) -> list[tuple[str, Changes]]:
    """Take planctl's last change to a plan back, and return what it had changed, of each plan.

    It is nothing where that is done already, as by a run that was cut short. A change of several
    plans is taken back in all of them, or in none. Raises UserError where none is known, where it
    is committed, and where its files were changed since.
    """
    plans = [*joined_plans(folder), folder]
    found = [(each, _taken_back(each, say, dry_run=True)) for each in plans]
    left = [(each, changes) for each, changes in found if changes]
    for each, _ in () if dry_run else left:
        _taken_back(each, say, dry_run=False)
    return left[::-1]


def _taken_back(folder: str, say: Say, *, dry_run: bool) -> Changes | None:
    """Return what planctl's last change to a plan had changed, taken back unless that is dry.

    None where a run that was cut short has taken it back.
    """
    found: list[Changes] = []

    def judge(change: LastChange) -> bool:
        _refuse_committed(folder, change)
        there, unread = texts(folder)
        paths = [each.place.path for each in unread]
        was, now = (
            {join(folder, name): each[at] for name, each in change.items()} for at in (0, 1)
        )
        before, after = (plan_version(_with(there, files), paths) for files in (was, now))
        found[:] = [diff(before, after)]
        return not dry_run

    take_back(folder, judge, say=say)
    return next(iter(found), None)


def _refuse_committed(folder: str, change: LastChange) -> None:
    try:
        open_files = uncommitted(folder)
    except UserError:  # there is no git, or nothing is committed
        return
    committed = [
        name
        for name, (_, after) in change.items()
        if name not in open_files and (after is not None or was_committed(folder, name))
    ]
    if committed:
        message = f"planctl's last change is committed: {', '.join(committed)}"
        raise UserError(message, "git revert takes a commit back, and planctl log lists them")


def _with(there: Mapping[str, bytes], files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return the texts of a plan with some as they were; None where there was no file."""
    return {path: raw for path, raw in {**there, **files}.items() if raw is not None}
