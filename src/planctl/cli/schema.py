"""What planctl's files and its JSON may say: the command that prints a JSON Schema."""

import os
from typing import Annotated

import typer

from planctl.cli.summaries import print_json
from planctl.problem import Exit, unknown
from planctl.store.shipped import shipped


def offered() -> list[str]:
    """Return the names of the schemas, for a shell to complete."""
    return [name.removesuffix(".schema.json") for name in sorted(os.listdir(shipped("schema")))]


def command(*, name: Annotated[str, typer.Argument(autocompletion=offered)]) -> int:
    """Print a JSON Schema, of plan files or of --json.

    NAME is plan, action, or a command that prints JSON.

    For example:
      planctl schema action > action.schema.json
      planctl schema status
    """
    from planctl.reports.records.schemas import NAMES, schema

    if name not in NAMES:
        raise unknown("schema", name, NAMES)
    print_json(schema(name))
    return Exit.DONE
