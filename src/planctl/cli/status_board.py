"""The board's view of a quarter, as `planctl status` prints it."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.cli.terminal import console, nearest_periods, rating, safe_text, section, table_with
from planctl.plan.days import in_words
from planctl.plan.period import Period
from planctl.plan.scale import Scale
from planctl.problem import visible
from planctl.signoff.standing import Stage
from planctl.signoff.statement import (
    THE_PLAN,
    accepted_phrase,
    correction_phrase,
    sign_off_sentence,
)
from planctl.summary.action_summary import Position
from planctl.summary.decisions import WantedDecision, decisions
from planctl.summary.missing import Gap
from planctl.summary.priorities import PriorityStanding, priority_standings
from planctl.summary.rating_count import RatingCount
from planctl.summary.summary import MORE_THAN_ONE_LEAD, Movement, Summary
from planctl.summary.updates_due import every_update_due
from planctl.summary.verification import Unverified, unverified, verify_heading

_ID_WIDTH = 6
_LEAST_TITLE = 12
_WIDEST_LEAD = 24
_COLUMNS = 4
_ROOM_FOR_LEADS = 100
_OUTCOME_WIDTH = len("outcome ◆ Amber")


def board(summary: Summary) -> Iterator[RenderableType]:
    """Yield the board's view of a quarter: the grid, the counts, what moved, what is missing."""
    header = summary.header
    yield Text(visible(header.title), "bold")
    yield safe_text(f"{header.organisation}. {summary.quarter.described}, as at {summary.today}.")
    yield safe_text(sign_off_sentence(summary.sign_off))
    yield Text(f"\n{summary.sentence}", "bold")
    if summary.so_far:
        yield safe_text(summary.so_far)
    if summary.without_date:
        yield safe_text(summary.without_date)
    rated = priority_standings(summary)
    if any(each.step for each in rated):
        yield from section("Priorities, as their leads rate them", map(_standing, rated))
    yield from _grid(summary)
    yield from _counted("By priority", summary.by_priority, summary.scale)
    yield from _counted("By lead", summary.by_lead, summary.scale)
    if summary.has_joint_leads:
        yield Text(MORE_THAN_ONE_LEAD)
    if summary.by_recommendation:
        yield from _counted("By recommendation", summary.by_recommendation, summary.scale)
    if summary.before or summary.movements:
        since = summary.before or "the year began"
        yield from section(f"Changed since {since}", _moved(summary.movements))
    if asked := decisions(summary, summary.rows):
        yield from section("Decisions asked for", map(wanted_line, asked))
    *earlier, now = every_update_due(summary)
    for each in earlier:
        yield from section(f"Still missing for {each.quarter}", map(lacking_line, each.gaps))
    due = "Missing for" if now.missed else f"Due by {in_words(now.by)} for"
    yield from section(f"{due} {summary.quarter}", map(lacking_line, summary.gaps))
    if found := unverified(summary):
        yield from section(verify_heading(summary), map(verified_line, found))
    yield from _signed(summary)


