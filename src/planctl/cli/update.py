"""What is said of an action in a quarter: the command that sets its rating and words."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.completed_words import plan_confidences, plan_rags
from planctl.cli.forms import FormRequest, emptied, filled_forms, keep, kept_text
from planctl.cli.next_steps import say_change, say_next
from planctl.cli.options import (
    ActionsArgument,
    ByOption,
    CorrectOption,
    DryRunOption,
    LeadOption,
    PlanOption,
    PriorityOption,
    QuarterOption,
    RecommendationOption,
    TodayOption,
    day,
    flag_option,
    named_plan,
    note,
    plan_folder,
    quarter_apart,
    rating_option,
    text_option,
    word_option,
)
from planctl.edits.update_fields import field_text
from planctl.plan.fields import UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.plan.ratings import Status
from planctl.problem import Exit, UserError, visible
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.workspace.change import FileChange, PlanChange

_REMEDIES = {"rag": "--rag …", "commentary": "--edit", "next_steps": "--next-steps …"}
"""The option that supplies what an update lacks."""

_FIELDS = (
    *("rag", "status", "confidence"),
    *("headline", "commentary", "impact", "if_continues", "next_steps", "back_to_green", "ask"),
    "evidence",
)


def _typed_status(typed: str) -> str:
    from planctl.plan.scale_step import plain_word
    from planctl.plan.typed_ratings import ON_TRACK, typed_status

    meant = typed_status(typed)
    if plain_word(typed) == ON_TRACK:
        return ON_TRACK
    if not meant.startswith(plain_word(typed)):
        note(f"'{typed}' is taken for {meant}")
    return meant


def _with_rating(given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given, "on track" as the status and the rating that it says."""
    from planctl.plan.typed_ratings import ON_TRACK

    if given.get("status") != ON_TRACK:
        return dict(given)
    if given.get("rag", "green").lower() != "green":
        message = f"'{ON_TRACK}' is green, and --rag says {visible(given['rag'])}"
        raise UserError(message, 'say --status "in progress"', Exit.USAGE)
    note(f"'{ON_TRACK}' is taken for in progress and green")
    return {**given, "rag": "green", "status": "in progress"}


