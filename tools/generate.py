"""Write what is made from the program: schemas, the reference pages, the picture of the house."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from holidays import country_holidays
from typer._click.core import Command, Context
from typer.core import TyperGroup

import house
import manual_page
import template_values
from planctl.checks.run import RULES
from planctl.checks.run import manual_page as rule_page
from planctl.cli.app import program
from planctl.plan.plan import load
from planctl.plan.working_days import BANK_HOLIDAYS
from planctl.reports.records.schemas import NAMES, schema
from planctl.reports.tables import actions as tables
from planctl.reports.tables import measures as measure_tables
from planctl.reports.tables import plan as overview
from planctl.reports.tables.table import Table
from planctl.summary.summary import summarise

ROOT = Path(__file__).resolve().parent.parent
_NATIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file and its text."""
    for name in NAMES:
        text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        yield ROOT / "schema" / f"{name}.schema.json", text
    yield ROOT / "docs/reference/commands.md", _command_pages()
    yield ROOT / "docs/reference/rules.md", _rule_pages()
    yield ROOT / "docs/reference/tables.md", _table_pages()
    yield ROOT / "docs/planctl.1", manual_page.text(commands(program(), "planctl"))
    yield BANK_HOLIDAYS, _bank_holidays()
    yield house.PAGE, house.page()
    yield template_values.PAGE, template_values.page()


def commands(
    command: Command, name: str, parent: Context | None = None
) -> Iterator[tuple[str, Command, Context]]:
    """Yield a command and those within it, by their names on the command line."""
    settings = {**command.context_settings, "max_content_width": 88}
    context = Context(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command, context
    if isinstance(command, TyperGroup):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found and not found.hidden:
                yield from commands(found, inner, context)


def _bank_holidays() -> str:
    """Return a line for each nation and year, as the library `holidays` knows them."""
    lines = ""
    for nation, code in _NATIONS.items():
        for year in range(1950, 2100):
            days = sorted(country_holidays("GB", subdiv=code, years=year))
            on_weekdays = (f"{day:%m%d}" for day in days if f"{day:%a}"[0] != "S")
            lines += f"{nation} {year} {','.join(on_weekdays)}\n"
    return lines


def _command_pages() -> str:
    parts = ["# Commands", "", "Made from the program's own help by `make docs`."]
    for path, command, context in commands(program(), "planctl"):
        parts += ["", f"## {path}", "", "```text", command.get_help(context).rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _rule_pages() -> str:
    parts = ["# Rules", "", "Made from the rules' own pages, which `planctl explain` prints."]
    for check in RULES:
        page = rule_page(check.NAME).replace("\n## ", "\n### ")
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
