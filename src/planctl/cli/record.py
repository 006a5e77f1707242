"""The command that writes what was measured into a plan: record."""

import shlex
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from planctl.cli.next_steps import say_change, say_next
from planctl.cli.options import plan_folder, plan_option, quarter_option, said, today_option
from planctl.edits.record import Cell, Entry, Kept, adds_up, canonical, measure, share
from planctl.edits.record import recorded as there
from planctl.edits.typed_text import one_line
from planctl.plan.figure import Missing
from planctl.plan.periods import (
    MONTHS,
    TERM_ENDS,
    Quarter,
    Year,
    begins,
    in_words,
    months,
    terms,
    year_of,
)
from planctl.problem import Exit, UserError, visible
from planctl.text.document import Document
from planctl.workspace.change import FileChange
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import HEADER, document_in, require_action
from planctl.workspace.measure_values import MeasureValue, record_values
from planctl.workspace.updates import quarter_to_update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.measures.readings import MeasureResults

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
    kept = measure(document_in(where, f"{action}.yaml"), name)
    of = _quarter(year, quarter, month or term, today)
    cell = Cell(kept.way, of, _period(kept, year, of, month or term))
    _refuse_early(year, of, cell.period, today)
    recorded = MeasureValue(action, kept.id, cell, _entry(typed, kept.unit, restate, supplied))
    request = CorrectionRequest(today, reason, post)
    change = record_values(where, [recorded], request, said, dry_run=dry_run)
    made = change.actions[action]
    typed_quarter = quarter or month or term
    click.echo(
        f"{of}, {year.months(of)}" + ("" if typed_quarter else ": the quarter being reported")
    )
    click.echo(visible(f"{action} {made.after.data.get('title') or ''}: {kept.name}"))
    _say_change(cell, made, dry_run=dry_run)
    named = f" --plan {shlex.quote(folder)}" if folder else ""
    _say_now(header, made.after, kept.id, of, today, named)
    if made.differs:
        say_change(change, of, dry_run=dry_run)
        if not dry_run:
            say_next(where, f"{action}: {kept.id}, {of}", f"{of.lower()}-{action}")
    return Exit.DONE


def _quarter(year: Year, typed: str | None, period: str | None, today: date) -> Quarter:
    """Return the quarter meant: the one typed, or that of the month or term, or the one due."""
    if typed or not period:
        return quarter_to_update(year, typed, today)
    return next(each for each in Quarter if period in months(year, each) + terms(year, each))


def _period(kept: Kept, year: Year, quarter: Quarter, typed: str | None) -> str:
    """Return the month or term to record; UserError where the measure or quarter has none."""
    frequency = str(kept.said.get("frequency") or "quarterly")
    within = {"monthly": months, "termly": terms}.get(frequency)
    names = within(year, quarter) if within else []
    if typed and typed not in names:
        if within:
            message = f"{typed} is not in {quarter}, for which '{kept.id}' has {_listed(names)}"
            raise UserError(message, "leave --quarter out, and it follows", Exit.USAGE)
        message = f"'{kept.id}' is {frequency}, so nothing of {typed} is recorded"
        raise UserError(message, f"leave {typed} out, and say --quarter", Exit.USAGE)
    if typed:
        return typed
    if frequency == "termly":
        own = there_is_own(kept, quarter)
        if not names and not own:
            message = f"'{kept.id}' is termly, and no term ends in {quarter}"
            raise UserError(message, "say --term Autumn, Spring or Summer", Exit.USAGE)
        return "" if own else names[0]
    if names and adds_up(kept, quarter) and not there_is_own(kept, quarter):
        message = f"'{kept.id}' is monthly, and {quarter} follows from its months"
        raise UserError(message, f"say --month {_listed(names)}", Exit.USAGE)
    return ""


def there_is_own(kept: Kept, quarter: Quarter) -> bool:
    """Return whether a quarter has a value of its own, beside those within it."""
    actuals = kept.said.get("actuals")
    said = actuals.get(quarter) if isinstance(actuals, dict) else None
    return bool(said.get("value") if isinstance(said, dict) else said)


def _listed(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]).removeprefix(" or ") if names else "none"


def _refuse_early(year: Year, quarter: Quarter, period: str, today: date) -> None:
    """Raise UserError where a quarter, or the month in it, has not begun."""
    day = begins(year, quarter, period)
    if day > today:
        message = f"{period or quarter} has not begun"
        raise UserError(message, f"it begins on {in_words(day)}", Exit.USAGE)


def _entry(typed: _Typed, unit: str, restate: str | None, supplied: date | None) -> Entry:
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
        entry = Entry(Missing.NOT_AVAILABLE.value, why)
    elif typed.not_supplied or typed.suppressed:
        entry = Entry((Missing.NOT_SUPPLIED if typed.not_supplied else Missing.SUPPRESSED).value)
    else:
        entry = Entry(_value(typed, unit), supplied=came)
    if restate is None:
        return entry
    if entry.value in set(Missing):
        message = "only a number restates another"
        raise UserError(message, "leave --restate out, and no old value is kept", Exit.USAGE)
    return entry._replace(reason=one_line(restate, "--restate"), restates=True)


def _value(typed: _Typed, unit: str) -> str:
    try:
        if typed.value is not None:
            return canonical(typed.value, unit)
        return share(typed.numerator or "", typed.denominator or "", unit)
    except ValueError as error:
        shown = typed.value or f"{typed.numerator} of {typed.denominator}"
        message = f"'{visible(shown)}' is not a value of a measure in {visible(unit)}"
        raise UserError(message, str(error), Exit.USAGE) from None


def _say_change(cell: Cell, made: FileChange, *, dry_run: bool) -> None:
    old, new = there(made.before, cell), there(made.after, cell)
    for key in dict.fromkeys(("value", *new, *old)):
        if old.get(key) != new.get(key):
            name = (cell.period or cell.quarter) if key == "value" else key.replace("_", " ")
            was, now = (visible(each.get(key) or "empty") for each in (old, new))
            click.echo(f"  {name}: {was} → {now}")
    if not made.differs:
        click.echo("  nothing changed")
    elif dry_run:
        click.echo("  nothing was written: this was a dry run")


def _say_now(
    header: Document, after: Document, name: str, quarter: Quarter, today: date, named: str
) -> None:
    """Say what the measure says now, and what else of the action's is still to be recorded."""
    found = list(_measured(header, after, today))
    action = visible(str(after.data.get("id")))
    for each in found:
        from planctl.measures.phrases import reading_sentence

        if each.measure.id == name:
            click.echo(visible(f"  now: {reading_sentence(each, quarter)}"))
    for each in found:
        periods = [
            period
            for period in each.periods(quarter)
            if each.lacks(quarter, period) and begins(each.year, quarter, period) <= today
        ]
        if periods:
            month = f" --month {periods[0]}" if periods[0] in MONTHS else ""
            command = f"planctl record {action} {each.measure.id} -q {quarter}{month} --value …"
            what = each.measure.id + (f" of {_and(periods)}" if month else "")
            click.echo(f"  {quarter} has no {what} yet: {command}{named}")


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _measured(header: Document, action: Document, today: date) -> "Iterator[MeasureResults]":
    """Yield what the measures of one action say; none where its file has another mistake."""
    from planctl.plan.plan import plan_of
    from planctl.summary.summary import summarise

    plan = plan_of([header, action])
    if plan.header:
        yield from summarise(plan, today).measured[action.path]
