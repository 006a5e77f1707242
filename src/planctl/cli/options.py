"""What several commands take: which plan, which day, which quarter, whose actions."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from typer.models import ArgumentInfo, OptionInfo

from planctl.cli import completed_words
from planctl.plan.periods import Quarter, parse_quarter
from planctl.problem import Exit, UserError, unknown, visible
from planctl.store.time_zone import day_in

_DATES = ("%Y-%m-%d", "%d/%m/%Y")


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
        "-q",
        parser=_quarter,
        metavar="QUARTER",
        autocompletion=lambda: completed_words.plain(Quarter),
        help=about,
    )
    return option


def quarter_argument() -> ArgumentInfo:
    """Return an argument that is a quarter, kept as it was typed."""
    argument: ArgumentInfo = typer.Argument(
        parser=_quarter, metavar="QUARTER", autocompletion=lambda: completed_words.plain(Quarter)
    )
    return argument


def _quarter(typed: str) -> str:
    parse_quarter(typed)
    return typed


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
    option: OptionInfo = typer.Option(flag, parser=_date, metavar="YYYY-MM-DD", help=about)
    return option


def _date(typed: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise UserError(f"'{visible(typed)}' is not a day", "as in 2020-03-31", Exit.USAGE)


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
    text_option(
        "--at",
        "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
        "WHEN",
    ),
]
"""--at, which takes the plan as it stood."""

JsonOption = Annotated[bool, flag_option("--json", "Print JSON, for programs.")]
"""--json, which prints values for programs."""

QuarterOption = Annotated[
    str | None,
    quarter_option("Q1 to Q4, or Q4 2019-20; if left out, the latest quarter that has ended."),
]
"""--quarter; it is the reporting quarter if left out."""

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
    list[str], typer.Argument(metavar="ACTION...", autocompletion=completed_words.plan_actions)
]
"""The ids of one action or more."""


def plan_folder(
    named: str | None,
    today: date | None = None,
    quarter: str | None = None,
    at: str | None = None,
) -> str:
    """Return the folder of the plan to work on, or raise UserError if there is none.

    Where there are several, the quarter that was typed and the day, of `at` if that is one, say
    which; that is told.
    """
    from planctl.workspace.plan_years import WantedPlan, find_plan

    found = find_plan(
        WantedPlan(_given(named), quarter, today or _day_at(at) or day()), os.getcwd()
    )
    if found.remark:
        note(found.remark)
    return found.folder


def judged_folders(named: str | None) -> list[str]:
    """Return the folders of the plans to judge, the first year first: all, where none is named."""
    from planctl.workspace.plan_years import WantedPlan, judged_plans

    return sorted(judged_plans(WantedPlan(_given(named), None, day()), os.getcwd()))


def _given(named: str | None) -> str | None:
    return named if named is not None else os.environ.get("PLANCTL_PLAN") or None


def _day_at(at: str | None) -> date | None:
    """Return the day that --at names, if it is one."""
    try:
        return date.fromisoformat(at or "")
    except ValueError:
        return None


def note(message: str) -> None:
    """Tell the person something that they did not ask for but should know."""
    typer.echo(visible(message), err=True)


def day(given: date | None = None, folder: str = "") -> date:
    """Return the day given, or today by the clock where the plan in a folder is; else in London."""
    return given or day_in(folder, datetime.now(UTC))
