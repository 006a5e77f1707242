"""The paper of an issue: its bytes, made of the plan, and what keeps it from being published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from planctl import __version__
from planctl.changes.diff import PlanVersion, diff, document_content, version_of
from planctl.changes.diff_lines import diff_lines, plain_text
from planctl.checks.personal import PERSONAL
from planctl.checks.run import check_plan
from planctl.plan.issue import Issue
from planctl.plan.plan import Plan, load
from planctl.plan.typed_period import parse_period
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition
from planctl.problem import Exit, Problem, Severity, UserError, known_word, visible
from planctl.reports.formats import FORMATS, render
from planctl.reports.kinds import KINDS
from planctl.reports.paper.options import CoverSheet, PaperOptions
from planctl.reports.report import ReportRequest
from planctl.reports.templates.template import Sources
from planctl.signoff.issue_records import PUBLISHED
from planctl.store.revision_files import texts_at
from planctl.store.revisions import resolve
from planctl.summary.summary import Summary, summarise

PAPERS = tuple(name for name, each in KINDS.items() if not each.takes_actions and name != "blank")
"""The kinds of paper that can be issued: those of the whole plan."""

_PERSONAL = frozenset(rule.NAME for rule in PERSONAL)
_MOST = 8


class PaperRequest(NamedTuple):
    """What paper is made: of what kind, in which format, for whom, for which quarter and day."""

    kind: str
    format: str
    edition: str
    period: str | None
    as_at: date
    commit: str
    cover: CoverSheet = CoverSheet()


class MadePaper(NamedTuple):
    """A paper as it was made, and what it is made of."""

    raw: bytes
    summary: Summary

    @property
    def digest(self) -> str:
        """The digest of its bytes."""
        return sha256(self.raw).hexdigest()


def request_of(issue: Issue) -> PaperRequest:
    """Return what paper an issue is of."""
    cover = CoverSheet(issue.meeting, issue.purpose, issue.recommend, issue.considered_by)
    about = (issue.kind, issue.format, issue.edition, issue.period, issue.as_at, issue.commit)
    return PaperRequest(*about, cover)


def made_paper(plan: Plan, asked: PaperRequest) -> MadePaper:
    """Return the paper that is asked for, as the plan and its templates make it now."""
    kind = known_word(asked.kind, PAPERS, "kind of paper")
    name = known_word(asked.format, tuple(FORMATS), "format")
    shown = edition_of(plan, Edition(asked.edition))
    year = shown.require().period
    of = year.keys.get(asked.period or "") or (
        parse_period(asked.period, year) if asked.period else None
    )
    summary = summarise(shown, asked.as_at, of)
    options = PaperOptions(asked.cover)
    request = ReportRequest(summary, kind, options, asked.commit, Sources(plan.folder))
    return MadePaper(b"".join(render(request, name)), summary)


def require_fit(plan: Plan, edition: str, today: date) -> None:
    """Raise UserError where the plan has errors, or what is personal would be in an edition of it.

    A warning about what is personal stops it too, unless plan.yaml waives what was found.
    """
    wrong = list(_unfit(plan, edition, today))
    if not wrong:
        return
    first = wrong[0]
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    where = f"{first.place.path}:{first.place.line}:{first.place.column}"
    hint = "planctl check shows each, and what to do"
    if first.severity is not Severity.ERROR:
        hint += "; what may stand is waived in plan.yaml, with the reason"
    message = f"it may not be published: {where}: {first.message}{more}"
    raise UserError(visible(message), hint, Exit.PROBLEMS)


def _unfit(plan: Plan, edition: str, today: date) -> Iterator[Problem]:
    found = check_plan(plan, today)
    yield from (each for each in found if each.severity is Severity.ERROR)
    doubtful = [each for each in found if _is_doubtful(each)]
    if doubtful:
        shown = check_plan(edition_of(plan, Edition(edition)), today)
        there = {(each.place.path, each.rule) for each in shown}
        yield from (each for each in doubtful if (each.place.path, each.rule) in there)


def _is_doubtful(problem: Problem) -> bool:
    return problem.rule in _PERSONAL and problem.severity is not Severity.ERROR


def require_same(plan: Plan, issue: Issue, made: MadePaper, what: str) -> None:
    """Raise UserError, with what changed, where a paper is not made as it was any more."""
    if made.digest == issue.sha256:
        return
    raise UserError(
        f"the paper is not the one that was {what}: {'; '.join(_reasons(plan, issue))}",
        "planctl publish propose proposes it anew, and it has to be approved again",
        Exit.PROBLEMS,
    )


def _reasons(plan: Plan, issue: Issue) -> list[str]:
    """Return why a paper is made otherwise than when it was proposed."""
    found = []
    if issue.planctl != __version__:
        found.append(f"planctl {issue.planctl} made it, and this is {__version__}")
    try:
        before = plan_at(plan.folder, issue.commit)
    except UserError as error:
        return [*found, f"what changed cannot be said, for {error.message}"]
    lines = list(change_lines(before, plan))
    if lines:
        left = f" (and {len(lines) - _MOST} lines more)" if len(lines) > _MOST else ""
        found.append(f"the plan says otherwise: {' · '.join(lines[:_MOST])}{left}")
    return found or ["a template, the leads' names in it, or a library that makes it is another"]


def plan_at(folder: str, commit: str) -> Plan:
    """Return the plan as it is in a commit; UserError where that is not in this clone."""
    return load(*texts_at(folder, resolve(folder, commit).commit, folder))


def change_lines(before: Plan, after: Plan) -> Iterator[str]:
    """Yield what changed between two readings of a plan, but for what is on record of issues."""
    old, new = map(_version, (before, after))
    found = diff(old, new)
    header = tuple(each for each in found.header if each.keys[0] != PUBLISHED)
    said = plain_text(diff_lines(replace(found, header=header)))
    return (line for each in said if (line := each.rstrip()))


def _version(plan: Plan) -> PlanVersion:
    documents = [plan.document, *(entry.document for entry in plan.entries)]
    said = version_of({each.path: document_content(each) for each in documents if each})
    return replace(said, scale=plan.scale)
