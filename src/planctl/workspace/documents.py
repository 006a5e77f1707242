"""The files of a plan one at a time, as they are to be changed."""

from os.path import join

from planctl.plan.ids import require
from planctl.problem import Exit, UserError
from planctl.store.folder import file_bytes
from planctl.store.locate import action_files
from planctl.text.document import Document, read

HEADER = "plan.yaml"


def require_action(folder: str, typed: str) -> str:
    """Return the id of an action of a plan; UserError that suggests the nearest if it has none."""
    return require(typed, [name.removesuffix(".yaml") for name in action_files(folder)])


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
