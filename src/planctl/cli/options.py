"""What several commands take: which plan, which day, which quarter, whose actions."""

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from typer._click.globals import get_current_context
from typer.models import ArgumentInfo, OptionInfo

from planctl.cli import completed_words
from planctl.cli.command_line import is_quiet
from planctl.plan.division import Division
from planctl.plan.typed_dates import day_or_text, typed_day
from planctl.problem import Exit, UserError, unknown, visible
from planctl.store.locate import find
from planctl.store.time_zone import day_in


def one_of(what: str, words: Iterable[str]) -> Callable[[str], str]:
    """Return a function that reads one of some words, or raises UserError with the nearest."""
    spelt = {word.lower(): word for word in words}

    def known(typed: str) -> str:
        if typed.lower() in spelt:
            return spelt[typed.lower()]
        raise unknown(what, typed, spelt.values())

    return known


def choice(*flags: str, what: str, words: Iterable[str], about: str) -> OptionInfo:
    """Return an option that takes one of some words."""
    words = tuple(words)
    option: OptionInfo = typer.Option(
        *flags,
        parser=one_of(what, words),
        metavar=f"[{'|'.join(words)}]",
        autocompletion=lambda: completed_words.plain(words),
        help=about,
    )
    return option


def choice_argument(what: str, words: Iterable[str]) -> ArgumentInfo:
    """Return an argument that is one of some words."""
    words = tuple(words)
    argument: ArgumentInfo = typer.Argument(
        parser=one_of(what, words),
        metavar=f"{{{'|'.join(words)}}}",
        autocompletion=lambda: completed_words.plain(words),
    )
    return argument


def word_option(
    flag: str, name: str, read: Callable[[str], str], words: Iterable[str], about: str
) -> OptionInfo:
    """Return an option whose word is read by a function that forgives how it is typed.

    "none" is "", which empties.
    """
    option: OptionInfo = typer.Option(
        flag,
        parser=lambda typed: "" if typed.lower() == "none" else read(typed),
        metavar=name,
        autocompletion=lambda: completed_words.plain(map(str, words)),
        help=about,
    )
    return option


def rating_option(flag: str, name: str, about: str, completed: Callable[..., object]) -> OptionInfo:
    """Return an option whose word is kept as it was typed: the plan's words are known later."""
    option: OptionInfo = typer.Option(flag, metavar=name, autocompletion=completed, help=about)
    return option


def quarter_option(about: str) -> OptionInfo:
    """Return --quarter, whose quarter is kept as it was typed: the plan's year is known later."""
    option: OptionInfo = typer.Option(
        "--quarter",
        "--period",
        "-q",
        metavar="QUARTER",
        autocompletion=completed_words.plan_periods,
        help=about,
    )
    return option


def quarter_argument() -> ArgumentInfo:
    """Return an argument that is a quarter, kept as it was typed."""
    argument: ArgumentInfo = typer.Argument(
        metavar="QUARTER", autocompletion=completed_words.plan_periods
    )
    return argument


def text_option(flag: str, about: str, metavar: str = "TEXT") -> OptionInfo:
    """Return an option that takes a text as it was typed."""
    option: OptionInfo = typer.Option(flag, metavar=metavar, help=about)
    return option


def texts_option(flag: str, about: str, metavar: str = "TEXT") -> OptionInfo:
    """Return an option that takes a text and may be repeated."""
    option: OptionInfo = typer.Option(
        flag, metavar=metavar, help=about, default_factory=list, show_default=False
    )
    return option


def flag_option(flag: str, about: str) -> OptionInfo:
    """Return an option that takes no value."""
    option: OptionInfo = typer.Option(flag, help=about)
    return option


def date_option(flag: str, about: str) -> OptionInfo:
    """Return an option that takes a day."""
    option: OptionInfo = typer.Option(
        flag, parser=_date, metavar="DAY", is_eager=flag == "--today", help=about
    )
    return option


