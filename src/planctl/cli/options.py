"""What several commands take: which plan, which day, which form of answer."""

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from planctl.plan.periods import Quarter, parse_quarter
from planctl.problem import Exit, UserError, visible
from planctl.store.locate import find

_Command = TypeVar("_Command", bound=Callable[..., Any])


class QuarterType(click.ParamType[str]):
    """A quarter as people type it: q2, 2, Q2 2019/20; the plan's year is known only later."""

    name = "quarter"
    words = tuple(each.value for each in Quarter)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return what was typed, or fail with what may be."""
        parse_quarter(str(value))
        return str(value)


class Words(click.ParamType[str]):
    """A word of a closed set, read by a function that forgives how it is typed."""

    def __init__(self, name: str, read: Callable[[str], str], words: Iterable[str]) -> None:
        """Keep the name for the help, the function that reads a word, and what to complete."""
        self.name, self._read, self.words = name, read, tuple(str(word) for word in words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the canonical word, "" for "none", or fail with a suggestion."""
        return "" if str(value).lower() == "none" else self._read(str(value))


def plan_option(command: _Command) -> _Command:
    """Add --plan, which names the folder of the plan."""
    return click.option(
        "--plan",
        "folder",
        metavar="DIR",
        help="The plan's folder; else $PLANCTL_PLAN, else the newest plan/*/plan.yaml"
        " at or above this folder.",
    )(command)


def today_option(command: _Command) -> _Command:
    """Add --today, which stands in for the clock."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda _context, _option, given: day(given),
        metavar="YYYY-MM-DD",
        help="The day to work for, instead of today.",
    )(command)


def at_option(command: _Command) -> _Command:
    """Add --at, which takes the plan as it stood."""
    return click.option(
        "--at",
        metavar="WHEN",
        help="The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
    )(command)


def json_option(command: _Command) -> _Command:
    """Add --json, which prints values for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(
        command
    )


def quarter_option(command: _Command) -> _Command:
    """Add --quarter; it is the reporting quarter if left out."""
    return click.option(
        "--quarter",
        "-q",
        type=QuarterType(),
        help="Q1 to Q4; if left out, the latest quarter that has ended.",
    )(command)


def plan_folder(named: str | None) -> str:
    """Return the folder of the plan to work on, or raise UserError if there is none."""
    folder = find(named, os.environ, os.getcwd())
    if folder:
        return folder
    if named:
        message = f"there is no plan in '{visible(named)}'"
        raise UserError(message, "--plan names the folder that holds plan.yaml", Exit.FAILED)
    message = "there is no plan here: no plan/<year>/plan.yaml at or above this folder"
    raise UserError(message, "planctl init starts one; planctl demo makes an example to try")


def chosen(option: str) -> bool:
    """Return whether an option of the command that is running was given."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


def said(message: str) -> None:
    """Say something that the person did not ask for but should know."""
    click.echo(visible(message), err=True)


def day(given: datetime | None = None) -> date:
    """Return the day given, or today by the clock."""
    return given.date() if given else datetime.now().astimezone().date()
