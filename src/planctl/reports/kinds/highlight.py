"""The board's paper of one to two pages: what changed, what is wrong, what is asked of it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planctl.plan.periods import in_words
from planctl.plan.ratings import Rating, direction
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, named, rating, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.due_dates import original_due_date
from planctl.summary.summary import Summary

NAME = "highlight"
TITLE = "Highlight report"


class _Line(NamedTuple):
    """An action that is not as it was: under which heading, from what to what, and why."""

    group: str
    name: Said
    before: Said
    now: Said
    reason: str


_WORSE, _BETTER, _COMPLETED = "Went red or worse", "Recovered or better", "Completed or embedded"
_MOVED, _NEW, _CLOSED, _SILENT = "Dates moved", "New", "Closed or removed", "Not updated"
_OTHERWISE = "Otherwise changed"
_GROUPS = (_WORSE, _BETTER, _COMPLETED, _OTHERWISE, _MOVED, _NEW, _CLOSED, _SILENT)


def placed(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper."""
    said = list(_said(sight))
    yield from said
    yield parts.key(sight, within=said)
    yield from parts.glossary(sight, within=said)


def _said(sight: Sight) -> Iterator[Values]:
    """Yield the sections up to those that explain words."""
    yield from parts.cover(sight, recommend=False)
    yield parts.summary(sight, _moved_counts(sight))
    yield _changes(list(_lines(sight)), sight)
    yield from _trouble(sight)
    yield from parts.missing(sight)
    yield _decisions(sight)
    yield from parts.sign_off(sight, brief=True)


def _occasion(sight: Sight) -> str:
    if sight.asked.seen:
        return sight.asked.seen.occasion
    before = sight.summary.quarter.before
    return f"{before}" if before else "the year began"


def _before(row: ActionSummary, sight: Sight) -> Rating | None:
    """Return the rating of an action when the board last saw it, None where it had none then."""
    if not sight.asked.seen:
        return row.before(sight.summary.quarter)
    old = _old(row, sight)
    return old.at(sight.asked.seen.summary.quarter).rating if old else None


def _old(row: ActionSummary, sight: Sight) -> ActionSummary | None:
    """Return an action as the board last saw it."""
    seen = sight.asked.seen
    return next((each for each in seen.summary.rows if each.id == row.id), None) if seen else None


def _moved_counts(sight: Sight) -> list[Values]:
    """Return the count of each rating, with what it was when the board last saw the plan."""
    befores = [_before(row, sight) for row in sight.summary.rows]
    known = any(before and not before.silent for before in befores)
    now = sight.summary.overall.ratings
    shown = [which for which in Rating if now.get(which) or (known and which in befores)]
    noted = "was {}" if known else ""
    return [
        {
            **sight.shared.ratings[which],
            "number": now.get(which, 0),
            "note": noted.format(befores.count(which)),
        }
        for which in shown
    ]


def _changes(lines: list[_Line], sight: Sight) -> Values:
    heading = f"What changed since {_occasion(sight)}"
    if not lines:
        return section("changed", heading, [blocks.paragraph("Nothing changed.")])
    groups: list[tuple[Said, list[list[Said]]]] = []
    for group in _GROUPS:
        rows: list[list[Said]] = [
            [line.name, line.before, line.now, line.reason] for line in lines if line.group == group
        ]
        if rows:
            groups.append((f"{group}: {len(rows)}", rows))
    caption = "Each action that is not as it was, and why"
    table = blocks.table(caption, ["Action", "Before", "Now", "Reason"], groups)
    return section("changed", heading, [table])


def _lines(sight: Sight) -> Iterator[_Line]:
    for row in sight.summary.rows:
        yield from _of(row, sight)
    seen = sight.asked.seen
    if seen:
        ids = {row.id for row in sight.summary.rows}
        for old in seen.summary.rows:
            if old.id not in ids:
                tag = sight.tag(old.at(seen.summary.quarter).rating)
                name = f"{old.id} {old.title}"
                yield _Line(_CLOSED, name, tag, "Removed", "It is not in the plan any more")


def _of(row: ActionSummary, sight: Sight) -> Iterator[_Line]:
    before, now = _before(row, sight), sight.now(row)
    was: Said = sight.tag(before) if before else "–"
    line = _Line("", named(sight.of(row)), was, sight.tag(now), _reason(row, sight))
    new = sight.asked.seen is not None and not _old(row, sight)
    if group := _NEW if new else _group(before, now, ended=sight.values["ended"]):
        yield line._replace(group=group)
    yield from _dates(row, line, sight)


def _group(before: Rating | None, now: Rating, *, ended: bool) -> str:
    """Return the heading under which an action has changed, "" if it has not."""
    if now.silent:
        return _SILENT if ended else ""
    if before is None or now is before:
        return ""
    way = direction(before, now)
    if now is Rating.RED or way == "worsened":
        return _WORSE
    if now.delivered:
        return _COMPLETED
    if now is Rating.CLOSED:
        return _CLOSED
    return _BETTER if way == "improved" else _OTHERWISE


def _dates(row: ActionSummary, line: _Line, sight: Sight) -> Iterator[_Line]:
    """Yield a move of an action's date: since the board saw it, else since the quarter began.

    Where no moves are on record, it is told since the date was first agreed.
    """
    action, old, summary = row.action, _old(row, sight), sight.summary
    if not action or not action.due or (sight.asked.seen and not old):
        return
    began = summary.year.first_day(summary.quarter)
    agreed = [each for each in action.moves if each.agreed_by]
    lately = [each for each in agreed if (each.decided or each.date) >= began]
    first = original_due_date(action) if not agreed else lately[0].was if lately else None
    before = old.action.due if old and old.action else first
    if before and before != action.due:
        why = lately[-1].reason if lately else line.reason
        dates = {"before": in_words(before), "now": in_words(action.due)}
        yield line._replace(group=_MOVED, reason=why, **dates)


def _reason(row: ActionSummary, sight: Sight) -> str:
    if sight.now(row).silent:
        return "Nothing was supplied"
    update = row.at(sight.summary.quarter).update
    first, _, _ = update.commentary.partition("\n")
    return update.headline or first or "No reason is given"


def _trouble(sight: Sight) -> Iterator[Values]:
    """Yield what is red or worse and what is being done about it."""
    cards = []
    for row, each in zip(sight.summary.attention, sight.values["attention"], strict=True):
        steps = [("What is being done", each["next_steps"], "No next steps were supplied.")]
        said: Said = [rating(each["now"]), f" · {each['lead']}"]
        lines = [said, *parts.misses(row, sight)]
        cards.append(blocks.card(named(each), each["now"]["slug"], lines, steps))
    if cards:
        yield section("attention", "What is red or worse, and what is being done", cards)


def _decisions(sight: Sight) -> Values:
    asked = sight.asked.cover.recommendations
    none = "No decision is asked for."
    made = [blocks.bullets(asked)] if asked else [blocks.paragraph(none)]
    return section("decisions", "Decisions asked for", made)
