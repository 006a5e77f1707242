"""What a shell completes: the command that prints the script, and the answer at a TAB."""

import os
import sys
from typing import Annotated

import typer
from typer._click.core import Command
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script
from typer.completion import shell_complete

from planctl.cli.options import choice_argument
from planctl.problem import Exit

VARIABLE = "_PLANCTL_COMPLETE"
"""The variable of the environment in which a shell asks."""
_DONE = "    return 0\n"
_QUOTED = """\
    [ ${#COMPREPLY[@]} -gt 0 ] && COMPREPLY=( $(printf '%q\\n' "${COMPREPLY[@]}") )
"""
"""What bash needs for words that hold a space."""
_SHELLS = ("bash", "zsh", "fish", "powershell")


def command(shell: Annotated[str, choice_argument("shell", _SHELLS)]) -> int:
    """Print the script that completes words in a shell.

    For example:
      eval "$(planctl completion bash)"
    """
    script = get_completion_script(prog_name="planctl", complete_var=VARIABLE, shell=shell)
    typer.echo(script.replace(_DONE, _QUOTED + _DONE))
    return Exit.DONE


def answer(program: Command, asked: str) -> int:
    """Print what may follow on a command line, and return the exit status that a shell expects.

    Whatever goes wrong is kept from the person, who is in the middle of a line.
    """
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the program ends
    sys.modules["rich"] = None  # type: ignore[assignment] # typer would read styles in a title
    completion_init()
    try:
        return shell_complete(program, {}, "planctl", VARIABLE, asked)
    except SystemExit as ended:  # as typer answers fish
        return int(str(ended.code))
