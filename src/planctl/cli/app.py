"""The command line: the list of commands, and what a command line becomes: an exit status."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer._click.core import Command, Context
from typer._click.exceptions import ClickException
from typer._click.formatting import HelpFormatter
from typer._click.shell_completion import CompletionItem
from typer.main import get_command

from planctl import __version__
from planctl.cli.command_line import Group, command_of
from planctl.problem import UserError, visible

if TYPE_CHECKING:
    from io import TextIOWrapper
    from typing import TextIO

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "Write": {
        "update": "Set the rating and words of a quarter.",
        "updates": "Make a sheet of a quarter's ratings and words, to fill in and take back.",
        "returns": "Make a document for each lead to fill in, and read what comes back.",
        "record": "Record a number of a measure, or why there is none.",
        "reschedule": "Move a due date, keeping the original, who agreed it and why.",
        "set": "Set any field of an action, or of the plan itself.",
        "edit": "Open a file of the plan in your editor, and check it afterwards.",
        "add": "Add an action, a priority, a measure and the like to a plan.",
        "remove": "Remove an action that nobody has signed for, or entries of it or of the plan.",
        "renumber": "Give an action another id, as long as nobody has signed for it.",
        "send": "Send what was changed in the plan for review.",
        "undo": "Take back planctl's last change to the plan, and say what it was.",
        "tidy": "Set blank lines between an action's fields, by which git merges better.",
    },
    "Read": {
        "status": "Show the board's view of a quarter.",
        "list": "List actions with their leads and ratings.",
        "show": "Show an action whole, quarter by quarter.",
        "find": "Find words in commentary and in all else that plans say.",
        "trace": "Say what was done about each recommendation, or about one.",
        "measures": "List the measures that have numbers, or make a sheet of them to fill in.",
        "slippage": "List the due dates that moved, how often and by how many days.",
        "diff": "Say what changed in the plan, in the plan's own words.",
        "log": "Tell the history of the plan or of an action.",
        "check": "Report all that is wrong with the plan.",
        "explain": "Print a rule's manual page, or list the rules.",
    },
    "The quarter": {
        "due": "Say which updates are missing, whose they are, and by when.",
        "challenge": "List what a chair might ask: where rating and evidence disagree.",
        "close": "Sign a quarter off, so that it cannot change unseen.",
        "rollover": "Start next year's plan from this one.",
    },
    "Papers": {
        "report": "Make a paper of the plan, with commentary: all of it, or what a meeting needs.",
        "publish": "Issue papers that a second person has approved, and tell what was issued.",
        "templates": "See, replace and check the templates that reports are made with.",
    },
    "Set up": {
        "init": "Start a new plan, asking for what is not given.",
        "import": "Make a plan of a Word, Excel or csv document, or take in a newer one.",
        "demo": "Make an invented plan to try things on.",
        "git": "Have git merge, compare and check plans.",
        "ci": "Write workflows that check each change of the plan.",
        "codeowners": "Write CODEOWNERS, so that each service area reviews its own actions.",
        "schema": "Print a JSON Schema, of plan files or of --json.",
        "completion": "Print the script that completes words in a shell.",
        "help": "Show a page of the manual, or the help of a command.",
    },
}
"""The commands in the groups of the help, each with what its docstring begins with.

