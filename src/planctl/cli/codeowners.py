"""Who reviews which action: the command that writes CODEOWNERS."""

import os
from typing import Annotated

import typer

from planctl.cli.options import (
    PlanOption,
    choice_argument,
    flag_option,
    note,
    plan_folder,
)
from planctl.problem import Exit, UserError, visible

_FORGES = ("github", "gitlab")


def command(
    *,
    forge: Annotated[str, choice_argument("forge", _FORGES)] = "github",
    check: Annotated[
        bool, flag_option("--check", "Write nothing; exit with 1 if it is not current.")
    ] = False,
    folder: PlanOption = None,
) -> int:
    """Write CODEOWNERS, so that each service area reviews its own actions.

    It is made of the handles that `leads` in plan.yaml has. What is written in the file outside
    planctl's own lines is kept.

    For example:
      planctl codeowners
      planctl codeowners gitlab
      planctl codeowners --check
    """
    from planctl.reports.code_owners import (
        PLACES,
        code_owners_path,
        code_owners_text,
        leads_without_handle,
    )
    from planctl.store.output import save
    from planctl.store.repository import top
    from planctl.workspace.open import read_plan

    where = plan_folder(folder)
    plan = read_plan(where)
    root = top(where)
    if not any(lead.handle for lead in plan.require().leads.values()):
        message = "no lead in plan.yaml has a handle, so nobody can be asked for a review"
        raise UserError(message, _HINT, Exit.PROBLEMS)
    path = code_owners_path(
        forge, [each for each in PLACES[forge] if os.path.exists(f"{root}/{each}")]
    )
    before = _read(os.path.join(root, path))
    inside = os.path.relpath(os.path.realpath(where), os.path.realpath(root))
    after = code_owners_text(before, plan, inside.replace(os.sep, "/"))
    if missing := leads_without_handle(plan):
        note(f"without a handle: {', '.join(missing)}; {_HINT}")
    if after == before:
        typer.echo(f"{path} is as it should be")
        return Exit.DONE
    if check:
        note(f"{path} is not current: planctl codeowners writes it anew")
        return Exit.PROBLEMS
    save(os.path.join(root, path), [after])
    typer.echo(f"{path} is written")
    return Exit.DONE


_HINT = "write `handle: '@organisation/team'` below the lead in plan.yaml"


def _read(path: str) -> str:
    """Return the text of a file, line ends as they are; "" if there is none."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        message = f"{visible(path)} is not UTF-8"
        raise UserError(message, "save it as UTF-8") from None
