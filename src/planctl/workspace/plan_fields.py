"""How fields of an action or of plan.yaml are set in a plan: proved, checked, and put on record."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from os.path import basename
from typing import NamedTuple

from planctl.checks.run import check_plan
from planctl.edits.agreed_changes import Agreement, with_agreed_changes
from planctl.edits.plan_fields import FieldSetting, SetField, Setting, with_fields
from planctl.plan.header_year import year_of
from planctl.plan.model import Action, Header
from planctl.plan.plan import context_of, plan_of
from planctl.problem import Exit, Severity, UserError, visible
from planctl.signoff.record import quarter_record
from planctl.store.errors import NOTHING
from planctl.store.folder import texts
from planctl.text.document import Document, read
from planctl.workspace.change import Documents, PlanChange, Say, change_files
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import HEADER, document_in
from planctl.workspace.sign_again import newly_void, with_signed_changes


class FieldsChange(NamedTuple):
    """What was set in files of a plan, by their names, and what else that means, in sentences."""

    plan: PlanChange
    fields: Mapping[str, Sequence[SetField]]
    remarks: Sequence[str]


def set_plan_fields(
    folder: str,
    names: Sequence[str],
    settings: Sequence[FieldSetting],
    request: CorrectionRequest,
    say: Say,
    *,
    refuse: Callable[[Document], None] = lambda _document: None,
    agreed: Agreement | None = None,
    dry_run: bool = False,
) -> FieldsChange:
    """Set fields of files of a plan, all or none in any, and return what was changed.

    What a quarter that was signed off covers is corrected in its record too. Raises UserError as
    `change_files`, `with_fields` and `with_signed_changes` do, where `check` would find an error
    in those files which was not there, or in any where something is removed, and where `refuse`
    does for a file as it is.
    """
    fields: dict[str, Sequence[SetField]] = {}
    remarks: list[str] = []

    def edit(documents: Documents) -> Documents:
        context, changed = context_of(documents[HEADER]), {}
        for name in names:
            with _of_which(name, names):
                refuse(documents[name])
                by = Setting(Header if name == HEADER else Action, context, request.today)
                changed[name], fields[name] = with_fields(documents[name], settings, by)
            if agreed:
                changed[name] = with_agreed_changes(
                    changed[name], fields[name], agreed, request.today
                )
        after = with_signed_changes(documents, changed, request)
        checked = documents if any(each.how == "remove" for each in settings) else after
        elsewhere = errors_elsewhere(documents, after, checked, request.today)
        written = _corrected(documents[HEADER], after[HEADER]), newly_void(documents, after)
        remarks[:] = [*([] if dry_run else chain(*written)), *elsewhere]
        return after

    change = change_files(folder, files_needed(folder, names), edit, say, dry_run=dry_run)
    return FieldsChange(change, fields, remarks)


@contextmanager
def _of_which(name: str, names: Sequence[str]) -> Iterator[None]:
    """Say of which of several actions something cannot be done."""
    try:
        yield
    except UserError as error:
        which = f"{name.removesuffix('.yaml')}: " if len(names) > 1 else ""
        raise UserError(f"{which}{error.message}", error.hint, error.status) from None


def _corrected(before: Document, after: Document) -> list[str]:
    """Return in a sentence in the records of which quarters there is a correction now."""
    quarters = [
        str(quarter)
        for quarter in year_of(after.data).periods
        if quarter_record(before, quarter) != quarter_record(after, quarter)
    ]
    names = " and ".join(quarters)
    return [f"The correction is recorded in {after.path}, for every report of {names}"] * bool(
        names
    )


def files_needed(folder: str, names: Sequence[str]) -> list[str]:
    """Return the files that say what a change of some means: all, if it is plan.yaml or signed for.

    Those that cannot be read are left out: nothing keeps a plan from being mended bit by bit.
    """
    needed = [HEADER, *names]
    if HEADER in names or document_in(folder, HEADER).data.get("closed"):
        needed += [basename(path) for path, raw in texts(folder)[0].items() if read(path, raw)[0]]
    return list(dict.fromkeys(needed))


def errors_elsewhere(
    before: Documents, after: Documents, checked: Collection[str], today: date
) -> list[str]:
    """Return in a sentence how many errors a change makes in files that it may make them in.

    Raises UserError where it makes one in a file that is checked.
    """
    found = _errors({**before, **after}, today)
    there = _errors(before, today) if found else Counter()
    new = found - there
    for name, message, hint in new:
        if name in checked:
            raise UserError(f"{visible(name)}: {message}; {NOTHING}", hint, Exit.PROBLEMS)
    what = "an error that was" if new.total() == 1 else f"{new.total()} errors that were"
    return [f"planctl check finds {what} not there before, in other files"] if new else []


def _errors(documents: Documents, today: date) -> Counter[tuple[str, str, str]]:
    return Counter(
        (basename(each.place.path), each.message, each.hint)
        for each in check_plan(plan_of(documents.values()), today)
        if each.severity is Severity.ERROR
    )
