"""Write what is made from the program: schemas, the reference pages, the picture of the house."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import house
import template_values
from planctl.checks.run import RULES, manual_page
from planctl.cli.app import planctl
from planctl.plan.plan import load
from planctl.reports.records.schemas import NAMES, schema
from planctl.reports.tables import actions as tables
from planctl.reports.tables import measures as measure_tables
from planctl.reports.tables import plan as overview
from planctl.reports.tables.table import Table
from planctl.summary.summary import summarise

ROOT = Path(__file__).resolve().parent.parent


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file and its text."""
    for name in NAMES:
        text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        yield ROOT / "schema" / f"{name}.schema.json", text
    yield ROOT / "src/planctl/cli/shell/words.py", _completion_table()
    yield ROOT / "docs/reference/commands.md", _command_pages()
    yield ROOT / "docs/reference/rules.md", _rule_pages()
    yield ROOT / "docs/reference/tables.md", _table_pages()
    yield house.PAGE, house.page()
    yield template_values.PAGE, template_values.page()


def _commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield a command and those within it, by their names on the command line."""
    settings = {**command.context_settings, "max_content_width": 88}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found and not found.hidden:
                yield from _commands(found, inner, context)


def _completion_table() -> str:
    lines = [
        '"""The commands, their options and words, for completion; made by `make docs`."""',
        "",
        "Options = dict[str, tuple[tuple[str, ...] | None, str]]",
        "",
        "COMMANDS: dict[str, tuple[Options, tuple[str, ...], str]] = {",
    ]
    for path, command, context in _commands(planctl, "planctl"):
        name = path.removeprefix("planctl").strip()
        lines.append(f"    {name!r}: (")
        lines.append("        {")
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                choices = None if parameter.is_flag else _choices(parameter)
                entry = (choices, (parameter.help or "").split(";")[0])
                lines += [f"            {option!r}: {entry!r}," for option in parameter.opts]
        lines.append("        },")
        lines.append(f"        {_positional(command)!r},")
        lines.append(f"        {command.get_short_help_str(80)!r},")
        lines.append("    ),")
    text = "\n".join([*lines, "}"]) + "\n"
    return _formatted(text)


def _formatted(text: str) -> str:
    """Return Python as the formatter of this project has it."""
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--stdin-filename", str(ROOT / "src/planctl/cli/shell/words.py"), "-"]
    done = subprocess.run(
        [*ruff, "format", *options], input=text, capture_output=True, text=True, check=True
    )
    return done.stdout


def _choices(parameter: click.Parameter) -> tuple[str, ...]:
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return tuple(kind.choices)
    return tuple(getattr(kind, "words", ()))


def _positional(command: click.Command) -> tuple[str, ...]:
    if isinstance(command, click.Group):
        return ("command",)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            if parameter.name in {"ids", "action"}:
                return ("action",)
            if parameter.name == "rule":
                return tuple(check.NAME for check in RULES)
            return _choices(parameter)
    return ()


def _command_pages() -> str:
    parts = ["# Commands", "", "Made from the program's own help by `make docs`."]
    for path, command, context in _commands(planctl, "planctl"):
        parts += ["", f"## {path}", "", "```text", command.get_help(context).rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _rule_pages() -> str:
    parts = ["# Rules", "", "Made from the rules' own pages, which `planctl explain` prints."]
    for check in RULES:
        page = manual_page(check.NAME).replace("\n## ", "\n### ")
        parts += ["", f"## {check.NAME} ({check.SEVERITY})", "", page.rstrip()]
    return "\n".join(parts) + "\n"


def _table_pages() -> str:
    header = b"title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: P\n"
    nothing = summarise(load({"plan.yaml": header}), date(2019, 7, 1))
    sheets = [
        tables.plan_table,
        tables.update_table,
        measure_tables.measure_table,
        measure_tables.value_table,
        overview.count_table,
        overview.sign_off_table,
    ]
    about = overview.about_table(nothing, "")
    parts = [
        "# Tables",
        "",
        "Made from the program by `make docs`; [data.md](../data.md) explains.",
    ]
    for table in (tables.flat_table(nothing, ""), *(made(nothing) for made in sheets), about):
        parts += ["", f"## {table.name}", "", table.about, "", *_columns(table)]
    return "\n".join(parts) + "\n"


def _columns(table: Table) -> Iterator[str]:
    yield "| column | heading | kind | what it says |"
    yield "| --- | --- | --- | --- |"
    for name, heading, kind, about in table.columns:
        yield f"| `{name}` | {heading} | {kind.value} | {about} |"


def main() -> None:
    """Write every generated file that is not what it should be."""
    for path, text in generated():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