def when_option(flag: str, about: str, metavar: str = "WHEN") -> OptionInfo:
    """Return an option that takes a day, or something that git or a plan has a name for."""
    option: OptionInfo = typer.Option(
        flag,
        parser=day_or_name,
        metavar=metavar,
        autocompletion=completed_words.branches,
        help=about,
    )
    return option


def day_or_name(typed: str) -> str:
    """Return a day as plan files have it, and any other text as it was typed."""
    return "".join(day_or_text(each, now()) for each in re.split(r"(\.{2,3})", typed))


def _date(typed: str) -> date:
    return typed_day(typed, now())


def now() -> date:
    """Return the day that --today says or, where that is not typed, the clock."""
    context = get_current_context(silent=True)
    said = context.params.get("today") if context else None
    return said if isinstance(said, date) else day()


PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="DIR|YEAR",
        help="The plan's folder or its year; else $PLANCTL_PLAN, else the plan at or above this"
        " folder, of several that of the quarter being reported.",
    ),
]
"""--plan, which names the plan by its folder or its year."""

TodayOption = Annotated[
    date | None, date_option("--today", "The day to work for, instead of today.")
]
"""--today, which stands in for the clock."""

AtOption = Annotated[
    str | None,
    when_option(
        "--at", "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git."
    ),
]
"""--at, which takes the plan as it stood."""


def output_format(name: str, *, as_json: bool) -> str:
    """Return the format that --format and --json ask for; UserError where they disagree."""
    if as_json and name not in ("human", "json"):
        raise UserError(f"--json is not --format {name}", "leave one of the two out", Exit.USAGE)
    return "json" if as_json else name


JsonOption = Annotated[bool, flag_option("--json", "Print JSON, for programs.")]
"""--json, which prints values for programs."""

QuarterOption = Annotated[
    str | None,
    quarter_option("A quarter or period: Q2, Q4 2019-20; if left out, the latest that has ended."),
]
"""--quarter; it is the reporting quarter if left out."""

PeriodsOption = Annotated[
    str | None,
    choice(
        "--periods",
        what="division of the year",
        words=Division,
        about="Into what the year is divided.",
    ),
]
"""--periods, into which a plan's year is divided."""

LeadOption = Annotated[
    str | None,
    typer.Option(
        "--lead",
        metavar="TEXT",
        autocompletion=completed_words.plan_leads,
        help="Only this lead's actions.",
    ),
]
"""--lead, whose actions alone are wanted."""

PriorityOption = Annotated[
    str | None,
    typer.Option(
        "--priority",
        metavar="N",
        autocompletion=completed_words.plan_priorities,
        help="Only this priority's actions.",
    ),
]
"""--priority, whose actions alone are wanted."""

RecommendationOption = Annotated[
    str | None,
    typer.Option(
        "--recommendation",
        metavar="ID",
        autocompletion=completed_words.plan_recommendations,
        help="Only the actions that answer this recommendation.",
    ),
]
"""--recommendation, whose actions alone are wanted."""

DryRunOption = Annotated[
    bool, flag_option("--dry-run", "Say what would change, and write nothing.")
]
"""--dry-run, with which nothing is written."""

ForceOption = Annotated[
    bool, flag_option("--force", "Replace a file that is there, whatever it is.")
]
"""--force, with which a file of another kind is replaced."""

CorrectOption = Annotated[
    str | None, text_option("--correct", "Change a closed quarter; say why.", "REASON")
]
"""--correct, which says why a closed quarter is changed."""

ByOption = Annotated[
    str | None, text_option("--by", "The post that allows the correction.", "POST")
]
"""--by, which names who allows a correction."""

ActionArgument = Annotated[
    str, typer.Argument(metavar="ACTION", autocompletion=completed_words.plan_actions)
]
"""The id of an action."""

ActionsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="[ACTION]...",
        default_factory=list,
        show_default=False,
        autocompletion=completed_words.actions_and_quarters,
    ),
]
"""Which actions: ids, patterns, priorities, words of a title; a quarter is told apart."""


