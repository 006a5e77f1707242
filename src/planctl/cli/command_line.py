"""How a command line is read: typer's commands and groups, with one voice for what is unknown."""

import inspect
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, takewhile
from types import ModuleType
from typing import Annotated, Any, cast

import typer
from typer._click.core import Command as AnyCommand
from typer._click.core import Context, Parameter
from typer._click.exceptions import (
    BadOptionUsage,
    MissingParameter,
    NoSuchOption,
)
from typer._click.globals import get_current_context
from typer._click.shell_completion import CompletionItem
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from planctl.problem import Exit, UserError, did_you_mean, unknown, visible

_WITH_VALUE = ("--plan", "--today", "--quarter", "--period", "-q", "--at", "--lead", "--priority")
SHARED: Mapping[str, bool] = {
    **dict.fromkeys(_WITH_VALUE, True),
    **dict.fromkeys(("--json", "--dry-run", "--quiet", "--no-pager"), False),
    "--color": True,
}
"""The options that may stand before the command as well, and whether each takes a value."""
_COLOURS: Mapping[str, Mapping[str, str]] = {
    "auto": {},
    "always": {"FORCE_COLOR": "1"},
    "never": {"NO_COLOR": "1"},
}
_FORMS = (
    ("--quarter", re.compile(r"[Qq][1-4](\s.*)?")),
    ("--plan", re.compile(r"[12][0-9]{3}[-/][0-9]{2,4}")),
    ("--priority", re.compile(r"[0-9]+")),
)
"""What is typed without the option that it belongs to."""
_QUIET = "planctl.quiet"
_EXAMPLES = "\n\nFor example:\n"
"""What stands in a docstring between what a command does and its examples."""
_OR_NOTHING = "[COMMAND] [ARGS]..."


class Command(TyperCommand):
    """A command, whose unknown options are told in planctl's words."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options, whose values are converted by planctl."""
        return [_plain(each) for each in (*super().get_params(ctx), *_EVERYWHERE)]

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the words of the line that says how the command is used."""
        return _usage(self)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments that are left over, having kept the others in the context."""
        ctx.allow_extra_args = True
        args = ["--help"] if args == ["help"] else args
        if (rest := _parsed(self, super().parse_args, ctx, args)) and not ctx.resilient_parsing:
            raise _left_over(self, ctx, rest[0])
        return rest


