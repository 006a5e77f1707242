"""The command line: words in, words out."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click

from planctl import __version__
from planctl.problem import UserError, did_you_mean, visible

if TYPE_CHECKING:
    from io import TextIOWrapper

MODULES = {
    "status": "status",
    "list": "status",
    "show": "status",
    "update": "update",
    "record": "record",
    "measures": "measures",
    "check": "check",
    "explain": "check",
    "due": "due",
    "reschedule": "reschedule",
    "slippage": "reschedule",
    "challenge": "challenge",
    "close": "close",
    "report": "report",
    "templates": "templates",
    "diff": "diff",
    "log": "diff",
    "init": "init",
    "add": "init",
    "demo": "init",
    "rollover": "rollover",
    "git": "git",
    "ci": "ci",
    "codeowners": "codeowners",
    "schema": "schema",
    "completion": "schema",
}
"""Each command and the module of this package that has it, in the order of the help."""

_INTERRUPTED, _UNREAD = 130, 141
"""The exit statuses that a shell gives a program ended by SIGINT and by SIGPIPE."""
_EPILOG = """\
Exit status: 0 done; 1 the plan has problems, or something asked for is missing; 2 the command
line is wrong; 3 it could not be done. NO_COLOR turns colour off.
"""


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(f"planctl.cli.{MODULES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and what each is for, from the table that completion uses."""
        from planctl.cli.shell.words import COMMANDS

        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in MODULES])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name; UsageError suggests the nearest."""
        if args and args[0] not in MODULES and not args[0].startswith("-"):
            hint = did_you_mean(args[0], MODULES) or "planctl --help lists the commands"
            ctx.fail(f"there is no command '{visible(args[0])}'; {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="planctl %(version)s")
@click.pass_context
def planctl(context: click.Context) -> int:
    """Run an improvement plan kept in git: update it, check it, see where it stands, report it."""
    if context.invoked_subcommand:
        return 0
    from planctl.cli.status import welcome

    return welcome()


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; what cannot be done is said on stderr."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = planctl.main(list(arguments), "planctl", standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        said = [f"planctl: {error.message}", f"   = help: {error.hint}"]
        click.echo("\n".join(map(visible, said[: 1 + bool(error.hint)])), err=True)
        return int(error.status)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nplanctl: stopped", err=True)
        return _INTERRUPTED
    except (BrokenPipeError, SystemExit):  # as click leaves when nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNREAD
    return int(status or 0)
