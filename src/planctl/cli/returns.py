"""What leads return for a quarter: the command that makes their documents."""

import os
import re
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.options import (
    ForceOption,
    LeadOption,
    PlanOption,
    QuarterOption,
    TodayOption,
    text_option,
)
from planctl.cli.summaries import plan_and_summary, unreadable
from planctl.problem import UserError, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.exchange.return_form import LeadReturn


def command() -> None:
    """Make a document for each lead to fill in.

    For example:
      planctl returns make --quarter Q2 --output returns
    """


def make_returns(
    *,
    quarter: QuarterOption = None,
    lead: LeadOption = None,
    output: Annotated[
        str, text_option("--output", "The folder to write them to.", "DIR")
    ] = "returns",
    send_to: Annotated[
        str, text_option("--to", "To whom they go back: a post or a team.", "TEXT")
    ] = "",
    reference_docx: Annotated[
        str | None, text_option("--reference-docx", "A Word document whose styles to use.", "FILE")
    ] = None,
    force: ForceOption = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make a Word document for each lead: what was said last time, and fields to fill in.

    For example:
      planctl returns make --quarter Q2
      planctl returns make --quarter Q2 --lead Permanence --to "Performance team"
    """
    from planctl.exchange.return_document import ReturnRequest, return_document
    from planctl.exchange.return_form import lead_returns
    from planctl.store.output import save
    from planctl.workspace.selection import Choice, selected_summary

    plan, summary = plan_and_summary(folder, today, quarter)
    found = lead_returns(selected_summary(summary, Choice((), lead, None)))
    asked = ReturnRequest(summary.scale, send_to, reference_docx)
    made = [
        (os.path.join(output, name), return_document(each, asked))
        for name, each in _named(found, ".docx")
    ]
    for path, raw in made:
        if not force and os.path.isfile(path) and _bytes(path) != raw:
            message = f"{visible(path)} is there already, and somebody may have filled it in"
            hint = "name another folder: --output DIR; --force makes it anew, without what is in it"
            raise UserError(message, hint)
    for (path, raw), each in zip(made, found, strict=True):
        save(path, [raw], outside=plan.folder)
        number = len(each.actions)
        typer.echo(visible(f"{path}: {number} action{'s' * (number != 1)}"))
    if not made:
        typer.echo(f"nobody owes a return for {summary.quarter}")
    return unreadable(plan)


def _named(found: "Sequence[LeadReturn]", suffix: str) -> "list[tuple[str, LeadReturn]]":
    """Return the returns with names for their files, no two of them the same."""
    names: dict[str, LeadReturn] = {}
    for each in found:
        slug = re.sub(r"[^a-z0-9]+", "-", each.lead.lower()).strip("-") or "lead"
        stem = f"{each.reference.year}-{each.period.slug}-{slug}"
        again = (f"{stem}-{number}" for number in range(2, len(found) + 2))
        name = next(each for each in (stem, *again) if f"{each}{suffix}" not in names)
        names[f"{name}{suffix}"] = each
    return list(names.items())


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


SUBCOMMANDS = {"make": make_returns}
