"""How a command gets two versions of its plan, or all of them, as git has them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from posixpath import basename, join

from planctl.changes.diff import (
    Changes,
    FileContent,
    PlanVersion,
    changes_of_action,
    diff,
    file_content,
    plan_version,
    version_of,
)
from planctl.changes.plan_changes import PlanChanges
from planctl.plan.plan import scale_of_text
from planctl.plan.scale import OWN, Scale
from planctl.problem import Exit, Problem, UserError
from planctl.store.changed_files import Pair, differing, pairs
from planctl.store.commits import Change, Commit, commits_of
from planctl.store.revision_files import Texts, blob_contents, file_at, is_planned, texts_at
from planctl.store.revisions import Revision, merge_base, resolve
from planctl.store.settled import settled_texts
from planctl.workspace.documents import HEADER
from planctl.workspace.plan_pairs import PlanPair


def compared_versions(
    pair: PlanPair, old: Revision, new: Revision | None
) -> tuple[PlanVersion, PlanVersion]:
    """Return a plan before and after, in which the files that are the same in both may miss.

    Without a later revision it is the files as they are now. Raises UserError where these have no
    plan.yaml.
    """
    folder = pair.now or pair.before
    if new and pair.before and pair.now:
        found = _compared(differing(folder, old.commit, new.commit, pair.before))
        header = file_at(folder, new.commit, HEADER)
    else:
        now = texts_of(pair.now, new, folder)
        found = _compared(pairs(texts_of(pair.before, old, folder), now))
        header = now[0].get(join(folder, HEADER))
    was = file_at(pair.before, old.commit, HEADER) if pair.before else None
    return _scaled(found[0], was), _scaled(found[1], header)


def changed_plans(
    pairs: Sequence[PlanPair], old: Revision, new: Revision | None
) -> list[PlanChanges]:
    """Return what changed in each of some plans; of one that is gone, only its actions."""
    found = [(pair, diff(*compared_versions(pair, old, new))) for pair in pairs]
    return [
        PlanChanges(*pair, changes if pair.now else replace(changes, header=()))
        for pair, changes in found
    ]


def _scaled(version: PlanVersion, header: bytes | None) -> PlanVersion:
    """Return a version of a plan with the ratings as its plan.yaml names them."""
    return replace(version, scale=scale_of_text(header))


def texts_of(folder: str, revision: Revision | None, shown: str) -> Texts:
    """Return a plan's files at a revision or as they are now, as if in the folder `shown`.

    There are none where it was not there yet. Raises UserError where there is no plan.yaml now.
    """
    if not folder:
        return {}, []
    if revision:
        is_there = is_planned(folder, revision.commit)
        return texts_at(folder, revision.commit, shown) if is_there else ({}, [])
    now = settled_texts(folder)
    if not any(basename(each) == HEADER for each in (*now[0], *_paths(now[1]))):
        hint = "where rollover or init was cut short, run it again"
        raise UserError(f"{join(folder, HEADER)} is missing", hint, Exit.PROBLEMS)
    return now


def _paths(problems: Iterable[Problem]) -> Iterator[str]:
    return (each.place.path for each in problems)


def named_revisions(
    folder: str, base: str | None, head: str | None
) -> tuple[Revision, Revision | None]:
    """Return the two versions that are named; the later is None where it is the files as now.

    `A..B` and `A...B` mean what they mean to git; without a base it is the last commit. Raises
    UserError where git has no such revision.
    """
    base, parted = base or "HEAD", False
    if ".." in base and head is None:
        mark = "..." if "..." in base else ".."
        base, _, head = base.partition(mark)
        base, head, parted = base or "HEAD", head or "HEAD", mark == "..."
    before = resolve(folder, base)
    if head is None:
        return before, None
    after = resolve(folder, head)
    return (merge_base(folder, before, after) if parted else before), after


def since_base(folder: str, base: str, commit: str) -> Revision:
    """Return the revision at which a line of history, by default that of now, left another.

    Raises UserError where the history does not tell.
    """
    return merge_base(folder, resolve(folder, commit or "HEAD"), resolve(folder, base))


def versions_since(
    base: Revision, was: str, folder: str, commit: str
) -> tuple[Texts, tuple[PlanVersion, PlanVersion]]:
    """Return a plan's files at a revision, where its folder was another, and both versions.

    The later version is at the commit, or if that is "" the files as they are now.
    """
    old = texts_of(was, base, folder)
    new = texts_at(folder, commit) if commit else settled_texts(folder)
    return old, _compared(pairs((old[0], []), (new[0], [])))


def _compared(pairs: Iterable[Pair]) -> tuple[PlanVersion, PlanVersion]:
    old: dict[str, FileContent | None] = {}
    new: dict[str, FileContent | None] = {}
    for pair in pairs:
        for text, side in ((pair.before, old), (pair.after, new)):
            if text is not None:
                side[pair.path] = file_content(pair.path, text) if isinstance(text, bytes) else None
    return version_of(old), version_of(new)


def history_of(folder: str, action: str | None) -> Iterator[tuple[Commit, Changes]]:
    """Yield each commit that changed what the plan says, the latest first, and what changed.

    With an action, only what changed in it, under each number that it had.
    """
    commits = list(commits_of(folder))
    scales = _scales(folder, commits)
    while commits:
        found = [(commit, tuple(_of(commit, action))) for commit in commits]
        raw = blob_contents(folder, _blobs(change for _, some in found for change in some))
        commits = []
        for index, (commit, some) in enumerate(found):
            changes = _difference(some, raw, scales[commit.commit])
            if action is not None:
                changes = changes_of_action(changes, action)
            if changes or any(changes.unreadable[1]):
                yield commit, changes
            if action is not None and changes.actions and changes.actions[0].was != action:
                action, commits = changes.actions[0].was, [each for each, _ in found[index + 1 :]]
                break


def history_of_actions(folder: str, actions: Sequence[str]) -> Iterator[tuple[Commit, Changes]]:
    """Yield what `history_of` does, of several actions; of the plan where none is named."""
    if len(actions) < len("ab"):
        yield from history_of(folder, next(iter(actions), None))
        return
    found: dict[Commit, list[Changes]] = {}
    for action in actions:
        for commit, changes in history_of(folder, action):
            found.setdefault(commit, []).append(changes)
    order = {each.commit: place for place, each in enumerate(commits_of(folder))}
    for commit in sorted(found, key=lambda each: order[each.commit]):
        every = found[commit]
        before, now = (
            tuple(path for each in every for path in each.unreadable[side]) for side in (0, 1)
        )
        actions_changed = tuple(one for each in every for one in each.actions)
        yield commit, Changes((), actions_changed, (before, now))


def recent_history(folder: str, until: str, most: int) -> Iterator[tuple[Commit, Changes | None]]:
    """Yield each commit up to one that changed the plan's files, and what changed in what it says.

    None where it changed more than `most` files, which are not read.
    """
    commits = list(commits_of(folder, until))
    few = [commit for commit in commits if len(commit.changes) <= most]
    scales = _scales(folder, commits)
    raw = blob_contents(folder, _blobs(change for commit in few for change in commit.changes))
    for commit in commits:
        some = commit.changes
        found = _difference(some, raw, scales[commit.commit]) if len(some) <= most else None
        yield commit, found


def _scales(folder: str, commits: Sequence[Commit]) -> dict[str, tuple[Scale, Scale]]:
    """Return the plan's ratings in its own words before and after each commit."""
    headers = [each for commit in commits for each in commit.changes if _is_header(each)]
    raw = blob_contents(folder, _blobs(headers))
    scales = {blob: scale_of_text(text) for blob, text in raw.items()}
    found, scale = {}, OWN
    for commit in reversed(commits):
        before = scale
        for each in filter(_is_header, commit.changes):
            before, scale = (scales.get(blob, OWN) for blob in (each.old, each.new))
        found[commit.commit] = before, scale
    return found


