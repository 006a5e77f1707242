"""The plan as templates and renderers are given it: typed values, made once from a summary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planctl.plan.days import in_words
from planctl.plan.ratings import Rating
from planctl.plan.scale import Step
from planctl.reports.values.actions import (
    ActionLink,
    QuarterLabel,
    SharedValues,
    confidence_tag,
    link_fields,
    position_tag,
)
from planctl.reports.values.priorities import PriorityActions, priority_values
from planctl.reports.values.quarters import due_day, quarter_label
from planctl.reports.values.runs import RatingTag, RatingTally
from planctl.signoff.standing import Stage
from planctl.signoff.statement import (
    THE_PLAN,
    accepted_phrase,
    correction_phrase,
    sign_off_sentence,
)
from planctl.summary.action_summary import ActionSummary
from planctl.summary.rating_count import RatingCount
from planctl.summary.summary import Summary
from planctl.text.action_id import is_id


@dataclass(frozen=True, kw_only=True)
class AttentionItem(ActionLink):
    """An action that is red, or worse than in the quarter before."""

    now: RatingTag
    """its rating"""
    before: RatingTag | None
    """its rating in the quarter before, or when the year began; nothing where it had none"""
    headline: str
    """a line for the board"""
    next_steps: str
    """what comes next, in Markdown"""
    confidence: RatingTag | None
    """how likely the outcome is, as a rating; or nothing"""


@dataclass(frozen=True, kw_only=True)
class MovementItem(ActionLink):
    """An action whose rating changed since the quarter before."""

    before: RatingTag
    """its rating in the quarter before"""
    after: RatingTag
    """its rating"""
    direction: str
    """`improved`, `worsened` or `changed`"""


@dataclass(frozen=True, kw_only=True)
class GapItem(ActionLink):
    """An action that lacks something for the quarter."""

    lacks: Sequence[str]
    """what it lacks, in words"""


@dataclass(frozen=True, kw_only=True)
class AcceptedItem(ActionLink):
    """An action whose gap was accepted when the quarter was signed off."""

    words: str
    """what was accepted, and why"""


@dataclass(frozen=True, kw_only=True)
class CorrectionItem(ActionLink):
    """An action that was corrected since the quarter was signed off."""

    date: str
    """when, in words"""
    words: str
    """what was corrected, and why"""


@dataclass(frozen=True)
class SignOffStage:
    """A stage of the quarter's sign-off."""

    name: str
    """the stage"""
    by: str
    """who signed"""
    date: str
    """when, in words; empty if nobody has"""
    void: bool
    """whether the signature does not hold any more"""


@dataclass(frozen=True)
class SignOffNote:
    """Whether the quarter is signed off."""

    sentence: str
    """the same in a sentence"""
    closed: bool
    """whether it is signed off"""
    stands: bool
    """whether what was signed is what the plan says"""
    digest: str
    """the digest of what was signed"""
    stages: Sequence[SignOffStage]
    """its stages"""
    accepted: Sequence[AcceptedItem]
    """what was accepted"""
    corrections: Sequence[CorrectionItem]
    """what was corrected since"""


@dataclass(frozen=True)
class LeadCount:
    """How many of a lead's actions have each rating."""

    name: str
    """the lead"""
    post: str
    """who answers for it"""
    total: int
    """how many actions it has"""
    counts: Sequence[RatingTally]
    """each rating that occurs, with its `number`"""


@dataclass(frozen=True)
class PlanValues:
    """The plan as seen on a day, for a quarter."""

    title: str
    """the plan's title"""
    organisation: str
    """whose plan it is"""
    year: str
    """its year: `2019-20`"""
    quarter: str
    """the quarter reported"""
    months: str
    """the quarter's months, in words; empty where the quarter says them"""
    when: str
    """the quarter and its months: `Q2, July to September 2019`"""
    ended: bool
    """whether the quarter has ended"""
    as_at: str
    """the day of the report, in words"""
    commit: str
    """the version of the plan, empty where that is not known"""
    scope: str
    """whose actions these are, where they are not all: `led by Permanence`"""
    sign_off: SignOffNote
    """whether the quarter is signed off"""
    quarters: Sequence[QuarterLabel]
    """the four quarters"""
    sentence: str
    """the quarter in a sentence"""
    total: int
    """how many actions there are"""
    rated: int
    """how many of them are rated"""
    counts: Sequence[RatingTally]
    """each rating that occurs, with its `number`"""
    by_lead: Sequence[LeadCount]
    """each lead"""
    key: Sequence[RatingTag]
    """every rating with its meaning"""
    glossary: Mapping[str, str]
    """abbreviations and what they stand for"""
    attention: Sequence[AttentionItem] = ()
    """each action that is red, or worse than before"""
    movements: Sequence[MovementItem] = ()
    """each action whose rating changed"""
    gaps: Sequence[GapItem] = ()
    """each action that lacks something"""
    silent: int = 0
    """how many actions have neither rating nor commentary"""
    priorities: Sequence[PriorityActions] = ()
    """each priority with its actions"""


def shared_values(summary: Summary, placed: Iterable[ActionSummary]) -> SharedValues:
    """Return what the values of a summary share; `placed` are the actions one can be led to."""
    tags = {step: _tag(summary, step) for step in summary.scale.steps}
    quarters = {quarter: quarter_label(summary, quarter) for quarter in summary.year.periods}
    found = anchors(summary.rows)
    return SharedValues(tags, quarters, found, {row.path: f"#{found[row.path]}" for row in placed})


