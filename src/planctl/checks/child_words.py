"""Words for a child and for children, for small numbers, and what may stand between them."""

import re

SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
NUMBERS = SMALL | {
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
"""Numbers that are written as words."""

CHILD = (
    r"(?:child|young\s+(?:person|woman|man|mother|father|parent|adult|carer)|girl|boy|baby|infant"
    r"|toddler|teenager|teen|adolescent|youngster|youth|pupil|student|sibling|brother|sister|son"
    r"|daughter|twin|newborn|care[\s-]leaver|asylum[\s-]seeker|schoolboy|schoolgirl|grandchild"
    r"|minor|uasc|yp|cyp)"
)
CHILDREN = (
    r"(?:children|young\s+(?:people|persons|women|men|mothers|fathers|parents|adults|carers)|girls"
    r"|boys|babies|infants|toddlers|teenagers|teens|adolescents|youngsters|youths|pupils|students"
    r"|siblings|brothers|sisters|sons|daughters|twins|newborns|care[\s-]leavers"
    r"|asylum[\s-]seekers|schoolboys|schoolgirls|grandchildren|minors|uascs?|yps?|cyp|kids)"
)
_ADJECTIVE = (
    r"(?:looked[\s-]after|cared[\s-]for|other|more|further|new|young|old|own|small|such|same|very"
    r"|white|black|asian|mixed|male|female|deaf|blind|local|in-house|primary|secondary|pre-school"
    r"|school[\s-]age|teenage|nursery|high-risk|at-risk|out-of-area|recent|ex|former|kurdish|polish"
    r"|(?!(?:during|being|having|including|following|under|over|after|per|her|their|whether|never"
    r"|either|need|speed|feed|manager|worker|carer|officer|training|meeting|hearing|building"
    r"|housing|nursing|funding|fostering|centre|number|letter|paper|order|quarter|approval|proposal"
    r"|trial|appeal|hospital|panel|referral|for|nor)(?![\w-]))"
    r"[a-z]+(?:-[a-z]+)?(?:ed|ing|er|est|al|ous|ful|less|able|ible|ic|ive|ish|ese|ant|ian|ean))"
)
BETWEEN = rf"(?:\s+(?:(?:(?:and|or)\s+)?{_ADJECTIVE}|[a-z]{{3,12}}ly),?){{0,4}}"
"""Adjectives between a number and what is counted."""

OF_AN_OFFICE = (
    r"(?:homes?|cent(?:re|er)s?|services?|rights|social|teams?|boards?|trusts?|champions?|forums?"
    r"|commission\w*|council|participation|workforce|directorate|department|partnership|guardians?"
    r"|wards?|residential|nurses?|practitioners?|workers?|advoca\w+|officers?|voices?|panels?"
    r"|groups?|networks?|hubs?|houses?|hospitals?|ministers?|courts?|clubs?|librar\w+|play"
    r"|wellbeing|mental|champion|strateg\w+|guides?|director\w*|charter|surveys?|books?|act|day)"
)
"""What is a children's … and no child."""
NO_CHILD = (
    r"(?!(?:['’]s?|s['’])\s+" + OF_AN_OFFICE + r"\b)"
    r"(?![\s-]+(?:protection|sexual|criminal|exploitation|poverty|care\b(?!\s+leaver)|minder|minding"
    r"|health|death|practice|development|benefit|psycholog|line\b|levels?\b|centred|friendly"
    r"|and\s+famil(?:y|ies)\s+(?:assess|serv|team|hub|social|practi|work|cent)|in\s+need\s+"
    r"(?:plan|team|serv|cens|meeting|review)|looked[\s-]after\s+review|safeguarding|employment"
    r"|referral|premium|places?\b|admission|support|social|clinic|box|bank|guide|council|forum"
    r"|voice|services?\b|homes?\b|trafficking|policy|policies|with\s+disabilities\s+(?:team|serv|social)|focus|impact|first\b|development|well-?being))"
)
"""What must not follow: child protection, a children's home, a pupil referral unit."""

FIGURE = re.compile(
    r"[0-9](?<![\w£$€.,:/-].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(?![\w%/:]|[.,-][0-9]|\s?%)"
)
"""A whole number that is no share, date, time or money."""


def number(written: str) -> int:
    """Return the number that is written in figures or as a word; nought if it is none."""
    plain = written.replace(",", "").lower()
    return int(plain) if plain.isdecimal() else NUMBERS.get(plain, 0)
