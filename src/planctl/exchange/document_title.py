"""What a document is called, whose it is and of which year: as it says, else guessed and told."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.exchange.import_log import ImportLog, Taken
from planctl.exchange.source_tables import Passage, SourceDocument
from planctl.plan.year import Year, parse_year, year_at

UNNAMED = "The council"
"""What stands for the organisation where a document does not name it."""
_YEARS = re.compile(r"(?<![0-9/])(20[0-9]{2}) ?(?:[-/–—]|to) ?((?:20)?[0-9]{2})(?![0-9/])")
_YEAR = re.compile(r"(?<![0-9/.-])(20[0-9]{2})(?![0-9/-])")
_BODY = re.compile(
    r"(?:[A-Z][\w'’&-]*(?: (?:with|and|of|upon|on|the|in|&|[A-Z][\w'’&-]*))* )?"
    r"(?:Council|Partnership|Trust|Children's Services Trust|Combined Authority)\b"
)
_NAMES_PRIORITY = re.compile(r"priority\b", re.IGNORECASE)
_LONGEST = 30
"""Words that a title has at most."""


class Given(NamedTuple):
    """What somebody said of a plan that is imported; "" where it is to be read."""

    title: str = ""
    organisation: str = ""
    year: str = ""
    of: Year | None = None
    """The year of the plan that it is taken into, with its periods."""


class PlanName(NamedTuple):
    """What a plan is called, whose it is, and of which year."""

    title: str
    organisation: str
    year: Year


def plan_name(
    document: SourceDocument, before: Sequence[Passage], given: Given, today: date, log: ImportLog
) -> PlanName:
    """Return the name of a plan; `before` is what stands before its first table."""
    title = given.title or _title(document, before, log)
    words = list(_words(document, before, title))
    return PlanName(
        title,
        given.organisation or _organisation(words, document.body, log),
        given.of or _year(words, given, today, log),
    )


def _title(document: SourceDocument, before: Sequence[Passage], log: ImportLog) -> str:
    fitting = [
        each
        for each in before
        if len(each.text.split()) <= _LONGEST and not _NAMES_PRIORITY.match(each.text)
    ]
    named = [each for each in fitting if re.search(r"\bplan\b|20[0-9]{2}", each.text.lower())]
    if fitting:
        chosen = (named or fitting)[0]
        title = " ".join(chosen.text.split())
        log.take(Taken("plan", "title", title, (chosen.place,), chosen.text))
        return title
    title = " ".join(document.title.split()) or "Improvement plan"
    why = "the file's own title" if document.title else "nothing stands before the first table"
    log.guess("the document", f"'{title}' is the plan's title", why)
    return title


def _organisation(words: Sequence[tuple[str, str]], body: str, log: ImportLog) -> str:
    for place, text in words:
        if found := _BODY.search(text.replace("\n", " ")):
            name = found[0].strip()
            log.guess(place, f"'{name}' is the organisation", "it is the first one that is named")
            if name == text.strip():
                log.take(Taken("plan", "organisation", name, (place,), text))
            return name
    if body:
        log.guess("the document", f"'{body}' is the organisation", "the file says so")
        return body
    why = f"none is named, and '{UNNAMED}' is written: planctl set plan organisation=…"
    log.ask("the document", "whose plan it is", why)
    return UNNAMED


def _year(words: Sequence[tuple[str, str]], given: Given, today: date, log: ImportLog) -> Year:
    if given.year:
        return parse_year(given.year)
    for place, text in words:
        for found in _YEARS.finditer(text):
            label = f"{found[1]}-{found[2][-2:]}"
            try:
                year = parse_year(label)
            except ValueError:
                continue
            if place != "title":
                log.guess(place, f"{year} is the plan's year", f"it says {found[0]}")
            return year
    if alone := _YEAR.search(words[0][1]):
        log.guess("title", f"{alone[1]} is the plan's year", "the title says it; or say --year")
        return parse_year(alone[1])
    year = year_at(today)
    log.guess("the document", f"{year} is the plan's year", "it names none; --year says another")
    return year


def _words(
    document: SourceDocument, before: Sequence[Passage], title: str
) -> Iterator[tuple[str, str]]:
    """Yield where a document may say whose it is and of when, the likeliest place first."""
    yield "title", title
    for passage in before:
        yield passage.place, passage.text
    for aside in document.aside:
        if aside.what == "beside the text":
            yield aside.place, aside.text
