"""An action for reports: what names it, what its file says, and its quarters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.fields import FACT_FIELDS, LIST_FIELDS, TEXT_FIELDS, label
from planctl.plan.model import Action, Opening, Update
from planctl.plan.own_field import own_texts
from planctl.plan.period import Period
from planctl.plan.ratings import Rating
from planctl.plan.scale import Scale, Step
from planctl.reports.values.blocks import NamedFact
from planctl.reports.values.runs import RatingTag, Run, link, plain_tag
from planctl.signoff.statement import sign_off_notes
from planctl.summary.action_summary import ActionSummary, Position
from planctl.summary.slippage import due_date_facts
from planctl.summary.summary import Summary

if TYPE_CHECKING:
    from planctl.measures.readings import MeasureResults
    from planctl.reports.values.measures import MeasureFigures

_PARTS = tuple(field for field in TEXT_FIELDS if field != "commentary")


@dataclass(frozen=True)
class QuarterLabel:
    """A quarter of the plan's year."""

    name: str
    """the quarter: `Q2`"""
    label: str
    """what it is called where there is room: `Q2`, of a month `April 2019`"""
    anchor: str
    """what leads to it within an action's page"""
    months: str
    """its months, in words; empty where what it is called says them"""
    when: str
    """it and its months: `Q2, July to September 2019`"""
    ended: bool
    """whether it has ended"""
    late: str
    """when its commentary was due, if some is late"""
    due: str = ""
    """by when its updates are due, from its end until that day is past"""


class SharedValues(NamedTuple):
    """What many of the values share: each step of the ratings, each quarter, and where things are.

    `anchors` has the name of each row's place by the path of its file, `hrefs` what leads there, ""
    where nothing does; `priority_href` leads to a priority, whose anchor stands for `{}`.
    """

    tags: dict[Step, RatingTag]
    quarters: dict[Period, QuarterLabel]
    anchors: dict[str, str]
    hrefs: dict[str, str]
    priority_href: str = "#{}"


@dataclass(frozen=True)
class ActionLink:
    """What names an action, and leads to it."""

    id: str
    """its number"""
    title: str
    """its title"""
    lead: str
    """who leads it"""
    anchor: str
    """the name of its place"""
    href: str
    """what leads there; empty where it has no place in the paper"""

    @property
    def run(self) -> Run:
        """The run of words that names the action and leads to it."""
        return link(f"{self.id} {self.title}".strip(), self.href)


@dataclass(frozen=True)
class CommentaryPart:
    """What was said of an action under a heading of its own."""

    name: str
    """the heading"""
    text: str
    """what was said, in Markdown"""


@dataclass(frozen=True)
class QuarterPosition:
    """Where an action stood in a quarter, and what was said of it."""

    quarter: str
    """the quarter"""
    anchor: str
    """what leads to it within an action's page"""
    months: str
    """its months, in words; empty where the quarter says them"""
    when: str
    """it and its months: `Q2, July to September 2019`"""
    ended: bool
    """whether it has ended"""
    rating: RatingTag
    """the rating"""
    absent: str
    """what to say where there is no commentary"""
    remarks: Sequence[str]
    """what was accepted or corrected at or since the sign-off"""
    headline: str
    """a line for the board"""
    commentary: str
    """the progress, in Markdown"""
    impact: str
    """the difference made, in Markdown"""
    if_continues: str
    """the likely impact if it continues, in Markdown"""
    next_steps: str
    """what comes next, in Markdown"""
    back_to_green: str
    """when it will be green again, in Markdown"""
    ask: str
    """the decision that is asked for, in Markdown"""
    evidence: str
    """what shows it, in Markdown"""
    confidence: RatingTag | None
    """how likely the outcome is, as a rating; or nothing"""
    parts: Sequence[CommentaryPart]
    """the impact and all below it but the confidence, those of which something was said"""


@dataclass(frozen=True)
class NamedList:
    """A list of texts."""

    name: str
    """what they are"""
    entries: Sequence[str]
    """the texts"""


@dataclass(frozen=True, kw_only=True)
class ActionDetail(ActionLink):
    """An action in full."""

    post: str
    """who answers for the lead"""
    path: str
    """the path of its file"""
    readable: bool
    """whether the file could be read"""
    now: RatingTag
    """its rating in the quarter reported"""
    reported: str
    """the quarter reported"""
    description: str
    """what it is"""
    facts: Sequence[NamedFact]
    """its owner, its dates and what else is known of it"""
    links: Sequence[str]
    """its links with other plans"""
    indicators: Sequence[str]
    """its indicators of success"""
    measures: Sequence[str]
    """how its performance is measured"""
    lists: Sequence[NamedList]
    """its links, its indicators and its measures, each list with its name"""
    figures: "Sequence[MeasureFigures]"
    """each of its measures that carries numbers"""
    opening: QuarterPosition | None
    """where it stood when the year began; nothing if nothing was carried forward"""
    positions: Sequence[QuarterPosition]
    """where it stood in each quarter"""
    block: str = "action"
    """`action`, or `told` in a site, where its name is the page's"""


def link_fields(row: ActionSummary, shared: SharedValues) -> tuple[str, str, str, str, str]:
    """Return the parts of what names an action and leads to it."""
    anchor, href = shared.anchors[row.path], shared.hrefs.get(row.path, "")
    return row.id, row.title, row.lead, anchor, href


