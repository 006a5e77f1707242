"""Every rule of `planctl check`, and what all of them find in a plan."""

from collections.abc import Iterable, Iterator
from datetime import date
from inspect import cleandoc

from planctl.checks.personal import PERSONAL, findings, without_personal
from planctl.checks.rule import ChangeRule, CheckRule, Finding, Readings, Rule, open_questions
from planctl.checks.rules import (
    agreed,
    answers,
    cited,
    closed,
    comment,
    commentary,
    confidential,
    conflict,
    copied,
    dates,
    delivered,
    disclosure,
    earlier,
    early,
    eased,
    escape,
    evidence,
    far_date,
    file,
    finished,
    forecast,
    frequency,
    future_date,
    garbled,
    green,
    green_late,
    hidden,
    impact,
    issued,
    jump,
    layout,
    lead,
    lead_spelling,
    lookalike,
    milestone,
    months,
    next_steps,
    not_shown,
    old_evidence,
    overdue,
    own_field,
    period,
    placeholder,
    priority,
    profile,
    rating,
    red,
    removed,
    repeated,
    restated,
    scale,
    schema,
    signed,
    starts,
    suggested,
    supersedes,
    supplied,
    suppressed,
    syntax,
    target,
    unanswered,
    unexplained,
    unit,
    unlikely,
    unmoved,
    unproven,
    waiver,
)
from planctl.checks.rules import id as id_
from planctl.checks.sighting import PersonalRule
from planctl.plan.plan import Plan
from planctl.problem import Problem, unknown, visible
from planctl.text.action_id import natural

OF_NUMBERS: tuple[CheckRule, ...] = (
    period,
    unit,
    target,
    supplied,
    restated,
    suppressed,
    unlikely,
    jump,
    frequency,
    months,
    profile,
)
"""The rules of what measures record, which are asked before a number is written too."""

RULES: tuple[Rule, ...] = (
    file,
    syntax,
    conflict,
    schema,
    scale,
    id_,
    hidden,
    priority,
    lead,
    lead_spelling,
    own_field,
    answers,
    early,
    starts,
    dates,
    agreed,
    closed,
    issued,
    comment,
    escape,
    garbled,
    lookalike,
    supersedes,
    rating,
    commentary,
    next_steps,
    placeholder,
    layout,
    repeated,
    finished,
    impact,
    evidence,
    old_evidence,
    unanswered,
    overdue,
    green_late,
    milestone,
    green,
    forecast,
    unproven,
    delivered,
    red,
    unmoved,
    eased,
    unexplained,
    copied,
    cited,
    suggested,
    not_shown,
    confidential,
    disclosure,
    signed,
    far_date,
    future_date,
    removed,
    earlier,
    *OF_NUMBERS,
    *PERSONAL,
    waiver,
)
"""Every rule: those that keep a file from being read, then errors, then warnings."""


def check_plan(plan: Plan, today: date) -> tuple[Problem, ...]:
    """Return all that is wrong with a plan, in the order of its files; nothing is raised."""
    found = without_personal(plan, [*plan.problems, *_problems_found(plan, today)])
    return tuple(sorted(found, key=_order))


def undone(readings: Readings, today: date) -> tuple[Problem, ...]:
    """Return what is gone or rewritten between two readings of a plan that was to stay."""
    found = [
        _problem(rule, finding)
        for rule in RULES
        if isinstance(rule, ChangeRule)
        for finding in rule.compare(readings, today)
    ]
    return tuple(without_personal(readings.after, found))


def manual_page(name: str) -> str:
    """Return a rule's manual page, in Markdown; UserError if there is no such rule."""
    pages = {check.NAME: check.__doc__ or "" for check in RULES}
    if name in pages:
        return cleandoc(pages[name])
    raise unknown("rule", name, pages, "planctl explain lists them all")


def number_problems(plan: Plan, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with the numbers of a plan's measures, the errors first."""
    return tuple(_problems_found(plan, today, OF_NUMBERS))


def _problems_found(plan: Plan, today: date, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    for check in rules:
        for finding in _findings(check, plan, today):
            yield _problem(check, finding)


def _problem(rule: Rule | ChangeRule, finding: Finding) -> Problem:
    message, hint = _on_one_line(finding.message), _on_one_line(finding.hint)
    return Problem(rule.NAME, rule.SEVERITY, message, finding.place, hint)


def _findings(rule: Rule, plan: Plan, today: date) -> Iterator[Finding]:
    if isinstance(rule, CheckRule):
        return rule.check(plan, today)
    if isinstance(rule, PersonalRule):
        return findings(plan, rule)
    return open_questions(plan, today, rule.ask, rule.HINT)


def _on_one_line(text: str) -> str:
    """Return a text on one line, since a plan's own words may be in it."""
    return visible(" ".join(text.split()))


def _order(problem: Problem) -> tuple[list[tuple[int, str]], int, int, str]:
    place = problem.place
    return natural(place.path), place.line, place.column, problem.message
