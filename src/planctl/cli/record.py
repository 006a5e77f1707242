"""The command that writes what was measured into a plan: record."""

import shlex
from datetime import date
from typing import NamedTuple

import click

from planctl.cli.next_steps import say_change, say_next
from planctl.cli.options import plan_folder, plan_option, quarter_option, said, today_option
from planctl.edits.measure_values import (
    MeasureValue,
    NewValue,
    ValuePlace,
    measure_named,
    plain_share,
    plain_value,
    value_changes,
)
from planctl.edits.typed_text import one_line
from planctl.plan.figure import Missing
from planctl.plan.periods import (
    MONTHS,
    TERM_ENDS,
    Quarter,
    Year,
    first_day,
    months,
    terms,
    year_of,
)
from planctl.problem import Exit, UserError, visible
from planctl.text.document import Document
from planctl.workspace.change import FileChange
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import HEADER, document_in, require_action
from planctl.workspace.measure_values import place_to_record, record_values
from planctl.workspace.updates import quarter_to_update

_EXAMPLES = """\b
Examples:
  planctl record 3.1 assessments-on-time --quarter Q2 --value 78.2
  planctl record 3.1 assessments -q Q2 --numerator 43 --denominator 55
  planctl record 2.1 decided-in-a-day --month April --value "398 of 668"
  planctl record 3.1 assessments -q Q2 --not-available "The system was replaced"
  planctl record 3.1 assessments -q Q1 --value 77.9 --restate "A team was counted twice"
  planctl record 3.1 assessments -q Q1 --value 77.9 --correct "It was mistyped" --dry-run
"""


class _Typed(NamedTuple):
    """What was typed of a value, in one of the ways in which it can be."""

    value: str | None
    numerator: str | None
    denominator: str | None
    not_available: str | None
    not_supplied: bool
    suppressed: bool


@click.command("record", epilog=_EXAMPLES)
@click.argument("action")
@click.argument("name", metavar="MEASURE")
@quarter_option
@click.option("--month", type=click.Choice(MONTHS, case_sensitive=False), help="Of this month.")
@click.option(
    "--term", type=click.Choice(list(TERM_ENDS), case_sensitive=False), help="Of this term."
)
@click.option("--value", metavar="NUMBER", help="78.2, 43 of 55, or yes and no.")
@click.option("--numerator", metavar="NUMBER", help="What a percentage is worked out from.")
@click.option("--denominator", metavar="NUMBER", help="What it is a percentage of.")
@click.option("--not-available", metavar="REASON", help="There is no value; say why.")
@click.option("--not-supplied", is_flag=True, help="It was due and did not come.")
@click.option("--suppressed", is_flag=True, help="It is too small to be told.")
@click.option("--restate", metavar="REASON", help="Keep the old value beside it; say why.")
@click.option(
    "--supplied",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="YYYY-MM-DD",
    help="The day on which it came, if late.",
)
@click.option("--correct", "reason", metavar="REASON", help="Change a closed quarter; say why.")
@click.option("--by", "post", metavar="POST", help="The post that allows the correction.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@plan_option
@today_option
def record_command(
    action: str,
    name: str,
    quarter: str | None,
    month: str | None,
    term: str | None,
    value: str | None,
    numerator: str | None,
    denominator: str | None,
    not_available: str | None,
    restate: str | None,
    supplied: date | None,
    reason: str | None,
    post: str | None,
    folder: str | None,
    today: date,
    *,
    not_supplied: bool,
    suppressed: bool,
    dry_run: bool,
) -> int:
    """Record a number of a measure, or why there is none.

    MEASURE is its id, or words that are in its id or its name and in no other's of the action.
    """
    typed = _Typed(value, numerator, denominator, not_available, not_supplied, suppressed)
    where = plan_folder(folder)
    action = require_action(where, action)
    header = document_in(where, HEADER)
    year = year_of(header.data)
    measure = measure_named(document_in(where, f"{action}.yaml"), name)
    of = _quarter(year, quarter, month or term, today)
    place = place_to_record(measure, year, of, month or term, today)
    new = _new_value(typed, measure.unit, restate, supplied)
    new_value = MeasureValue(action, measure.id, place, new)
    request = CorrectionRequest(today, reason, post)
    change = record_values(where, [new_value], request, said, dry_run=dry_run)
    made = change.actions[action]
    typed_quarter = quarter or month or term
    click.echo(
        f"{of}, {year.months(of)}" + ("" if typed_quarter else ": the quarter being reported")
    )
    click.echo(visible(f"{action} {made.after.data.get('title') or ''}: {measure.name}"))
    _say_change(place, made, dry_run=dry_run)
    named = f" --plan {shlex.quote(folder)}" if folder else ""
    _say_now(year, made.after, measure.id, of, today, named)
    if made.differs:
        say_change(change, of, dry_run=dry_run)
        if not dry_run:
            say_next(where, f"{action}: {measure.id}, {of}", f"{of.lower()}-{action}")
    return Exit.DONE


def _quarter(year: Year, typed: str | None, period: str | None, today: date) -> Quarter:
    """Return the quarter meant: the one typed, or that of the month or term, or the one due."""
    if typed or not period:
        return quarter_to_update(year, typed, today)
    return next(each for each in Quarter if period in months(year, each) + terms(year, each))


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


def _value(typed: _Typed, unit: str) -> str:
    try:
        if typed.value is not None:
            return plain_value(typed.value, unit)
        return plain_share(typed.numerator or "", typed.denominator or "", unit)
    except ValueError as error:
        shown = typed.value or f"{typed.numerator} of {typed.denominator}"
        message = f"'{visible(shown)}' is not a value of a measure in {visible(unit)}"
        raise UserError(message, str(error), Exit.USAGE) from None


def _say_change(place: ValuePlace, made: FileChange, *, dry_run: bool) -> None:
    for key, was, now in value_changes(made.before, made.after, place):
        name = (place.period or place.quarter) if key == "value" else key
        click.echo(visible(f"  {name}: {was} → {now}"))
    if not made.differs:
        click.echo("  nothing changed")
    elif dry_run:
        click.echo("  nothing was written: this was a dry run")


def _say_now(
    year: Year, after: Document, name: str, quarter: Quarter, today: date, named: str
) -> None:
    """Say what the measure says now, and what else of the action's is still to be recorded."""
    from planctl.measures.phrases import reading_sentence
    from planctl.measures.readings import measure_results
    from planctl.plan.plan import usable_action

    action = usable_action(after, ("measures",), year.first_month)
    if not action:
        return
    found = measure_results(action.measures, year, today)
    for each in found:
        if each.measure.id == name:
            click.echo(visible(f"  now: {reading_sentence(each, quarter)}"))
    for each in found:
        periods = [
            period
            for period in each.periods(quarter)
            if each.lacks(quarter, period) and first_day(each.year, quarter, period) <= today
        ]
        if periods:
            month = f" --month {periods[0]}" if periods[0] in MONTHS else ""
            command = f"planctl record {action.id} {each.measure.id} -q {quarter}{month} --value …"
            what = each.measure.id + (f" of {_and(periods)}" if month else "")
            click.echo(f"  {quarter} has no {what} yet: {command}{named}")


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
