"""One message to each lead who owes something for a quarter, ready to be sent."""

from collections.abc import Iterator, Sequence

from planctl.changes.pull_request_comment import inert
from planctl.plan.periods import in_words
from planctl.problem import visible
from planctl.summary.missing import Gap
from planctl.summary.updates_due import UpdatesDue

_RULE = "-" * 72


def text_reminders(due: UpdatesDue, plan: str = "") -> str:
    """Return the messages as plain text, a line of dashes between them.

    `plan` is the option that names the plan in the commands, where one is needed.
    """
    return f"\n{_RULE}\n\n".join(
        "\n".join(_text(due, lead, gaps, plan)) + "\n" for lead, gaps in due.by_lead.items()
    )


def markdown_reminders(due: UpdatesDue, plan: str = "") -> str:
    """Return the messages as Markdown, each below a heading."""
    return "\n".join(
        "\n".join(_markdown(due, lead, gaps, plan)) + "\n" for lead, gaps in due.by_lead.items()
    )


def when(due: UpdatesDue) -> str:
    """Return when the updates are due, or how late they are, as the end of a sentence."""
    day = f"{due.by:%A} {in_words(due.by)}"
    if not due.late:
        return f"are due by {day}"
    return f"were due by {day}, {due.late} working day{'' if due.late == 1 else 's'} ago"


def _text(due: UpdatesDue, lead: str, gaps: Sequence[Gap], plan: str) -> Iterator[str]:
    yield visible(f"To: {_to(due, lead)}")
    yield visible(f"Subject: {_subject(due, gaps)}")
    yield ""
    yield visible(_opening(due, gaps))
    for gap in gaps:
        yield ""
        yield visible(f"{gap.row.id} {gap.row.title}: {_no(gap)}.")
        yield visible(f"  Run:        {_command(due, gap, plan)}{_note(gap)}")
        fields = " and ".join(_fields(gap))
        yield visible(f"  Or fill in: {fields} below {due.quarter}: in {gap.row.path}")
    yield ""
    yield _closing(due)


def _markdown(due: UpdatesDue, lead: str, gaps: Sequence[Gap], plan: str) -> Iterator[str]:
    yield f"## {inert(_to(due, lead))}"
    yield ""
    yield f"**{inert(_subject(due, gaps))}**"
    yield ""
    yield _opening(due, gaps)
    yield ""
    for gap in gaps:
        yield f"- {inert(f'{gap.row.id} {gap.row.title}: {_no(gap)}.')}"
        yield f"  - Run {_code(_command(due, gap, plan))}{_note(gap)}"
        fields = " and ".join(map(_code, _fields(gap)))
        yield f"  - Or fill in {fields} below {_code(f'{due.quarter}:')} in {_code(gap.row.path)}"
    yield ""
    yield _closing(due)


def _to(due: UpdatesDue, lead: str) -> str:
    post = due.post(lead)
    return f"{post} ({lead})" if post else lead


def _subject(due: UpdatesDue, gaps: Sequence[Gap]) -> str:
    what = f"{len(gaps)} update{'' if len(gaps) == 1 else 's'} for {due.quarter}"
    late = "overdue since" if due.late else "due by"
    return f"{due.summary.header.title}: {what}, {late} {in_words(due.by)}"


def _opening(due: UpdatesDue, gaps: Sequence[Gap]) -> str:
    months = due.summary.year.months(due.quarter)
    one = len(gaps) == 1
    yours = "One of your actions has" if one else f"{len(gaps)} of your actions have"
    return f"Updates for {due.quarter}, {months}, {when(due)}. {yours} something missing:"


def _no(gap: Gap) -> str:
    return " and ".join(f"no {lack}" for lack in gap.lacks)


def _command(due: UpdatesDue, gap: Gap, plan: str) -> str:
    rating = " --rag RATING" if "rating" in gap.lacks else ""
    edit = " --edit" if "commentary" in gap.lacks else ""
    return f"planctl update {gap.row.id} --quarter {due.quarter}{rating}{edit}{plan}"


def _note(gap: Gap) -> str:
    return " (RATING is red, amber or green)" if "rating" in gap.lacks else ""


def _fields(gap: Gap) -> list[str]:
    fields = {"rating": "rag:", "commentary": "commentary:"}
    return [fields[lack] for lack in gap.lacks]


def _closing(due: UpdatesDue) -> str:
    return f"{due.quarter} is signed off once nothing is missing. Thank you."


def _code(words: str) -> str:
    """Return words as code on one line; a backtick, which only a folder's name can have, is not."""
    return "`{}`".format(" ".join(visible(words).split()).replace("`", "'"))