class Group(TyperGroup):
    """A command of several, whose unknown commands and options are told in planctl's words."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the arguments and options, whose values are converted by planctl."""
        return [_plain(each) for each in (*super().get_params(ctx), *_EVERYWHERE)]

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the words of the line that says how the command is used."""
        return [*_usage(self), self.subcommand_metavar]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments that are left over, having kept the others in the context.

        Options that commands share go to the command that follows them; `help` asks for its help.
        """
        asks = args[:1] == ["help"] and self.has_help_of(args[1:])
        args = [*args[1:], "--help"] if asks else args
        args = self._actions_named(ctx, _after_command(args))
        return _parsed(self, super().parse_args, ctx, args)

    def _actions_named(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments, those that begin them given to --action if they name no command.

        A word that is like a command's is let be: it was mistyped.
        """
        names = self.list_commands(ctx)
        takes = any("--action" in each.opts for each in self.get_params(ctx))
        if not takes or not args or args[0] in names or did_you_mean(args[0], names):
            return args
        named = list(takewhile(lambda each: not each.startswith("-"), args))
        flags = ("--quarter" if _FORMS[0][1].fullmatch(each) else "--action" for each in named)
        return [*chain(*zip(flags, named, strict=True)), *args[len(named) :]]

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin with what was typed, and the actions that are taken."""
        found = super().shell_complete(ctx, incomplete)
        taken = (each for each in self.get_params(ctx) if "--action" in each.opts)
        actions = (each.shell_complete(ctx, incomplete) for each in taken)
        return [*found, *chain.from_iterable(actions)]

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Return the command that the first argument names; UserError suggests the nearest."""
        name, names = args[0], self.list_commands(ctx)
        if name in names or ctx.resilient_parsing:
            return name, self.get_command(ctx, name), args[1:]
        meant = self.other_names().get(name.lower(), "")
        if meant:
            raise UserError(f"there is no command '{visible(name)}'", meant, Exit.USAGE)
        raise unknown("command", name, names, f"{ctx.command_path} --help lists them")

    def has_help_of(self, words: Sequence[str]) -> bool:
        """Return whether `help` with some words asks for the help of a command, or of all."""
        return "--help" not in words

    def other_names(self) -> Mapping[str, str]:
        """Return what to say to those who use a word of another program."""
        return {}


def is_quiet() -> bool:
    """Return whether nothing but errors is to be said on stderr: --quiet."""
    context = get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


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
    path = context.command_path
    try:
        return parse(context, _filled(options, arguments))
    except NoSuchOption as error:
        names, hint = [name for option in options for name in option.opts], f"{path} --help lists"
        if error.option_name in SHARED:
            message = f"{path} takes no {error.option_name}"
            hint = f"{hint} what it takes" if context.parent else "it goes with a command"
            raise UserError(message, hint, Exit.USAGE) from None
        raise unknown("option", error.option_name, names, f"{hint} them") from None
    except (MissingParameter, BadOptionUsage) as error:
        usage = f"{path} {' '.join(command.collect_usage_pieces(context))}"
        raise UserError(_lacking(error), usage, Exit.USAGE) from None


def _lacking(error: MissingParameter | BadOptionUsage) -> str:
    """Return what was not given, or was given where nothing is taken."""
    if isinstance(error, BadOptionUsage):
        takes = "takes no" if "does not take" in error.message else "needs a"
        return f"{error.option_name} {takes} value"
    wanted = cast("TyperArgument | TyperOption", error.param)
    is_option = wanted.param_type_name == "option"
    name = wanted.opts[0] if is_option else wanted.metavar or wanted.name.upper()
    return f"{name.strip('.')} is not given"


def _left_over(command: Command, context: Context, word: str) -> UserError:
    """Return the error that a word is no argument of a command, with the option that takes it."""
    path, shown = context.command_path, visible(word)
    flags = {name for each in command.get_params(context) for name in each.opts}
    meant = (flag for flag, form in _FORMS if flag in flags and form.fullmatch(word))
    flag = next(meant, "")
    hint = f"{path} {flag} {shown}" if flag else f"{path} --help shows what it takes"
    return UserError(f"{path} takes no argument '{shown}'", hint, Exit.USAGE)


def _after_command(arguments: list[str]) -> list[str]:
    """Return the arguments with the shared options that stand before a command behind it."""
    ahead = 0
    while ahead < len(arguments):
        name, given, _ = arguments[ahead].partition("=")
        name = "-q" if name[:2] == "-q" else name
        if name not in SHARED:
            break
        alone = given or arguments[ahead] != name or not SHARED[name]
        ahead += 1 if alone else 2
    shared, rest = arguments[:ahead], arguments[ahead:]
    follows = rest and not rest[0].startswith("-")
    return [rest[0], *shared, *rest[1:]] if follows else arguments


def _filled(options: Iterable[Parameter], arguments: list[str]) -> list[str]:
    """Return the arguments with a `-` for each value that may be left out and is: `[FILE]`."""
    optional = {name for each in options if each.metavar == "[FILE]" for name in each.opts}
    filled = []
    for word, following in zip(arguments, [*arguments[1:], "--"], strict=False):
        filled.append(word)
        if word in optional and following.startswith("-") and following != "-":
            filled.append("-")
    return filled


def _quiet(context: typer.Context, *, given: bool) -> None:
    if given:
        context.meta[_QUIET] = True


def _coloured(typed: str | None) -> None:
    if typed is None:
        return
    if typed not in _COLOURS:
        raise unknown("colour", typed, _COLOURS)
    if _COLOURS[typed]:
        for name in ("NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
    os.environ.update(_COLOURS[typed])


def _everywhere(
    *,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", callback=_quiet, expose_value=False, help="Only errors beside the answer."
        ),
    ] = False,
    color: Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="[auto|always|never]",
            callback=_coloured,
            expose_value=False,
            autocompletion=lambda: list(_COLOURS),
            help="Whether to use colour.",
        ),
    ] = None,
) -> None:
    """Take what every command takes."""


def _options_of_all() -> Iterable[Parameter]:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(_everywhere)
    return get_command(app).params


_EVERYWHERE = _options_of_all()
