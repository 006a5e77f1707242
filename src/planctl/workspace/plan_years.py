"""Which plan is meant where those of several years stand side by side."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from os.path import basename, join, normpath
from typing import NamedTuple

from planctl.plan.header_year import year_of
from planctl.plan.typed_period import typed_year
from planctl.plan.year import Year, is_year_label, long_label, names_year, parse_year
from planctl.problem import Exit, UserError, visible
from planctl.store.locate import find, plans_of_years
from planctl.workspace.documents import HEADER, document_in


class WantedPlan(NamedTuple):
    """What was said of the plan to take: its folder, plan.yaml or year; a quarter; the day.

    And at the sign-off of which quarter it is wanted, if of one.
    """

    named: str | None
    quarter: str | None
    today: date
    signed: str = ""


class FoundPlan(NamedTuple):
    """The folder of the plan that is taken, and what to say of it where there are others."""

    folder: str
    remark: str = ""


def find_plan(wanted: WantedPlan, cwd: str) -> FoundPlan:
    """Return the plan that is meant; UserError, with the plans that there are, if there is none.

    Of several it is the one of the year that was typed, with the quarter or alone, else the one in
    whose year the quarter being reported lies.
    """
    named, found = wanted.named, find(wanted.named, cwd)
    every = found if found and named is not None else _here(cwd)
    typed = typed_year(wanted.quarter or "") if found else named and long_label(named)
    of_year = (each for each in every if typed and _is_of(each, cwd, typed))
    if named_one := next(of_year, None):
        return FoundPlan(named_one)
    if not found or (typed and len(every) > 1):
        raise _not_there(named, typed, every)
    if len(found) == 1:
        return FoundPlan(found[0])
    signed = _signed(found, cwd, wanted.signed) if wanted.signed else found
    reported = _reported(found, cwd, wanted.today)
    if reported.folder in signed:
        return reported
    remark = f"{signed[0]} is taken, of {len(found)} plans: {wanted.signed} is signed off there"
    return FoundPlan(signed[0], f"{remark}; --plan names another")


def judged_plans(wanted: WantedPlan, cwd: str) -> Sequence[str]:
    """Return the folders of all plans that are judged where none is named: of every year.

    Else it is the one that is named, by whatever is said of it. UserError if there is none.
    """
    is_one = wanted.named is not None or typed_year(wanted.quarter or "")
    every = () if is_one else _here(cwd)
    return every if len(every) > 1 else [find_plan(wanted, cwd).folder]


def _here(cwd: str) -> Sequence[str]:
    """Return the plans of all years at or above the working folder."""
    found = find(None, cwd)
    return plans_of_years(found[0], cwd) if found else ()


def _reported(folders: Sequence[str], cwd: str, today: date) -> FoundPlan:
    """Return the latest plan that has a quarter that is over; the first where none has."""
    years = {folder: _year(folder, cwd) for folder in folders}
    over = (folder for folder, year in years.items() if year and year.first.ended(today))
    folder = next(over, folders[-1])
    year = years[folder]
    why = f": {year.dated(year.reporting(today))} is the {year.noun} being reported" if year else ""
    remark = f"{folder} is taken, of {len(folders)} plans{why}; --plan names another"
    return FoundPlan(folder, remark)


def _signed(folders: Sequence[str], cwd: str, quarter: str) -> Sequence[str]:
    """Return the plans in which a quarter is signed off; UserError, with all, where in none."""
    signed = []
    for folder in folders:
        with suppress(UserError):
            closed = document_in(join(cwd, folder), HEADER).data.get("closed")
            if isinstance(closed, dict) and quarter in closed:
                signed.append(folder)
    if signed:
        return signed
    message = f"{quarter} is not signed off in {' or '.join(map(visible, folders))}"
    hint = f"planctl close {quarter} signs it off; --at takes a day or a branch too"
    raise UserError(message, hint)


def _is_of(folder: str, cwd: str, typed: str) -> bool:
    year = _year(folder, cwd)
    return year is not None and (names_year(typed, year) or _covers(year, typed))


def _covers(year: Year, typed: str) -> bool:
    """Return whether a year of two is one of those that a plan runs over."""
    return is_year_label(typed) and year.covers(parse_year(typed, year.first_month))


def _year(folder: str, cwd: str) -> Year | None:
    """Return the year of a plan; where its plan.yaml does not say, that of its folder's name."""
    where = join(cwd, folder)
    try:
        return year_of(document_in(where, HEADER).data)
    except UserError:
        name = basename(normpath(where))
        try:
            return parse_year(name)
        except ValueError:
            return None


def _not_there(named: str | None, year: str | None, every: Sequence[str]) -> UserError:
    others = [visible(each) for each in every if each != named]
    known = f"there {'is' if len(others) == 1 else 'are'} {', '.join(others)}"
    if named is not None:
        hint = "--plan names the folder that holds plan.yaml"
        message = f"there is no plan in '{visible(named)}'"
        return UserError(message, f"{hint}, or its year; {known}" if others else hint, Exit.FAILED)
    if others:
        return UserError(f"there is no plan of {year} here", known, Exit.FAILED)
    message = "there is no plan here: no plan/<year>/plan.yaml at or above this folder"
    return UserError(message, "planctl init starts one; planctl demo makes an example to try")