A command is the module of this package that has its name, and is imported when it is run.
"""

_NOT_DONE, _INTERRUPTED, _UNREAD = 3, 130, 141
"""The exit statuses: could not be done, and what a shell gives one ended by SIGINT and SIGPIPE."""
_EPILOG = """\
Exit status: 0 done; 1 the plan has problems, or something asked for is missing; 2 the command
line is wrong; 3 it could not be done. NO_COLOR turns colour off. $PLANCTL_PLAN names the plan, and
$PLANCTL_TODAY the day. Options that commands share, such as --plan and --quarter, may stand
before the command as well. planctl help pages lists the pages of the manual.
"""
_OTHER_NAMES = {
    **dict.fromkeys(("rate", "write"), "planctl update ACTION --edit"),
    **dict.fromkeys(("ls", "actions"), "planctl list"),
    **dict.fromkeys(("search", "grep"), "planctl find WORDS"),
    **dict.fromkeys(("history", "blame"), "planctl log"),
    **dict.fromkeys(("new", "create", "start"), "planctl add action, or planctl init for a plan"),
    **dict.fromkeys(("revert", "restore"), "planctl undo"),
    **dict.fromkeys(("validate", "lint", "verify"), "planctl check"),
    **dict.fromkeys(("board", "dashboard", "summary"), "planctl status"),
    **dict.fromkeys(("export", "print", "build"), "planctl report --output FILE"),
    **dict.fromkeys(("move", "delay", "postpone"), "planctl reschedule"),
    **dict.fromkeys(("overdue", "missing", "remind"), "planctl due"),
    **dict.fromkeys(("sign", "sign-off", "signoff"), "planctl close"),
    **dict.fromkeys(("compare", "changes"), "planctl diff"),
    **dict.fromkeys(("man", "manual", "docs", "tutorial"), "planctl help pages"),
    **dict.fromkeys(("version",), "planctl --version"),
    **dict.fromkeys(("push", "commit", "submit"), "planctl send"),
    **dict.fromkeys(("delete", "rm"), "planctl remove; or planctl update ACTION --status closed"),
    **dict.fromkeys(("rename", "mv"), "planctl renumber OLD NEW, or planctl set ACTION title=TEXT"),
}
"""What other programs call a thing, and how it is done here."""


class Commands(Group):
    """All commands, none of which is imported before it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(chain.from_iterable(COMMANDS.values()))

    def get_command(self, ctx: Context, cmd_name: str) -> Command:
        """Return a command of the table, which is imported now."""
        return command_of(cmd_name, import_module(f"planctl.cli.{cmd_name}"))

    def has_help_of(self, words: Sequence[str]) -> bool:
        """Return whether `help` with some words asks for the help of a command, or of all."""
        commands = set(chain.from_iterable(COMMANDS.values())) - {"help"}
        return not words or (words[0] in commands and "--page" not in words)

    def other_names(self) -> Mapping[str, str]:
        """Return what to say to those who use a word of another program."""
        return _OTHER_NAMES

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands by their groups."""
        width = max(map(len, self.list_commands(ctx)))
        for group, lines in COMMANDS.items():
            with formatter.section(group):
                formatter.write_dl([(name.ljust(width), line) for name, line in lines.items()])

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands, or the options, that begin with what was typed."""
        if incomplete.startswith("-"):
            names = [name for each in self.get_params(ctx) for name in each.opts]
            return [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return [
            CompletionItem(name, help=line)
            for lines in COMMANDS.values()
            for name, line in lines.items()
            if name.startswith(incomplete)
        ]


def planctl(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and exit.")
    ] = False,
    folder: Annotated[
        str | None, typer.Option("--plan", metavar="DIR|YEAR", help="The plan to work on.")
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DAY", help="The day to work for.")
    ] = None,
) -> int:
    """Run an improvement plan kept in git: update it, check it, see where it stands, report it."""
    if version:
        typer.echo(f"planctl {__version__}")
        raise typer.Exit
    if context.invoked_subcommand:
        return 0
    from planctl.cli.status import welcome

    return welcome(folder, today)


def program() -> Command:
    """Return the whole command line."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(
        cls=Commands,
        invoke_without_command=True,
        subcommand_metavar="[COMMAND] [ARGS]...",
        epilog=_EPILOG,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )(planctl)
    return get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; what cannot be done is said on stderr."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        cast("TextIOWrapper", stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    if not sys.stdout:  # as Python has it where it is closed
        return _refused("planctl: standard output is closed")
    try:
        status = _status(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # as typer leaves when nobody reads on
        _throw_away(sys.stdout)
        return _UNREAD
    except OSError as error:  # a full disk, more often than not
        _throw_away(sys.stdout)
        where = error.filename or "what it prints cannot be written"
        return _refused(f"planctl: {visible(str(where))}: {error.strerror or error}")
    return status


def _status(arguments: Sequence[str]) -> int:
    if asked := os.environ.get("_PLANCTL_COMPLETE"):
        from planctl.cli.completion import answer

        return answer(program(), asked)
    try:
        status = program().main(list(arguments), "planctl", standalone_mode=False)
    except UserError as error:
        from planctl.text.identifiers import masked

        lines = [f"planctl: {masked(error.message)}", f"   = help: {masked(error.hint)}"]
        return _refused("\n".join(map(visible, lines[: 1 + bool(error.hint)])), int(error.status))
    except ClickException as error:
        error.show()
        return error.exit_code
    except typer.Abort:
        status = _INTERRUPTED
    if status == _INTERRUPTED:  # what typer makes of Ctrl-C
        return _refused("\nplanctl: stopped", _INTERRUPTED)
    return int(status or 0)


def _refused(words: str, status: int = _NOT_DONE) -> int:
    """Say on stderr why a command ended, and return its exit status."""
    try:
        typer.echo(words, err=True)
    except OSError:
        _throw_away(sys.stderr)
    return status


def _throw_away(stream: "TextIO") -> None:
    """Have what was not written to a stream go nowhere, so that Python does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
