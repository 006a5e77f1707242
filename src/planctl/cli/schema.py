"""What planctl's files and its JSON may say: the command that prints a JSON Schema."""

import os
from typing import Annotated

import typer

from planctl.cli.options import plan_folder, text_option
from planctl.cli.summaries import print_json
from planctl.problem import Exit, UserError, unknown
from planctl.store.shipped import shipped


def offered() -> list[str]:
    """Return the names of the schemas, for a shell to complete."""
    return [name.removesuffix(".schema.json") for name in sorted(os.listdir(shipped("schema")))]


def command(
    *,
    name: Annotated[str, typer.Argument(autocompletion=offered)],
    plan: Annotated[
        str | None, text_option("--for", "Of the files of this plan, in its words.", "DIR|YEAR")
    ] = None,
) -> int:
    """Print a JSON Schema, of plan files or of --json.

    NAME is plan, action, or a command that prints JSON. With --for the schema of plan files knows
    the periods of a plan, its fields, and the ratings of one that has a scale of its own.

    For example:
      planctl schema action > action.schema.json
      planctl schema action --for plan/2019-20 > action.schema.json
      planctl schema status
    """
    from planctl.reports.records.schemas import FILES, NAMES, schema, schema_for

    if name not in NAMES:
        raise unknown("schema", name, NAMES)
    if plan is None:
        print_json(schema(name))
        return Exit.DONE
    if name not in FILES:
        message = "--for is of the schemas of a plan's files"
        raise UserError(message, "planctl schema action, or plan", Exit.USAGE)
    from planctl.plan.plan import context_of, fields_in
    from planctl.workspace.documents import HEADER, document_in

    header = document_in(plan_folder(plan), HEADER)
    context = context_of(header)
    print_json(schema_for(name, context.year, context.scale, fields_in(header)))
    return Exit.DONE
