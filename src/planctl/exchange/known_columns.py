"""Which field of a plan a column is, by what councils call it: By when, Lead officer, BRAG."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from planctl.plan.typed_dates import dates_in
from planctl.plan.year import Year

FIELDS: Mapping[str, str] = {
    "id": "the action's number",
    "priority": "the priority that actions belong to",
    "title": "what is to be done",
    "description": "what is to be done, in more words",
    "lead": "who leads it",
    "owner": "the post that does the work",
    "accountable": "the post that is accountable",
    "due": "by when",
    "source": "what it goes back to",
    "links": "linked plans",
    "indicators": "indicators of success",
    "measures": "how it is measured",
    "rag": "the rating of a quarter",
    "status": "where it is in its life: complete, on hold",
    "commentary": "what was said of a quarter",
    "impact": "the difference made, in a quarter",
    "evidence": "what shows it, in a quarter",
    "next_steps": "what comes next, in a quarter",
    "own": "a column of your own, kept with the action",
    "leave": "not taken",
}
"""What a column may be, and what that is."""

OF_QUARTERS = ("rag", "status", "commentary", "impact", "evidence", "next_steps")
LISTS = ("links", "indicators", "measures")
_LONGEST = 120

_KNOWN: tuple[tuple[str, ...], ...] = (
    (
        "id",
        (
            r"(?:the )?(?:action|item|rec(?:ommendation)?|plan)? ?(?:ref(?:erence)?s?|nos?|id|#)"
            r"(?: no| number)?|(?:.* )?number|#|s ?/? ?n|item"
        ),
    ),
    (
        "priority",
        r"(?:.* )?priorit(?:y|ies)(?: area| theme)?s?|department",
        (
            r"(?:strategic |key |improvement |plan )?(?:theme|objective|aim|goal|workstream|"
            r"ambition|pillar|outcome area|areas? (?:for|of) (?:improvement|development|focus)|"
            r"improvement area|area)s?"
        ),
    ),
    (
        "rag",
        r".*\bb?rag[bcyp]?\b.*",
        (
            r"(?:current |overall |progress |delivery |performance )?(?:rating|status|colour|"
            r"traffic lights?)(?: (?:rating|update|colour))?"
            r"|assessment of progress|(?:progress )?(?:score|grade)"
        ),
    ),
    (
        "due",
        r"(?:by )?when\b.*|.*\btime ?(?:scale|frame|line)s?.*|due(?: by)?|target(?: date)?",
        (
            r"(?!.*\b(?:start|begin|commence|completed|achieved|actual|review|reviewed|updated?|last)\b)"
            r"(?:.* )?(?:dates?|deadlines?)(?: (?:for|of) .*)?|complet(?:e|ed|ion) by"
        ),
    ),
    (
        "owner",
        r"(?:responsible|named|action|delivery) (?:officer|manager|post|person)s?",
        r"(?:action )?owners?|assigned to|named? person|officers?(?: responsible)?",
    ),
    (
        "accountable",
        r"accountable.*|(?:executive|senior|exec|director) (?:lead|sponsor|owner)|sponsor|sro",
    ),
    (
        "lead",
        r"(?:.* )?leads?\b.*|by whom|who\b.*|.*\bresponsib(?:le|ility)\b.*",
        r"(?:service|delivery|responsible) (?:area|team|service)s?|agency|partner(?:s)?|team",
    ),
    ("links", r"link(?:s|ed)?\b.*|(?:related|other|associated) (?:plan|strateg).*"),
    (
        "next_steps",
        r"next steps?.*|(?:further|remaining|future|planned) (?:action|work|activit).*",
    ),
    (
        "commentary",
        r".*\bcommentar(?:y|ies)\b.*|.*\bprogress\b.*|.*\bupdates?\b.*|.*\bcomments?\b",
        r"(?:current )?position(?: statement)?|narrative|achievements?.*|work to date",
    ),
    ("indicators", r"success.*"),
    (
        "measures",
        r"how .*\b(?:measure|track|monitor|know)\w*\b.*",
        r".*\bmeasure[sd]?\b(?! of success)(?: .*)?|monitoring.*|metrics?|targets?",
        r"(?:key )?performance (?:indicator|measure|metric)s?|kpis?",
    ),
    (
        "indicators",
        r".*\bsuccess\b.*|(?:.* )?outcomes?\b.*|(?:.* )?impacts?\b.*|indicators?.*",
        r".*\b(?:difference|benefit)s?\b.*|what (?:will )?(?:good|it) looks? like.*",
    ),
    ("evidence", r".*\bevidence\b.*|assurance.*|verification.*"),
    (
        "title",
        r"(?:.* )?actions?\b.*|what\b.*|recommendations?|tasks?|activit(?:y|ies)",
        r"(?:key )?(?:steps?|deliverables?|milestones?|projects?|initiatives?)",
        r"improvements? (?:required|needed)|(?:action )?titles?",
        r"how(?: (?:will )?we (?:will )?do it)?",
    ),
    ("description", r"(?:further )?(?:detail|description|narrative)s?(?: of .*)?"),
    (
        "source",
        r"(?:source|origin|driver|recommendation)s?(?: .*)?|(?:ofsted|cqc|inspection) .*|findings?",
    ),
)
"""Fields, each with patterns of what councils call it; the first that fits is meant."""
_KNOWN_PATTERNS = tuple((field, re.compile("|".join(words))) for field, *words in _KNOWN)
_PRIORITY_LEVEL = re.compile(r"priority (?:level|rating|rank|status)|.*high.*low.*")
_PERIOD = re.compile(
    r"\b(?:q|qtr|quarter) ?([1-4])\b(?: ?\(?(20[0-9]{2}) ?[-/–] ?(?:20)?[0-9]{2}\)?)?",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[^\w\s/#&'-]+|[?:*]")


class TableColumn(NamedTuple):
    """A column of a table: which columns it spans, its heading, its field, the quarter it is of."""

    place: str
    heading: str
    start: int
    end: int
    field: str = ""
    quarter: str = ""
    why: str = ""
    """What a field is known by, where it is not known by its heading."""


def plain_heading(heading: str) -> str:
    """Return a heading in small letters, without its punctuation."""
    return " ".join(_NOT_WORDS.sub(" ", heading.lower().replace("’", "'")).split())


def field_of(heading: str) -> str:
    """Return the field that a heading is known for, "" if it is none."""
    plain = plain_heading(_PERIOD.sub(" ", heading))
    if not plain or len(plain) > _LONGEST or _PRIORITY_LEVEL.fullmatch(plain):
        return ""
    return next((field for field, known in _KNOWN_PATTERNS if known.fullmatch(plain)), "")


def quarter_of(text: str, year: Year) -> str:
    """Return the key of the period of a year that a text names: Q2, July 2013; "" if none."""
    found = _PERIOD.search(text)
    if found:
        keys = [each for each in year.keys if each.startswith(f"Q{found[1]}")]
        started = [each for each in keys if not found[2] or found[2] in each or len(keys) == 1]
        if found[2] and len(keys) == 1 and int(found[2]) != year.start:
            return ""
        return started[0] if started else ""
    for day in dates_in(text):
        for period in year.periods:
            if period.first_day <= day <= period.last_day:
                return period.key
    return ""
