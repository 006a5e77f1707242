"""One message to each lead who owes something for a quarter, ready to be sent."""

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.changes.pull_request_comment import inert
from planctl.plan.days import in_words
from planctl.plan.leads import lead_words
from planctl.plan.period import Period
from planctl.plan.scale import Step, either
from planctl.problem import visible
from planctl.summary.missing import Gap
from planctl.summary.updates_due import UnratedPriority, UpdatesDue

_RULE = "-" * 72


class _Owed(NamedTuple):
    """A quarter for which a lead owes something, and what that is."""

    due: UpdatesDue
    gaps: Sequence[Gap]
    priorities: Sequence[UnratedPriority]


class LeadMessage(NamedTuple):
    """A message to a lead: to whom, what it is about, its words, and for which quarters it is."""

    lead: str
    to: str
    subject: str
    body: str
    quarters: tuple[Period, ...]


def text_reminders(owed: Sequence[UpdatesDue], plan: str = "") -> str:
    """Return the messages as plain text, a line of dashes between them.

    `plan` is the option that names the plan in the commands, where one is needed.
    """
    return f"\n{_RULE}\n\n".join(
        f"To: {each.to}\nSubject: {each.subject}\n\n{each.body}"
        for each in lead_messages(owed, plan)
    )


def lead_messages(owed: Sequence[UpdatesDue], plan: str = "") -> Iterator[LeadMessage]:
    """Yield the message to each lead, as plain text; `plan` is as above."""
    for lead, mine in _by_lead(owed):
        body = "\n".join(_text(lead, mine, plan)) + "\n"
        to, subject = visible(_to(mine[0].due, lead)), visible(_subject(mine))
        yield LeadMessage(lead, to, subject, body, tuple(each.due.quarter for each in mine))


def markdown_reminders(owed: Sequence[UpdatesDue], plan: str = "") -> str:
    """Return the messages as Markdown, each below a heading."""
    return "\n".join("\n".join(_markdown(lead, mine, plan)) + "\n" for lead, mine in _by_lead(owed))


def when(due: UpdatesDue) -> str:
    """Return when the updates are due, or how late they are, as the end of a sentence."""
    day = f"{due.by:%A} {in_words(due.by)}"
    if not due.missed:
        return f"are due by {day}"
    days = f", {due.late} working day{'' if due.late == 1 else 's'} ago" if due.late else ""
    return f"were due by {day}{days}"


def _by_lead(owed: Sequence[UpdatesDue]) -> Iterator[tuple[str, list[_Owed]]]:
    """Yield what each lead owes for each quarter, in alphabetical order of the leads."""
    found: dict[str, list[_Owed]] = {}
    for due in owed:
        for lead in {*due.by_lead, *(each.lead for each in due.priorities)}:
            mine = [each for each in due.priorities if each.lead == lead]
            found.setdefault(lead, []).append(_Owed(due, due.by_lead.get(lead, ()), mine))
    yield from sorted(found.items())


def _text(lead: str, owed: Sequence[_Owed], plan: str) -> Iterator[str]:
    for number, (due, gaps, priorities) in enumerate(owed):
        if number:
            yield ""
        yield visible(_opening(due, gaps))
        for each in priorities:
            yield ""
            yield visible(_unrated(each))
            yield visible(f"  Run:        {_rate(due, each, plan)}{_ratings(due)}")
        for gap in gaps:
            yield ""
            yield visible(f"{gap.row.id} {gap.row.title}: {_no(gap)}.{_returns(gap, lead)}")
            yield visible(f"  Run:        {_command(due, gap, plan)}{_note(due, gap)}")
            fields = " and ".join(_fields(gap))
            yield visible(f"  Or fill in: {fields} below {due.quarter.key}: in {gap.row.path}")
    yield ""
    yield _closing(owed)


