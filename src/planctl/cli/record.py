"""What was measured: the command that records it."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.completed_words import action_measures
from planctl.cli.next_steps import say_change, say_next
from planctl.cli.options import (
    ActionArgument,
    ByOption,
    CorrectOption,
    DryRunOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    choice,
    date_option,
    day,
    flag_option,
    named_plan,
    note,
    plan_folder,
    text_option,
)
from planctl.edits.measure_values import (
    MeasureValue,
    NewValue,
    ValuePlace,
    measure_named,
    plain_share,
    plain_value,
    value_at,
    value_changes,
)
from planctl.edits.typed_text import one_line
from planctl.plan.figure import Missing
from planctl.plan.header_year import year_of
from planctl.plan.period import MONTHS, TERM_ENDS, Period
from planctl.plan.year import Year
from planctl.problem import Exit, UserError, visible
from planctl.signoff.record import day_closed
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.workspace.change import FileChange


_MEASURE = typer.Argument(metavar="MEASURE", autocompletion=action_measures)


class _Typed(NamedTuple):
    """What was typed of a value, in one of the ways in which it can be."""

    value: str | None
    numerator: str | None
    denominator: str | None
    not_available: str | None
    not_supplied: bool
    suppressed: bool


def command(
    *,
    action: ActionArgument,
    name: Annotated[str, _MEASURE],
    quarter: QuarterOption = None,
    month: Annotated[
        str | None, choice("--month", what="month", words=MONTHS, about="Of this month.")
    ] = None,
    term: Annotated[
        str | None, choice("--term", what="term", words=TERM_ENDS, about="Of this term.")
    ] = None,
    value: Annotated[
        str | None, text_option("--value", "78.2, 43 of 55, or yes and no.", "NUMBER")
    ] = None,
    numerator: Annotated[
        str | None, text_option("--numerator", "What a percentage is worked out from.", "NUMBER")
    ] = None,
    denominator: Annotated[
        str | None, text_option("--denominator", "What it is a percentage of.", "NUMBER")
    ] = None,
    not_available: Annotated[
        str | None, text_option("--not-available", "There is no value; say why.", "REASON")
    ] = None,
    not_supplied: Annotated[
        bool, flag_option("--not-supplied", "It was due and did not come.")
    ] = False,
    suppressed: Annotated[bool, flag_option("--suppressed", "It is too small to be told.")] = False,
    restate: Annotated[
        str | None, text_option("--restate", "Keep the old value beside it; say why.", "REASON")
    ] = None,
    why: Annotated[
        str | None,
        text_option("--reason", "Why a number is another than was recorded.", "REASON"),
    ] = None,
    supplied: Annotated[
        date | None, date_option("--supplied", "The day on which it came, if late.")
    ] = None,
    reason: CorrectOption = None,
    post: ByOption = None,
    dry_run: DryRunOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Record a number of a measure, or why there is none.

    MEASURE is its id, or words that are in its id or its name and in no other's of the action.

    For example:
      planctl record 3.1 assessments-on-time --quarter Q2 --value 78.2
      planctl record 3.1 assessments -q Q2 --numerator 43 --denominator 55
      planctl record 2.1 decided-in-a-day --month April --value "398 of 668"
      planctl record 3.1 assessments -q Q2 --not-available "The system was replaced"
      planctl record 3.1 assessments -q Q1 --value 77.9 --reason "It was mistyped"
      planctl record 3.1 assessments -q Q1 --value 77.9 --restate "A team was counted twice"
      planctl record 3.1 assessments -q Q1 --value 77.9 --correct "It was mistyped" --dry-run
    """
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.measure_values import place_to_record, record_values
    from planctl.workspace.selection import selected_id

    typed = _Typed(value, numerator, denominator, not_available, not_supplied, suppressed)
    where = plan_folder(folder, today, quarter)
    today = day(today, where)
    action = selected_id(where, action, today)
    header = document_in(where, HEADER)
    year = year_of(header.data)
    before = document_in(where, f"{action}.yaml")
    measure = measure_named(before, name)
    of = _quarter(year, quarter, month or term, today)
    place = place_to_record(measure, of, month or term, today)
    new = _new_value(typed, measure.unit, restate, supplied)
    was = value_at(before, place).get("value", "")
    is_correction = reason is not None or day_closed(header, of)
    if why is not None or not (is_correction or new.reason or new.value == was):
        new = _with_reason(new, why, was, place.period or str(of))
    new_value = MeasureValue(action, measure.id, place, new)
    request = CorrectionRequest(today, reason, post)
    change = record_values(where, [new_value], request, note, dry_run=dry_run)
    made = change.actions[action]
    typed_quarter = quarter or month or term
    typer.echo(of.described + ("" if typed_quarter else f": the {of.noun} being reported"))
    typer.echo(visible(f"{action} {made.after.data.get('title') or ''}: {measure.name}"))
    _say_change(place, made, dry_run=dry_run)
    named = named_plan()
    _say_now(header, made.after, measure.id, of, today, named=named)
    if made.differs:
        say_change(change, of, dry_run=dry_run)
        if not dry_run:
            say_next(where)
    return Exit.DONE


