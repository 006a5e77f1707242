"""What a rule asks for: the command that prints its manual page."""

from typing import Annotated

import typer

from planctl.cli import completed_words
from planctl.problem import Exit

_RULE = typer.Argument(
    metavar="[RULE]", autocompletion=lambda: completed_words.modules("checks/rules")
)


def command(*, rule: Annotated[str | None, _RULE] = None) -> int:
    """Print a rule's manual page, or list the rules.

    For example:
      planctl explain next-steps
      planctl explain
    """
    from planctl.checks.run import RULES, manual_page

    if rule:
        typer.echo(manual_page(rule))
        return Exit.DONE
    for each in RULES:
        first = manual_page(each.NAME).splitlines()[0]
        typer.echo(f"{each.NAME:<12} {each.SEVERITY:<8} {first}")
    return Exit.DONE
