"""The plan as a whole in tables: what it is, how many actions have which rating, who signed."""

from collections.abc import Iterator
from dataclasses import replace

from planctl.plan.days import in_words
from planctl.plan.model import Closed
from planctl.plan.own_field import labels_of_fields
from planctl.plan.period import Period
from planctl.plan.scale import Scale
from planctl.problem import visible
from planctl.reports.tables.table import Cell, Column, Table, Value
from planctl.signoff.statement import corrected_field, sign_off_sentence
from planctl.summary.priorities import priority_standings
from planctl.summary.rating_count import RatingCount
from planctl.summary.recommendations import recommendation_facts
from planctl.summary.summary import Summary

_Row = tuple[Value, ...]


def count_table(summary: Summary) -> Table:
    """Return the table of how many actions have each rating, and of how many."""
    rows = tuple(
        (
            *named,
            count.total,
            count.rated,
            *(count.steps.get(step, 0) for step in summary.scale.steps),
        )
        for named, count in _counted(summary)
    )
    return Table(
        "summary",
        "How many actions have each rating, and of how many.",
        _counts(summary.scale),
        rows,
    )


def sign_off_table(summary: Summary) -> Table:
    """Return the table of sign-offs: stages, what was accepted, what was corrected since."""
    rows = tuple(row for quarter in summary.year.periods for row in _signed(summary, quarter))
    return Table("sign-off", "Who signed, what was accepted, what changed since.", _SIGNED, rows)


def about_table(summary: Summary, commit: str) -> Table:
    """Return the table of what the plan says of itself: its facts and what its words mean."""
    says = "Which plan it is, on which day, and what its words mean."
    return Table("about", says, _ABOUT, tuple(_facts(summary, commit)))


def _counted(summary: Summary) -> Iterator[tuple[_Row, RatingCount]]:
    now = summary.quarter.key
    yield ("Plan", None, "All actions", now), summary.overall
    for quarter in summary.year.periods:
        count = replace(summary, quarter=quarter).overall
        yield (
            (quarter.noun.capitalize(), quarter.key, f"All actions, {quarter.span}", quarter.key),
            count,
        )
    for count in summary.by_priority:
        yield ("Priority", count.name or None, count.label or None, now), count
    for count in summary.by_lead:
        post = summary.header.post(count.name) or None
        yield ("Lead", count.label or "Not known", post, now), count
    for count in summary.by_recommendation:
        yield ("Recommendation", count.name, count.label, now), count


def _signed(summary: Summary, quarter: Period) -> Iterator[_Row]:
    record = summary.record(quarter)
    if record.date:
        yield _entry(quarter, "Closed", date=record.date, by=record.by, digest=record.digest)
    yield from _stages(summary, quarter)
    for action, gap in record.accepted.items():
        yield _entry(quarter, "Accepted", id=action, lacks=gap.lacks, reason=gap.reason)
    yield from _corrections(record, quarter, summary.scale.at(quarter.key))
    if quarter is summary.quarter:
        for change in summary.sign_off.changes:
            how = f"{change.how} since, and not on the record"
            yield _entry(quarter, "Changed", id=visible(change.action), reason=how)


def _stages(summary: Summary, quarter: Period) -> Iterator[_Row]:
    if quarter is summary.quarter:
        for stage in summary.sign_off.stages:
            what = "Stage" if stage.signed else "Stage, not signed"
            said = dict(stage.signed) if stage.signed else {}
            yield _entry(quarter, "Stage, void" if stage.void else what, stage=stage.name, **said)
        return
    for name, signed_stage in summary.record(quarter).stages.items():
        yield _entry(quarter, "Stage", stage=name, **dict(signed_stage))


def _corrections(record: Closed, quarter: Period, scale: Scale) -> Iterator[_Row]:
    for made in record.corrections:
        yield _entry(
            quarter,
            "Correction",
            id=made.action,
            field=corrected_field(made, scale),
            was=scale.word_of(made.was),
            now=scale.word_of(made.now),
            reason=made.reason,
            date=made.date,
            by=made.by,
            digest=made.digest,
        )


def _entry(quarter: Period, what: str, **said: Value) -> _Row:
    rest = (said.get(column.name) or None for column in _SIGNED[2:])
    return (quarter.key, what, *rest)


