"""What a report's template is given: plain values, made once from a summary."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.fields import FACT_FIELDS, label
from planctl.plan.ids import ID
from planctl.plan.model import Action, Opening, Update
from planctl.plan.periods import Quarter, in_words
from planctl.plan.ratings import SHAPES, Rag, Rating, stated
from planctl.signoff.standing import Stage
from planctl.signoff.statement import (
    accepted_phrase,
    correction_phrase,
    sign_off_notes,
    sign_off_sentence,
)
from planctl.summary.action_summary import ActionSummary, Position
from planctl.summary.due_dates import due_date_facts as dates
from planctl.summary.summary import RatingCount, Summary

if TYPE_CHECKING:
    from planctl.measures.readings import MeasureResults

Values = dict[str, Any]

_ID = re.compile(ID)


class Shared(NamedTuple):
    """What many of the values share: each rating, each quarter, and where things are.

    `anchors` has the name of each row's place by the path of its file, `hrefs` what leads there, ""
    where nothing does; `priority_href` leads to a priority, whose anchor stands for `{}`.
    """

    ratings: dict[Rating, Values]
    quarters: dict[Quarter, Values]
    anchors: dict[str, str]
    hrefs: dict[str, str]
    priority_href: str = "#{}"


def shared_by(summary: Summary, placed: Iterable[ActionSummary]) -> Shared:
    """Return what the values of a summary share; `placed` are the actions one can be led to."""
    ratings = {rating: _rating(summary, rating) for rating in Rating}
    quarters = {quarter: _quarter(summary, quarter) for quarter in Quarter}
    names = anchors(summary.rows)
    return Shared(ratings, quarters, names, {row.path: f"#{names[row.path]}" for row in placed})


def values(summary: Summary, shared: Shared, commit: str) -> Values:
    """Return the values that templates use; docs/templates.md says what each is."""
    ratings = shared.ratings
    return {
        **overview(summary, shared, commit),
        "attention": [attention(row, summary, shared) for row in summary.attention],
        "movements": [
            {
                **named(move.row, shared),
                "before": ratings[move.before],
                "after": ratings[move.after],
                "direction": move.direction,
            }
            for move in summary.movements
        ],
        "gaps": [{**named(gap.row, shared), "lacks": list(gap.lacks)} for gap in summary.gaps],
        "silent": sum(len(gap.lacks) > 1 for gap in summary.gaps),
        "priorities": _priorities(summary, shared),
    }


def overview(summary: Summary, shared: Shared, commit: str) -> Values:
    """Return the values that tell of the plan as a whole, without its actions."""
    header, quarters = summary.header, shared.quarters
    return {
        "title": header.title,
        "organisation": header.organisation,
        "year": str(summary.year),
        "quarter": summary.quarter.value,
        "months": quarters[summary.quarter]["months"],
        "ended": quarters[summary.quarter]["ended"],
        "as_at": in_words(summary.today),
        "commit": commit,
        "sign_off": _sign_off(summary, shared),
        "quarters": list(quarters.values()),
        "sentence": summary.sentence,
        "total": summary.overall.total,
        "rated": summary.overall.rated,
        "scope": summary.scope,
        "counts": counts(summary.overall, shared),
        "by_lead": [
            {
                "name": count.label,
                "post": header.post(count.name),
                "total": count.total,
                "counts": counts(count, shared),
            }
            for count in summary.by_lead
        ],
        "key": [shared.ratings[rating] for rating in Rating if _explained(rating, summary)],
        "glossary": dict(header.glossary),
    }


def _rating(summary: Summary, rating: Rating) -> Values:
    return {
        "label": summary.header.label(rating),
        "slug": rating.name.lower().replace("_", "-"),
        "shape": SHAPES[rating],
        "meaning": summary.header.meaning(rating),
    }


def _explained(rating: Rating, summary: Summary) -> bool:
    return rating is not Rating.UNREADABLE or rating in summary.overall.ratings


def _quarter(summary: Summary, quarter: Quarter) -> Values:
    return {
        "name": quarter.value,
        "months": summary.year.months(quarter),
        "ended": summary.year.ended(quarter, summary.today),
        "late": _late(summary, quarter),
    }


def _late(summary: Summary, quarter: Quarter) -> str:
    """Return by when a quarter's commentary was due, if some is late; "" if none is."""
    silent = any(not row.at(quarter).update.commentary for row in summary.rows)
    if not (silent and summary.year.ended(quarter, summary.today)):
        return ""
    from planctl.summary.updates_due import due_by  # noqa: PLC0415 - only what is missing needs bank holidays

    by = due_by(summary, quarter)
    return in_words(by) if by < summary.today else ""


