"""The files of a plan one at a time, as they are to be changed."""

from collections.abc import Sequence
from os.path import join

from planctl.plan.ids import action_of_file
from planctl.problem import Exit, UserError
from planctl.store.folder import file_bytes, texts
from planctl.store.locate import action_files
from planctl.text.document import Document, read

HEADER = "plan.yaml"


def ids_as_named(folder: str, typed: Sequence[str]) -> list[str]:
    """Return the ids that are typed, where all are just as a plan's files have them; else none."""
    there = {name.removesuffix(".yaml") for name in action_files(folder)}
    return list(dict.fromkeys(typed)) if there.issuperset(typed) else []


def refuse_unread(folder: str, typed: str) -> None:
    """Raise UserError, with the reason, where the file of an action cannot be read at all."""
    for problem in texts(folder)[1]:
        if action_of_file(problem.place.path) == typed:
            raise UserError(problem.message, problem.hint, Exit.PROBLEMS)


def document_in(folder: str, name: str) -> Document:
    """Return the document in a file of a plan; UserError where it cannot be read."""
    return document_of(join(folder, name), file_bytes(folder, name))


def document_of(path: str, raw: bytes) -> Document:
    """Return the document in a file's bytes; raise UserError with the first of its problems."""
    document, problems = read(path, raw)
    if document:
        return document
    first = problems[0]
    message = f"{path}:{first.place.line}:{first.place.column}: {first.message}"
    raise UserError(message, first.hint, Exit.PROBLEMS)
