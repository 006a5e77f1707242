"""The board's paper of one to two pages: what changed, what is wrong, what is asked of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from planctl.plan.days import in_words
from planctl.plan.fields import label
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step, direction, moved
from planctl.reports.paper import outstanding
from planctl.reports.paper import sections as parts
from planctl.reports.paper.off_track import off_track
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.paper.priority_sections import standings
from planctl.reports.values.blocks import bullets, card, paragraph, table
from planctl.reports.values.runs import RunsOrText
from planctl.summary.action_summary import ActionSummary
from planctl.summary.decisions import decisions, decisions_phrase
from planctl.summary.exceptions import red
from planctl.summary.slippage import move_sentence, original_due_date, slips
from planctl.summary.summary import Summary


class _Line(NamedTuple):
    """An action that is not as it was: under which heading, from what to what, and why."""

    group: str
    name: RunsOrText
    before: RunsOrText
    now: RunsOrText
    reason: str


_WORSE, _BETTER, _COMPLETED = "Went red or worse", "Recovered or better", "Completed or embedded"
_MOVED, _NEW, _CLOSED, _SILENT = "Dates moved", "New", "Closed or removed", "Not updated"
_OWN_GROUPS = {
    _BETTER: "Better than before",
    _COMPLETED: "Now {done}",
    _CLOSED: "{closed} or removed",
}
"""What the headings are in the words of a body's own scale."""
_OTHERWISE = "Otherwise changed"
_FEW_LINES, _FEW_ACTIONS = 12, 60
"""How many changes, and actions of a plan, leave room for more than a word on each."""
_MOST_PERIODS = 4
_AGREED = "Changed by agreement"
_GROUPS = (_WORSE, _BETTER, _COMPLETED, _OTHERWISE, _MOVED, _AGREED, _NEW, _CLOSED, _SILENT)