def command(
    *,
    ids: ActionsArgument,
    lead: LeadOption = None,
    priority: PriorityOption = None,
    recommendation: RecommendationOption = None,
    quarter: QuarterOption = None,
    rag: Annotated[
        str | None,
        rating_option("--rag", "RATING", "In the plan's own word; none empties it.", plan_rags),
    ] = None,
    status: Annotated[
        str | None,
        word_option(
            "--status",
            "STATUS",
            _typed_status,
            Status,
            "Where it is in its life; none empties it.",
        ),
    ] = None,
    confidence: Annotated[
        str | None,
        rating_option("--confidence", "RATING", "Will the outcome be achieved?", plan_confidences),
    ] = None,
    headline: Annotated[str | None, text_option("--headline", "One line for the board.")] = None,
    commentary: Annotated[
        str | None, text_option("--commentary", "Progress this quarter, in Markdown.")
    ] = None,
    commentary_file: Annotated[
        str | None, text_option("--commentary-file", "The same, from a file; - is stdin.", "FILE")
    ] = None,
    impact: Annotated[
        str | None, text_option("--impact", "So what: the difference made for children.")
    ] = None,
    if_continues: Annotated[
        str | None, text_option("--if-continues", "The likely impact if it continues.")
    ] = None,
    next_steps: Annotated[
        str | None, text_option("--next-steps", "What will be done, by whom and by when.")
    ] = None,
    back_to_green: Annotated[
        str | None, text_option("--back-to-green", "When it will be where it should be.")
    ] = None,
    ask: Annotated[
        str | None, text_option("--ask", "The decision that is asked of the board.")
    ] = None,
    evidence: Annotated[
        str | None, text_option("--evidence", "What shows it: kind, date and source.")
    ] = None,
    edit: Annotated[
        bool, flag_option("--edit", "Write it in your editor, beside last quarter's.")
    ] = False,
    source: Annotated[
        str | None, text_option("--from", "Take a form that was kept, or is filled in.", "FILE")
    ] = None,
    reason: CorrectOption = None,
    post: ByOption = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Set the rating and words of a quarter.

    A quarter that is closed is left as it is, unless --correct says why it is to be changed.
    The word none empties a field: --rag none, --commentary none.

    For example:
      planctl update 3.2 --quarter Q2 --rag RATING
      planctl update 3.2 -q Q2 --commentary "The support hub opened."
      planctl update 3.2 4.1 -q Q2 --rag RATING --dry-run
      planctl update 3.2 --edit
      planctl update --lead Education --edit
      planctl update --recommendation R7 --edit
      planctl update 3.* 4.1 -q Q2 --status "in progress" --dry-run
      planctl update 3.2 -q Q1 --rag RATING --correct "A placement was counted twice"
    """
    from planctl.edits.form import FormContext
    from planctl.plan.plan import scale_in
    from planctl.workspace.corrections import CorrectionRequest, correction_reason
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.updates import quarter_to_update, rating_codes, update_actions

    ids, quarter = quarter_apart(ids, quarter)
    where = plan_folder(folder, today, quarter)
    today = day(today, where)
    actions = _actions(where, ids, (lead, priority, recommendation), today)
    header = document_in(where, HEADER)
    year = year_of(header.data)
    of = quarter_to_update(year, quarter, today)
    request = CorrectionRequest(today, reason, post)
    correction_reason(header, of, request)  # a form is not opened where it may not be changed
    typed = (
        *(rag, status, confidence, headline, commentary, impact),
        *(if_continues, next_steps, back_to_green, ask, evidence),
    )
    given = _with_rating(_given(dict(zip(_FIELDS, typed, strict=True)), commentary_file))
    kept = _file(source, "--from") if source is not None else None
    if not given and not edit and kept is None:
        raise UserError("say what to set", "such as --rag RATING, or --edit", Exit.USAGE)
    form = FormContext(of, year, scale_in(header))
    given |= rating_codes(given, form.scale.at(of.key))
    asked = FormRequest(where, actions, form, given, kept, edit)
    forms = filled_forms(asked)
    seen = {**forms.documents, HEADER: header}
    with kept_text(forms.filled, asked):
        change = update_actions(where, of, forms.values, request, note, seen=seen, dry_run=dry_run)
    typer.echo(of.described + ("" if quarter else f": the {of.noun} being reported"))
    named = named_plan()
    _say_all(change, header, of, named, today, dry_run=dry_run)
    if not dry_run and any(made.differs for made in change.actions.values()):
        say_next(where)
    if dry_run and edit and any(made.differs for made in change.actions.values()):
        note(keep(forms.filled, asked))
    return Exit.DONE


def _say_all(
    change: "PlanChange",
    header: Document,
    quarter: Period,
    named: str,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Print what was changed in each action, and what that means for a sign-off."""
    from planctl.workspace.updates import rule_suggestion

    for action, made in change.actions.items():
        _say(action, header, quarter, made, named, dry_run=dry_run)
        if said := rule_suggestion(made.after, quarter, header, today):
            typer.echo(visible(f"  {said}"))
    if any(made.differs for made in change.actions.values()):
        say_change(change, quarter, dry_run=dry_run)


def _say(
    action_id: str,
    header: Document,
    quarter: Period,
    made: "FileChange",
    named: str,
    *,
    dry_run: bool,
) -> None:
    """Print what changed in an action, and what its quarter still lacks."""
    from planctl.plan.plan import scale_in
    from planctl.summary.missing import FIELD_WORDS
    from planctl.workspace.updates import missing_from

    typer.echo(visible(f"{action_id} {made.after.data.get('title') or ''}"))
    scale = scale_in(header).at(quarter.key)
    for field in UPDATE_FIELDS:
        old, new = (field_text(each, quarter, field) for each in (made.before, made.after))
        if old != new:
            if field in WORD_FIELDS:
                old, new = (scale.word_of(each) for each in (old, new))
            typer.echo(visible(f"  {field}: {field_change(field, old, new)}"))
    if not made.differs:
        typer.echo("  nothing changed")
    elif dry_run:
        typer.echo("  nothing was written: this was a dry run")
    for field in missing_from(made.after, quarter, header):
        if remedy := _REMEDIES.get(field):
            command = f"planctl update {action_id} {quarter.flag} {remedy}{named}"
            typer.echo(f"  {quarter} has no {FIELD_WORDS[field]} yet: {command}")


def field_change(field: str, old: str, new: str) -> str:
    """Return how a field changed: what it was and is, or of words how many there are now."""
    if old and new and field not in WORD_FIELDS:
        return f"reworded, now {_brief(field, new)}"
    return f"{_brief(field, old)} → {_brief(field, new)}"


def _brief(field: str, text: str) -> str:
    """Return a word as it is, and how much there is of a longer text."""
    if not text or field in WORD_FIELDS:
        return text or "empty"
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return f"{words} words" if words != 1 else "1 word"


def _actions(
    folder: str, ids: Sequence[str], of: tuple[str | None, str | None, str | None], today: date
) -> Sequence[str]:
    """Return the ids of the actions that are meant; the plan is read only where that is needed.

    `of` are the lead, the priority and the recommendation whose actions alone are meant.
    """
    from planctl.workspace.documents import ids_as_named

    if (plain := ids_as_named(folder, ids)) and of == (None, None, None):
        return plain
    from planctl.workspace.selection import Choice, selected_ids

    return selected_ids(folder, Choice(ids, *of), today)


def _given(typed: Mapping[str, str | None], commentary_file: str | None) -> dict[str, str]:
    """Return what was typed of fields, "" where `none` empties one; UserError for an empty text."""
    given = {name: value for name, value in typed.items() if value is not None}
    if commentary_file is not None:
        if "commentary" in given:
            hint = "leave --commentary or --commentary-file out"
            raise UserError("the commentary is given twice", hint, Exit.USAGE)
        given["commentary"] = _file(commentary_file, "--commentary-file")
    for name, text in given.items():
        if name not in WORD_FIELDS and not text.strip():
            option = f"--{name.replace('_', '-')}"
            hint = f"write something; {option} none empties it"
            raise UserError(f"the {name} is given, and is empty", hint, Exit.USAGE)
    return {name: emptied(text) for name, text in given.items()}


def _file(name: str, option: str) -> str:
    """Return the text of a file, or of standard input for `-`."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else _bytes(name)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{visible(name)} is not UTF-8 text (byte {error.start + 1})"
        raise UserError(message, "save it as UTF-8 text") from None
    except OSError as error:
        message = f"{visible(name)} cannot be read: {error.strerror}"
        raise UserError(message, f"{option} names a text file, or - for stdin") from None


def _bytes(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()
