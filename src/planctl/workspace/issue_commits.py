"""Which commits put the steps of an issue on record, and whether two people made them."""

from collections.abc import Mapping
from posixpath import basename

from planctl.plan.issue import Issue
from planctl.problem import Exit, UserError, visible
from planctl.signoff.issue_records import issue_records
from planctl.store.commits import Commit, commits_of
from planctl.store.revision_files import blob_contents
from planctl.text.document import read

STEPS = ("proposed", "approved", "issued", "withdrawn")
_SHORT = 10
_SHALLOW = "if the clone is not whole, git fetch --unshallow completes it"


def recorded_in(folder: str, number: str, issue: Issue) -> Mapping[str, Commit]:
    """Return the commit by which each step of an issue came on record, of those that git has."""
    touched = [
        (commit, change.new)
        for commit in commits_of(folder)
        for change in commit.changes
        if basename(change.after) == "plan.yaml"
    ]
    texts = blob_contents(folder, {blob for _, blob in touched})
    wanted = {key: step for key, step in issue.model_dump(mode="json").items() if key in STEPS}
    found: dict[str, Commit] = {}
    for commit, blob in touched:
        raw = texts.get(blob) or b""
        document = read("plan.yaml", raw)[0] if b"sha256" in raw else None
        record = issue_records(document).get(number, {}) if document else {}
        if record.get("sha256") == issue.sha256:
            same = {key: commit for key in STEPS if wanted[key] and record.get(key) == wanted[key]}
            found.update(same)
    return found


def require_two_people(folder: str, number: str, issue: Issue) -> Mapping[str, Commit]:
    """Return those commits; UserError where git has no approval by another than who proposed."""
    found = recorded_in(folder, number, issue)
    if "approved" not in found:
        message = f"the approval of issue {number} is not committed"
        hint = "whoever approved it commits it: planctl send, or git commit"
        raise UserError(message, hint, Exit.PROBLEMS)
    proposed, approved = found["proposed"], found["approved"]
    if proposed.commit == approved.commit:
        message = f"the proposal and the approval of issue {number} are one commit"
        hint = f"each commits their own, and they are merged without being squashed; {_SHALLOW}"
        raise UserError(f"{message}, {_named(approved)}", hint, Exit.PROBLEMS)
    if " ".join(proposed.author.split()).casefold() == " ".join(approved.author.split()).casefold():
        message = f"{visible(approved.author)} committed the proposal and the approval"
        hint = "whoever approves it commits that as themselves"
        raise UserError(f"{message} of issue {number}", hint, Exit.PROBLEMS)
    return found


def _named(commit: Commit) -> str:
    return f"{commit.commit[:_SHORT]} by {visible(commit.author)}"