def _markdown(lead: str, owed: Sequence[_Owed], plan: str) -> Iterator[str]:
    yield f"## {inert(_to(owed[0].due, lead))}"
    yield ""
    yield f"**{inert(_subject(owed))}**"
    for due, gaps, priorities in owed:
        yield ""
        yield _opening(due, gaps)
        yield ""
        for each in priorities:
            yield f"- {inert(_unrated(each))}"
            yield f"  - Run {_code(_rate(due, each, plan))}{_ratings(due)}"
        for gap in gaps:
            yield f"- {inert(f'{gap.row.id} {gap.row.title}: {_no(gap)}.{_returns(gap, lead)}')}"
            yield f"  - Run {_code(_command(due, gap, plan))}{_note(due, gap)}"
            fields, where = " and ".join(map(_code, _fields(gap))), _code(gap.row.path)
            yield f"  - Or fill in {fields} below {_code(f'{due.quarter.key}:')} in {where}"
    yield ""
    yield _closing(owed)


def _to(due: UpdatesDue, lead: str) -> str:
    post = due.post(lead)
    return f"{post} ({lead})" if post else lead


def _subject(owed: Sequence[_Owed]) -> str:
    updates = ", ".join(map(_number_due, owed))
    return f"{owed[0].due.summary.header.title}: {updates}"


def _number_due(owed: _Owed) -> str:
    due, gaps, priorities = owed
    updates = f"{len(gaps)} update{'' if len(gaps) == 1 else 's'}"
    ratings = f"{len(priorities)} priorit{'y' if len(priorities) == 1 else 'ies'} to rate"
    parts = [updates] * bool(gaps) + [ratings] * bool(priorities)
    what = f"{' and '.join(parts)} for {due.quarter}"
    late = "overdue since" if due.missed else "due by"
    return f"{what}, {late} {in_words(due.by)}"


def _opening(due: UpdatesDue, gaps: Sequence[Gap]) -> str:
    if not gaps:
        return f"Updates for {due.quarter.aside} {when(due)}."
    one = len(gaps) == 1
    yours = "One of your actions has" if one else f"{len(gaps)} of your actions have"
    return f"Updates for {due.quarter.aside} {when(due)}. {yours} something missing:"


def _no(gap: Gap) -> str:
    return " and ".join(f"no {lack}" for lack in gap.lacks)


def _returns(gap: Gap, lead: str) -> str:
    """Return who returns the update of an action that has other leads too."""
    first, *others = gap.row.leads or ("",)
    if not others:
        return ""
    if lead != first:
        return f" {first} returns it, for you as well."
    return f" You return it, for {lead_words(others)} as well."


def _command(due: UpdatesDue, gap: Gap, plan: str) -> str:
    rating = " --rag RATING" if "rating" in gap.lacks else ""
    edit = " --edit" if "commentary" in gap.lacks else ""
    return f"planctl update {gap.row.id} {due.quarter.flag}{rating}{edit}{plan}"


def _note(due: UpdatesDue, gap: Gap) -> str:
    rags = due.summary.scale.at(due.quarter.key).rags
    return _choice(rags) if "rating" in gap.lacks else ""


def _unrated(priority: UnratedPriority) -> str:
    return f"Priority {priority.key} {priority.name}: no rating."


def _rate(due: UpdatesDue, priority: UnratedPriority, plan: str) -> str:
    setting = shlex.quote(f"ratings.{due.quarter.key}=RATING")
    return f"planctl set priority {priority.key} {setting}{plan}"


def _ratings(due: UpdatesDue) -> str:
    return _choice(due.summary.scale.at(due.quarter.key).offered)


def _choice(steps: Sequence[Step]) -> str:
    words = either([step.label if step.own else step.code for step in steps])
    return f" (RATING is {words})"


def _fields(gap: Gap) -> list[str]:
    fields = {"rating": "rag:", "commentary": "commentary:"}
    return [fields[lack] for lack in gap.lacks]


def _closing(owed: Sequence[_Owed]) -> str:
    quarters = " and ".join(each.due.quarter.label for each in owed)
    are = "is" if len(owed) == 1 else "are"
    return f"{quarters} {are} signed off once nothing is missing. Thank you."


def _code(words: str) -> str:
    """Return words as code on one line; a backtick, which only a folder's name can have, is not."""
    return "`{}`".format(" ".join(visible(words).split()).replace("`", "'"))
