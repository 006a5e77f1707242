"""A file of a plan as it was left in an editor: what is wrong in it, and how it is put in place."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from os.path import basename, join
from typing import NamedTuple

from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.problem import Problem, Severity, UserError
from planctl.store.folder import texts
from planctl.store.write import rewrite
from planctl.workspace.change import Say, changed_meanwhile

_BOM = "\ufeff".encode()


class EditedText(NamedTuple):
    """The bytes of a file as it was edited, and the errors that it would have or make.

    It is no worse than the file that is there if none of them is new.
    """

    raw: bytes
    errors: tuple[Problem, ...]
    worse: bool


def shown_text(path: str, raw: bytes) -> str:
    """Return the text of a file, its lines ended as editors do; UserError if it is none."""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        message = f"{path} is not UTF-8 text"
        raise UserError(message, "save it as UTF-8 text; planctl check says where") from None


def edited_text(folder: str, name: str, before: bytes, text: str, today: date) -> EditedText:
    """Return a file as it was edited, with the marks and line ends that it had."""
    newline = "\r\n" if b"\r\n" in before else "\n"
    raw = _BOM * before.startswith(_BOM) + text.replace("\n", newline).encode()
    path, (found, unread) = join(folder, name), texts(folder)
    others = [each for each in unread if each.place.path != path]
    was = _errors(check_plan(load({**found, path: before}, others), today))
    now = _errors(check_plan(load({**found, path: raw}, others), today))
    there = Counter(map(_identity, was))
    new = Counter(map(_identity, now)) - there
    shown = [each for each in now if each.place.path == path or _identity(each) in new]
    return EditedText(raw, tuple(shown), bool(new))


def write_edited(folder: str, name: str, before: bytes, raw: bytes, say: Say) -> None:
    """Write a file that was edited; UserError where it is not as it was before that."""

    def edit(files: dict[str, bytes]) -> dict[str, bytes]:
        if files[name] != before:
            raise changed_meanwhile(join(folder, name))
        return {name: raw}

    rewrite(folder, [name], edit, say=say)


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity is Severity.ERROR]


def _identity(problem: Problem) -> tuple[str, str]:
    return basename(problem.place.path), problem.message