def _quarter(year: Year, typed: str | None, period: str | None, today: date) -> Period:
    """Return the quarter meant: the one typed, or that of the month or term, or the one due."""
    from planctl.workspace.updates import quarter_to_update

    if typed or not period:
        return quarter_to_update(year, typed, today)
    return next(each for each in year.periods if period in each.months + each.terms)


def _new_value(typed: _Typed, unit: str, restate: str | None, supplied: date | None) -> NewValue:
    """Return what is to be recorded; UserError where that is not said, or said in several ways."""
    share_typed = (typed.numerator is not None) + (typed.denominator is not None)
    ways = [typed.value is not None, bool(share_typed), typed.not_available is not None]
    if sum([*ways, typed.not_supplied, typed.suppressed]) != 1:
        hint = "one of --value, --numerator with --denominator, --not-available, --not-supplied,"
        raise UserError("say one thing of the value", f"{hint} --suppressed", Exit.USAGE)
    if share_typed == 1:
        raise UserError("a share has two numbers", "--numerator 43 --denominator 55", Exit.USAGE)
    came = supplied.strftime("%Y-%m-%d") if supplied else ""
    if typed.not_available is not None:
        why = one_line(typed.not_available, "--not-available")
        new = NewValue(Missing.NOT_AVAILABLE.value, why)
    elif typed.not_supplied or typed.suppressed:
        new = NewValue((Missing.NOT_SUPPLIED if typed.not_supplied else Missing.SUPPRESSED).value)
    else:
        new = NewValue(_value(typed, unit), supplied=came)
    if restate is None:
        return new
    if new.value in set(Missing):
        message = "only a number restates another"
        raise UserError(message, "leave --restate out, and no old value is kept", Exit.USAGE)
    return new._replace(reason=one_line(restate, "--restate"), restates=True)


def _with_reason(new: NewValue, typed: str | None, was: str, when: str) -> NewValue:
    """Return a value with the reason why it is another number; a person at a terminal is asked.

    UserError where one is typed that says nothing, or is wanted and nobody is there.
    """
    is_number = new.value not in set(Missing)
    if typed is not None:
        if new.restates or not is_number:
            message = "--reason says why one number replaces another"
            raise UserError(message, "leave it out", Exit.USAGE)
        return new._replace(reason=one_line(typed, "--reason"))
    if not is_number or was in ("", *Missing):
        return new
    if not sys.stdin.isatty():
        message = f"{when} has {was} already, and no reason is given why it is {new.value}"
        hint = '--reason "…", or --restate "…" to keep the old number beside it in reports'
        raise UserError(message, hint, Exit.USAGE)
    answer: str = typer.prompt(f"{when} has {was} already. Why is it {new.value}?")
    return new._replace(reason=one_line(answer, "--reason"))


def _value(typed: _Typed, unit: str) -> str:
    try:
        if typed.value is not None:
            return plain_value(typed.value, unit)
        return plain_share(typed.numerator or "", typed.denominator or "", unit)
    except ValueError as error:
        shown = typed.value or f"{typed.numerator} of {typed.denominator}"
        message = f"'{visible(shown)}' is not a value of a measure in {visible(unit)}"
        raise UserError(message, str(error), Exit.USAGE) from None


def _say_change(place: ValuePlace, made: "FileChange", *, dry_run: bool) -> None:
    for key, was, now in value_changes(made.before, made.after, place):
        name = (place.period or place.quarter) if key == "value" else key
        typer.echo(visible(f"  {name}: {was} → {now}"))
    if not made.differs:
        typer.echo("  nothing changed")
    elif dry_run:
        typer.echo("  nothing was written: this was a dry run")


def _say_now(
    header: Document, after: Document, name: str, quarter: Period, today: date, *, named: str
) -> None:
    """Say what the measure says now, and what else of the action's is still to be recorded."""
    from planctl.measures.phrases import reading_sentence
    from planctl.measures.readings import measure_results
    from planctl.plan.plan import context_of, usable_action

    context, year = context_of(header), year_of(header.data)
    action = usable_action(after, ("measures",), context)
    if not action:
        return
    found = measure_results(action.measures, year, today, context.scale)
    for each in found:
        if each.measure.id == name:
            typer.echo(visible(f"  now: {reading_sentence(each, quarter)}"))
    for each in found:
        periods = [
            period
            for period in each.periods(quarter)
            if each.lacks(quarter, period) and quarter.first_day_of(period) <= today
        ]
        if periods:
            month = f" --month {periods[0]}" if periods[0] in MONTHS else ""
            command = (
                f"planctl record {action.id} {each.measure.id} -q {quarter.typed}{month} --value …"
            )
            what = each.measure.id + (f" of {_and(periods)}" if month else "")
            typer.echo(f"  {quarter} has no {what} yet: {command}{named}")


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
