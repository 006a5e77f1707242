"""The manual page planctl(1), made from the program's own help."""

from collections.abc import Iterable, Mapping
from inspect import getdoc

from typer._click.core import Command, Context

from planctl.cli.app import COMMANDS, planctl

_DESCRIPTION = (
    "Without a command it shows where the plan here stands, and what to do next.",
    "planctl help pages lists the pages of the manual; planctl help PAGE shows one.",
)
_VARIABLES = {
    "PLANCTL_PLAN": "the folder or the year of the plan, as --plan has it",
    "PLANCTL_TODAY": "the day to work for, as --today has it",
    "PLANCTL_PAGER": "what shows long answers at a terminal, else PAGER, else less",
    "NO_COLOR": "turns colour off",
}
_STATUSES = {
    "0": "done",
    "1": "the plan has problems, or something asked for is missing",
    "2": "the command line is wrong",
    "3": "it could not be done",
}


def text(commands: Iterable[tuple[str, Command, Context]]) -> str:
    """Return the page, from each command and its context, the program itself first."""
    about = getdoc(planctl) or ""
    lines = ['.TH PLANCTL 1 "" planctl "User Commands"', ".SH NAME"]
    lines.append(f"planctl \\- {_plain(about.partition(': ')[0])}")
    lines += [".SH SYNOPSIS", "\\fBplanctl\\fR [\\fICOMMAND\\fR] [\\fIOPTION\\fR]..."]
    lines += [".SH DESCRIPTION", _plain(about), *map(_plain, _DESCRIPTION), ".SH COMMANDS"]
    for group, each in COMMANDS.items():
        lines += [f".SS {group}", *_listed(each)]
    lines.append(".SH OPTIONS OF EACH COMMAND")
    for path, command, context in commands:
        told = map(_plain, command.get_help(context).splitlines())
        lines += [f'.SS "{path}"', ".nf", *told, ".fi"]
    lines += [".SH ENVIRONMENT", *_listed(_VARIABLES), ".SH EXIT STATUS", *_listed(_STATUSES)]
    return "\n".join(lines) + "\n"


def _listed(names: Mapping[str, str]) -> list[str]:
    """Return the lines of names, and what is said of each."""
    lists = ((".TP", f".B {_plain(name)}", _plain(about)) for name, about in names.items())
    return [line for each in lists for line in each]


def _plain(line: str) -> str:
    """Return a line as troff shows it letter by letter."""
    escaped = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
