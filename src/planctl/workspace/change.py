"""How files of a plan are changed: edited, proved by the models, written whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from os.path import basename, join
from typing import NamedTuple

from planctl.checks.personal import brought
from planctl.edits.blank_lines import with_blank_lines
from planctl.plan.plan import Plan, plan_of
from planctl.problem import Exit, Problem, Severity, UserError, visible
from planctl.store.errors import NOTHING
from planctl.store.folder import file_bytes
from planctl.store.settled import require_whole
from planctl.store.write import rewrite
from planctl.text.document import Document
from planctl.workspace.documents import HEADER, document_of

Documents = Mapping[str, Document]
"""Files of a plan by their names."""

Say = Callable[[str], None]
"""What tells a person something beside the answer."""


class FileChange(NamedTuple):
    """A file before and after a change, and the problems in it that were there before."""

    before: Document
    after: Document
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything was changed."""
        return self.before.text != self.after.text


class PlanChange(NamedTuple):
    """What was changed, or would be, in files of a plan, by their names."""

    files: Mapping[str, FileChange]

    @property
    def header(self) -> FileChange:
        """What was changed in plan.yaml."""
        return self.files[HEADER]

    @property
    def actions(self) -> Mapping[str, FileChange]:
        """What was changed in the files of actions, by their ids."""
        actions = {name: each for name, each in self.files.items() if name != HEADER}
        return {name.removesuffix(".yaml"): each for name, each in actions.items()}

    @property
    def old_problems(self) -> Iterator[str]:
        """Yield for each file that was changed how many problems it had before, in a sentence."""
        for name, each in self.files.items():
            number = len(each.problems) if each.differs else 0
            what = "1 problem that was" if number == 1 else f"{number} problems that were"
            if number:
                yield f"{name} has {what} there before: planctl check says more"


def change_files(
    folder: str,
    names: Sequence[str],
    edit: Callable[[Documents], Documents],
    say: Say,
    *,
    dry_run: bool = False,
) -> PlanChange:
    """Change files of a plan, of which plan.yaml is one, and return what was changed.

    `edit` is given the files by their names, and returns those that it changes. Whatever it reads
    and decides is so while it is written, for it has the lock; it may be asked again. Nothing is
    written and UserError is raised where the models refuse what is new. A problem that was there
    before stops nothing.
    """
    made: list[PlanChange] = []

    def change(texts: dict[str, bytes]) -> dict[str, bytes]:
        documents = {name: document_of(join(folder, name), raw) for name, raw in texts.items()}
        made[:] = [_proved(documents, edit(documents), say)]
        return {name: each.after.encoded() for name, each in made[0].files.items()}

    if dry_run:
        require_whole(folder)
        change({name: file_bytes(folder, name) for name in names})
    else:
        rewrite(folder, names, change, say=say)
    return made[0]


def changed_meanwhile(path: str) -> UserError:
    """Return the error that somebody changed what a person had before them."""
    hint = "read it, then run the command again"
    return UserError(f"{path} was changed meanwhile; {NOTHING}", hint)


def proved_files(
    folder: str,
    files: Mapping[str, bytes],
    header: Document | None = None,
    say: Say = lambda _: None,
) -> Mapping[str, bytes]:
    """Return new files for the folder of a plan; UserError if the models refuse one.

    Those of actions get blank lines. `header` is the plan.yaml that is there, if it is not one of
    them. What could tell who somebody is, is told.
    """
    new = {name: document_of(join(folder, name), raw) for name, raw in files.items()}
    for name in new.keys() - {HEADER}:
        new[name] = with_blank_lines(new[name]) or new[name]
    given = {HEADER: header} if header else {}
    _proved(given, {**given, **new}, say)
    return {name: each.encoded() for name, each in new.items()}


def _proved(before: Documents, after: Documents, say: Say) -> PlanChange:
    """Return a change that brings no new problem, nor anything personal; UserError if it does."""
    old, new = plan_of(before.values()), plan_of({**before, **after}.values())
    there = Counter(map(_identity, old.problems))
    found: dict[str, list[Problem]] = {}
    for problem in new.problems:
        if not there[_identity(problem)]:
            message = f"{visible(problem.place.path)}: {problem.message}; {NOTHING}"
            raise UserError(message, problem.hint, Exit.PROBLEMS)
        there[_identity(problem)] -= 1
        found.setdefault(basename(problem.place.path), []).append(problem)
    _say_of_personal(old, new, say)
    return PlanChange(
        {
            name: FileChange(before.get(name, document), document, tuple(found.get(name, ())))
            for name, document in after.items()
        }
    )


def _say_of_personal(before: Plan, after: Plan, say: Say) -> None:
    """Tell what could tell who somebody is, and was not there; UserError if it is an error."""
    for problem in brought(before, after):
        where = f"{visible(basename(problem.place.path))}, line {problem.place.line}"
        if problem.severity is Severity.ERROR:
            raise UserError(f"{where}: {problem.message}; {NOTHING}", problem.hint, Exit.PROBLEMS)
        say(f"warning: {where}: {problem.message}: {problem.hint}")


def _identity(problem: Problem) -> tuple[str, str]:
    """Return what makes a problem the same as another, wherever its lines have moved."""
    return basename(problem.place.path), problem.message