def link_targets(_summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return ()


def sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections of the paper."""
    main = list(_main_sections(view))
    yield from main
    yield from _counts(view, main)
    yield from parts.glossary(view, within=main)


def _main_sections(view: PlanView) -> Iterator[PaperSection]:
    """Yield the sections up to those that explain words."""
    yield from parts.cover(view, recommend=False)
    yield parts.summary(view, with_counts=False)
    yield from off_track(view, lambda row: _before(row, view))
    yield from standings(view)
    yield from outstanding.missing(view, most=_most(view))
    yield _decisions(view)
    yield from _changes(list(_all_changes(view)), view)
    yield from outstanding.to_verify(view, most=_most(view))
    yield from parts.sign_off(view, brief=True)


def _most(view: PlanView) -> int:
    """Return how many entries of a list a sheet of two sides has room for."""
    return 4 if len(view.summary.rows) <= _FEW_ACTIONS else 2


def _counts(view: PlanView, within: list[PaperSection]) -> Iterator[PaperSection]:
    """Yield how many actions have each rating, and had before, with what each means."""
    if not view.values.rated:
        return
    seen, summary = view.options.last_seen, view.summary
    periods = summary.periods_so_far[-_MOST_PERIODS:]
    tallies = [Counter(row.at(each).step for row in summary.rows) for each in periods]
    befores = Counter(_before(row, view) for row in summary.rows) if seen else Counter()
    told = parts.ratings_in(view, within)
    rows: list[list[RunsOrText]] = []
    for step, tag in view.shared.tags.items():
        numbers = [each[step] for each in tallies]
        if step.own or tag in told or any(numbers):
            was = [str(befores[step] or "–")] if seen else []
            share = summary.overall.share(step) if numbers[-1] else ""
            now = [str(each or "–") for each in numbers]
            rows.append([tag, *was, *now, share or "–", tag.meaning])
    names = [*(["Was"] if seen else []), *(each.key for each in periods)]
    caption = f"How many actions had each rating; shares are of the {summary.overall.rated} rated"
    made = table(caption, ["Rating", *names, "Share", "What it means"], [("", rows)], "headed")
    yield PaperSection("ratings", "Actions by rating", [made])


def _occasion(view: PlanView) -> str:
    if view.options.last_seen:
        return view.options.last_seen.occasion
    before = view.summary.before
    return f"{before}" if before else "the year began"


def _before(row: ActionSummary, view: PlanView) -> Step | None:
    """Return the rating of an action when the board last saw it, None where it had none then."""
    if not view.options.last_seen:
        return row.before(view.summary.quarter)
    old = _row_then(row, view)
    return old.at(view.options.last_seen.summary.quarter).step if old else None


def _row_then(row: ActionSummary, view: PlanView) -> ActionSummary | None:
    """Return an action as the board last saw it."""
    seen = view.options.last_seen
    return next((each for each in seen.summary.rows if each.id == row.id), None) if seen else None


def _is_compared(view: PlanView) -> bool:
    """Return whether anything was said before that this paper can be compared with."""
    befores = [_before(row, view) for row in view.summary.rows]
    return any(before and not before.rating.silent for before in befores)


def _changes(lines: list[_Line], view: PlanView) -> Iterator[PaperSection]:
    heading = f"What changed since {_occasion(view)}"
    if not (lines or view.summary.overall.rated):
        return
    is_first = view.options.last_seen is None and not _is_compared(view)
    if is_first and view.summary.overall.rated:
        first = "This is the first report: there is nothing to compare it with."
        lines = [each for each in lines if each.group in (_MOVED, _AGREED)]
        if not lines:
            yield PaperSection("changed", heading, [paragraph(first)])
            return
    if not lines:
        yield PaperSection("changed", heading, [paragraph("Nothing changed.")])
        return
    most = len(lines) if len(lines) <= _FEW_LINES else _most(view) // 2
    groups: list[tuple[RunsOrText, list[list[RunsOrText]]]] = []
    for group in _GROUPS:
        rows: list[list[RunsOrText]] = [
            [line.name, line.before, line.now, line.reason] for line in lines if line.group == group
        ]
        if rows:
            more = (
                f", of which {most} {'is' if most == 1 else 'are'} here" if len(rows) > most else ""
            )
            groups.append((f"{_named(group, view)}: {len(rows)}{more}", rows[:most]))
    caption = "Each action that is not as it was, and why"
    made = table(caption, ["Action", "Before", "Now", "Reason"], groups, "headed")
    yield PaperSection("changed", heading, [made])


def _named(group: str, view: PlanView) -> str:
    """Return a heading in the plan's words."""
    scale = view.summary.scale.at(view.summary.quarter.key)
    if not scale.own:
        return group
    if group == _WORSE:
        is_red = red(view.summary)
        return f"{is_red}, or worse than before" if is_red else "Worse than before"
    done, closed = scale.listed(Rating.COMPLETE, Rating.EMBEDDED), scale.listed(Rating.CLOSED)
    named = _OWN_GROUPS.get(group, group).format(done=done, closed=closed)
    return named if closed or group != _CLOSED else "Removed"


def _all_changes(view: PlanView) -> Iterator[_Line]:
    for row in view.summary.rows:
        yield from _changes_of(row, view)
    seen = view.options.last_seen
    if seen:
        ids = {row.id for row in view.summary.rows}
        for old in seen.summary.rows:
            if old.id not in ids:
                tag = view.tag(old.at(seen.summary.quarter).step)
                name = f"{old.id} {old.title}"
                yield _Line(_CLOSED, name, tag, "Removed", "It is not in the plan any more")


def _changes_of(row: ActionSummary, view: PlanView) -> Iterator[_Line]:
    before, now = _before(row, view), view.step(row)
    was: RunsOrText = view.tag(before) if before else "–"
    line = _Line("", view.action(row).run, was, view.rating_and_outcome(row), _reason(row, view))
    new = view.options.last_seen is not None and not _row_then(row, view)
    new = new or _is_new(before, now)
    if group := _NEW if new else _group(before, now, missed=view.summary.missed):
        yield line._replace(group=group)
    yield from _dates(row, line, view)
    yield from _agreed(row, line, view)


def _agreed(row: ActionSummary, line: _Line, view: PlanView) -> Iterator[_Line]:
    """Yield what was changed by agreement since the board saw it, or since the paper before."""
    for each in row.action.agreed_changes if row.action else ():
        if each.date > _day_before(view):
            was, now = (f"{each.name}: {words}" if words else "–" for words in (each.was, each.now))
            why = f"{each.reason.rstrip('.')} ({each.agreed_by})"
            yield line._replace(group=_AGREED, before=was, now=now, reason=why)


def _is_new(before: Step | None, now: Step) -> bool:
    """Return whether an action came into the plan since the board last saw it."""
    if before is None or now.rating.silent:
        return False
    return before.rating is Rating.NOT_IN_PLAN


def _group(before: Step | None, step: Step, *, missed: bool) -> str:
    """Return the heading under which an action has changed, "" if it has not."""
    now = step.rating
    if before is None or not moved(before, step):
        return ""
    if now.silent:
        return _SILENT if missed and not before.rating.silent else ""
    way = direction(before, step)
    if now is Rating.RED or way == "worsened":
        return _WORSE
    if now.delivered:
        return _COMPLETED
    if now is Rating.CLOSED:
        return _CLOSED
    return _BETTER if way == "improved" else _OTHERWISE


def _dates(row: ActionSummary, line: _Line, view: PlanView) -> Iterator[_Line]:
    """Yield a move of an action's date: since the board saw it, else since the paper before.

    Where no moves are on record, it is told since the date was first agreed.
    """
    action, old = row.action, _row_then(row, view)
    if not action or not action.due or (view.options.last_seen and not old):
        return
    agreed = [each for each in action.moves if each.agreed_by]
    lately = [each for each in agreed if (each.decided or each.date) > _day_before(view)]
    first = original_due_date(action) if not agreed else lately[0].was if lately else None
    before = old.action.due if old and old.action else first
    if before and before != action.due:
        why = lately[-1].reason if lately else line.reason
        dates = {"before": in_words(before), "now": in_words(action.due)}
        yield line._replace(group=_MOVED, reason=why, **dates)


def _day_before(view: PlanView) -> date:
    """Return the day of which the board last saw the plan: the last before the quarter, if none."""
    seen, summary = view.options.last_seen, view.summary
    if seen:
        return seen.summary.today
    before, began = summary.before, summary.quarter.first_day
    signed = summary.record(before).date if before else None
    return signed or began - timedelta(days=1)


def _reason(row: ActionSummary, view: PlanView) -> str:
    if view.step(row).rating.silent:
        return "Nothing was supplied"
    update = row.at(view.summary.quarter).update
    first, _, _ = update.commentary.partition("\n")
    return update.headline or first or "No reason is given"


def _decisions(view: PlanView) -> PaperSection:
    """Return what the cover recommends and the moves to be agreed, then what actions ask for."""
    summary = view.summary
    asked: list[RunsOrText] = [*view.options.cover.recommendations]
    for row in summary.rows:
        for slip in slips(row.action) if row.action else ():
            name = f"'{slip.milestone}' " if slip.milestone else ""
            asked += [
                [view.action(row).run, f", {name}to be moved {move_sentence(move)}"]
                for move in slip.waiting
            ]
    made: list[Block] = [bullets(outstanding.up_to(_most(view), asked))] if asked else []
    if found := decisions(summary, summary.rows):
        made.append(paragraph(decisions_phrase(found)))
    for row, wanted in found[: _most(view)]:
        named, slug = view.action(row).run, view.tag_at(row).slug
        lines: list[RunsOrText] = [[*view.rating_and_outcome(row), f" · {row.lead}"]]
        made.append(card(named, slug, lines, [(label("ask"), wanted, "")]))
    made = made or [paragraph("No decision is asked for.")]
    return PaperSection("decisions", "Decisions asked for", made)