def plan_values(summary: Summary, shared: SharedValues, commit: str) -> PlanValues:
    """Return the plan with its actions."""
    tags = shared.tags
    return replace(
        overview(summary, shared, commit),
        attention=[attention_item(row, summary, shared) for row in summary.attention],
        movements=[
            MovementItem(
                *link_fields(move.row, shared),
                before=tags[move.before],
                after=tags[move.after],
                direction=move.direction,
            )
            for move in summary.movements
        ],
        gaps=[
            GapItem(*link_fields(gap.row, shared), lacks=list(gap.lacks)) for gap in summary.gaps
        ],
        silent=sum(len(gap.lacks) > 1 for gap in summary.gaps),
        priorities=priority_values(summary, shared),
    )


def overview(summary: Summary, shared: SharedValues, commit: str) -> PlanValues:
    """Return the plan as a whole, without its actions."""
    header, quarter = summary.header, shared.quarters[summary.quarter]
    return PlanValues(
        title=header.title,
        organisation=header.organisation,
        year=str(summary.year),
        quarter=quarter.label,
        months=quarter.months,
        when=quarter.when,
        ended=quarter.ended,
        as_at=in_words(summary.today),
        commit=commit,
        scope=summary.scope,
        sign_off=_sign_off(summary, shared),
        quarters=list(shared.quarters.values()),
        sentence=summary.sentence,
        total=summary.overall.total,
        rated=summary.overall.rated,
        counts=overall_counts(summary, shared),
        by_lead=[
            LeadCount(each.label, header.post(each.name), each.total, counts(each, shared))
            for each in summary.by_lead
        ],
        key=[tag for step, tag in shared.tags.items() if _explained(step, summary)],
        glossary=dict(header.glossary),
    )


def _tag(summary: Summary, step: Step) -> RatingTag:
    is_awaited = step in summary.overall.steps and bool(due_day(summary, summary.quarter))
    meaning = _AWAITED if step.rating is Rating.NOT_DUE and is_awaited else step.meaning
    return RatingTag(step.label, step.slug, step.shape, meaning)


_AWAITED = "The quarter has not ended, or the day by which it is due is not past."
"""What "not due yet" means in the days between the end of the quarter and that day."""


def _explained(step: Step, summary: Summary) -> bool:
    if step.rating is Rating.NOT_IN_PLAN:
        return summary.has(step.rating)
    return step.rating is not Rating.UNREADABLE or step in summary.overall.steps


def anchors(rows: tuple[ActionSummary, ...]) -> dict[str, str]:
    """Return what each row's place in a page is called, by its path: a number, never a text."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, row in enumerate(rows, 1):
        anchor = f"action-{row.id}" if is_id(row.id) else f"file-{number}"
        found[row.path] = f"file-{number}" if anchor.lower() in taken else anchor
        taken.add(anchor.lower())
    return found


def counts(count: RatingCount, shared: SharedValues) -> list[RatingTally]:
    """Return each rating that occurs, with its number."""
    return [rating_count(shared.tags[step], number) for step, number in count.steps.items()]


def overall_counts(summary: Summary, shared: SharedValues) -> list[RatingTally]:
    """Return each rating that occurs; of a body's own scale every one, with its share."""
    count = summary.overall
    steps = summary.scale.at(summary.quarter.key).steps
    return [
        rating_count(shared.tags[step], count.steps.get(step, 0), count.share(step))
        for step in dict.fromkeys([*(each for each in steps if each.own), *count.steps])
    ]


def rating_count(tag: RatingTag, number: int, note: str = "") -> RatingTally:
    """Return a rating with how many actions have it."""
    return RatingTally(tag.label, tag.slug, tag.shape, tag.meaning, number=number, note=note)


def attention_item(row: ActionSummary, summary: Summary, shared: SharedValues) -> AttentionItem:
    """Return an action that is red or worse than before: where it stands, and why."""
    now, before = row.at(summary.quarter), row.before(summary.quarter)
    is_known = before and before.rating is not Rating.NOT_IN_PLAN
    return AttentionItem(
        *link_fields(row, shared),
        now=position_tag(now, shared),
        before=shared.tags[before] if before and is_known else None,
        headline=now.update.headline,
        next_steps=now.update.next_steps,
        confidence=confidence_tag(now.update),
    )


def _sign_off(summary: Summary, shared: SharedValues) -> SignOffNote:
    found = summary.sign_off
    record, rows = found.record, {row.id: row for row in summary.rows}

    def named(action: str) -> tuple[str, str, str, str, str]:
        return link_fields(rows[action], shared) if action in rows else (action, "", "", "", "")

    return SignOffNote(
        sentence=sign_off_sentence(found),
        closed=found.closed,
        stands=found.stands,
        digest=record.digest,
        stages=[_stage(stage) for stage in found.stages],
        accepted=[
            AcceptedItem(*named(action), words=accepted_phrase(gap))
            for action, gap in record.accepted.items()
            if action in rows or not summary.scope
        ],
        corrections=[
            CorrectionItem(
                *named(made.action or THE_PLAN),
                date=in_words(made.date),
                words=correction_phrase(made, summary.scale.at(summary.quarter.key)),
            )
            for made in record.corrections
            if made.action in rows or not (made.action and summary.scope)
        ],
    )


def _stage(stage: Stage) -> SignOffStage:
    signed = stage.signed
    by, date = (signed.by, in_words(signed.date)) if signed else ("", "")
    return SignOffStage(stage.name, by, date, stage.void)
