"""What changed in a plan, as `planctl diff` prints it for programs; only ever added to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from planctl.changes.diff import ActionChange, Changes, ValueChange
from planctl.changes.diff_lines import field_label, rating_changes
from planctl.changes.plan_changes import PlanChanges
from planctl.changes.word_diff import list_changes
from planctl.plan.ratings import Direction
from planctl.plan.scale import Step
from planctl.problem import visible
from planctl.text.identifiers import masked, may_have_identifiers


class ChangedEntryRecord(TypedDict):
    """An entry of a list whose words are others than before."""

    before: object
    after: object


class EntriesRecord(TypedDict):
    """What changed in a list; `reordered` says whether what stayed is in another order."""

    added: list[object]
    removed: list[object]
    reworded: list[ChangedEntryRecord]
    reordered: bool


class ValueRecord(TypedDict):
    """A value that is another than before: where it stands, its name, what it was and is.

    `before` is null where there was none and `after` where there is none now; `entries` is null
    unless it is a list. `plan` is the folder of the plan whose header has it.
    """

    keys: list[str]
    name: str
    before: object
    after: object
    entries: EntriesRecord | None
    plan: NotRequired[str]


class QuarterMovementRecord(TypedDict):
    """A quarter whose printed rating is another than before; also in a body's own words for it."""

    quarter: str
    before: str
    after: str
    before_label: NotRequired[str]
    after_label: NotRequired[str]
    direction: Literal["improved", "worsened", "changed"]


class ActionChangeRecord(TypedDict):
    """What changed in an action of a plan, which had the number `was` before."""

    id: str
    was: str
    kind: Literal["added", "removed", "renumbered", "changed"]
    title: str
    lead: str
    ratings: list[QuarterMovementRecord]
    changes: list[ValueRecord]
    plan: NotRequired[str]


class UnreadableRecord(TypedDict):
    """The files that could not be compared, by the version that could not be read."""

    before: list[str]
    after: list[str]


class ChangesRecord(TypedDict):
    """What changed from one version of a plan to another."""

    header: list[ValueRecord]
    actions: list[ActionChangeRecord]
    unreadable: UnreadableRecord


class ComparedPlanRecord(TypedDict):
    """A plan that was compared: its folder before and now, null where there was or is none."""

    before: str | None
    now: str | None


class Diff(ChangesRecord):
    """What `planctl diff --format json` prints: of all plans that were compared."""

    schema: Literal["planctl/diff/1"]
    plans: list[ComparedPlanRecord]


class CommitRecord(ChangesRecord):
    """A commit that changed what a plan says: its id, who wrote it, when and why, and what."""

    commit: str
    author: str
    when: str
    subject: str


class Log(TypedDict):
    """What `planctl log --json` prints: the latest commit first."""

    schema: Literal["planctl/log/1"]
    commits: list[CommitRecord]


def diff_record(plans: Sequence[PlanChanges]) -> Diff:
    """Return the record of `planctl diff --format json`."""
    found: Diff = {
        "schema": "planctl/diff/1",
        **_differences(Changes((), ())),
        "plans": [{"before": each.before or None, "now": each.now or None} for each in plans],
    }
    for each in plans:
        folder, made = visible(each.now or each.before), _differences(each.changes)
        found["header"] += [{**value, "plan": folder} for value in made["header"]]
        found["actions"] += [{**action, "plan": folder} for action in made["actions"]]
        found["unreadable"]["before"] += made["unreadable"]["before"]
        found["unreadable"]["after"] += made["unreadable"]["after"]
    return found


def commit_record(
    changes: Changes, commit: str, author: str, when: datetime, why: str
) -> CommitRecord:
    """Return what changed in a commit, and on which occasion."""
    return {
        "commit": commit,
        "author": visible(author),
        "when": when.isoformat(),
        "subject": _said(why),
        **_differences(changes),
    }


def _differences(changes: Changes) -> ChangesRecord:
    before, after = (list(map(visible, paths)) for paths in changes.unreadable)
    return {
        "header": [_value(change) for change in changes.header],
        "actions": [_changed(action) for action in changes.actions],
        "unreadable": {"before": before, "after": after},
    }


def _changed(action: ActionChange) -> ActionChangeRecord:
    return {
        "id": visible(action.id),
        "was": visible(action.was),
        "kind": action.kind,
        "title": _said(action.word("title")),
        "lead": _said(action.lead),
        "ratings": [
            _moved(quarter, before, after, how)
            for quarter, before, after, how in rating_changes(action)
        ],
        "changes": [_value(change) for change in action.changes],
    }


def _moved(quarter: str, before: Step, after: Step, how: Direction) -> QuarterMovementRecord:
    made: QuarterMovementRecord = {
        "quarter": quarter,
        "before": before.rating.value,
        "after": after.rating.value,
        "direction": how,
    }
    if before.own or after.own:
        made |= {"before_label": before.label, "after_label": after.label}
    return made


def _value(change: ValueChange) -> ValueRecord:
    is_list = isinstance(change.before, list) or isinstance(change.after, list)
    return {
        "keys": list(map(_said, change.keys)),
        "name": _said(field_label(change.keys)),
        "before": _shown(change.before),
        "after": _shown(change.after),
        "entries": _entries(change) if is_list else None,
    }


def _entries(change: ValueChange) -> EntriesRecord:
    found = list_changes(change.before, change.after)
    return {
        "added": list(map(_shown, found.added)),
        "removed": list(map(_shown, found.removed)),
        "reworded": [
            {"before": _shown(before), "after": _shown(after)} for before, after in found.reworded
        ],
        "reordered": found.reordered,
    }


def _shown(value: object) -> object:
    """Return a value of a plan as it may be printed."""
    match value:
        case dict():
            return {_said(str(key)): _shown(each) for key, each in value.items()}
        case list():
            return [_shown(each) for each in value]
    return _said(value) if isinstance(value, str) else value


def _said(text: str) -> str:
    """Return a text without hidden characters, and without the numbers that could name a person."""
    return masked(visible(text)) if may_have_identifiers(text) else visible(text)
