"""The files of a plan that a document has: plan.yaml, and one for each action."""

from collections.abc import Iterator, Mapping, Sequence

from planctl.edits.new_files import action_text, header_text
from planctl.edits.update_fields import FieldValue, set_fields
from planctl.exchange.imported_plan import ImportedAction, ImportedPlan, ImportedStep
from planctl.plan.ids import priority_of
from planctl.problem import UserError
from planctl.text.document import MAX_BYTES, read
from planctl.text.edit_value import Bare, scalar


def plan_files(plan: ImportedPlan) -> Mapping[str, bytes]:
    """Return the files of a plan by their names."""
    texts = {f"{each.id}.yaml": _action(each, plan) for each in plan.actions}
    return {"plan.yaml": _header(plan).encode(), **texts}


def _header(plan: ImportedPlan) -> str:
    head = header_text(plan.title, plan.organisation, str(plan.year), ()).rstrip("\n")
    keys = [f"  {key}: {scalar(text)}" for key, text in plan.priorities.items()]
    own = [f"  {key}: {scalar(label)}" for key, label in plan.own.items()]
    parts = [head, *keys, *(["", "fields:", *own] if own else [])]
    for step in plan.scale:
        parts += [*([] if step is not plan.scale[0] else ["", "scale:"]), *_step(step)]
    for at, (name, meaning) in enumerate(plan.meanings.items()):
        parts += [
            *([] if at else ["", "ratings:"]),
            f"  {name}:",
            f"    meaning: {scalar(meaning)}",
        ]
    return "\n".join(parts) + "\n"


def _step(step: ImportedStep) -> Iterator[str]:
    yield f"  - code: {scalar(step.code)}"
    yield f"    label: {scalar(step.label)}"
    yield f"    is: {step.kind}"
    if step.meaning:
        yield f"    meaning: {scalar(step.meaning)}"
    if step.colour:
        yield f'    colour: "{step.colour}"'


def _action(action: ImportedAction, plan: ImportedPlan) -> bytes:
    """Return the file of an action, with what was said of it."""
    texts: dict[str, str | Sequence[str]] = {
        "title": action.texts["title"],
        "description": action.texts.get("description", ""),
        "lead": action.leads if len(action.leads) > 1 else action.leads[0],
    }
    if action.priority != priority_of(action.id):
        texts["priority"] = Bare(action.priority)
    texts |= {key: text for key, text in action.texts.items() if key not in texts}
    made = action_text(action.id, plan.year, texts, action.lists)
    if action.own:
        own = "\n".join(f"  {key}: {scalar(text)}" for key, text in action.own.items())
        made = made.replace("\n\nupdates:\n", f"\n\nfields:\n{own}\n\nupdates:\n", 1)
    name = f"{action.id}.yaml"
    document, _ = read(name, made.encode())
    if document is None or len(made.encode()) > MAX_BYTES:
        message = f"{name} would be larger than a plan's file may be"
        raise UserError(message, "shorten that action in the document")
    periods = plan.year.keys
    values = [
        FieldValue(periods[key], field, text)
        for key, update in action.updates.items()
        for field, text in update.items()
    ]
    return set_fields(document, values).encoded()
