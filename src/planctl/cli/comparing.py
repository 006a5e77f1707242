"""How a command gets two versions of its plan, as git names them."""

from planctl.diff import Version, version
from planctl.problem import Problem
from planctl.store.folder import texts
from planctl.store.revisions import merge_base, resolve, several


def compared(folder: str, base: str | None, head: str | None) -> tuple[Version, Version]:
    """Return the plan before and after, of which what is the same in both may be left out.

    `A..B` and `A...B` mean what they mean to git; without a head it is the files as they are now,
    without a base the last commit. Raises UserError where git has no such revision.
    """
    base, parted = base or "HEAD", False
    if ".." in base and head is None:
        mark = "..." if "..." in base else ".."
        base, _, head = base.partition(mark)
        base, head, parted = base or "HEAD", head or "HEAD", mark == "..."
    before = resolve(folder, base)
    if head is None:
        (old,) = several(folder, [before.commit])
        return _differing(old, texts(folder))
    after = resolve(folder, head)
    if parted:
        before = merge_base(folder, before, after)
    old, new = several(folder, [before.commit, after.commit], differing=True)
    return _differing(old, new)


Read = tuple[dict[str, bytes], list[Problem]]


def _differing(old: Read, new: Read) -> tuple[Version, Version]:
    (before, unread_before), (after, unread_after) = old, new
    same = {path for path in before.keys() & after.keys() if before[path] == after[path]}
    return (
        version(_without(before, same), [each.place.path for each in unread_before]),
        version(_without(after, same), [each.place.path for each in unread_after]),
    )


def _without(found: dict[str, bytes], same: set[str]) -> dict[str, bytes]:
    return {path: raw for path, raw in found.items() if path not in same}
