"""One form for each exception, as councils' corporate exception reports have them."""

from collections.abc import Iterable, Iterator

from planctl.plan.periods import in_words
from planctl.reports.paper import blocks
from planctl.reports.paper import sections as parts
from planctl.reports.paper.blocks import Said, named, section
from planctl.reports.paper.view import Sight
from planctl.reports.values.plan import Values
from planctl.summary.action_summary import ActionSummary
from planctl.summary.due_dates import original_due_date
from planctl.summary.exceptions import ActionException, exceptions
from planctl.summary.summary import Summary

NAME = "exceptions"
TITLE = "Exception report"
_RULE = (
    "An action is here when it is red; amber for two quarters running, or amber and worse than"
    " before; past its date and not complete; without an update or a rating though the quarter has"
    " ended; or complete without evidence."
)
_NOT_SAID = "Nothing was supplied."


def placed(summary: Summary) -> Iterable[ActionSummary]:
    """Return the actions that have a place of their own in the paper."""
    return [each.row for each in exceptions(summary)]


def sections(sight: Sight) -> Iterator[Values]:
    """Yield the sections of the paper: a list of the exceptions, then the form of each."""
    found = exceptions(sight.summary)
    yield from parts.cover(sight)
    yield section("summary", "Summary", list(_told(found, sight)), contents=False)
    for each in found:
        yield _form(each, sight)
    yield from parts.ending(sight)


def _told(found: tuple[ActionException, ...], sight: Sight) -> Iterator[Values]:
    total, number = sight.summary.overall.total, len(found)
    are = "is an exception" if number == 1 else "are exceptions"
    of = sight.summary.scope or "in the plan"
    told = f"{number or 'None'} of the {total} action{'' if total == 1 else 's'} {of} {are}"
    yield blocks.paragraph(f"{told} for {sight.quarter}.", "sentence")
    yield blocks.paragraph(_RULE, "note")
    if found:
        columns = ["Action", "Lead", f"Rating, {sight.quarter}", "Why it is an exception"]
        rows = [_line(each, sight) for each in found]
        yield blocks.table("The exceptions, those that are red first", columns, [("", rows)])


def _line(each: ActionException, sight: Sight) -> list[Said]:
    values = sight.of(each.row)
    return [named(values), values["lead"], sight.tag(sight.now(each.row)), "; ".join(each.reasons)]


def _form(each: ActionException, sight: Sight) -> Values:
    row, values = each.row, sight.of(each.row)
    update = row.at(sight.summary.quarter).update
    before = row.before(sight.summary.quarter)
    facts: list[tuple[Said, Said]] = [("Why it is an exception", "; ".join(each.reasons))]
    post = f"{row.lead} ({values['post']})" if values["post"] else row.lead
    facts += [("Lead", post)] if row.lead else []
    facts.append((f"Rating, {sight.quarter}", sight.tag(sight.now(row))))
    if before:
        facts.append(("Before", sight.tag(before)))
    facts += _dates(each)
    reason = "\n\n".join(filter(None, [update.headline, update.commentary]))
    card = blocks.card(
        "", values["now"]["slug"], [],
        [
            ("What is the reason for the performance?", reason, _NOT_SAID),
            ("What is the likely impact if it continues?", update.impact, _NOT_SAID),
            ("What is being done, by whom and by when?", update.next_steps, _NOT_SAID),
        ],
    )  # fmt: skip
    made = [blocks.facts(facts, "exception"), card, *parts.measures(row, sight)]
    return section(
        "exception", row.title, made, anchor=values["anchor"], number=row.id, new_page=True
    )


def _dates(each: ActionException) -> Iterator[tuple[Said, Said]]:
    """Yield when it is to be back on track: the action's date, and the date first agreed."""
    action = each.row.action
    if not action:
        return
    due = in_words(action.due) if action.due else "No date is recorded"
    first = original_due_date(action)
    if first and first != action.due:
        due += f", first agreed as {in_words(first)}"
    yield "To be complete by", due
