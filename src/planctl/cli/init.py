"""The commands that make new files: init, add and demo."""

import os
import sys
from collections.abc import Mapping
from datetime import date

import click

from planctl.cli.options import plan_folder, plan_option, said, today_option
from planctl.plan.periods import parse_year, year_at
from planctl.problem import Exit, UserError, visible
from planctl.store.shipped import shipped

_EXTENSIONS = '{"recommendations": ["redhat.vscode-yaml"]}\n'


_INIT = """\b
Example:
  planctl init --title "Improvement Plan" --organisation "Aldermere Council" \\
    --year 2026-27 --priority "Right help, right time"
"""
_ACTION = """\b
Example:
  planctl add action --priority 3 --title "PLACEMENT STABILITY" --lead Permanence
"""


@click.command("init", epilog=_INIT)
@click.argument("directory", default=".", metavar="[DIR]")
@click.option("--title", help="The plan's title as printed.")
@click.option("--organisation", help="The council or partnership whose plan it is.")
@click.option("--year", help="Its financial year, such as 2025-26.")
@click.option("--priority", "priorities", multiple=True, help="A priority; repeat for more.")
@today_option
def init_command(
    directory: str,
    title: str | None,
    organisation: str | None,
    year: str | None,
    priorities: tuple[str, ...],
    today: date,
) -> int:
    """Start a new plan, asking for what is not given."""
    from planctl.workspace import new_files

    title = title or _asked("Title of the plan", "--title")
    organisation = organisation or _asked("Organisation", "--organisation")
    label = _year(year or _asked("Year", "--year", str(year_at(today))))
    folder = os.path.normpath(os.path.join(directory, "plan", label))
    new_files.start_plan(folder, title, organisation, label, priorities or _priorities(), said)
    _furnish(directory)
    click.echo(f"{os.path.join(folder, 'plan.yaml')} is written; planctl check finds it in order")
    click.echo("schema/ and .vscode/ have editors such as VS Code check it as you type")
    click.echo("Next: planctl add action --priority 1 --title … --lead …")
    return Exit.DONE


@click.group("add")
def add_command() -> None:
    """Add an action or a priority to a plan."""


@add_command.command("action", epilog=_ACTION)
@click.option("--priority", required=True, metavar="N", help="The priority it belongs to.")
@click.option("--title", required=True, help="Its name as printed.")
@click.option("--lead", required=True, help="The service area that answers for it.")
@click.option("--description", default="", help="What it is to do.")
@click.option("--link", "links", multiple=True, help="A linked plan; repeat for more.")
@click.option("--indicator", "indicators", multiple=True, help="An indicator of success; repeat.")
@click.option("--measure", "measures", multiple=True, help="How it is measured; repeat.")
@plan_option
def add_action(
    priority: str,
    title: str,
    lead: str,
    description: str,
    folder: str | None,
    **lists: tuple[str, ...],
) -> int:
    """Add an action to a priority."""
    from planctl.workspace import new_files
    from planctl.workspace.open import read_plan

    plan = read_plan(plan_folder(folder))
    lists = {name: lists[name] for name in ("links", "indicators", "measures")}
    new = new_files.NewAction(priority, title, lead, description, lists)
    action_id = new_files.add_action(plan, new, said)
    click.echo(f"{action_id} {visible(title)} is added: {plan.folder}/{action_id}.yaml")
    return Exit.DONE


@add_command.command("priority", epilog='\b\nExample:\n  planctl add priority "Staff flourish"')
@click.argument("text")
@plan_option
def add_priority(text: str, folder: str | None) -> int:
    """Add a priority to the plan."""
    from planctl.workspace import new_files

    where = plan_folder(folder)
    number = new_files.add_priority(where, text, said)
    click.echo(f"priority {number} is added to {where}/plan.yaml")
    return Exit.DONE


@click.command("demo", epilog="\b\nExample:\n  planctl demo")
@click.argument("directory", default="planctl-demo", metavar="[DIR]")
def demo_command(directory: str) -> int:
    """Make an invented plan to try things on."""
    from planctl.store.repository import start_repository
    from planctl.store.write import create

    if os.path.exists(directory) and os.listdir(directory):
        message = f"'{visible(directory)}' is there already"
        raise UserError(message, "name another folder: planctl demo DIR")
    examples = shipped("examples")
    for year in sorted(os.listdir(examples)):
        create(os.path.join(directory, "plan", year), _files(os.path.join(examples, year)))
    _furnish(directory)
    start_repository(directory, "An invented plan to try planctl on")
    click.echo(f"An invented improvement plan is in {directory}. Try:\n")
    click.echo(f"  cd {directory}")
    for command in (
        "planctl                                                   where the plan stands",
        "planctl show 3.2                                          one action, quarter by quarter",
        'planctl update 3.2 -q Q4 --rag amber --correct "A slip"   correct a closed quarter',
        "planctl check                                             what a reviewer would ask about",
        "planctl report --output report.html                       the paper for the board",
    ):
        click.echo(f"  {command}")
    return Exit.DONE


def _furnish(directory: str) -> None:
    """Put the schemas beside the plan, and advise VS Code which extension reads them."""
    from planctl.store.output import save

    schemas = _files(shipped("schema"))
    furniture = {
        "schema/plan.schema.json": schemas["plan.schema.json"].decode(),
        "schema/action.schema.json": schemas["action.schema.json"].decode(),
        ".vscode/extensions.json": _EXTENSIONS,
    }
    for name, text in furniture.items():
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            save(path, [text])


def _files(folder: str) -> Mapping[str, bytes]:
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


def _asked(question: str, option: str, default: str | None = None) -> str:
    """Return the answer to a question, asked only of a person at a terminal."""
    if not sys.stdin.isatty():
        raise UserError(f"{option} is not given", f"say {option} …", Exit.USAGE)
    answer: str = click.prompt(question, default=default)
    return answer


def _priorities() -> list[str]:
    found = [_asked("Priority 1", "--priority")]
    while text := click.prompt(
        f"Priority {len(found) + 1} (empty to end)", default="", show_default=False
    ):
        found.append(text)
    return found


def _year(label: str) -> str:
    try:
        return str(parse_year(label))
    except ValueError:
        message = f"'{visible(label)}' is not a financial year"
        raise UserError(message, "two years that follow each other: 2025-26", Exit.USAGE) from None
