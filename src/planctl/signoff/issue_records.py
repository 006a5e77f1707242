"""The records of issues in a plan.yaml: their digests, and where one is not as planctl wrote it."""

from collections.abc import Iterator, Mapping

from planctl.plan.issue import Issue
from planctl.plan.plan import Plan
from planctl.signoff.digest import hex_digest, normal_form
from planctl.text.document import Document
from planctl.text.span import Keys

PUBLISHED = "published"
_LENGTH = 12
_LATER = frozenset({"withdrawn", "digest"})

Record = Mapping[str, object]


def issue_records(header: Document) -> Mapping[str, Record]:
    """Return what a plan.yaml says of each issue, by their numbers, read without the model."""
    said = header.data.get(PUBLISHED)
    found = said if isinstance(said, dict) else {}
    return {number: each for number, each in found.items() if isinstance(each, dict)}


def issue_digest(number: str, record: Record) -> str:
    """Return the digest of what is said of an issue, but for the digest itself."""
    said = {key: each for key, each in record.items() if key != "digest"}
    return f"v1-{hex_digest(['issue', number, normal_form(said)])}"


def is_as_written(plan: Plan, number: str) -> bool:
    """Return whether the record of an issue is as planctl wrote it."""
    record = issue_records(plan.document)[number] if plan.document else {}
    return record.get("digest") == issue_digest(number, record)


def altered_issues(plan: Plan) -> Iterator[tuple[Keys, str]]:
    """Yield where the record of an issue is not as planctl writes it, and what is so there."""
    issues = plan.header.published if plan.header else {}
    for number, issue in issues.items():
        where = (PUBLISHED, number)
        if not is_as_written(plan, number):
            yield (*where, "digest"), f"the record of issue {number} is not as planctl wrote it"
        if issue.issued and not issue.approved:
            yield (*where, "issued"), f"issue {number} is issued, and nobody has approved it"
        if issue.approved and are_one(issue.proposed.person, issue.approved.person):
            message = f"issue {number} is approved by the person who proposed it"
            yield (*where, "approved"), message
    for place in range(1, len(issues) + 1):
        if str(place) not in issues:
            yield (PUBLISHED,), f"issue {place} is not on record, and a later one is"


def rewritten_issues(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Yield each issue whose record was undone or rewritten between two readings of a plan.

    An issued paper may only be withdrawn; a proposal may be made anew, but is not gone.
    """
    was = before.header.published if before.header else {}
    now = after.header.published if after.header else {}
    for number, issue in was.items():
        if number not in now:
            yield number, f"issue {number}, {issue.state} on {issue.last.date}, is gone"
        elif not issue.is_open and not _is_kept(issue, now[number]):
            what = f"issue {number}, {issue.state} on {issue.last.date}"
            yield number, f"the record of {what}, was rewritten"


def are_one(person: str, other: str) -> bool:
    """Return whether two steps were taken by one person: the name or the address is the same."""
    return any(mine == theirs for mine, theirs in zip(_halves(person), _halves(other), strict=True))


def named_person(name: str, address: str) -> str:
    """Return the digests by which a person is told from another, as a record has them."""
    said = (" ".join(each.split()).casefold() for each in (name, address))
    return "-".join(hex_digest(["person", each])[:_LENGTH] for each in said)


def _halves(person: str) -> tuple[str, str]:
    name, _, address = person.partition("-")
    return name, address


def _is_kept(was: Issue, now: Issue) -> bool:
    """Return whether a record says what it did, but that it may be withdrawn since."""
    left = {"digest"} if was.withdrawn else _LATER
    return was.model_dump(exclude=set(left)) == now.model_dump(exclude=set(left))
