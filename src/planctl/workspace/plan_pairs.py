"""Which plans are compared: each with the folder that it had before, and the one it has now."""

from collections.abc import Sequence
from functools import partial
from os.path import isfile, join, normpath, relpath
from posixpath import basename, dirname
from typing import NamedTuple

from planctl.plan.header_year import year_of
from planctl.plan.year import is_year_label, parse_year
from planctl.problem import UserError
from planctl.store.revision_files import file_at, place_of, planned_folders
from planctl.store.revisions import Revision, has_commits, resolve
from planctl.workspace.documents import HEADER, document_in, document_of


class PlanPair(NamedTuple):
    """The folder of a plan before, and now; "" where there was or is none."""

    before: str
    now: str


class _Side(NamedTuple):
    """The plans of one version of a repository, by where they are; the files as now have none."""

    places: frozenset[str]
    commit: str = ""


def plan_pairs(
    folders: Sequence[str], old: Revision, new: Revision | None, *, named: bool
) -> list[PlanPair]:
    """Return the plans that two versions have, the first year first; a renamed one is followed.

    `folders` are the plans of all years that are there now, or the one that is `named`. One that
    is gone is found beside them, or in `plan/` where none is left.
    """
    here = folders[0] if folders else join("plan", "gone")
    above = place_of(here)
    years = dirname(above) if basename(dirname(above)) == "plan" else None

    def is_meant(place: str) -> bool:
        return place == above if named or years is None else dirname(place) == years

    def shown(place: str) -> str:
        return at.get(place) or normpath(join(here, relpath(place or ".", above or ".")))

    at = {place_of(each): each for each in folders}
    before = _Side(planned_folders(here, old.commit), old.commit)
    now = _Side(planned_folders(here, new.commit), new.commit) if new else _Side(frozenset(at))
    meant = set(filter(is_meant, now.places))
    gone = {each for each in before.places - now.places if new or not _is_there(shown(each))}
    year_before, year_now = (partial(_year, side.commit) for side in (before, now))
    pairs = [PlanPair(shown(each), shown(each)) for each in meant & before.places]
    for place in sorted(meant - before.places):
        year = year_now(shown(place))
        alike = [each for each in gone if year and year_before(shown(each)) == year]
        was = alike[0] if len(alike) == 1 else ""
        gone.discard(was)
        pairs.append(PlanPair(shown(was) if was else "", shown(place)))
    pairs += [PlanPair(shown(each), "") for each in gone if is_meant(each)]
    return sorted(pairs, key=lambda pair: pair.now or pair.before)


def folder_in_git(folder: str) -> str:
    """Return where a plan's folder is in the last commit: another name if it was renamed since."""
    if not has_commits(folder):
        return folder
    (pair,) = plan_pairs([folder], resolve(folder, "HEAD"), None, named=True)
    return pair.before or folder


def _is_there(folder: str) -> bool:
    return isfile(join(folder, HEADER))


def _year(commit: str, folder: str) -> int | None:
    """Return the year in which a plan's year begins, by its plan.yaml, else by its folder."""
    try:
        raw = file_at(folder, commit, HEADER) if commit else None
        document = document_of(HEADER, raw or b"") if commit else document_in(folder, HEADER)
        return year_of(document.data).start
    except UserError:
        name = basename(folder)
        return parse_year(name).start if is_year_label(name) else None
