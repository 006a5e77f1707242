"""How a paper is published: proposed, approved by somebody else, issued, and withdrawn."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import itemgetter
from os.path import join
from typing import NamedTuple

from planctl import __version__
from planctl.edits.typed_text import one_line
from planctl.plan.days import in_words
from planctl.plan.issue import Issue, IssueStep, Withdrawal
from planctl.plan.plan import Plan
from planctl.problem import Exit, UserError, visible
from planctl.reports.formats import FORMATS
from planctl.signoff.issue_records import (
    PUBLISHED,
    are_one,
    is_as_written,
    issue_digest,
    named_person,
)
from planctl.store.folder import texts
from planctl.store.repository import last_commit
from planctl.store.revision_files import texts_at
from planctl.store.uncommitted import uncommitted
from planctl.store.work_tree import author
from planctl.summary.summary import Summary
from planctl.text.document import Document, read
from planctl.text.edit_mapping import Value, put, removed
from planctl.workspace.change import Documents, Say, change_files, changed_meanwhile
from planctl.workspace.documents import HEADER
from planctl.workspace.issue_commits import require_two_people
from planctl.workspace.issue_paper import (
    MadePaper,
    PaperRequest,
    made_paper,
    request_of,
    require_fit,
    require_same,
)
from planctl.workspace.open import read_plan

_OF = "planctl publish lists the issues"


class Actor(NamedTuple):
    """Who takes a step, on which day: the post, or the name that git has; and who that is."""

    today: date
    by: str
    person: str

    @property
    def step(self) -> IssueStep:
        """The step that is taken, as it is recorded."""
        return IssueStep(date=self.today, by=self.by, person=self.person)


class Numbered(NamedTuple):
    """An issue with its number, and its paper."""

    number: str
    issue: Issue
    paper: MadePaper
    replaced: Issue | None = None
    """The proposal of the same paper that it takes the place of."""
    again: bool = False
    """Whether it was issued before."""

    def file_name(self, plan: Plan) -> str:
        """Return what its file is called."""
        return file_name(plan, self.number, self.issue)


def actor(folder: str, post: str | None, today: date) -> Actor:
    """Return who takes a step, by who git says it is."""
    name, address = author(folder)
    by = one_line(post, "--by") if post is not None else visible(" ".join(name.split()))
    return Actor(today, by, named_person(name, address))


def file_name(plan: Plan, number: str, issue: Issue) -> str:
    """Return what the file of an issue is called: 2019-20-1-highlight.html."""
    edition = [] if issue.edition == "public" else [issue.edition]
    suffix = FORMATS[issue.format].suffixes[0] if issue.format in FORMATS else issue.format
    return f"{'-'.join([str(plan.require().period), number, issue.kind, *edition])}.{suffix}"


def propose(folder: str, asked: PaperRequest, who: Actor, say: Say) -> Numbered:
    """Propose a paper: make it, and put its digest on record under a number.

    A proposal of the same paper that is open gives way to it, and its approval is void.
    """

    def decide(plan: Plan) -> Numbered:
        if names := _unrecorded(folder):
            message = f"there are changes that are not committed: {', '.join(names)}"
            raise UserError(message, "planctl send or git commit records them; then propose it")
        require_fit(plan, asked.edition, who.today)
        commit = last_commit(folder).partition(",")[0]
        paper = made_paper(plan, asked._replace(commit=commit))
        made = Issue(
            kind=asked.kind,
            format=asked.format,
            edition=asked.edition,
            period=paper.summary.quarter.key,
            as_at=asked.as_at,
            meeting=asked.cover.meeting,
            purpose=asked.cover.purpose,
            recommend=asked.cover.recommendations,
            considered_by=asked.cover.considered_by,
            commit=commit,
            planctl=__version__,
            sha256=paper.digest,
            proposed=who.step,
            digest="-",
        )
        return _numbered(plan, made, paper)

    return _recorded(folder, decide, say)


def approve(folder: str, number: str, who: Actor, say: Say) -> Numbered:
    """Approve a paper that somebody else proposed, as it is made now; UserError if it is not so."""

    def decide(plan: Plan) -> Numbered:
        issue = _open_issue(plan, number, who.today)
        if issue.approved:
            hint = "planctl publish issue issues it"
            when = in_words(issue.approved.date)
            message = f"issue {number} was approved on {when} by {issue.approved.by}"
            raise UserError(message, hint)
        _refuse_proposer(number, issue, who)
        paper = made_paper(plan, request_of(issue))
        _refuse_lead(number, paper.summary, who.by, who.person)
        require_same(plan, issue, paper, "proposed")
        require_fit(plan, issue.edition, who.today)
        return Numbered(number, issue.model_copy(update={"approved": who.step}), paper)

    return _recorded(folder, decide, say)


def issue(
    folder: str, number: str, who: Actor, say: Say, allow: Callable[[Plan, Numbered], None]
) -> Numbered:
    """Issue the bytes that were approved; UserError where they are not made so any more.

    What is issued already is given once more, as long as it is the same. `allow` may refuse it
    before it is on record.
    """

    def decide(plan: Plan) -> Numbered:
        found = _issue(plan, number)
        if found.withdrawn:
            raise _was_withdrawn(number, found)
        if found.issued:
            paper = made_paper(plan, request_of(found))
            require_same(plan, found, paper, "issued")
            return Numbered(number, found, paper, again=True)
        _open_issue(plan, number, who.today)
        if not found.approved:
            hint = f"somebody else reads it, planctl publish draft {number}, then approves it"
            raise UserError(f"issue {number} is not approved", hint, Exit.PROBLEMS)
        if names := _unrecorded(folder):
            message = f"there are changes that are not committed: {', '.join(names)}"
            raise UserError(message, "planctl send or git commit records them; then issue it")
        require_two_people(folder, number, found)
        paper = made_paper(plan, request_of(found))
        _refuse_lead(number, paper.summary, found.approved.by, found.approved.person)
        require_same(plan, found, paper, "approved")
        require_fit(plan, found.edition, who.today)
        return Numbered(number, found.model_copy(update={"issued": who.step}), paper)

    def allowed(plan: Plan) -> Numbered:
        found = decide(plan)
        allow(plan, found)
        return found

    return _recorded(folder, allowed, say)


def withdraw(folder: str, number: str, because: str, who: Actor, say: Say) -> Issue:
    """Withdraw an issue, or a proposal, with the reason; UserError if it was withdrawn already."""
    reason = one_line(because, "--why")

    def decide(plan: Plan) -> tuple[str, Issue]:
        found = _issue(plan, number)
        if found.withdrawn:
            raise _was_withdrawn(number, found)
        _refuse_day(number, found, who.today)
        step = Withdrawal(**who.step.model_dump(), because=reason)
        return number, found.model_copy(update={"withdrawn": step})

    return _written(folder, decide, say)[1]


def proposed_paper(plan: Plan, number: str) -> Numbered:
    """Return the paper of an issue as it was proposed; UserError if it is made otherwise."""
    issue = _issue(plan, number)
    paper = made_paper(plan, request_of(issue))
    require_same(plan, issue, paper, "proposed")
    return Numbered(number, issue, paper)


def issues(plan: Plan) -> Iterator[tuple[str, Issue]]:
    """Yield the issues of a plan with their numbers, in their order."""
    yield from sorted(plan.require().published.items(), key=lambda each: int(each[0]))


def last_issue(plan: Plan, number: str) -> tuple[str, Issue] | None:
    """Return the issue of the same paper that came last before one, None if it is the first."""
    this = plan.require().published[number]
    of = (each.kind == this.kind and each.edition == this.edition for _, each in issues(plan))
    found = [pair for pair, same in zip(issues(plan), of, strict=True) if same and pair[1].issued]
    return next((pair for pair in reversed(found) if int(pair[0]) < int(number)), None)


def _recorded(folder: str, decide: Callable[[Plan], Numbered], say: Say) -> Numbered:
    made: list[Numbered] = []

    def numbered(plan: Plan) -> tuple[str, Issue]:
        made[:] = [decide(plan)]
        return made[0].number, made[0].issue

    _written(folder, numbered, say)
    return made[0]


def _written(
    folder: str, decide: Callable[[Plan], tuple[str, Issue]], say: Say
) -> tuple[str, Issue]:
    """Write the record of an issue, decided on from the plan as it is, and return it."""
    found = texts(folder)
    number, issue = decide(read_plan(folder))

    def edit(documents: Documents) -> Documents:
        if texts(folder) != found:
            raise changed_meanwhile(folder)
        return {HEADER: _with_issue(documents[HEADER], number, issue)}

    change_files(folder, [HEADER], edit, say)
    return number, issue


def _with_issue(header: Document, number: str, issue: Issue) -> Document:
    said: dict[str, Value] = {
        key: value for key, value in issue.model_dump(mode="json").items() if value
    }
    said["digest"] = issue_digest(number, said)
    there = header.data.get(PUBLISHED)
    numbers = [*there] if isinstance(there, dict) else []
    old = there[number] if isinstance(there, dict) and number in there else None
    if isinstance(old, dict) and old.get("sha256") != said["sha256"]:
        header = removed(header, (PUBLISHED, number))
    return put(header, (PUBLISHED, number), said, tuple(numbers), gap=True)


def _numbered(plan: Plan, made: Issue, paper: MadePaper) -> Numbered:
    """Return a proposal with its number: the next one, or that of the one that it replaces."""
    there = plan.require().published
    for number, each in issues(plan):
        if each.is_open and each.is_same_paper(made):
            return Numbered(number, made, paper, each)
    return Numbered(str(len(there) + 1), made, paper)


def _issue(plan: Plan, number: str) -> Issue:
    """Return an issue whose record is as it was written."""
    there = plan.require().published
    if number not in there:
        raise UserError(f"there is no issue {visible(number)}", _OF, Exit.PROBLEMS)
    if not is_as_written(plan, number):
        message = f"the record of issue {number} is not as planctl wrote it"
        hint = "put plan.yaml back: git log -p of it shows who changed it"
        raise UserError(message, hint, Exit.PROBLEMS)
    return there[number]


def _open_issue(plan: Plan, number: str, today: date) -> Issue:
    found = _issue(plan, number)
    if found.withdrawn:
        raise _was_withdrawn(number, found)
    if found.issued:
        message = f"issue {number} was issued on {in_words(found.issued.date)}"
        raise UserError(message, "planctl publish withdraw says that it does not hold any more")
    _refuse_day(number, found, today)
    return found


def _refuse_day(number: str, found: Issue, today: date) -> None:
    if today < found.last.date:
        message = f"issue {number} was {found.state} on {in_words(found.last.date)}"
        raise UserError(f"{message}, which is after {in_words(today)}", "leave --today out")


def _was_withdrawn(number: str, found: Issue) -> UserError:
    step = found.last
    message = f"issue {number} was withdrawn on {in_words(step.date)} by {step.by}"
    return UserError(message, "planctl publish propose proposes another", Exit.PROBLEMS)


def _refuse_proposer(number: str, found: Issue, who: Actor) -> None:
    step = found.proposed
    if are_one(step.person, who.person):
        message = f"issue {number} was proposed by you, as git knows you by your name or address"
        raise UserError(message, "somebody else has to read and approve it", Exit.PROBLEMS)
    if _plain(step.by) == _plain(who.by):
        message = f"issue {number} was proposed by {step.by}, who cannot approve it"
        raise UserError(message, "somebody else has to read and approve it", Exit.PROBLEMS)


def _refuse_lead(number: str, summary: Summary, by: str, person: str) -> None:
    """Raise UserError where an approver answers for something that is in the paper."""
    for name, what in filter(itemgetter(0), _concerned(summary)):
        of_git = named_person(name, name.removeprefix("@"))
        if _plain(name) == _plain(by) or are_one(of_git, person):
            message = f"{visible(name)} {what}, which issue {number} reports, and cannot approve it"
            hint = "somebody who leads nothing that is in it has to approve it"
            raise UserError(message, hint, Exit.PROBLEMS)


def _concerned(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield who answers for what a paper reports: leads, their posts and handles, and owners."""
    for action in filter(None, (row.action for row in summary.rows)):
        yield action.owner, f"does the work of {action.id}"
        yield action.accountable, f"is accountable for {action.id}"
    leads: dict[str, str] = {}
    for row in summary.rows:
        leads.update({lead: f"leads {row.id}" for lead in row.leads if lead not in leads})
    for number, each in summary.header.priorities.items():
        leads.update({each.lead: f"leads priority {number}"} if each.lead else {})
        yield each.accountable, f"is accountable for priority {number}"
    for lead, what in leads.items():
        said = summary.header.leads.get(lead)
        yield from ((name, what) for name in (lead, *((said.post, said.handle) if said else ())))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _unrecorded(folder: str) -> list[str]:
    """Return the files that are not as git has them, but for what is on record of issues."""
    names = uncommitted(folder)
    if names != [HEADER]:
        return names
    path = join(folder, HEADER)
    raw = (each[0].get(path) for each in (texts(folder), texts_at(folder, "HEAD", folder)))
    said = [read(path, each)[0] if each else None for each in raw]
    bare = [
        {key: value for key, value in each.data.items() if key != PUBLISHED} if each else None
        for each in said
    ]
    return [] if bare[0] == bare[1] else names
