"""The commands that describe planctl to other programs: schema and completion."""

import json

import click

from planctl.problem import Exit

_SCHEMAS = (
    "plan",
    "action",
    "list",
    "show",
    "status",
    "due",
    "measures",
    "slippage",
    "challenge",
    "diff",
    "log",
    "report",
)


@click.command(
    "schema",
    epilog="\b\nExamples:\n  planctl schema action > action.schema.json\n  planctl schema status",
)
@click.argument("name", type=click.Choice(_SCHEMAS))
def schema_command(name: str) -> int:
    """Print a JSON Schema, of plan files or of --json."""
    from planctl.reports.records.schemas import schema

    click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))
    return Exit.DONE


@click.command("completion", epilog='\b\nExample:\n  eval "$(planctl completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion_command(shell: str) -> int:
    """Print the script that completes words in a shell."""
    from planctl.cli.shell.completions import script

    click.echo(script(shell), nl=False)
    return Exit.DONE