def _is_header(change: Change) -> bool:
    return HEADER in map(basename, (change.before, change.after))


def _difference(
    some: Iterable[Change], raw: Mapping[str, bytes | None], scales: tuple[Scale, Scale]
) -> Changes:
    """Return what changed in what some files say."""
    changes = list(some)
    old = _version((each.before, raw.get(each.old)) for each in changes if each.before)
    new = _version((each.after, raw.get(each.new)) for each in changes if each.after)
    before, after = scales
    return diff(replace(old, scale=before), replace(new, scale=after))


def _version(files: Iterable[tuple[str, bytes | None]]) -> PlanVersion:
    given = dict(files)
    found = {path: raw for path, raw in given.items() if raw is not None}
    return plan_version(found, given.keys() - found.keys())


def _of(commit: Commit, action: str | None) -> Iterator[Change]:
    """Yield a commit's changes of an action; where numbers changed, all that it may have been."""
    mine = [each for each in commit.changes if action is None or action in _numbers(each)]
    yield from mine
    if mine and any(len(set(_numbers(each))) > 1 for each in commit.changes):
        yield from (each for each in commit.changes if each.before and each not in mine)


def _numbers(change: Change) -> tuple[str, ...]:
    return tuple(basename(path).removesuffix(".yaml") for path in (change.before, change.after))


def _blobs(changes: Iterable[Change]) -> set[str]:
    return {blob for each in changes for blob in (each.old, each.new) if blob}
