"""The sections that several kinds of paper have."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass

from planctl.plan.period import Period
from planctl.reports.paper.paper import Block, PaperSection
from planctl.reports.paper.plan_view import PlanView
from planctl.reports.values.actions import ActionDetail
from planctl.reports.values.blocks import (
    Card,
    RatingTiles,
    Subheading,
    bullets,
    card,
    facts,
    paragraph,
    table,
)
from planctl.reports.values.measures import MeasureRow
from planctl.reports.values.plan import (
    AttentionItem,
    SignOffNote,
    SignOffStage,
)
from planctl.reports.values.priorities import PriorityActions
from planctl.reports.values.runs import (
    RatingTag,
    RatingTally,
    Run,
    RunsOrText,
    code,
    link,
    outcome,
    strong,
)
from planctl.summary.action_summary import ActionSummary
from planctl.summary.exceptions import every_off_track
from planctl.summary.summary import MORE_THAN_ONE_LEAD, Summary


def cover(view: PlanView, *, recommend: bool = True) -> Iterator[PaperSection]:
    """Yield what a committee reads first, where something was asked for."""
    asked = view.options.cover
    pairs: list[tuple[RunsOrText, RunsOrText]] = []
    if asked.meeting:
        pairs.append(("Meeting", asked.meeting))
    if asked.purpose:
        pairs.append(("Purpose", asked.purpose))
    considered = asked.considered_by or tuple(_signatories(view))
    if considered and (asked.meeting or asked.considered_by):
        pairs.append(("Previously considered by", "; ".join(considered)))
    made: list[Block] = [facts(pairs, "cover")] if pairs else []
    if asked.recommendations and recommend:
        made += [Subheading("Recommendations"), bullets(asked.recommendations)]
    if made:
        yield PaperSection("cover", "For the meeting", made, contents=False)


def _signatories(view: PlanView) -> Iterator[str]:
    """Yield who has signed the quarter off, and when."""
    for stage in view.values.sign_off.stages:
        if stage.date and not stage.void:
            yield f"{stage.name}, {stage.date}"


def summary(view: PlanView, *, with_counts: bool = True) -> PaperSection:
    """Return the quarter in a sentence, and the counts unless they stand elsewhere."""
    values = view.values
    made: list[Block] = [paragraph(values.sentence, "sentence")]
    if view.summary.so_far:
        made.append(paragraph(view.summary.so_far))
    if view.summary.without_date:
        made.append(paragraph(view.summary.without_date))
    if values.rated and with_counts:
        made.append(RatingTiles(values.counts, values.total))
    return opening(made)


def opening(made: Sequence[Block]) -> PaperSection:
    """Return the section that most papers begin with, where no list of contents is needed yet."""
    return PaperSection("summary", "Summary", made, contents=False, heading_optional=True)


def attention(view: PlanView) -> Iterator[PaperSection]:
    """Yield the actions that are red or worse than before, with what is being done."""
    cards = [attention_card(each, view) for each in view.values.attention]
    if cards:
        every = paragraph(every_off_track(view.summary))
        yield PaperSection("attention", "What needs attention", [every, *cards])


def attention_card(each: AttentionItem, view: PlanView) -> Card:
    """Return the card of an action that is red or worse than before."""
    is_first = view.summary.before is None
    was: list[str | Run] = [
        "as when the year began" if is_first else f"as in the {view.noun} before"
    ]
    if not each.before:
        was = [f"in {'the' if is_first else 'its'} first {view.noun}"]
    elif each.before.slug != each.now.slug:
        was = ["was ", each.before]
    lines: list[RunsOrText] = [[each.now, " ", *was, *outcome(each.confidence), f" · {each.lead}"]]
    if each.headline:
        lines.append(strong(each.headline))
    steps = [("Next steps", each.next_steps, "")] if each.next_steps else []
    return card(each.run, each.now.slug, lines, steps)


def grid(view: PlanView) -> PaperSection:
    """Return every action's rating in every quarter."""
    values = view.values
    caption = (
        f"The rating of each action {view.summary.each_period}; this report is for {view.quarter}"
    )
    columns = grid_columns(view.summary)
    groups = [
        (
            priority_named(each),
            [grid_row(action, view.summary.columns()) for action in each.actions],
        )
        for each in values.priorities
        if each.actions
    ]
    made = table(caption, columns, groups, "grid", columns.index(view.summary.quarter.key))
    return PaperSection("grid", f"All actions by {view.noun}", [made])


