"""What a paper is asked for: whose actions, for which meeting, since when, with which history."""

from collections.abc import Iterator, Sequence

from planctl.cli.loading import stood
from planctl.cli.reading import known_word
from planctl.diff import ActionChange
from planctl.papers.sight import Event, Seen
from planctl.periods import Quarter, in_words
from planctl.problem import Exit, UserError, visible
from planctl.summary import Row, Summary, summarise
from planctl.wording import field, moved


def narrowed(
    summary: Summary, ids: Sequence[str], lead: str | None, priority: str | None
) -> Summary:
    """Return the summary of the actions that were asked for, all of them where none was.

    Raises UserError for a name that the plan does not have, or if nothing is left.
    """
    rows, scope = list(summary.rows), []
    if ids:
        wanted = {known_word(each, [row.id for row in rows], "action") for each in ids}
        rows = [row for row in rows if row.id in wanted]
        scope.append(f"numbered {' and '.join(row.id for row in rows)}")
    if priority is not None:
        priority = known_word(priority, list(summary.header.priorities), "priority")
        rows = [row for row in rows if row.priority == priority]
        scope.append(f"of priority {priority}")
    if lead is not None:
        lead = known_word(lead, [count.name for count in summary.by_lead], "lead")
        rows = [row for row in rows if row.lead == lead]
        scope.append(f"led by {lead}")
    if not scope:
        return summary
    words = " and ".join(scope)
    if not rows:
        raise UserError(f"there are no actions {words}", "planctl list names them", Exit.PROBLEMS)
    return summary.only(rows, words)


def last_seen(folder: str, when: str | None, quarter: Quarter) -> Seen | None:
    """Return the plan as a board last saw it: at a day, a quarter's sign-off or a revision.

    `quarter` is the one that is reported: a later one was not yet seen. None if not asked for.
    """
    if when is None:
        return None
    found = stood(folder, when)
    year, day = found.plan.require().period, found.today
    if when.upper() in list(Quarter):
        seen = summarise(found.plan, day, Quarter(when.upper()))
        signed = seen.record(seen.quarter).date or day
        return Seen(seen, f"{seen.quarter} was signed off on {in_words(signed)}")
    return Seen(summarise(found.plan, day, min(year.reporting(day), quarter)), in_words(day))


def events(folder: str, rows: Sequence[Row]) -> tuple[Event, ...] | None:
    """Return what changed in actions, the latest first, from git; None if there is no git."""
    from planctl.cli.comparing import changed

    found = []
    try:
        for row in rows:
            for commit, changes in changed(folder, row.id):
                what = tuple(part for each in changes.actions for part in told(each))
                event = Event(in_words(commit.when.date()), commit.author, commit.subject, what)
                found.append((commit.when, event))
    except UserError:
        return None
    return tuple(event for _, event in sorted(found, key=lambda each: each[0], reverse=True))


def told(change: ActionChange) -> Iterator[str]:
    """Yield what changed in an action: its ratings from what to what, the rest by name."""
    if change.kind in ("added", "removed"):
        yield f"The action was {change.kind}"
        return
    if change.kind == "renumbered":
        yield f"It was {change.was}"
    ratings = list(moved(change))
    for quarter, before, now, _ in ratings:
        yield f"{quarter} {before} to {now}"
    names = (visible(field(_short(each.keys))) for each in change.changes if _is_told(each.keys))
    yield from dict.fromkeys(names)


def _is_told(keys: Sequence[str]) -> bool:
    """Return whether a change of what stands under some keys is told by name."""
    return keys[-1] not in ("rag", "status", "id")


def _short(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys by which a change is told: of a measure which it is, and which quarter."""
    if keys[0] != "figures":
        return keys
    return keys[:4] if keys[2:3] == ("actuals",) else keys[:2]
