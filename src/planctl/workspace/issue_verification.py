"""Whether a file is what was issued: told from one that was altered, and from any other."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from planctl.plan.days import in_words
from planctl.plan.issue import Issue, IssueStep
from planctl.plan.plan import Plan
from planctl.problem import UserError, visible
from planctl.signoff.issue_records import is_as_written
from planctl.workspace.issue_commits import require_two_people
from planctl.workspace.open import read_plan
from planctl.workspace.publication import file_name, issues

_BOM = b"\xef\xbb\xbf"


class Verified(NamedTuple):
    """What a file is found to be: whether it is an issue that holds, and that in sentences."""

    holds: bool
    said: tuple[str, ...]


def verified(folders: Sequence[str], name: str, raw: bytes) -> Verified:
    """Return what a file is, by its name and its bytes, by what plans have on record of issues."""
    plans = [plan for plan in map(read_plan, folders) if plan.header and plan.header.published]
    digest = sha256(raw).hexdigest()
    known = [(plan, *each) for plan in plans for each in issues(plan)]
    same = [each for each in known if each[2].sha256 == digest]
    if same:
        return _of_issue(*max(same, key=lambda each: (bool(each[2].issued), int(each[1]))))
    said = next(_altered(known, name, raw), None)
    if said:
        return Verified(holds=False, said=(said, f"The SHA-256 of its bytes is {digest}"))
    where = " or ".join(map(visible, folders))
    unknown = f"It is no issue of the plan in {where}, nor was it proposed"
    return Verified(
        holds=False,
        said=(unknown, f"The SHA-256 of its bytes is {digest}; a changed copy has another"),
    )


def steps_said(issue: Issue) -> Iterator[str]:
    """Yield who took each step of an issue, and when."""
    taken = {"Proposed": issue.proposed, "Approved": issue.approved, "Issued": issue.issued}
    for what, step in taken.items():
        if step:
            yield f"{what} {on_and_by(step)}"
    if issue.withdrawn:
        yield f"Withdrawn {on_and_by(issue.withdrawn)}: {issue.withdrawn.because}"


def on_and_by(step: IssueStep) -> str:
    """Return when a step was taken, and by whom."""
    return f"on {in_words(step.date)} by {step.by}"


def _of_issue(plan: Plan, number: str, issue: Issue) -> Verified:
    """Return what is said of a file that is, to the last byte, the paper of an issue."""
    header, steps = plan.require(), tuple(steps_said(issue))
    what = f"It is issue {number} of {header.title}, {header.period}"
    if fault := _fault(plan, number, issue):
        return Verified(holds=False, said=(f"{what}, {fault}", *steps))
    try:
        commits = require_two_people(plan.folder, number, issue)
    except UserError as error:
        return Verified(holds=False, said=(f"{what}, but {error.message}", *steps))
    if "issued" not in commits:
        return Verified(holds=False, said=(f"{what}, but that is not committed yet", *steps))
    made = (
        f"In git it was {key} by {visible(commits[key].author)}, commit {commits[key].commit[:10]}"
        for key in ("proposed", "approved", "issued")
    )
    said = (f"{what}, as it was issued", *steps, *made, *_later(plan, number))
    return Verified(holds=True, said=said)


def _fault(plan: Plan, number: str, issue: Issue) -> str:
    """Return why a paper is none that was issued and holds, by its record; "" if it is one."""
    if not is_as_written(plan, number):
        return "but its record is not as planctl wrote it: git log -p of plan.yaml shows by whom"
    if issue.withdrawn:
        return "which was withdrawn"
    return "" if issue.issued else f"which is {issue.state} and not issued"


def _later(plan: Plan, number: str) -> Iterator[str]:
    """Yield that a later issue of the same paper takes the place of one."""
    this = plan.require().published[number]
    for other, each in issues(plan):
        if int(other) > int(number) and each.issued and each.is_same_paper(this):
            yield f"Issue {other} of {in_words(each.issued.date)} is a later one of the same paper"


def _altered(known: Sequence[tuple[Plan, str, Issue]], name: str, raw: bytes) -> Iterator[str]:
    """Yield what is known of a file that is like an issue, and is none."""
    lines = raw.removeprefix(_BOM).replace(b"\r\n", b"\n")
    like = {sha256(each).hexdigest() for each in (lines, lines.rstrip() + b"\n", lines.rstrip())}
    for _, number, issue in known:
        if issue.sha256 in like:
            yield f"It was altered: it is issue {number} but for its line ends or its last line"
    for plan, number, issue in known:
        if file_name(plan, number, issue) == name:
            yield f"It was altered: it has the name of issue {number}, and other bytes"