def _facts(summary: Summary, commit: str) -> Iterator[_Row]:
    header, calendar, noun = summary.header, summary.header.calendar, summary.year.noun
    yield from (("Plan", name, None, text) for name, text in _of_plan(summary, commit))
    yield "Calendar", "The year begins on", None, in_words(summary.year.first.first_day)
    if header.starts:
        yield "Calendar", "The plan starts on", None, in_words(header.starts)
    days = f"{calendar.due_working_days} working days after a {noun}'s end"
    yield "Calendar", "Updates are due", None, days
    yield "Calendar", "Bank holidays", None, calendar.holidays
    for number, stage in enumerate(calendar.stages, 1):
        yield "Calendar", f"Stage {number} of a sign-off", None, stage
    for priority in header.priorities:
        yield "Priority", priority, None, header.priority_words(priority)
    yield from _led(summary)
    for lead, answers in header.leads.items():
        yield "Lead", lead, None, answers.post or None
    for recommendation, said in header.recommendations.items():
        yield "Recommendation", recommendation, None, said.text
        for name, words in recommendation_facts(said).items():
            yield f"Recommendation {recommendation}", name, None, words
    for key, label in labels_of_fields(header.fields).items():
        yield "Field", label, None, ", ".join(header.fields[key].one_of) or None
    for step in summary.scale.steps:
        yield "Rating", step.name, step, step.meaning
    for short, meaning in header.glossary.items():
        yield "Abbreviation", short, None, meaning


def _led(summary: Summary) -> Iterator[_Row]:
    """Yield what is said of priorities beside their words."""
    for each in priority_standings(summary):
        part, said = f"Priority {each.counts.name}", each.said
        for name, text in (("Lead", said.lead), ("Accountable", said.accountable)):
            if text:
                yield part, name, None, text
        for quarter in summary.periods_so_far:
            if step := summary.priority_step(each.counts.name, quarter):
                yield part, f"Rating for {quarter}", step, "As its lead gives it"


def _of_plan(summary: Summary, commit: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of the plan as a whole, each after what it is called."""
    yield "Title", summary.header.title
    yield "Organisation", summary.header.organisation
    yield "Year", str(summary.year)
    yield summary.year.noun.capitalize(), summary.quarter.described
    yield "As at", in_words(summary.today)
    yield "Version", visible(commit) or "Not known"
    if summary.edition:
        yield "Edition", summary.edition
    yield "In a sentence", summary.sentence
    yield "Sign-off", visible(sign_off_sentence(summary.sign_off))


def _counts(scale: Scale) -> tuple[Column, ...]:
    """Return the columns of the table of counts: one for each step of the ratings."""
    steps = (
        Column(step.slug.replace("-", "_"), step.name, Cell.NUMBER, "How many have this rating.")
        for step in scale.steps
    )
    return (*_COUNTED, *steps)


_COUNTED = (
    Column("of", "Counted", Cell.WORD, "The plan, a quarter, a priority or a lead."),
    Column("name", "Name", Cell.TEXT, "Which quarter, priority or lead."),
    Column("label", "In words", Cell.PROSE, "The quarter's months, the priority, the lead's post."),
    Column("quarter", "Ratings of", Cell.WORD, "The quarter whose ratings are counted."),
    Column("total", "Actions", Cell.NUMBER, "How many actions; the ratings add up to it."),
    Column("rated", "Rated", Cell.NUMBER, "How many of them are red to embedded."),
)
_SIGNED = (
    Column("quarter", "Quarter", Cell.WORD, "The quarter signed off."),
    Column("what", "What", Cell.WORD, "Closed, a stage, accepted, a correction, changed."),
    Column("stage", "Stage", Cell.TEXT, "The stage that signed."),
    Column("id", "Number", Cell.TEXT, "The action it is about."),
    Column("lacks", "Lacked", Cell.TEXT, "What was missing and accepted."),
    Column("field", "Field", Cell.WORD, "What was corrected."),
    Column("was", "Was", Cell.TEXT, "The rating, status or confidence before a correction."),
    Column("now", "Is now", Cell.TEXT, "The rating, status or confidence after it."),
    Column("reason", "Reason", Cell.PROSE, "Why it was accepted or corrected."),
    Column("date", "Date", Cell.DATE, "The day."),
    Column("by", "By", Cell.TEXT, "The post that signed or allowed it."),
    Column("digest", "Digest", Cell.TEXT, "What planctl check compares with what was signed."),
)
_ABOUT = (
    Column("part", "Part", Cell.WORD, "The plan, its calendar, a priority, a lead, a rating."),
    Column("name", "Name", Cell.TEXT, "What is explained."),
    Column("printed", "Printed as", Cell.RATING, "The plan's own word for a rating."),
    Column("text", "What it is", Cell.PROSE, "What it says, or means."),
)
