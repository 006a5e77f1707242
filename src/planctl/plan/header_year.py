"""The year of a plan as its plan.yaml has it, read without the models: a shell asks at each TAB."""

from collections.abc import Mapping
from datetime import date

from planctl.plan.division import Division, NamedEnd
from planctl.plan.year import Year, parse_year
from planctl.problem import UserError


def year_of(header: Mapping[str, object]) -> Year:
    """Return the year that the unvalidated data of a plan.yaml give, or raise UserError."""
    said = header.get("calendar")
    calendar = said if isinstance(said, dict) else {}
    month, periods = calendar.get("first_month"), calendar.get("periods")
    try:
        of = str(header.get("year")), int(month) if month else None
        if isinstance(periods, list):
            return parse_year(*of, named=tuple(map(_named_end, periods)))
        return parse_year(*of, Division(str(periods).strip()) if periods else Division.QUARTERS)
    except (AttributeError, TypeError, ValueError):
        raise _not_said(str(header.get("year"))) from None


def _not_said(year: str) -> UserError:
    """Return what is said where the year, or else the calendar, is none."""
    try:
        parse_year(year)
    except ValueError:
        message, example = "which year the plan is for", "`year: 2019-20`"
    else:
        message, example = "which periods its year has", "`periods: months` below `calendar:`"
    hint = f"write {example}; planctl check says more"
    return UserError(f"plan.yaml does not say {message}", hint)


def _named_end(said: Mapping[str, object]) -> NamedEnd:
    name, ends, due = (str(said.get(key) or "").strip() for key in ("name", "ends", "due"))
    return NamedEnd(name, date.fromisoformat(ends), date.fromisoformat(due) if due else None)
