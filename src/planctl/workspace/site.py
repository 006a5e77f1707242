"""How a plan becomes a folder of pages: made whole, written where they are not so already."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planctl.changes.diff import Changes
from planctl.changes.diff_lines import field_label
from planctl.plan.days import in_words
from planctl.plan.plan import EditionNote, Plan
from planctl.plan.typed_period import parse_period
from planctl.privacy.hidden_parts import Edition
from planctl.problem import Exit, UserError, visible
from planctl.reports.site.pages import MOST, RecordedChange
from planctl.reports.site.site import STATEMENT, Page, Site
from planctl.reports.templates.template import Sources
from planctl.store.repository import last_commit
from planctl.store.site_folder import SiteFolder
from planctl.summary.summary import summarise
from planctl.workspace.action_history import change_phrases, was_hidden
from planctl.workspace.open import open_edition
from planctl.workspace.versions import recent_history


class SiteRequest(NamedTuple):
    """Which site is asked for: of which plan, in which folder, whose templates, and from when."""

    plan: str
    output: str | None
    templates: str
    quarter: str | None
    at: str | None
    today: date
    is_dated: bool
    """Whether the day was named, which then counts for an older version of the plan too."""
    edition: Edition


def publish(
    asked: SiteRequest,
    say: Callable[[str], None],
    progress: Callable[[Iterator[Page], int], Iterator[Page]],
) -> Plan:
    """Make the site of a plan in a folder; return the plan.

    `say` is told what was written, and `progress` passes the pages on, given their number. Raises
    UserError if it cannot be made, or would stand on somebody else's files.
    """
    if asked.output in (None, "-"):
        raise UserError("a site is a folder", "name it: --output public", Exit.USAGE)
    folder = SiteFolder(asked.output, asked.plan)
    plan, today, commit = open_edition(
        asked.plan, asked.at, asked.today, asked.edition, dated=asked.is_dated
    )
    quarter = parse_period(asked.quarter, plan.require().period) if asked.quarter else None
    summary = summarise(plan, today, quarter)
    recorded, untold = None, plan.edition.untold
    if not untold:
        recorded, untold = _recorded(asked.plan, commit or "HEAD", asked.edition)
    site = Site(
        replace(plan, edition=EditionNote(plan.edition.sentence, untold=untold)),
        summary,
        recorded,
        commit=commit or last_commit(asked.plan),
        sources=Sources(asked.templates),
    )
    names = site.names()
    statement = b""
    with folder.making(names):
        for page in progress(site.pages(), len(names)):
            folder.write(page.name, page.content)
            if page.name == STATEMENT:
                statement = page.content
    say(f"{asked.output} has {len(names)} files, {_anew(folder.written)}")
    home = os.path.join(asked.output, "index.html")
    say(f"{summary.quarter} as at {summary.today}: open {home}")
    for name in folder.changed:
        say(f"{os.path.join(asked.output, name)} was not as planctl left it: it is made again")
    for name in folder.left:
        say(f"{os.path.join(asked.output, name)} is no page any more, but was changed: it stays")
    if b"<mark>" in statement:
        say(
            "its accessibility statement is to be completed:"
            " planctl templates copy accessibility.html.j2"
        )
    return plan


def _anew(number: int) -> str:
    if not number:
        return "none of which had changed"
    return f"{number} of which {'was' if number == 1 else 'were'} written"


def _recorded(
    folder: str, until: str, edition: Edition
) -> tuple[Sequence[RecordedChange] | None, bool]:
    """Return the history of a plan, the latest first, and whether it is not to be told.

    It is None if there is no git. What changed in an action that has another number now is told
    under the one it has.
    """
    found = []
    names: dict[str, str] = {}
    try:
        for commit, changes in recent_history(folder, until, MOST):
            if edition is not Edition.INTERNAL and changes and was_hidden(changes):
                return None, True
            what: list[tuple[str, tuple[str, ...]]]
            if changes is None:
                numbers = (each.after or each.before for each in commit.changes)
                stems = (os.path.basename(path).removesuffix(".yaml") for path in numbers)
                what = [(names.get(stem, stem), ("changed with many others",)) for stem in stems]
            else:
                what = list(_in_words(changes, names))
            if what:
                when = in_words(commit.when.date())
                author, subject = visible(commit.author), visible(commit.subject)
                found.append(RecordedChange(when, author, subject, tuple(what)))
    except UserError:
        return None, False
    return found, False


def _in_words(changes: Changes, names: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what changed in the plan's header, then in each action, by the number it has now.

    `names` has the present number of each action by the one that it had, and is added to.
    """
    for name in dict.fromkeys(visible(_header(each.keys)) for each in changes.header):
        yield "", (name,)
    numbers = [names.get(action.id, action.id) for action in changes.actions]
    for action, number in zip(changes.actions, numbers, strict=True):
        if action.was != action.id:
            names[action.was] = number
        yield number, tuple(change_phrases(action))


def _header(keys: Sequence[str]) -> str:
    """Return what people call a part of a plan's header that changed, briefly."""
    return f"Sign-off of {keys[1]}" if keys[0] == "closed" and keys[1:] else field_label(keys[:1])