def grid_columns(summary: Summary) -> list[str]:
    """Return what stands above the columns of the table of all quarters."""
    return ["Action", "Lead", *(each.key for each in summary.columns())]


def priority_named(priority: PriorityActions) -> Run:
    """Return a run that names a priority and leads to it."""
    return link(f"{priority.number} {priority.name}".strip(), priority.href)


def grid_row(action: ActionDetail, quarters: Iterable[Period]) -> list[RunsOrText]:
    """Return the row of an action in the table of all quarters."""
    ratings = [action.positions[each.number - 1].rating for each in quarters]
    return [action.run, action.lead, *ratings]


def changed(view: PlanView) -> Iterator[PaperSection]:
    """Yield the ratings that are others than in the quarter before."""
    moves: list[RunsOrText] = [
        [each.run, " ", each.before, " to ", each.after, f" {each.direction}"]
        for each in view.values.movements
    ]
    if moves:
        before = f"the {view.noun} before" if view.summary.before else "the year began"
        yield PaperSection("changed", f"What changed since {before}", [bullets(moves, "moves")])


def sign_off(view: PlanView, *, brief: bool = False) -> Iterator[PaperSection]:
    """Yield how the quarter's sign-off stands, what was accepted, and what was corrected since.

    What is brief says it only where something was accepted or corrected.
    """
    found = view.values.sign_off
    if not (found.accepted or found.corrections) and (brief or not _is_signed(found)):
        return
    made: list[Block] = [paragraph(found.sentence)]
    if found.stages:
        made.append(bullets(map(_stage, found.stages)))
    if found.accepted:
        made.append(Subheading("Accepted when it was signed off"))
        made.append(bullets([each.run, f", {each.words}"] for each in found.accepted))
    if found.corrections:
        made.append(Subheading("Corrected since"))
        made.append(
            bullets([each.run, f", {each.date}, {each.words}"] for each in found.corrections)
        )
    if found.digest and not brief:
        made.append(paragraph(["Digest of what was signed: ", code(found.digest)], "note"))
    yield PaperSection("sign-off", f"Sign-off of {view.quarter}", made)


def _is_signed(found: SignOffNote) -> bool:
    return bool(found.stages or found.closed)


def _stage(stage: SignOffStage) -> str:
    if not stage.date:
        return f"{stage.name}: to come"
    return f"{stage.name}: {stage.by}, {stage.date}{'; void' if stage.void else ''}"


def priorities(view: PlanView) -> Iterator[PaperSection]:
    """Yield each priority with its actions, in full."""
    for each in view.values.priorities:
        yield priority(each, each.actions or [paragraph("This priority has no actions.")])


def priority(each: PriorityActions, made: Sequence[Block]) -> PaperSection:
    """Return the section of a priority, with who leads it and how they rate it, if that is said."""
    said = [
        ("Lead", each.lead),
        ("Accountable", each.accountable),
        ("Rated by its lead", each.rating),
    ]
    pairs: list[tuple[RunsOrText, RunsOrText]] = [(name, what) for name, what in said if what]
    led: list[Block] = [facts(pairs)] if pairs else []
    blocks = [*led, *made]
    return PaperSection("priority", each.text, blocks, anchor=each.anchor, number=each.number)


