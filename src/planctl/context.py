"""What a report's template is given: plain values, made once from a summary."""

import re
from typing import Any, NamedTuple

from planctl.ids import ID
from planctl.model import Action, Opening, Update
from planctl.periods import Quarter, in_words
from planctl.remarks import accepted, corrected, remarks, sentence
from planctl.signoff import Stage
from planctl.summary import LASTING, Count, Position, Row, Summary
from planctl.words import SHAPES, Rag, Rating, stated

Values = dict[str, Any]

_ID = re.compile(ID)


class _Shared(NamedTuple):
    """What many of the values share: each rating, each quarter, the place of each row by path."""

    ratings: dict[Rating, Values]
    quarters: dict[Quarter, Values]
    anchors: dict[str, str]


def context(summary: Summary, commit: str = "") -> Values:
    """Return the values that templates use; docs/templates.md says what each is."""
    header = summary.header
    ratings = {rating: _rating(summary, rating) for rating in Rating}
    quarters = {quarter: _quarter(summary, quarter) for quarter in Quarter}
    shared = _Shared(ratings, quarters, _anchors(summary.rows))
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
        "counts": _counts(summary.overall, shared),
        "by_lead": [
            {
                "name": count.label,
                "post": header.post(count.name),
                "total": count.total,
                "counts": _counts(count, shared),
            }
            for count in summary.by_lead
        ],
        "attention": [_attention(row, summary, shared) for row in summary.attention],
        "movements": [
            {
                **_named(move.row, shared),
                "before": ratings[move.before],
                "after": ratings[move.after],
                "direction": move.direction,
            }
            for move in summary.movements
        ],
        "gaps": [{**_named(gap.row, shared), "lacks": list(gap.lacks)} for gap in summary.gaps],
        "silent": sum(len(gap.lacks) > 1 for gap in summary.gaps),
        "priorities": _priorities(summary, shared),
        "key": [ratings[rating] for rating in Rating if _explained(rating, summary)],
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
    }


def _anchors(rows: tuple[Row, ...]) -> dict[str, str]:
    """Return what each row's place in a page is called, by its path: a number, never a text."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for number, row in enumerate(rows, 1):
        anchor = f"action-{row.id}" if _ID.fullmatch(row.id) else f"file-{number}"
        anchors[row.path] = f"file-{number}" if anchor in taken else anchor
        taken.add(anchor)
    return anchors


def _counts(count: Count, shared: _Shared) -> list[Values]:
    numbers = count.ratings.items()
    return [{**shared.ratings[rating], "number": number} for rating, number in numbers]


def _named(row: Row, shared: _Shared) -> Values:
    anchor = shared.anchors[row.path]
    return {"id": row.id, "title": row.title, "lead": row.lead, "anchor": anchor}


def _attention(row: Row, summary: Summary, shared: _Shared) -> Values:
    now, before = row.at(summary.quarter), row.at(summary.quarter.before or summary.quarter)
    return {
        **_named(row, shared),
        "now": shared.ratings[now.rating],
        "before": shared.ratings[before.rating],
        "headline": now.update.headline,
        "next_steps": now.update.next_steps,
    }


def _sign_off(summary: Summary, shared: _Shared) -> Values:
    found = summary.sign_off
    record, rows = found.record, {row.id: row for row in summary.rows}

    def named(action: str) -> Values:
        unknown = {"id": action, "title": "", "lead": "", "anchor": ""}
        return _named(rows[action], shared) if action in rows else unknown

    return {
        "sentence": sentence(found),
        "closed": found.closed,
        "stands": found.stands,
        "digest": record.digest,
        "stages": [_stage(stage) for stage in found.stages],
        "accepted": [
            {**named(action), "words": accepted(gap)} for action, gap in record.accepted.items()
        ],
        "corrections": [
            {**named(made.action), "date": in_words(made.date), "words": corrected(made)}
            for made in record.corrections
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


def _priorities(summary: Summary, shared: _Shared) -> list[Values]:
    rows: dict[str, list[Row]] = {}
    for row in summary.rows:
        rows.setdefault(row.priority, []).append(row)
    return [
        {
            "number": count.name,
            "text": count.label,
            "anchor": f"priority-{count.name or 'none'}",
            "actions": [_action(row, summary, shared) for row in rows.get(count.name, [])],
        }
        for count in summary.by_priority
    ]


def _action(row: Row, summary: Summary, shared: _Shared) -> Values:
    said = _said(row.action) if row.action else _NOTHING_SAID
    opening = row.action.opening if row.action else None
    return {
        **_named(row, shared),
        "post": summary.header.post(row.lead),
        "path": row.path,
        "readable": row.action is not None,
        "now": shared.ratings[row.at(summary.quarter).rating],
        "opening": _opening(opening, shared) if opening else {},
        "positions": [
            {
                **_position(position, shared),
                "remarks": list(remarks(summary.record(position.quarter), row.id)),
            }
            for position in row.positions
        ],
        **said,
    }


_NOTHING_SAID: Values = {
    "description": "",
    "facts": [],
    "links": [],
    "indicators": [],
    "measures": [],
}


def _said(action: Action) -> Values:
    facts = {
        "Owner": action.owner,
        "Accountable": action.accountable,
        "Source": action.source,
        "Due": in_words(action.due) if action.due else "",
        "Originally due": in_words(action.original_due) if action.original_due else "",
        "Continues": action.supersedes,
    }
    return {
        "description": action.description,
        "facts": [{"name": name, "value": value} for name, value in facts.items() if value],
        "links": list(action.links),
        "indicators": list(action.indicators),
        "measures": list(action.measures),
    }


def _opening(opening: Opening, shared: _Shared) -> Values:
    return {
        "quarter": "When the year began",
        "months": opening.quarter,
        "ended": True,
        "rating": shared.ratings[stated(opening.rag, opening.status)],
        "absent": "",
        "remarks": [],
        **_words(opening),
    }


def _position(position: Position, shared: _Shared) -> Values:
    update, quarter = position.update, shared.quarters[position.quarter]
    return {
        "quarter": quarter["name"],
        "months": quarter["months"],
        "ended": quarter["ended"],
        "rating": shared.ratings[position.rating],
        "absent": "" if update.commentary else _absent(position, ended=quarter["ended"]),
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


def _absent(position: Position, *, ended: bool) -> str:
    """Return what stands where there is no commentary; a rating of "not due yet" says it all."""
    if position.rating is Rating.NOT_DUE:
        return ""
    if position.update.empty and position.rating in LASTING:
        return "No update is needed"
    return "No commentary supplied" if ended else "No commentary yet"


def _confidence(rag: Rag | None) -> Values:
    """Return confidence as a rating has it, but in the plain words: a plan's are of delivery."""
    if not rag:
        return {}
    return {"label": rag.capitalize(), "slug": rag.value, "shape": SHAPES[Rating(rag.capitalize())]}
