"""The layout of a plan's files, changed without a change of what they say."""

from collections.abc import Sequence

from planctl.edits.blank_lines import with_blank_lines
from planctl.problem import Exit, UserError, visible
from planctl.text.document import Document
from planctl.workspace.change import Documents, PlanChange, Say, change_files
from planctl.workspace.documents import HEADER


def tidy(folder: str, actions: Sequence[str], say: Say, *, dry_run: bool) -> PlanChange:
    """Give the files of actions the blank lines that they lack, and return what was changed."""
    names = [f"{action}.yaml" for action in actions]

    def edit(documents: Documents) -> Documents:
        return {name: _tidied(documents[name]) for name in names}

    return change_files(folder, [HEADER, *names], edit, say, dry_run=dry_run)


def _tidied(document: Document) -> Document:
    found = with_blank_lines(document)
    if not found:
        message = f"{visible(document.path)}: a blank line would change what it says"
        raise UserError(message, "write its blocks of text with | instead of |+", Exit.PROBLEMS)
    return found
