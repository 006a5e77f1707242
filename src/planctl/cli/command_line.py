"""How a command line is read: typer's commands and groups, with one voice for what is unknown."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

import typer
from typer._click.core import Command as AnyCommand
from typer._click.core import Context, Parameter
from typer._click.exceptions import NoSuchOption
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from planctl.problem import unknown

_EXAMPLES = "\n\nFor example:\n"
"""What stands in a docstring between what a command does and its examples."""
_OR_NOTHING = "[COMMAND] [ARGS]..."


class Command(TyperCommand):
    """A command, whose unknown options are told in planctl's words."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options, whose values are converted by planctl."""
        return [_plain(each) for each in super().get_params(ctx)]

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the words of the line that says how the command is used."""
        return _usage(self)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments that are left over, having kept the others in the context."""
        return _parsed(self, super().parse_args, ctx, args)


class Group(TyperGroup):
    """A command of several, whose unknown commands and options are told in planctl's words."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options, whose values are converted by planctl."""
        return [_plain(each) for each in super().get_params(ctx)]

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the words of the line that says how the command is used."""
        return [*_usage(self), self.subcommand_metavar]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments that are left over, having kept the others in the context."""
        return _parsed(self, super().parse_args, ctx, args)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Return the command that the first argument names; UserError suggests the nearest."""
        name, names = args[0], self.list_commands(ctx)
        if name in names or ctx.resilient_parsing:
            return name, self.get_command(ctx, name), args[1:]
        raise unknown("command", name, names, f"{ctx.command_path} --help lists them")


def command_of(name: str, module: ModuleType) -> AnyCommand:
    """Return the command of a module: its function `command`, and its `SUBCOMMANDS` if it has any.

    Their docstrings are the help. A command of several that has options can be run by itself.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    subcommands: Mapping[str, Callable[..., int]] = getattr(module, "SUBCOMMANDS", {})
    about, examples = _help(module.command)
    if not subcommands:
        app.command(name, cls=Command, help=about, epilog=examples)(module.command)
        return get_command(app)
    alone = bool(inspect.signature(module.command).parameters)
    app.callback(
        cls=Group,
        invoke_without_command=alone,
        no_args_is_help=not alone,
        subcommand_metavar=_OR_NOTHING if alone else None,
        help=about,
        epilog=examples,
    )(module.command)
    hidden: Iterable[str] = getattr(module, "HIDDEN", ())
    for each, function in subcommands.items():
        about, examples = _help(function)
        shown = each not in hidden
        app.command(each, cls=Command, hidden=not shown, help=about, epilog=examples)(function)
    return get_command(app)


def _help(function: Callable[..., Any]) -> tuple[str, str]:
    """Return what a command does, and its examples, which stand at the end of its help."""
    about, heading, examples = (inspect.getdoc(function) or "").partition(_EXAMPLES)
    return about, f"\b{heading[1:]}{examples}" if heading else ""


class _AsTyped:
    """How a value is converted: by the function of its option, or not at all.

    typer itself has pydantic do it, whose import takes longer than a completion may.
    """

    @staticmethod
    def coerce(value: Any, *, param: Any, **_: Context) -> Any:
        """Return what a command is given for what was typed."""
        parser = param.type_descriptor.parameter_info.parser
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        return parser(value) if parser else value


def _plain(parameter: Parameter) -> Parameter:
    """Return a parameter that is converted by planctl; an argument is shown in the usage alone."""
    is_argument = parameter.param_type_name == "argument"
    vars(parameter).update(_runtime_param=_AsTyped, **({"hidden": True} if is_argument else {}))
    return parameter


def _usage(command: Command | Group) -> list[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    return ["[OPTIONS]", *(str(each.metavar or each.name.upper()) for each in arguments)]


def _parsed(
    command: Command | Group,
    parse: Callable[[Context, list[str]], list[str]],
    context: Context,
    arguments: list[str],
) -> list[str]:
    options = [each for each in command.get_params(context) if each.param_type_name == "option"]
    try:
        return parse(context, _filled(options, arguments))
    except NoSuchOption as error:
        names = [name for option in options for name in option.opts]
        hint = f"{context.command_path} --help lists them"
        raise unknown("option", error.option_name, names, hint) from None


def _filled(options: Iterable[Parameter], arguments: list[str]) -> list[str]:
    """Return the arguments with a `-` for each value that may be left out and is: `[FILE]`."""
    optional = {name for each in options if each.metavar == "[FILE]" for name in each.opts}
    filled = []
    for word, following in zip(arguments, [*arguments[1:], "--"], strict=False):
        filled.append(word)
        if word in optional and following.startswith("-") and following != "-":
            filled.append("-")
    return filled