def action_detail(row: ActionSummary, summary: Summary, shared: SharedValues) -> ActionDetail:
    """Return an action in full."""
    action = row.action
    measured = summary.measured[row.path] if action and action.measured else ()
    links = list(action.links) if action else []
    indicators = list(action.indicators) if action else []
    measures = [line.text for line in action.measures] if action else []
    return ActionDetail(
        *link_fields(row, shared),
        post=summary.header.posts(row.leads),
        path=row.path,
        readable=action is not None,
        now=position_tag(row.at(summary.quarter), shared),
        reported=summary.quarter.label,
        description=action.description if action else "",
        facts=_facts(action, summary) if action else [],
        links=links,
        indicators=indicators,
        measures=measures,
        lists=[
            *(NamedList(label(field), list(getattr(action, field, ()))) for field in LIST_FIELDS),
            NamedList(label("measures"), measures),
        ],
        figures=_figures(measured, row, shared) if measured else [],
        opening=_opening(action.opening, summary.scale, shared)
        if action and action.opening
        else None,
        positions=[
            _position_told(each, row, summary, shared) for each in row.positions[: summary.told]
        ],
    )


def position_tag(position: Position, shared: SharedValues) -> RatingTag:
    """Return the rating of a position: Complete (since Q1) where it holds, Due by 12 July."""
    tag, due = shared.tags[position.step], shared.quarters[position.quarter].due
    if position.rating is Rating.NOT_DUE and due:
        return replace(tag, label=f"Due by {due}")
    return replace(tag, label=f"{tag.label} (since {position.since})") if position.since else tag


def confidence_tag(update: Update) -> RatingTag | None:
    """Return how likely the outcome is, None where it was not said."""
    return plain_tag(update.confidence) if update.confidence else None


def _facts(action: Action, summary: Summary) -> list[NamedFact]:
    known = summary.header.recommendations
    pairs = [
        *((label(field), getattr(action, field)) for field in FACT_FIELDS),
        (label("answers"), ", ".join(each for each in action.answers if each in known)),
        *(
            (name, line)
            for name, text in due_date_facts(action).items()
            for line in text.split("\n")
        ),
        *(("Agreed change", each.sentence) for each in action.agreed_changes),
        *own_texts(summary.header.fields, action.fields).items(),
        (label("supersedes"), action.supersedes),
    ]
    return [NamedFact(name, value) for name, value in pairs if value]


def _figures(
    measured: "Sequence[MeasureResults]", row: ActionSummary, shared: SharedValues
) -> "list[MeasureFigures]":
    from planctl.reports.values.measures import figures

    tags = {each.quarter: shared.tags[each.step] for each in row.positions}
    made = [figures(each, tags) for each in measured]
    return [each for each in made if each.rows]


def _opening(opening: Opening, scale: Scale, shared: SharedValues) -> QuarterPosition:
    name, said = "When the year began", opening.quarter
    began = QuarterLabel(name, name, "", said, f"{name}, {said}", ended=True, late="")
    tag = shared.tags[opening.step(scale.first)]
    return _quarter_update(opening, tag, began, own_scale=scale.own)


def _position_told(
    position: Position, row: ActionSummary, summary: Summary, shared: SharedValues
) -> QuarterPosition:
    """Return where an action stood in a quarter, with what was said at and since the sign-off."""
    quarter, scale = shared.quarters[position.quarter], summary.scale
    told = _quarter_update(
        position.update,
        position_tag(position, shared),
        quarter,
        absent=absent(position, quarter),
        own_scale=scale.own,
    )
    record = summary.record(position.quarter)
    notes = list(sign_off_notes(record, row.id, scale.at(position.quarter.key)))
    return replace(told, remarks=notes) if notes else told


def _quarter_update(
    update: Update,
    rating: RatingTag,
    quarter: QuarterLabel,
    *,
    absent: str = "",
    own_scale: bool,
) -> QuarterPosition:
    said = {field: text for field in _PARTS if (text := getattr(update, field))}
    return QuarterPosition(
        quarter=quarter.label,
        anchor=quarter.anchor,
        months=quarter.months,
        when=quarter.when,
        ended=quarter.ended,
        rating=rating,
        absent=absent,
        remarks=[],
        headline=update.headline,
        commentary=update.commentary,
        impact=update.impact,
        if_continues=update.if_continues,
        next_steps=update.next_steps,
        back_to_green=update.back_to_green,
        ask=update.ask,
        evidence=update.evidence,
        confidence=confidence_tag(update),
        parts=[
            CommentaryPart(label(field, own_scale=own_scale), text) for field, text in said.items()
        ],
    )


_NOTHING_ASKED = frozenset({Rating.NOT_DUE, Rating.NOT_IN_PLAN})


def absent(position: Position, quarter: QuarterLabel) -> str:
    """Return what stands where there is no commentary; "not due yet" says it all."""
    if position.update.commentary or position.rating in _NOTHING_ASKED:
        return ""
    if position.since:
        return "No update is needed"
    if not quarter.ended or quarter.due:
        return "No commentary yet"
    late = f"; it was due on {quarter.late}" if quarter.late else ""
    return f"No commentary supplied{late}"