def anchors(rows: tuple[ActionSummary, ...]) -> dict[str, str]:
    """Return what each row's place in a page is called, by its path: a number, never a text."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, row in enumerate(rows, 1):
        anchor = f"action-{row.id}" if _ID.fullmatch(row.id) else f"file-{number}"
        found[row.path] = f"file-{number}" if anchor in taken else anchor
        taken.add(anchor)
    return found


def counts(count: RatingCount, shared: Shared) -> list[Values]:
    """Return each rating that occurs, with its number."""
    numbers = count.ratings.items()
    return [{**shared.ratings[rating], "number": number} for rating, number in numbers]


def named(row: ActionSummary, shared: Shared) -> Values:
    """Return what names an action, and where its place is."""
    return {
        "id": row.id,
        "title": row.title,
        "lead": row.lead,
        "anchor": shared.anchors[row.path],
        "href": shared.hrefs.get(row.path, ""),
    }


def attention(row: ActionSummary, summary: Summary, shared: Shared) -> Values:
    """Return the values of an action that is red or worse than before: where it stands, and why."""
    now, before = row.at(summary.quarter), row.at(summary.quarter.before or summary.quarter)
    return {
        **named(row, shared),
        "now": shared.ratings[now.rating],
        "before": shared.ratings[before.rating],
        "headline": now.update.headline,
        "next_steps": now.update.next_steps,
    }


def _sign_off(summary: Summary, shared: Shared) -> Values:
    found = summary.sign_off
    record, rows = found.record, {row.id: row for row in summary.rows}

    def called(action: str) -> Values:
        unknown = {"id": action, "title": "", "lead": "", "anchor": "", "href": ""}
        return named(rows[action], shared) if action in rows else unknown

    return {
        "sentence": sign_off_sentence(found),
        "closed": found.closed,
        "stands": found.stands,
        "digest": record.digest,
        "stages": [_stage(stage) for stage in found.stages],
        "accepted": [
            {**called(action), "words": accepted_phrase(gap)}
            for action, gap in record.accepted.items()
            if action in rows or not summary.scope
        ],
        "corrections": [
            {**called(made.action), "date": in_words(made.date), "words": correction_phrase(made)}
            for made in record.corrections
            if made.action in rows or not summary.scope
        ],
    }


def _stage(stage: Stage) -> Values:
    signed = stage.signed
    return {
        "name": stage.name,
        "by": signed.by if signed else "",
        "date": in_words(signed.date) if signed else "",
        "void": stage.void,
    }


def _priorities(summary: Summary, shared: Shared) -> list[Values]:
    rows: dict[str, list[ActionSummary]] = {}
    for row in summary.rows:
        rows.setdefault(row.priority, []).append(row)
    return [
        {
            "number": count.name,
            "text": count.label,
            "anchor": (anchor := f"priority-{count.name or 'none'}"),
            "href": shared.priority_href.format(anchor),
            "actions": [of_action(row, summary, shared) for row in rows.get(count.name, [])],
        }
        for count in summary.by_priority
    ]


def of_action(row: ActionSummary, summary: Summary, shared: Shared) -> Values:
    """Return the values of an action."""
    said = _said(row.action) if row.action else _NOTHING_SAID
    measured = summary.measured[row.path] if row.action and row.action.measured else ()
    opening = row.action.opening if row.action else None
    return {
        **named(row, shared),
        "post": summary.header.post(row.lead),
        "path": row.path,
        "readable": row.action is not None,
        "now": shared.ratings[row.at(summary.quarter).rating],
        "opening": _opening(opening, shared) if opening else {},
        "figures": [_figures(each) for each in measured],
        "positions": [
            {
                **_position(position, shared),
                "remarks": list(sign_off_notes(summary.record(position.quarter), row.id)),
            }
            for position in row.positions
        ],
        **said,
    }


def _figures(measured: "MeasureResults") -> Values:
    """Return what a measure's numbers say, each suggested rating as the plain word that it is."""
    from planctl.reports.values.measures import figures  # noqa: PLC0415 - few plans have numbers

    made = figures(measured)
    rows = [{**row, "suggested": suggested(row["suggested"])} for row in made["rows"]]
    return {**made, "rows": rows}


def suggested(rag: str) -> Values:
    """Return the rating that numbers suggest, in the plain word for it; empty for none."""
    return _confidence(Rag(rag)) if rag else {}


_NOTHING_SAID: Values = {
    "description": "",
    "facts": [],
    "links": [],
    "indicators": [],
    "measures": [],
}


def _said(action: Action) -> Values:
    facts = [
        *((label(field), getattr(action, field)) for field in FACT_FIELDS),
        *((name, line) for name, told in dates(action).items() for line in told.split("\n")),
        ("Continues", action.supersedes),
    ]
    return {
        "description": action.description,
        "facts": [{"name": name, "value": value} for name, value in facts if value],
        "links": list(action.links),
        "indicators": list(action.indicators),
        "measures": [line.text for line in action.measures],
    }


def _opening(opening: Opening, shared: Shared) -> Values:
    return {
        "quarter": "When the year began",
        "months": opening.quarter,
        "ended": True,
        "rating": shared.ratings[stated(opening.rag, opening.status)],
        "absent": "",
        "remarks": [],
        **_words(opening),
    }


def _position(position: Position, shared: Shared) -> Values:
    update, quarter = position.update, shared.quarters[position.quarter]
    return {
        "quarter": quarter["name"],
        "months": quarter["months"],
        "ended": quarter["ended"],
        "rating": shared.ratings[position.rating],
        "absent": "" if update.commentary else _absent(position, quarter),
        **_words(update),
    }


def _words(update: Update) -> Values:
    return {
        "headline": update.headline,
        "commentary": update.commentary,
        "impact": update.impact,
        "next_steps": update.next_steps,
        "evidence": update.evidence,
        "confidence": _confidence(update.confidence),
    }


def _absent(position: Position, quarter: Values) -> str:
    """Return what stands where there is no commentary; a rating of "not due yet" says it all."""
    if position.rating is Rating.NOT_DUE:
        return ""
    if position.update.empty and position.rating.lasting:
        return "No update is needed"
    if not quarter["ended"]:
        return "No commentary yet"
    late = f"; it was due on {quarter['late']}" if quarter["late"] else ""
    return f"No commentary supplied{late}"


def _confidence(rag: Rag | None) -> Values:
    """Return confidence as a rating has it, but in the plain words: a plan's are of delivery."""
    if not rag:
        return {}
    return {"label": rag.capitalize(), "slug": rag.value, "shape": SHAPES[Rating(rag.capitalize())]}
