"""The manifest of an issue: its digest, who approved it, what changed since the last."""

from collections.abc import Iterator

from planctl.plan.days import in_words
from planctl.plan.issue import Issue
from planctl.plan.plan import Plan
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition
from planctl.problem import UserError, visible
from planctl.workspace.issue_paper import change_lines, plan_at
from planctl.workspace.issue_verification import steps_said
from planctl.workspace.publication import file_name, last_issue


def manifest_name(plan: Plan, number: str) -> str:
    """Return what the manifest of an issue is called: 2019-20-1-manifest.txt."""
    return f"{plan.require().period}-{number}-manifest.txt"


def manifest(plan: Plan, number: str) -> str:
    """Return the manifest of an issue, a text that is read and handed on with it."""
    return "".join(f"{visible(line)}\n" for line in _lines(plan, number))


def _lines(plan: Plan, number: str) -> Iterator[str]:
    header, issue = plan.require(), plan.require().published[number]
    yield f"Issue {number} of {header.title}, {header.organisation}"
    yield ""
    yield f"File      {file_name(plan, number, issue)}"
    yield f"SHA-256   {issue.sha256}"
    about = f"{issue.kind}, {issue.edition} edition, {issue.period} of {header.period}"
    yield f"Paper     {about}, as at {in_words(issue.as_at)}"
    yield f"Made from commit {issue.commit} by planctl {issue.planctl}"
    for line in steps_said(issue):
        what, _, rest = line.partition(" ")
        yield f"{what:<9} {rest}"
    yield ""
    yield from _since(plan, number, issue)


def _since(plan: Plan, number: str, issue: Issue) -> Iterator[str]:
    """Yield what the plan says otherwise than when this paper was issued last, for its readers."""
    last = last_issue(plan, number)
    if not last:
        yield f"It is the first issue of this paper: {issue.kind}, {issue.edition} edition"
        return
    before, of = last
    yield f"What changed since issue {before}, as at {in_words(of.as_at)}:"
    edition = Edition(issue.edition)
    try:
        now = plan_at(plan.folder, issue.commit)
        shown = edition_of(now, edition, plan)
        earlier = edition_of(plan_at(plan.folder, of.commit), edition, plan)
    except UserError as error:
        yield f"  That cannot be said: {error.message}"
        return
    lines = list(change_lines(earlier, shown))
    yield from (f"  {line}" for line in lines or ["Nothing that the plan says"])
