"""What `planctl update` does about a quarter that was signed: refuse, or record a correction."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from planctl.cli.options import one_line, said
from planctl.edits.settings import written
from planctl.plan import measure_data
from planctl.plan.fields import UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.periods import Quarter
from planctl.problem import Exit, UserError, visible
from planctl.signoff.record import day_closed, expected, record, stages
from planctl.text.document import Document

if TYPE_CHECKING:
    from planctl.edits.sign_off import Correcting, Why


def permitted(
    header: Document, quarter: Quarter, today: date, reason: str | None, post: str | None
) -> "Why | None":
    """Return why a closed quarter is changed, None for an open one; UserError if it may not be."""
    day = day_closed(header, quarter)
    if not day:
        if reason is None and post is None:
            return None
        message = f"{quarter} is not closed, so nothing in it needs a correction"
        raise UserError(message, "leave --correct and --by out", Exit.USAGE)
    if reason is None:
        message = f"{quarter} was signed off on {day} and is closed"
        hint = (
            f"to correct it, say why: --correct REASON; it is printed in every report of {quarter}"
        )
        raise UserError(message, hint)
    from planctl.edits.sign_off import Why

    return Why(today, one_line(reason, "--correct"), one_line(post, "--by") if post else "")


def recorded(
    header: Document,
    quarter: Quarter,
    made: Mapping[str, tuple[Document, Document]],
    why: "Why | None",
) -> bytes:
    """Return the bytes of plan.yaml, with a correction of each action that is changed, if any."""
    if not why:
        return header.encoded()
    from planctl.edits.sign_off import corrected

    corrections = [
        _correcting(header, quarter, name.removesuffix(".yaml"), *documents)
        for name, documents in made.items()
    ]
    changed = [each for each in corrections if each.fields]
    return (corrected(header, quarter, changed, why) if changed else header).encoded()


def _correcting(
    header: Document, quarter: Quarter, action_id: str, before: Document, after: Document
) -> "Correcting":
    """Return the correction of an action; UserError if its update is not as it was signed off."""
    from planctl.edits.sign_off import Correcting
    from planctl.signoff import digest as seal

    signed = expected(record(header, quarter))
    found = seal.of_update(action_id, quarter, before.data)
    if found != signed.get(action_id, seal.of_update(action_id, quarter, {})):
        message = f"{quarter} of {action_id} is not as it was signed off"
        raise UserError(message, "put it back as it was first: planctl check says more")
    fields = []
    for field in UPDATE_FIELDS:
        old, new = written(before, quarter, field), written(after, quarter, field)
        if old != new:
            fields.append((field, old, new) if field in WORD_FIELDS else (field, "", ""))
    if measure_data.recorded(before.data, quarter) != measure_data.recorded(after.data, quarter):
        fields.append(("measures", "", ""))
    return Correcting(action_id, fields, seal.of_update(action_id, quarter, after.data))


def say_signed(header: Document, quarter: Quarter, why: "Why | None", *, dry_run: bool) -> None:
    """Say what the change means for what was signed."""
    if why and not dry_run:
        path = visible(header.path)
        click.echo(f"The correction is recorded in {path}, for every report of {quarter}")
        return
    signed = list(stages(record(header, quarter)))
    if signed and not why:
        names = " and ".join(signed)
        said(f"{quarter} was signed by {names}; that is void now, and to be signed again")
