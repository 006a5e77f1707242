"""How a quarter's update of some actions is written, whichever door its words come in by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os.path import basename
from types import MappingProxyType

from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.plan.days import in_words
from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.plan.plan import context_of, scale_in, usable_action
from planctl.plan.scale import Scale
from planctl.plan.typed_period import parse_period
from planctl.plan.typed_ratings import typed_confidence, typed_rag
from planctl.plan.year import Year
from planctl.problem import Exit, UserError
from planctl.summary.missing import missing_fields
from planctl.text.document import Document
from planctl.workspace.change import Documents, PlanChange, Say, change_files, changed_meanwhile
from planctl.workspace.corrections import CorrectionRequest, files_with_corrections
from planctl.workspace.documents import HEADER


def update_actions(
    folder: str,
    quarter: Period,
    values: Mapping[str, Mapping[str, str]],
    request: CorrectionRequest,
    say: Say,
    *,
    seen: Mapping[str, Document] = MappingProxyType({}),
    dry_run: bool = False,
) -> PlanChange:
    """Set fields of a quarter in actions, by their ids, and return what was changed.

    A correction of a closed quarter is recorded with them. `seen` are files as they were when the
    quarter was worked out, or a form was made of them. Raises UserError as `change_files` and
    `files_with_corrections` do, and where the plan's year, or a field that is set in a form, is
    not what it was.
    """

    def edit(documents: Documents) -> Documents:
        for name, document in seen.items():
            fields = values.get(name.removesuffix(".yaml"), {})
            if _differs(document, documents[name], quarter, fields):
                raise changed_meanwhile(document.path)
        return _with_updates(documents, quarter, values, request)

    names = [*(f"{action}.yaml" for action in values), HEADER]
    return change_files(folder, names, edit, say, dry_run=dry_run)


def write_decided(
    folder: str,
    names: Sequence[str],
    decide: Callable[[Documents], tuple[Period | None, Mapping[str, Mapping[str, str]]]],
    request: CorrectionRequest,
    say: Say,
    *,
    dry_run: bool = False,
) -> PlanChange:
    """Set what is decided on from files of a plan, fields of a quarter in actions, as above."""

    def edit(documents: Documents) -> Documents:
        quarter, values = decide(documents)
        return _with_updates(documents, quarter, values, request) if quarter else {}

    return change_files(folder, names, edit, say, dry_run=dry_run)


def _with_updates(
    documents: Documents,
    quarter: Period,
    values: Mapping[str, Mapping[str, str]],
    request: CorrectionRequest,
) -> Documents:
    """Return the files of actions with fields of a quarter set, and plan.yaml."""
    after = {
        f"{action}.yaml": set_fields(
            documents[f"{action}.yaml"],
            (FieldValue(quarter, field, value) for field, value in fields.items()),
        )
        for action, fields in values.items()
    }
    return files_with_corrections(documents, after, quarter, request)


def rating_codes(given: Mapping[str, str], scale: Scale) -> dict[str, str]:
    """Return what a file says for the words that were typed for a rating; none empties it.

    Raises UserError where a word is none of the plan's, or where its own scale says it all.
    """
    if scale.own and given.get("status"):
        hint = f"say it by --rag: one of {', '.join(step.label for step in scale.rags)}"
        raise UserError("the plan has a scale of its own, and no status beside", hint, Exit.USAGE)
    read = {"rag": typed_rag, "confidence": typed_confidence}
    typed = {field: word for field, word in given.items() if field in read}
    return {
        field: "" if word.lower() in _EMPTY else read[field](word, scale).code
        for field, word in typed.items()
    }


_EMPTY = ("", "none")


def _differs(before: Document, now: Document, quarter: Period, fields: Iterable[str]) -> bool:
    if basename(before.path) == HEADER:
        return year_of(before.data) != year_of(now.data)
    said = (field_text(each, quarter, field) for field in fields for each in (before, now))
    return any(old != new for old, new in zip(said, said, strict=True))


def quarter_to_update(year: Year, typed: str | None, today: date) -> Period:
    """Return the quarter to update; UserError if it has not begun."""
    of = parse_period(typed, year) if typed else year.reporting(today)
    if of.begun(today):
        return of
    of_year = "" if of.label == of.span else f" of {year}"
    message = f"{of}{of_year} has not begun"
    raise UserError(message, f"it begins on {in_words(of.first_day)}", Exit.USAGE)


def rule_suggestion(document: Document, quarter: Period, header: Document, today: date) -> str:
    """Return what the rules of a plan's scale suggest in a sentence, "" where that is the rating.

    There is none either where there is no rule, or what the update says cannot be read.
    """
    scale = scale_in(header).at(quarter.key)
    if not scale.has_rules:
        return ""
    from planctl.summary.rating_by_rule import rating_by_rule

    action = usable_action(document, ("updates",), context_of(header))
    said = rating_by_rule(action, scale, today) if action else None
    if not (action and said) or action.update(quarter).step(scale).standing == said.step.standing:
        return ""
    return "" if action.update(quarter).rating.finished else said.sentence


def missing_from(document: Document, quarter: Period, header: Document) -> tuple[str, ...]:
    """Return the fields that a quarter's update lacks; none where what it says cannot be read."""
    action = usable_action(document, ("updates",), context_of(header))
    return missing_fields(action.update(quarter)) if action else ()
