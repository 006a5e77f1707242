"""A plan in which every field of the schema says something, and the places where it says it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from planctl.plan.model import Action, Header
from planctl.plan.plan import Entry, Plan
from planctl.summary.summary import Summary, summarise

UPDATE: dict[str, Any] = {
    "rag": "amber",
    "status": "in progress",
    "headline": "Slower than planned",
    "commentary": "Two carers were approved.\nOne left.",
    "impact": "Fewer children moved.",
    "if_continues": "More children will move.",
    "next_steps": "- Approve a third, by May.",
    "back_to_green": "By December, once the third carer is approved.",
    "ask": "Agree to a second campaign.",
    "evidence": "Minutes of 3 May 2019.",
    "confidence": "red",
}
MEASURE: dict[str, Any] = {
    "text": "Children who moved",
    "id": "moved",
    "name": "Moves",
    "unit": "%",
    "unit_name": "of children",
    "decimals": 1,
    "polarity": "lower",
    "basis": "in the period",
    "frequency": "monthly",
    "source": "Case system",
    "baseline": {"value": "31", "when": "Q4 2018-19"},
    "target": "20",
    "profile": {"Q1": "29", "Q2": "27", "Q3": "25", "Q4": "23"},
    "tolerance": "5",
    "benchmarks": {"England": {"value": "19", "when": "2018-19"}},
    "last_year": {"Q1": "33", "Q2": "30"},
    "actuals": {
        "Q1": {
            "months": {
                "May": {"value": "3 of 10", "restated_from": "4 of 10", "reason": "A miscount"},
                "June": {"value": "4 of 12", "series_break": "New form"},
                "July": {"value": "2 of 9", "supplied": "2019-08-20"},
            },
        },
        "Q2": {
            "value": "24",
            "restated_from": "26",
            "reason": "One was counted twice",
            "series_break": "Another system",
            "supplied": "2019-11-15",
        },
    },
}
PART: dict[str, Any] = {
    "id": "who-stay",
    "name": "Carers who stay",
    "unit": "other",
    "unit_name": "carers",
    "frequency": "termly",
    "actuals": {"Q1": {"terms": {"Summer": "7"}}},
}
ACTION: dict[str, Any] = {
    "id": "1.10",
    "starts": "2019-04-10",
    "title": "PLACEMENTS",
    "description": "Improve stability",
    "lead": "Permanence",
    "priority": "3",
    "owner": "Team Manager",
    "fields": {"budget": "£40,000 from reserves"},
    "accountable": "Director",
    "source": "Recommendation 4",
    "due": "2020-03-31",
    "original_due": "2020-01-31",
    "moves": [
        {
            "was": "2020-02",
            "to": "2020-03-31",
            "date": "2019-09-02",
            "reason": "The site was late.",
            "agreed_by": "Director of Services",
            "decided": "2019-09-10",
        },
        {
            "was": "2020-03-31",
            "to": "Q1 2020-21",
            "date": "2019-09-20",
            "reason": "The lease was late.",
            "refused_by": "Board",
            "decided": "2019-09-29",
        },
    ],
    "milestones": {
        "Carers approved": {
            "due": "2019-12",
            "done": "2019-10-15",
            "moves": [
                {
                    "was": "2019-11",
                    "to": "2019-12",
                    "date": "2019-09-03",
                    "reason": "No panel met.",
                    "agreed_by": "Chair of the panel",
                    "decided": "2019-09-19",
                }
            ],
        }
    },
    "supersedes": "2.1 of 2018-19",
    "answers": ["R7"],
    "agreed_changes": [
        {
            "date": "2019-09-05",
            "field": "title",
            "was": "PLACES",
            "now": "PLACEMENTS",
            "reason": "It says more.",
            "agreed_by": "Board of Directors",
        }
    ],
    "links": ["Sufficiency Strategy", "Commissioning"],
    "indicators": ["Fewer moves"],
    "measures": ["Moves in a year", MEASURE, {"text": "Carers", "parts": [PART]}],
    "opening": {**UPDATE, "rag": "red", "quarter": "Q4 2018-19"},
    "updates": {"Q1": {**UPDATE, "rag": "red"}, "Q2": UPDATE},
}
HEADER: dict[str, Any] = {
    "starts": "2019-04-02",
    "title": "Improvement Plan",
    "organisation": "Aldermere Council",
    "year": "2019-20",
    "priorities": {
        "1": "Right help",
        "3": {
            "text": "Permanence without delay",
            "short": "Permanence",
            "lead": "Permanence",
            "accountable": "Director",
            "ratings": {"Q1": "amber", "Q2": "red"},
        },
    },
    "leads": {"Permanence": {"post": "Head of Permanence", "handle": "@permanence"}},
    "ratings": {"amber": {"label": "At risk", "meaning": "May be late."}},
    "shares": "one decimal",
    "calendar": {
        "first_month": 5,
        "due_working_days": 12,
        "holidays": "Wales",
        "time_zone": "Europe/Dublin",
        "stages": ["DMT", "Board"],
    },
    "recommendations": {
        "R7": {
            "text": "Act sooner.",
            "source": "Report, paragraph 7",
            "body": "Inspectorate",
            "date": "2019-05-14",
            "must_or_should": "must",
            "response": "accepted",
            "response_text": "We shall.",
            "deadline": "2019-12",
            "position": {"2019-10-02": "Some progress."},
        }
    },
    "fields": {"budget": {"label": "Budget", "one_of": ["£40,000 from reserves"]}},
    "personal": {
        "allowed": ["Aldermere Panel"],
        "case_numbers": ["LCS \\d{6}"],
        "waived": [
            {
                "action": "1.10",
                "field": "title",
                "rule": "name",
                "text": "0123456789ab",
                "reason": "It is a place.",
                "by": "Director",
                "date": "2019-05-02",
            }
        ],
    },
    "glossary": {"DMT": "Departmental management team"},
    "closed": {
        "Q1": {
            "date": "2019-09-10",
            "by": "Chair of the Board",
            "digest": "v1-1",
            "stages": {
                "DMT": {"date": "2019-09-01", "by": "Director of Services", "digest": "v1-2"}
            },
            "accepted": {"1.10": {"lacks": "evidence", "reason": "Minutes are late."}},
            "corrections": [
                {
                    "date": "2019-10-01",
                    "action": "1.10",
                    "field": "rag",
                    "name": "of the moves",
                    "was": "green",
                    "now": "amber",
                    "reason": "A miscount.",
                    "by": "Head of Data",
                    "update": "v1-3",
                    "digest": "v1-4",
                }
            ],
            "plan": {"title": "v2-6"},
            "actions": {"1.10": "v1-5"},
        }
    },
}
TODAY = date(2019, 11, 20)

_OTHERS = {
    "Europe/Dublin": "Europe/London",
    "amber": "green",
    "red": "green",
    "green": "red",
    "in progress": "on hold",
    "rag": "status",
    "3": "1",
    "R7": "R8",
    "must": "should",
    "accepted": "not accepted",
    "one decimal": "whole",
    "1.10": "1.11",
    "2019-20": "2018-19",
    "Q1 2020-21": "Q2 2020-21",
    "Wales": "Scotland",
    "%": "rate per 10,000",
    "other": "count",
    "lower": "higher",
    "in the period": "snapshot",
    "monthly": "quarterly",
    "termly": "quarterly",
}

_INSTEAD = {"agreed_by": "refused_by", "refused_by": "agreed_by"}
"""The fields of which one is said or the other."""

Path = tuple[str | int, ...]


def summary(header: object = HEADER, *actions: object) -> Summary:
    """Return the summary of a plan made of these data, of ACTION if no actions are given."""
    said = [Action.model_validate(each) for each in actions or (ACTION,)]
    entries = tuple(Entry(each.id, f"p/{each.id}.yaml", each) for each in said)
    return summarise(Plan("p", Header.model_validate(header), None, entries), TODAY)


def leaves(data: object) -> Iterator[Path]:
    """Yield the way to each value in some data."""
    match data:
        case dict():
            yield from ((key, *rest) for key, value in data.items() for rest in leaves(value))
        case list():
            yield from ((n, *rest) for n, value in enumerate(data) for rest in leaves(value))
        case _:
            yield ()


def changed(data: Any, way: Path) -> Any:  # noqa: ANN401 - data nest values of any kind
    """Return the data with another value at the end of that way, one that is valid there."""
    if way:
        first, *rest = way
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        made = {key: changed(each, tuple(rest)) if key == first else each for key, each in pairs}
        return made if isinstance(data, dict) else list(made.values())
    if isinstance(data, int):
        return data + 1
    if re.fullmatch(r"\d{4}-\d\d-\d\d", data):
        return f"{data[:-2]}28"
    if re.fullmatch(r"\d+(?: of \d+)?", data):
        return f"1{data}"
    if re.fullmatch(r"20\d\d-(?:0\d|1[0-2])", data):
        return f"{data[:-2]}10"
    return _OTHERS.get(data, f"{data}x")


def unsaid(*models: BaseModel) -> set[str]:
    """Return the fields of models, and of those within them, that nowhere say anything."""
    said: dict[str, bool] = {}
    for model in models:
        for field, value in _fields(model):
            said[field] = bool(value) or said.get(field, False)
    return {field for field, is_said in said.items() if not is_said}


def _fields(model: BaseModel) -> Iterator[tuple[str, object]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        defined = next(each for each in reversed(type(model).mro()) if _has(each, name))
        yield f"{defined.__name__}.{name}", value or getattr(model, _INSTEAD.get(name, ""), "")
        held = value.values() if isinstance(value, dict) else value
        for each in held if isinstance(held, tuple) or isinstance(value, dict) else (value,):
            if isinstance(each, BaseModel):
                yield from _fields(each)


def _has(model: type, name: str) -> bool:
    return issubclass(model, BaseModel) and name in model.model_fields