ActionsOption = Annotated[
    list[str],
    typer.Option(
        "--action",
        metavar="ACTION",
        default_factory=list,
        show_default=False,
        autocompletion=completed_words.plan_actions,
        help="Only this action: an id, a pattern, words of its title; repeat for more.",
    ),
]
"""--action, for commands whose arguments are something else."""


def quarter_apart(typed: Sequence[str], quarter: str | None) -> tuple[list[str], str | None]:
    """Return what was typed of actions without a quarter among it, and the quarter."""
    from planctl.plan.typed_period import quarter_key

    quarters = [each for each in typed if quarter_key(each)]
    named = [*quarters, *([quarter] if quarter else [])]
    if len({each.upper() for each in named}) > 1:
        hint = "leave all but one of them out"
        raise UserError(f"say one quarter, not {' and '.join(named)}", hint, Exit.USAGE)
    return [each for each in typed if each not in quarters], next(iter(named), None)


def plan_folder(
    named: str | None,
    today: date | None = None,
    quarter: str | None = None,
    at: str | None = None,
) -> str:
    """Return the folder of the plan to work on, or raise UserError if there is none.

    Where there are several, the quarter that was typed and the day, of `at` if that is one, say
    which, or where the quarter of `at` is signed off; that is told.
    """
    from planctl.plan.typed_period import quarter_key
    from planctl.workspace.plan_years import WantedPlan, find_plan

    signed = quarter_key(at or "")
    of = quarter or (at if signed else None)
    wanted = WantedPlan(_given(named), of, today or _day_at(at) or day(), signed)
    with _variable_said(named):
        found = find_plan(wanted, os.getcwd())
    if found.remark:
        note(found.remark)
    return found.folder


def judged_folders(named: str | None, quarter: str | None = None) -> list[str]:
    """Return the folders of the plans to judge, the first year first: all, where none is named."""
    from planctl.workspace.plan_years import WantedPlan, judged_plans

    with _variable_said(named):
        return sorted(judged_plans(WantedPlan(_given(named), quarter, day()), os.getcwd()))


def compared_folders(named: str | None, quarter: str | None) -> list[str]:
    """Return what `judged_folders` does; none where none is named, and there is none any more."""
    if is_one_plan(named, quarter) or find(None, os.getcwd()):
        return judged_folders(named, quarter)
    return []


def is_one_plan(named: str | None, quarter: str | None) -> bool:
    """Return whether a plan is named, by itself or with a quarter's year."""
    from planctl.plan.typed_period import typed_year

    return _given(named) is not None or bool(typed_year(quarter or ""))


def named_plan() -> str:
    """Return the option that names the plan as it was typed, for a command that comes next."""
    context = get_current_context(silent=True)
    named = context.params.get("folder") if context else None
    return f" --plan {shlex.quote(named)}" if named else ""


def _given(named: str | None) -> str | None:
    return named if named is not None else os.environ.get("PLANCTL_PLAN") or None


@contextmanager
def _variable_said(named: str | None) -> Iterator[None]:
    """Say that it was $PLANCTL_PLAN that named a plan which there is not."""
    try:
        yield
    except UserError as error:
        if named is not None or f"'{visible(_given(None) or '')}'" not in error.message:
            raise
        message = f"{error.message}, which $PLANCTL_PLAN names"
        raise UserError(message, error.hint, error.status) from None


def _day_at(at: str | None) -> date | None:
    """Return the day that --at names, if it is one."""
    try:
        return date.fromisoformat(at or "")
    except ValueError:
        return None


def note(message: str) -> None:
    """Tell the person something that they did not ask for but should know."""
    if not is_quiet():
        typer.echo(visible(message), err=True)


def day(given: date | None = None, folder: str = "") -> date:
    """Return the day given, else $PLANCTL_TODAY, else today where the plan is; else in London."""
    if given:
        return given
    clock, named = day_in(folder, datetime.now(UTC)), os.environ.get("PLANCTL_TODAY")
    return typed_day(named, clock) if named else clock
