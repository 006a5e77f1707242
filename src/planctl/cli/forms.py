"""The forms on which updates are written in an editor; what is written on them is never lost."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from planctl.cli.options import note
from planctl.edits.update_fields import FieldValue, set_fields
from planctl.problem import Exit, UserError
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.edits.form import FormContext


class FormRequest(NamedTuple):
    """Whose forms, of what, and what was given as options, which the forms show.

    `kept` is what was written before and could not be used; it is opened again if `edit`.
    """

    folder: str
    actions: Sequence[str]
    of: "FormContext"
    given: Mapping[str, str]
    kept: str | None
    edit: bool


class FilledForms(NamedTuple):
    """Files of actions, by name, as their forms were made, what was written, and what that sets."""

    documents: Mapping[str, Document]
    filled: str
    values: Mapping[str, Mapping[str, str]]


def filled_forms(asked: FormRequest) -> FilledForms:
    """Open the forms of some actions in an editor, or take what was kept of them, if asked to."""
    from planctl.edits import form
    from planctl.store.editor import edit_text
    from planctl.workspace.documents import document_in

    if not asked.edit and asked.kept is None:
        return FilledForms({}, "", dict.fromkeys(asked.actions, asked.given))
    if asked.edit and not sys.stdin.isatty():
        hint = "give the words as options, such as --commentary, or in a file: --from FILE"
        raise UserError("there is no terminal to write at", hint, Exit.USAGE)
    of = asked.of
    documents = {each: document_in(asked.folder, f"{each}.yaml") for each in asked.actions}
    given = [FieldValue(of.quarter, *each) for each in asked.given.items()]
    shown = {each: set_fields(document, given) for each, document in documents.items()}
    blank = form.joined_forms({each: form.update_form(shown[each], of) for each in shown})
    text = blank if asked.kept is None else asked.kept
    filled = edit_text(text, ".md") if asked.edit else text
    with kept_text(filled, asked):
        forms = form.parted_forms("" if filled == blank else filled, asked.actions)
        answers = {each: form.form_answers(forms[each], shown[each], of) for each in asked.actions}
        values = {
            each: {**asked.given, **_values(answered, asked)} for each, answered in answers.items()
        }
    return FilledForms({f"{each}.yaml": documents[each] for each in documents}, filled, values)


def _values(answered: Mapping[str, str], asked: FormRequest) -> Mapping[str, str]:
    """Return what a form sets; what was kept empties nothing that others wrote meanwhile."""
    from planctl.plan.typed_ratings import typed_status
    from planctl.workspace.updates import rating_codes

    said = {
        field: emptied(text).strip("\n")
        for field, text in answered.items()
        if text.strip() or asked.kept is None
    }
    if said.get("status"):
        said["status"] = typed_status(said["status"])
    return {**said, **rating_codes(said, asked.of.scale.at(asked.of.quarter.key))}


def emptied(text: str) -> str:
    """Return a text, or "" for `none`, which empties a field."""
    return "" if text.strip().lower() in ("", "none") else text


@contextmanager
def kept_text(text: str, asked: FormRequest) -> Iterator[None]:
    """Keep what was written in an editor in a file of its own if it cannot be used."""
    try:
        yield
    except (UserError, KeyboardInterrupt) as error:
        if not asked.edit or not text.strip():
            raise
        where = keep(text, asked)
        if not isinstance(error, UserError):
            note(where)
            raise
        hint = f"{error.hint}; {where}".lstrip("; ")
        raise UserError(error.message, hint, error.status) from None


def keep(text: str, asked: FormRequest) -> str:
    """Keep what was written, and return the words that say where, and how it is taken again."""
    from planctl.store.editor import keep_text

    path = shlex.quote(keep_text(text, ".md"))
    command = f"planctl update {' '.join(asked.actions)} {asked.of.quarter.flag} --from {path}"
    return f"what you wrote is kept in {path}: {command}, with --edit to go on"