def leads(view: PlanView, pages: Mapping[str, str] | None = None) -> PaperSection:
    """Return how many of each lead's actions have each rating; `pages` has what leads to each."""
    caption = f"How many of each lead’s actions have each rating for {view.quarter}"
    rows: list[list[RunsOrText]] = [
        [
            link(each.name or "Not known", pages[each.name] if pages else ""),
            each.post or "–",
            str(each.total),
            counted(each.counts),
        ]
        for each in view.values.by_lead
    ]
    made = table(caption, ["Lead", "Post", "Actions", "Ratings"], [("", rows)])
    several = [paragraph(MORE_THAN_ONE_LEAD, "note")] if view.summary.has_joint_leads else []
    return PaperSection("leads", "Actions by lead", [made, *several])


def counted(counts: Sequence[RatingTally]) -> RunsOrText:
    """Return how many there are of each rating that occurs."""
    words: list[str | Run] = []
    for count in counts:
        words += [", " if words else "", f"{count.number} ", count]
    return words


def key(view: PlanView) -> PaperSection:
    """Return what each rating means in this plan."""
    pairs = [(each, each.meaning) for each in view.values.key]
    return PaperSection("ratings", "What the ratings mean", [facts(pairs, "meanings")])


def ratings_in(view: PlanView, within: Iterable[PaperSection]) -> list[RatingTag]:
    """Return the ratings that some sections show."""
    slugs = {each.slug for each in _values_in(within) if isinstance(each, (RatingTag, Card))}
    return [each for each in view.values.key if each.slug in slugs]


def glossary(
    view: PlanView, within: Iterable[PaperSection] | None = None
) -> Iterator[PaperSection]:
    """Yield the abbreviations and what they stand for: all, or those that some sections use."""
    found = view.values.glossary
    if within is not None:
        texts = "\n".join(each for each in _values_in(within) if isinstance(each, str))
        found = {
            short: found[short]
            for short in found
            if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", texts)
        }
    if found:
        yield PaperSection("glossary", "Abbreviations", [facts(found.items(), "words")])


def _values_in(value: object) -> Iterator[object]:
    """Yield a value and all that it is made of."""
    yield value
    inner: Iterable[object] = ()
    if isinstance(value, list):
        inner = value
    elif is_dataclass(value):
        inner = vars(value).values()
    for each in inner:
        yield from _values_in(each)


def measure_readings(row: ActionSummary, view: PlanView) -> Iterator[RunsOrText]:
    """Yield what each of an action's measures says for the quarter, in a line."""
    for name, reading in view.readings(row):
        yield list(_measured(name, reading))


def _measured(name: str, reading: MeasureRow) -> Iterator[str | Run]:
    yield f"{name}: {reading.value}"
    if reading.target:
        yield f"; target {reading.target}"
    if reading.suggested:
        yield "; the numbers suggest "
        yield reading.suggested
        yield f" ({reading.tolerance})" if reading.tolerance else ""
    yield from (f"; {how.text}" for how in reading.direction)


def measures(row: ActionSummary, view: PlanView) -> Iterator[Block]:
    """Yield what an action's measures say for the quarter, under a heading of its own."""
    lines = list(measure_readings(row, view))
    if lines:
        yield Subheading("What the measures say")
        yield bullets(lines)


def history_block(
    changes: Sequence[Sequence[RunsOrText]] | None, look: str = "", *, untold: bool = False
) -> Block:
    """Return changes as they were recorded: when, by whom, what and why, the latest first."""
    if untold:
        return paragraph("This edition does not tell what was changed before.", "note")
    if changes is None:
        return paragraph("The plan is not in git, so that no history is known.", "note")
    if not changes:
        return paragraph("Nothing has been recorded in git yet.", "note")
    caption = "Each change as it was recorded, the latest first"
    return table(caption, ["When", "Who", "What changed", "Why"], [("", changes)], look)


def ending(view: PlanView) -> Iterator[PaperSection]:
    """Yield what stands at the end of most papers: the key and the abbreviations."""
    yield key(view)
    yield from glossary(view)
