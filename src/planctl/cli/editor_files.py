"""What a new plan needs beside its own files."""

import json
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from planctl.plan.division import Division
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.year import Year
from planctl.store.shipped import shipped

if TYPE_CHECKING:
    from planctl.plan.context import ReadingContext
    from planctl.plan.own_field import OwnField

_EXTENSIONS = b'{"recommendations": ["redhat.vscode-yaml"]}\n'


def write_schemas(directory: str, own: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Put the schemas beside the plan, and advise VS Code which extension reads them.

    `own` has the schemas in the plan's own words, where it has some.
    """
    from planctl.store.output import save

    for name, raw in {**schema_files(), **own}.items():
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            save(path, [raw])


def schemas_by_periods(periods: str) -> Mapping[str, bytes]:
    """Return the schemas of a plan whose year is divided into other periods than quarters."""
    from planctl.plan.context import ReadingContext

    year = Year(ANY_YEAR.start, division=Division(periods))
    return _schemas(ReadingContext(year), {})


def own_schemas(header: bytes) -> Mapping[str, bytes]:
    """Return the schemas of a plan in the words of its plan.yaml."""
    from planctl.plan.plan import context_of, fields_in
    from planctl.workspace.documents import HEADER, document_of

    document = document_of(HEADER, header)
    return _schemas(context_of(document), fields_in(document))


def _schemas(context: "ReadingContext", fields: "Mapping[str, OwnField]") -> Mapping[str, bytes]:
    from planctl.reports.records.schemas import FILES, schema_for

    made = {name: schema_for(name, context.year, context.scale, fields) for name in FILES}
    return {
        f"schema/{name}.schema.json": f"{json.dumps(each, indent=2, ensure_ascii=False)}\n".encode()
        for name, each in made.items()
    }


def schema_files() -> Mapping[str, bytes]:
    """Return the files that stand beside a plan, by their paths."""
    schemas = files_of(shipped("schema"))
    names = ("plan.schema.json", "action.schema.json")
    return {
        **{f"schema/{name}": schemas[name] for name in names},
        ".vscode/extensions.json": _EXTENSIONS,
    }


def files_of(folder: str) -> Mapping[str, bytes]:
    """Return the files of a folder by name."""
    found = {}
    with os.scandir(folder) as entries:
        names = sorted(each.name for each in entries if each.is_file())
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found
