"""The pages of the manual: the command that shows one, or the help of a command."""

import re
import sys
from typing import Annotated

import typer

from planctl.cli.completed_words import plain
from planctl.cli.long_answers import NoPagerOption, paged
from planctl.cli.options import flag_option
from planctl.problem import Exit, did_you_mean, unknown
from planctl.store.shipped import manual_pages

_PAGES = "pages"
_NOT_SHOWN = re.compile(r"^!\[.*\n|<!--.*?-->\n?", re.MULTILINE | re.DOTALL)
"""What of a page no terminal shows: pictures, and what is said to who makes the page."""


def command(
    *,
    topic: Annotated[
        str,
        typer.Argument(metavar="TOPIC", autocompletion=lambda: plain([_PAGES, *manual_pages()])),
    ],
    page: Annotated[
        bool, flag_option("--page", "The page, where a command has its name too.")
    ] = False,
    no_pager: NoPagerOption = False,
) -> int:
    """Show a page of the manual, or the help of a command.

    The pages are those of the docs, such as tutorial, format and quarter; planctl help pages lists
    them. planctl help COMMAND prints what planctl COMMAND --help does.

    For example:
      planctl help pages
      planctl help tutorial
      planctl help update
      planctl help measures --page
    """
    pages = manual_pages()
    if topic.lower() == _PAGES and not page:
        for each, text in pages.items():
            typer.echo(f"{each:<16} {text.partition(chr(10))[0].lstrip('# ')}")
        return Exit.DONE
    name = topic.lower().removesuffix(".md")
    if name not in pages:
        from planctl.cli.app import COMMANDS

        names = [*pages, *(each for group in COMMANDS.values() for each in group)]
        hint = did_you_mean(topic, names) or "planctl help pages lists the pages"
        raise unknown("command or page", topic, (), hint)
    shown = _NOT_SHOWN.sub("", pages[name])
    with paged(wanted=not no_pager):
        if not sys.stdout.isatty():
            typer.echo(shown, nl=False)
            return Exit.DONE
        from rich.markdown import Markdown

        from planctl.cli.terminal import console

        console().print(Markdown(shown, code_theme="ansi_dark", hyperlinks=False))
    return Exit.DONE
