"""One action in full, as `planctl show` prints it."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.cli.commentary_lines import commentary_lines
from planctl.cli.terminal import rating, safe_text, section
from planctl.plan.fields import FACT_FIELDS, TEXT_FIELDS, label
from planctl.plan.figure import Missing
from planctl.plan.leads import lead_words
from planctl.plan.model import Action, Header, Update
from planctl.plan.own_field import own_texts
from planctl.plan.period import Period
from planctl.plan.plan import Plan
from planctl.problem import visible
from planctl.signoff.statement import sign_off_notes
from planctl.summary.action_summary import ActionSummary
from planctl.summary.slippage import due_date_facts
from planctl.summary.summary import Summary


def action_in_full(
    row: ActionSummary, summary: Summary, quarters: Sequence[Period], plan: Plan
) -> Iterator[RenderableType]:
    """Yield an action as a person would read it, with each quarter's rating and words.

    Of one that cannot be read, why.
    """
    header, action = summary.header, row.action
    yield Text(f"{row.id}  {visible(row.title)}", "bold")
    if not action:
        found = next(each for each in plan.problems if each.place.path == row.path)
        line = f"line {found.place.line}: " if found.place.text else ""
        yield safe_text(f"This action's file cannot be read: {line}{found.message}.")
        yield safe_text("planctl check says more.")
        return
    if action.description:
        yield safe_text(action.description)
    yield from _facts(action, header)
    for name, entries in (
        ("Links", action.links),
        ("Indicators of success", action.indicators),
        ("How performance is measured", [line.text for line in action.measures]),
    ):
        if entries:
            yield from section(name, (f"- {entry}" for entry in entries))
    yield from _measure_lines(row, summary, quarters)
    if action.opening:
        head = Text(f"\nWhen the year began ({visible(action.opening.quarter)}): ", "bold")
        yield head + rating(action.opening.step(summary.scale.first))
        yield from _words_of_update(action.opening, own_scale=summary.scale.own)
    for position in map(row.at, quarters):
        head = Text(f"\n{position.quarter.described}: ", "bold")
        since = f" (since {visible(position.since)})" if position.since else ""
        yield head + rating(position.step) + since
        for remark in sign_off_notes(
            summary.record(position.quarter), row.id, summary.scale.at(position.quarter.key)
        ):
            yield safe_text(f"  {remark}")
        yield from _words_of_update(position.update, own_scale=summary.scale.own)


def _measure_lines(
    row: ActionSummary, summary: Summary, quarters: Sequence[Period]
) -> Iterator[RenderableType]:
    """Yield what the numbers of an action's measures say, but for quarters that are not due."""
    from planctl.measures.phrases import comparisons, reading_sentence

    for measured in summary.measured[row.path]:
        due = [each for each in quarters if measured.at(each).shown is not Missing.NOT_DUE]
        others = [f"{name}: {value}" for name, value in comparisons(measured)]
        said = [f"{each}  {reading_sentence(measured, each)}" for each in due]
        if due or others:
            yield from section(measured.name, [*others, *said])


def _facts(action: Action, header: Header) -> Iterator[RenderableType]:
    priority = header.priority_words(action.priority_id)
    facts = {
        "Priority": f"{action.priority_id} {priority}",
        "Lead": lead_words(action.lead),
        "Answers for it": header.posts(action.lead),
        **{label(field): getattr(action, field) for field in FACT_FIELDS},
        **own_texts(header.fields, action.fields),
        label("answers"): ", ".join(action.answers),
        **due_date_facts(action),
        "Agreed changes": "\n".join(each.sentence for each in action.agreed_changes),
        label("supersedes"): action.supersedes,
        **_readers(action, header),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            table.add_row(name, safe_text(value))
    yield Padding(table, (1, 0, 0, 0))


def _readers(action: Action, header: Header) -> dict[str, str]:
    """Return for whom an action is and its parts are, and what it is called in plain words."""
    audience = header.audience(action)
    own = action.visibility.sentence if action.visibility else ""
    parts = [(each.id, each.visibility) for each in action.measured]
    parts += [(name, each.visibility) for name, each in action.milestones.items()]
    parts += [(key, each.visibility) for key, each in header.fields.items() if key in action.fields]
    plain = action.plain
    return {
        label("plain"): ". ".join(filter(None, [plain.title, plain.summary])) if plain else "",
        "Visibility": own or (f"{audience}, as its priority" if audience else ""),
        "Not for everybody": "\n".join(f"{name}: {said.sentence}" for name, said in parts if said),
    }


def _words_of_update(update: Update, *, own_scale: bool) -> Iterator[RenderableType]:
    if update.headline:
        yield safe_text(f"  {update.headline}")
    if update.commentary:
        yield Padding(Group(*commentary_lines(update.commentary)), (0, 0, 0, 2))
    for field in TEXT_FIELDS[1:]:
        if value := getattr(update, field):
            yield Text(f"  {label(field, own_scale=own_scale)}", "italic")
            yield Padding(Group(*commentary_lines(value)), (0, 0, 0, 2))
    if update.confidence:
        yield Text(f"  Confidence in the outcome: {update.confidence.word}")
