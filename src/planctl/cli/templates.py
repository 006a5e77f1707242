"""A council's own templates: the commands that list, copy and check them."""

import os
import re
from typing import Annotated

import typer

from planctl.cli.options import (
    PlanOption,
    TodayOption,
    day,
    note,
    plan_folder,
    text_option,
)
from planctl.problem import Exit, UserError, visible
from planctl.store.shipped import shipped

_REPLACED = (".j2", ".css")
_BLOCK = re.compile(r"\{% block (\w+)(?: scoped)? %\}\n?(.*?)\{% endblock %\}", re.DOTALL)


def _names() -> list[str]:
    """Return the names of planctl's own templates, which a plan may replace."""
    return sorted(name for name in os.listdir(shipped("templates")) if name.endswith(_REPLACED))


def command() -> None:
    """See, replace and check the templates that reports are made with."""


def list_templates(
    *,
    folder: PlanOption = None,
) -> int:
    """List the templates, their blocks, and which of them this plan has of its own.

    For example:
      planctl templates list
    """
    where = plan_folder(folder)
    for name in _names():
        own = os.path.join(where, "templates", name)
        blocks = ", ".join(_blocks(name))
        parts = [name, f"blocks: {blocks}" if blocks else "", _own(own)]
        typer.echo("  ".join(filter(None, parts)))
    return Exit.DONE


def copy_template(
    *,
    name: Annotated[str, typer.Argument(autocompletion=_names)],
    block: Annotated[
        str | None, text_option("--block", "Only this block; the rest stays planctl's.", "NAME")
    ] = None,
    folder: PlanOption = None,
) -> int:
    """Copy a template, or one block of it, into the plan's own templates to be changed.

    For example:
      planctl templates copy report.html.j2 --block head
      planctl templates copy report.css
    """
    from planctl.problem import known_word
    from planctl.store.output import save

    where = plan_folder(folder)
    name = known_word(name, _names(), "template")
    path = os.path.join(where, "templates", name)
    text, found = _text(name), _blocks(name)
    if block is not None:
        block = known_word(block, list(found), "block")
        text = _begun(path, name, block)
        text += _BLOCK_OF.format(block=block, parts=_PARTS.get(name, ""), text=found[block])
    elif os.path.lexists(path):
        raise UserError(f"{visible(path)} is there already", "delete it first, or edit it")
    save(path, [text])
    note(f"{path} is written; planctl templates check tries it")
    return Exit.DONE


def _begun(path: str, name: str, block: str) -> str:
    """Return what a block is to be added to: the plan's own template, or the start of one."""
    extends = f'{{% extends "planctl/{name}" %}}\n'
    if not os.path.lexists(path):
        return extends
    with open(path, "rb") as file:
        raw = file.read()
    text = raw.decode(errors="replace")
    changed = text.encode() != raw
    if changed or not text.startswith(extends) or block in dict(_BLOCK.findall(text)):
        raise UserError(f"{visible(path)} is there already", "delete it first, or edit it")
    return text


_BLOCK_OF = """\
{{% block {block} %}}
{parts}{text}{{% endblock %}}
"""
_PARTS = {
    "report.html.j2": '{% from "macros.html.j2" import block, contents, filter with context %}\n',
    "site.html.j2": '{% from "macros.html.j2" import block %}\n',
    "report.md.j2": '{% from "macros.md.j2" import block with context %}\n',
}
"""What a block needs of planctl's own parts, since it does not see those of what it extends."""


def _text(name: str) -> str:
    with open(os.path.join(shipped("templates"), name), encoding="utf-8") as file:
        return file.read()


def _blocks(name: str) -> dict[str, str]:
    """Return the blocks of a template by name, as they are written."""
    return dict(_BLOCK.findall(_text(name)))


def _own(path: str) -> str:
    return f"replaced by {visible(path)}" if os.path.exists(path) else ""


def check_templates(
    *,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Make every kind of report with the plan's own templates, and say what is wrong in them.

    For example:
      planctl templates check
    """
    from planctl.reports.formats import FORMATS, render
    from planctl.reports.kinds import KINDS
    from planctl.reports.report import ReportRequest
    from planctl.reports.site.site import Site
    from planctl.reports.templates.template import Sources
    from planctl.summary.summary import summarise
    from planctl.workspace.open import read_plan

    where = plan_folder(folder, today)
    plan = read_plan(where)
    summary = summarise(plan, day(today, where))
    wrong: dict[str, UserError] = {}
    for kind in KINDS:
        request = ReportRequest(summary, kind, sources=Sources(where))
        for name in (each for each, about in FORMATS.items() if about.templated):
            try:
                for _ in render(request, name):
                    pass
            except UserError as error:
                wrong.setdefault(error.message, error)
    try:
        for _ in Site(plan, summary, sources=Sources(where)).pages():
            pass
    except UserError as error:
        wrong.setdefault(error.message, error)
    for message, found in wrong.items():
        typer.echo(f"{message}\n   = help: {found.hint}")
    if not wrong:
        own = [name for name in _names() if os.path.exists(os.path.join(where, "templates", name))]
        which = f"with this plan's own {', '.join(own)}" if own else "with planctl's own templates"
        note(f"every kind of report can be made {which}")
    return Exit.PROBLEMS if wrong else Exit.DONE


SUBCOMMANDS = {"list": list_templates, "copy": copy_template, "check": check_templates}
