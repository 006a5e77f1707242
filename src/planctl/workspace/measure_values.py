"""How values of measures are recorded, whether one was typed or a sheet of them came back."""

from collections.abc import Callable, Sequence
from datetime import date
from os.path import basename

from planctl.checks.run import number_problems
from planctl.edits.measure_values import (
    IN_PARTS,
    MeasureInFile,
    MeasureValue,
    ValuePlace,
    adds_up,
    has_own_value,
    measure_named,
    with_value,
)
from planctl.plan.days import in_words
from planctl.plan.division import FREQUENCIES
from planctl.plan.period import Period
from planctl.plan.plan import plan_of
from planctl.problem import Exit, Problem, Severity, UserError, visible
from planctl.store.errors import NOTHING
from planctl.workspace.change import Documents, PlanChange, Say, change_files
from planctl.workspace.corrections import CorrectionRequest, files_with_corrections
from planctl.workspace.documents import HEADER


def record_values(
    folder: str,
    values: Sequence[MeasureValue],
    request: CorrectionRequest,
    say: Say,
    *,
    dry_run: bool = False,
) -> PlanChange:
    """Record values of measures, and return what was changed.

    A correction of a closed quarter is recorded with them. Raises UserError as `change_files` and
    `files_with_corrections` do, and where a number would be an error of its measure; what is
    doubtful is told by `say` before anything is written.
    """
    names = [*dict.fromkeys(f"{each.action}.yaml" for each in values), HEADER]
    return record_decided(folder, names, lambda _: values, request, say, dry_run=dry_run)


def record_decided(
    folder: str,
    names: Sequence[str],
    decide: Callable[[Documents], Sequence[MeasureValue]],
    request: CorrectionRequest,
    say: Say,
    *,
    dry_run: bool = False,
) -> PlanChange:
    """Record the values that are decided on from files of a plan, as `record_values` does."""

    def edit(documents: Documents) -> Documents:
        values = decide(documents)
        after: Documents = {}
        for each in values:
            name = f"{each.action}.yaml"
            document = after.get(name, documents[name])
            place = each.place._replace(way=measure_named(document, each.measure).way)
            after = {**after, name: with_value(document, place, each.value)}
        for quarter in dict.fromkeys(each.place.quarter for each in values):
            after = files_with_corrections(documents, after, quarter, request)
        say_of_numbers(documents, {**documents, **after}, request.today, say)
        return after

    return change_files(folder, names, edit, say, dry_run=dry_run)


def say_of_numbers(before: Documents, after: Documents, today: date, say: Say) -> None:
    """Tell what is doubtful of numbers and was not before; UserError if one is an error."""
    there = {_identity(each) for each in number_problems(plan_of(before.values()), today)}
    for problem in number_problems(plan_of(after.values()), today):
        if _identity(problem) in there:
            continue
        where = f"{visible(basename(problem.place.path))}, line {problem.place.line}"
        if problem.severity is Severity.ERROR:
            raise UserError(f"{where}: {problem.message}; {NOTHING}", problem.hint, Exit.PROBLEMS)
        say(f"warning: {where}: {problem.message}: {problem.hint}")


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.place.path, problem.message


def place_to_record(
    measure: MeasureInFile, quarter: Period, typed: str | None, today: date
) -> ValuePlace:
    """Return where a value of a measure belongs, whose month or term may have been typed.

    Raises UserError where the measure or the quarter has no such period, where the quarter follows
    from its months, and where it has not begun.
    """
    period = _period(measure, quarter, typed)
    day = quarter.first_day_of(period)
    if day > today:
        message = f"{period or quarter} has not begun"
        raise UserError(message, f"it begins on {in_words(day)}", Exit.USAGE)
    return ValuePlace(measure.way, quarter, period)


def _period(measure: MeasureInFile, quarter: Period, typed: str | None) -> str:
    names = measure.periods(quarter)
    if typed in names:
        return typed
    if typed and quarter.is_called(typed):
        return ""
    if typed and measure.frequency in IN_PARTS:
        message = f"{typed} is not in {quarter}, for which '{measure.id}' has {_listed(names)}"
        raise UserError(message, f"leave {quarter.option} out, and it follows", Exit.USAGE)
    if typed:
        how = measure.frequency or FREQUENCIES.get(quarter.noun)
        has = f"is {how}" if how else f"has one value a {quarter.noun}"
        message = f"'{measure.id}' {has}, so nothing of {typed} is recorded"
        raise UserError(message, f"leave {typed} out, and say {quarter.option}", Exit.USAGE)
    if has_own_value(measure, quarter):
        return ""
    if measure.frequency == "termly":
        if names:
            return names[0]
        message = f"'{measure.id}' is termly, and no term ends in {quarter}"
        raise UserError(message, "say --term Autumn, Spring or Summer", Exit.USAGE)
    if names and adds_up(measure, quarter):
        message = f"'{measure.id}' is monthly, and {quarter} follows from its months"
        raise UserError(message, f"say --month {_listed(names)}", Exit.USAGE)
    return ""


def _listed(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "none"
