"""Where the plan stands at one glance, as `planctl` alone shows it: it fits a small screen."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from planctl.cli.status_board import lacking_line, wanted_line
from planctl.cli.terminal import console, rating, safe_text
from planctl.plan.days import in_words
from planctl.plan.ratings import Rating
from planctl.problem import visible
from planctl.signoff.statement import sign_off_sentence
from planctl.summary.decisions import decisions
from planctl.summary.exceptions import ActionException, needing_attention
from planctl.summary.summary import Summary
from planctl.summary.updates_due import every_update_due

_MOST, _FEWER = 5, 3
"""How many lines stand below a heading, the one included that says how many are left."""


def home_page(summary: Summary) -> Iterator[RenderableType]:
    """Yield what is off track, what is late, and what is asked of the board: at most 22 lines."""
    header = summary.header
    yield _line(Text(visible(header.title), "bold"))
    about = f"{header.organisation}. {summary.quarter.described}, as at {summary.today}."
    yield _line(safe_text(about))
    yield _line(safe_text(sign_off_sentence(summary.sign_off)))
    yield Text(f"\n{summary.sentence}", "bold")
    found = needing_attention(summary)
    off_track = [_off_track(each, summary) for each in found]
    silent = {Rating.NO_UPDATE, Rating.NOT_RATED}
    if found or any(row.at(summary.quarter).rating not in silent for row in summary.rows):
        yield from _part("Off track", off_track, _MOST, "planctl report --kind exceptions")
    every = every_update_due(summary)
    late = [
        safe_text(f"{lacking_line(gap)}, {owed.quarter}")
        for owed in every
        for gap in owed.gaps
        if owed.missed
    ]
    yield from _part("Late updates", late, _FEWER, "planctl due")
    now = every[-1]
    if now.gaps and not now.missed:
        number = f"{len(now.gaps)} update{'s' * (len(now.gaps) > 1)}"
        yield Text(f"Due by {in_words(now.by)}: {number}", "bold")
    asked = [safe_text(wanted_line(each)) for each in decisions(summary, summary.rows)]
    yield from _part("Decisions asked for", asked, _FEWER, "planctl status")


def _part(name: str, lines: Sequence[Text], most: int, rest: str) -> Iterator[RenderableType]:
    """Yield a heading that says how many there are, and the first; `rest` is what shows all."""
    yield Text(f"{name}: {len(lines) or 'none'}", "bold")
    shown = lines if len(lines) <= most else lines[: most - 1]
    for line in shown:
        yield _line(Text("  ") + line)
    if left := len(lines) - len(shown):
        yield safe_text(f"  and {left} more: {rest}")


def _off_track(each: ActionException, summary: Summary) -> Text:
    row = each.row
    stands = rating(row.at(summary.quarter).step, brief=True)
    told = safe_text(f"  {row.title} ({row.lead}): {'. '.join(each.reasons)}")
    return Text.assemble(f"{row.id} ", stands, told)


def _line(text: Text) -> Text:
    """Return a text that is cut where the screen ends."""
    text.truncate(console().width, overflow="ellipsis")
    return text