def _grid(summary: Summary) -> Iterator[RenderableType]:
    """Yield the actions by quarter, a table for each priority, all of the same widths.

    Where there is little room the leads are left out, so that the titles can be read, and then the
    quarters but the one reported, the later ones first.
    """
    room, shown = console().width >= _ROOM_FOR_LEADS, summary.columns(_COLUMNS)
    leads = max((len(row.lead) for row in summary.rows), default=0)
    words = [each.step.brief for row in summary.rows for each in map(row.at, shown)]
    ratings = max((len(word) + 2 for word in words), default=0)
    confidences = [row.at(summary.quarter).update.confidence for row in summary.rows]
    outcomes = [len(f"outcome {each.shape} {each.brief}") for each in confidences if each]
    reported = max(ratings, _OUTCOME_WIDTH, *outcomes) if outcomes else ratings
    widest = max([_ID_WIDTH, *(len(row.id) for row in summary.rows if row.action)])
    of = summary.quarter
    left = console().width - widest - _LEAST_TITLE - reported - len("  ")
    left -= room * (min(leads, _WIDEST_LEAD) + 1)
    quarters = nearest_periods(shown, of, max(0, left // (ratings + 1)))
    if len(quarters) < len(shown):
        told = ", ".join(each.key for each in quarters)
        yield Text(f"\nThere is room for {told} alone", "dim")
    for number, text in _priorities(summary):
        yield Text(f"\n{number} {visible(text)}".rstrip(), "bold")
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=widest)
        table.add_column(ratio=1)
        if room:
            table.add_column(width=min(leads, _WIDEST_LEAD))
        for quarter in quarters:
            width = min(reported, reported + left) if quarter == of else ratings
            table.add_column(width=width, no_wrap=quarter != of or left >= 0)
        for row in summary.rows:
            if row.priority == number:
                cells = (_stands(row.at(each), of) for each in quarters)
                table.add_row(row.id, safe_text(row.title), *[safe_text(row.lead)] * room, *cells)
        yield table


def _stands(position: Position, reported: Period) -> Text:
    """Return a rating; in the quarter reported, below it how likely the outcome is, if given."""
    confidence = position.update.confidence
    if not confidence or position.quarter != reported:
        return rating(position.step, brief=True)
    stands, outcome = (rating(step, brief=True) for step in (position.step, confidence))
    return Text.assemble(stands, "\noutcome ", outcome)


def _priorities(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield the number and text of each priority that has actions, in order."""
    used = dict.fromkeys(row.priority for row in summary.rows)
    for number in used:
        yield number, summary.header.priority_words(number)


def _counted(name: str, counts: Sequence[RatingCount], scale: Scale) -> Iterator[RenderableType]:
    seen = [each for each in scale.steps if any(each in count.steps for count in counts)]
    table = table_with(name, *(visible(each.brief) for each in seen), "All", right=len(seen) + 1)
    for count in counts:
        label = " ".join(filter(None, [count.name, count.label][count.name == count.label :]))
        numbers = (str(count.steps.get(each, "")) for each in seen)
        table.add_row(Text(visible(label), no_wrap=True), *numbers, str(count.total))
    yield Padding(table, (1, 0, 0, 0), expand=False)


def _standing(each: PriorityStanding) -> str:
    rating = each.step.label if each.step else "Not rated"
    was = f", was {each.before.label}" if each.before and each.before != each.step else ""
    lead = f" ({each.said.lead})" if each.said.lead else ""
    return f"{each.named}{lead}: {rating}{was}"


def _moved(movements: Sequence[Movement]) -> Iterator[str]:
    for move in movements:
        change = f"{move.before.label} → {move.after.label}, {move.direction}"
        yield f"{move.row.id} {move.row.title}: {change}"


def wanted_line(each: WantedDecision) -> str:
    """Return a decision that is asked for, in a line."""
    return f"{each.row.id} {each.row.title} ({each.row.lead}): {' '.join(each.wanted.split())}"


def lacking_line(gap: Gap) -> str:
    """Return what the update of an action lacks, in a line."""
    return f"{gap.row.id} {gap.row.title} ({gap.row.lead}): no {' and no '.join(gap.lacks)}"


def verified_line(each: Unverified) -> str:
    """Return an action that is to be verified, in a line."""
    return f"{each.row.id} {each.row.title} ({each.row.lead}): {each.phrase}"


def _signed(summary: Summary) -> Iterator[RenderableType]:
    """Yield the stages of the quarter's sign-off, what was accepted, and what was corrected."""
    record = summary.sign_off.record
    titles = {"": THE_PLAN, **{row.id: f"{row.id} {row.title}" for row in summary.rows}}
    stages = [_stage(stage) for stage in summary.sign_off.stages]
    gaps = [
        f"{titles.get(key, key)}, {accepted_phrase(gap)}" for key, gap in record.accepted.items()
    ]
    corrections = [
        f"{titles.get(made.action, made.action)}, {in_words(made.date)}, "
        f"{correction_phrase(made, summary.scale.at(summary.quarter.key))}"
        for made in record.corrections
    ]
    for name, found in (
        ("Stages of the sign-off", stages),
        ("Accepted when it was signed off", gaps),
        ("Corrected since", corrections),
    ):
        if found:
            yield from section(name, found)


def _stage(stage: Stage) -> str:
    if not stage.signed:
        return f"{stage.name}: to come"
    signed = f"{stage.name}: {in_words(stage.signed.date)}, {stage.signed.by}"
    return f"{signed}; void" if stage.void else signed
