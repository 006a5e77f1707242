"""What a report's template is given: plain values, made once from a summary."""

from typing import Any

from planctl.periods import Quarter
from planctl.summary import Position, Row, Summary
from planctl.words import SHAPES, Rating

Values = dict[str, Any]


def context(summary: Summary) -> Values:
    """Return the values that templates use; docs/templates.md says what each is."""
    header = summary.header
    ratings = {rating: _rating(summary, rating) for rating in Rating}
    counts = summary.overall.ratings
    return {
        "title": header.title,
        "organisation": header.organisation,
        "year": str(summary.year),
        "quarter": summary.quarter.value,
        "months": summary.year.months(summary.quarter),
        "as_at": f"{summary.today.day} {summary.today:%B %Y}",
        "quarters": [{"name": each.value, "months": summary.year.months(each)} for each in Quarter],
        "sentence": summary.sentence,
        "total": summary.overall.total,
        "rated": summary.overall.rated,
        "counts": [{**ratings[rating], "number": number} for rating, number in counts.items()],
        "by_lead": [
            {
                "name": count.label,
                "post": header.leads.get(count.name, ""),
                "total": count.total,
                "counts": [
                    {**ratings[rating], "number": number}
                    for rating, number in count.ratings.items()
                ],
            }
            for count in summary.by_lead
        ],
        "priorities": _priorities(summary, ratings),
        "movements": [
            {
                "id": move.row.id,
                "title": move.row.title,
                "before": ratings[move.before],
                "after": ratings[move.after],
                "direction": move.direction,
            }
            for move in summary.movements
        ],
        "gaps": [
            {
                "id": gap.row.id,
                "title": gap.row.title,
                "lead": gap.row.lead,
                "lacks": list(gap.lacks),
            }
            for gap in summary.gaps
        ],
        "key": [ratings[rating] for rating in Rating if rating is not Rating.UNREADABLE],
        "glossary": dict(header.glossary),
    }


def _rating(summary: Summary, rating: Rating) -> Values:
    return {
        "label": summary.header.label(rating),
        "slug": rating.name.lower().replace("_", "-"),
        "shape": SHAPES[rating],
        "meaning": summary.header.meaning(rating),
    }


def _priorities(summary: Summary, ratings: dict[Rating, Values]) -> list[Values]:
    rows: dict[str, list[Row]] = {}
    for row in summary.rows:
        rows.setdefault(row.priority, []).append(row)
    return [
        {
            "number": count.name,
            "text": count.label,
            "actions": [_action(row, summary, ratings) for row in rows.get(count.name, [])],
        }
        for count in summary.by_priority
    ]


def _action(row: Row, summary: Summary, ratings: dict[Rating, Values]) -> Values:
    action = row.action
    values: Values = {
        "id": row.id,
        "title": row.title,
        "lead": row.lead,
        "path": row.path,
        "readable": action is not None,
        "positions": [_position(position, summary, ratings) for position in row.positions],
        "now": ratings[row.at(summary.quarter).rating],
        "description": "",
        "facts": [],
        "links": [],
        "indicators": [],
        "measures": [],
    }
    if action:
        facts = {
            "Answers for it": summary.header.leads.get(action.lead, ""),
            "Owner": action.owner,
            "Accountable": action.accountable,
            "Source": action.source,
            "Due": str(action.due or ""),
            "Originally due": str(action.original_due or ""),
            "Continues": action.supersedes,
        }
        values |= {
            "description": action.description,
            "facts": [{"name": name, "value": value} for name, value in facts.items() if value],
            "links": list(action.links),
            "indicators": list(action.indicators),
            "measures": list(action.measures),
        }
    return values


def _position(position: Position, summary: Summary, ratings: dict[Rating, Values]) -> Values:
    update = position.update
    return {
        "quarter": position.quarter.value,
        "months": summary.year.months(position.quarter),
        "rating": ratings[position.rating],
        "due": summary.year.ended(position.quarter, summary.today),
        "headline": update.headline,
        "commentary": update.commentary,
        "impact": update.impact,
        "next_steps": update.next_steps,
        "evidence": update.evidence,
        "confidence": str(update.confidence or ""),
    }
