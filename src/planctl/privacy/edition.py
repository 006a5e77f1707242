"""An edition of a plan: the plan made smaller, so that what is not for its readers is not there."""

from dataclasses import replace

from planctl.plan.plan import EditionNote, Plan, plan_of
from planctl.plan.visibility import Audience
from planctl.privacy.hidden_parts import Edition, Hidden, declares, hidden, visibilities
from planctl.privacy.small_numbers import confidential
from planctl.privacy.withheld import (
    in_plain_words,
    smaller_action,
    smaller_document,
    smaller_header,
)
from planctl.problem import Exit, UserError

_NAMES = {
    Edition.PUBLIC: "Public edition.",
    Edition.PLAIN: "Public edition, in plain words.",
    Edition.INTERNAL: "Internal edition, not for publication.",
}

_SMALL = (
    "In place of a number, c says that it is too small to be told, or that such a number could be"
    " worked out from it."
)


def edition_of(plan: Plan, edition: Edition, besides: Plan | None = None) -> Plan:
    """Return the plan as an edition shows it; the plan itself where it hides nothing from anybody.

    `besides` is a later reading of the plan: what is hidden there is hidden here too, and what is
    not there any more, which may have another number. Raises UserError where the whole plan is
    hidden, or a file of which nobody can tell what it hides.
    """
    without = hidden(plan, edition)
    if besides and declares(besides):
        gone = {each.id for each in plan.actions} - {each.id for each in besides.actions}
        without |= hidden(besides, edition) | Hidden(actions=frozenset(gone))
    if without.plan:
        message = "`visibility` of plan.yaml keeps the whole plan from the readers of this edition"
        raise UserError(message, "--edition internal shows it", Exit.PROBLEMS)
    readings = [each for each in (plan, besides) if each]
    if edition is not Edition.PLAIN and not any(map(_hides, readings)):
        return plan
    if edition is Edition.INTERNAL:
        return replace(plan, edition=EditionNote(_NAMES[edition]))
    for each in readings:
        _refuse_unread(each)
    for each in readings:
        without |= Hidden(numbers=confidential(each, besides))
    return _smaller(plan, edition, without)


def _hides(plan: Plan) -> bool:
    """Return whether anything of a plan may not be for everybody: what was waived neither."""
    header = plan.header
    return declares(plan) or bool(header and (header.personal.waived or header.disclosure))


def _refuse_unread(plan: Plan) -> None:
    plan.require()
    for entry in plan.entries:
        if not entry.action:
            message = f"{entry.path} cannot be read, so nobody can tell what is not to be shown"
            raise UserError(message, "planctl check says why", Exit.PROBLEMS)


def _smaller(plan: Plan, edition: Edition, without: Hidden) -> Plan:
    titles = {each.id: each.title for each in plan.actions if each.id in without.actions}
    shown = {
        entry.path: smaller_action(entry.document.data, without, titles)
        for entry in plan.entries
        if entry.document and entry.action and entry.action.id not in without.actions
    }
    if edition is Edition.PLAIN:
        shown = {path: in_plain_words(data) for path, data in shown.items()}
    documents = [
        smaller_document(entry.document, shown[entry.path])
        for entry in plan.entries
        if entry.document and entry.path in shown
    ]
    header = smaller_header(plan, without, shown.values())
    documents += [smaller_document(each, header) for each in (plan.document,) if each]
    made = plan_of(documents)
    few = _SMALL if without.numbers and edition is not Edition.PLAIN else ""
    note = " ".join(filter(None, [_name(plan, edition, without), _counted(plan, without), few]))
    return replace(made, whole=plan, edition=EditionNote(note, untold=True))


def _name(plan: Plan, edition: Edition, without: Hidden) -> str:
    """Return what an edition is called; of one with exempt information, why that is exempt."""
    if edition is not Edition.EXEMPT:
        return _NAMES[edition]
    exempt = [
        each
        for each in visibilities(plan)
        if each.said.kind is Audience.EXEMPT and each.action not in without.actions
    ]
    if not exempt:
        return "Edition for the committee's members."
    numbers = sorted({each.said.paragraph or 0 for each in exempt})
    which = " and ".join(map(str, numbers))
    of = f"paragraph{'s' * (len(numbers) > 1)} {which} of Part 1 of Schedule 12A"
    reasons = "; ".join(
        f"{each.what} (paragraph {each.said.paragraph}): {each.said.because.rstrip('.')}"
        for each in exempt
    )
    return f"Not for publication by {of} to the Local Government Act 1972. Exempt are {reasons}."


def _counted(plan: Plan, without: Hidden) -> str:
    """Return how many actions are not shown, where the plan has that said."""
    number = len({each.id for each in plan.actions} & without.actions)
    if not number or plan.require().not_shown != "counted":
        return ""
    return "1 action is not shown." if number == 1 else f"{number} actions are not shown."
