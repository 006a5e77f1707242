"""How a plan becomes a folder of pages: what the report command does for a site."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import time_ns

from planctl.changes.lines import field
from planctl.plan.memory import kept, paused
from planctl.plan.periods import in_words
from planctl.plan.periods import quarter as quarter_named
from planctl.plan.plan import Plan
from planctl.problem import Exit, UserError, visible
from planctl.reports.site import reading
from planctl.reports.site.known import Known, read, written
from planctl.reports.site.making import Making, Page
from planctl.reports.site.pages import MOST, Recorded
from planctl.reports.site.reading import Asked
from planctl.reports.templates.template import Sources
from planctl.store.folder import changed, texts
from planctl.store.site_folder import Folder, left_by
from planctl.store.version import version
from planctl.workspace import open as loading
from planctl.workspace.open import SHORT
from planctl.workspace.selection import told
from planctl.workspace.versions import recorded

_SETTLED = 2_000_000_000
"""How long ago a file was last changed, in nanoseconds, for its times to tell that it was not."""


def publish(
    where: str,
    output: str | None,
    templates: str,
    quarter: str | None,
    at: str | None,
    today: date,
    *,
    dated: bool,
    say: Callable[[str], None],
    watched: Callable[[Iterator[Page], int], Iterator[Page]],
) -> Plan:
    """Make the site of a plan in a folder, say what was written, and return the plan.

    `watched` hands the pages on, whose number it is told, and may show how far they are. Raises
    UserError if the site cannot be made, or would stand on somebody else's files.
    """
    if output in (None, "-"):
        raise UserError("a site is a folder", "name it: --output public", Exit.USAGE)
    with paused():
        known = kept(read(left_by(output)))
        found, seen = _files(where, at, today, known, dated=dated)
    folder = Folder(output, known.files, where)
    of = quarter_named(quarter) if quarter else None
    asked = Asked(
        found.today,
        of,
        Sources(templates),
        found.commit[:SHORT] or version(where),
        _recorded(where, found.commit or "HEAD"),
    )
    with paused():
        making = kept(Making(seen, asked, known, folder))
    if quarter:
        quarter_named(quarter, making.reading.fresh.year)
    names = list(making.names())
    folder.begin(names, lambda: written(Known(files={**dict.fromkeys(names, ""), **known.files})))
    try:
        for page in watched(making.pages(), len(names)):
            if page.content is None:
                folder.keep(page.name)
            else:
                folder.write(page.name, page.content)
    except BaseException:
        folder.give_up(lambda files: written(Known(files=files)))
        raise
    with paused():
        folder.finish(written(making.known(folder.files)))
    summary = making.reading.fresh
    say(f"{output} has {len(names)} files, {_anew(folder.written)}")
    say(f"{summary.quarter} as at {summary.today}: open {os.path.join(output, 'index.html')}")
    for name in folder.left:
        say(f"{os.path.join(output, name)} is no page any more, but was changed: it stays")
    if b"<mark>" in folder.read("accessibility.html"):
        say(
            "its accessibility statement is to be completed:"
            " planctl templates copy accessibility.html.j2"
        )
    return making.reading.plan


def _files(
    where: str, at: str | None, today: date, known: Known, *, dated: bool
) -> tuple[loading.Files, reading.Files]:
    """Return which plan to show, and its files, without those that are as they were."""
    if at is not None:
        found = loading.files(where, at, today, dated=dated)
        return found, reading.Files(found.texts, found.problems, {}, lambda: found.texts)
    before = {path: part.seen for path, part in known.parts.items()}
    now = changed(where, before, time_ns() - _SETTLED)
    seen = reading.Files(now.texts, now.problems, now.now, lambda: texts(where)[0])
    return loading.Files(now.texts, now.problems, today), seen


def _anew(number: int) -> str:
    if not number:
        return "none of which had changed"
    return f"{number} of which {'was' if number == 1 else 'were'} written"


def _recorded(folder: str, until: str) -> Sequence[Recorded] | None:
    """Return the history of a plan, the latest first; None if there is no git.

    What changed in an action that has another number now is told under the one it has.
    """
    found = []
    names: dict[str, str] = {}
    try:
        for commit, changes in recorded(folder, until, MOST):
            when = in_words(commit.when.date())
            what: list[tuple[str, tuple[str, ...]]]
            if changes is None:
                numbers = (each.after or each.before for each in commit.changes)
                stems = (os.path.basename(path).removesuffix(".yaml") for path in numbers)
                what = [(names.get(stem, stem), ("changed with many others",)) for stem in stems]
            else:
                named = dict.fromkeys(visible(_header(each.keys)) for each in changes.header)
                what = [("", (name,)) for name in named]
                for action in changes.actions:
                    number = names.get(action.id, action.id)
                    if action.was != action.id:
                        names[action.was] = number
                    what.append((number, tuple(told(action))))
            if what:
                found.append(
                    Recorded(when, visible(commit.author), visible(commit.subject), tuple(what))
                )
    except UserError:
        return None
    return found


def _header(keys: Sequence[str]) -> str:
    """Return what people call a part of a plan's header that changed, briefly."""
    return f"Sign-off of {keys[1]}" if keys[0] == "closed" and keys[1:] else field(keys[:1])
