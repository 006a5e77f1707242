"""What a new plan needs beside its own files."""

import json
import os
from collections.abc import Iterator, Mapping

from planctl.plan.division import Division
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.year import Year
from planctl.store.shipped import shipped

_EXTENSIONS = b'{"recommendations": ["redhat.vscode-yaml"]}\n'


def furnish(directory: str, periods: str | None = None) -> None:
    """Put the schemas beside the plan, and advise VS Code which extension reads them.

    `periods` says into what the plan's year is divided, where that is not quarters.
    """
    from planctl.store.output import save

    own = dict(_of_periods(Year(ANY_YEAR.start, division=Division(periods)))) if periods else {}
    for name, raw in {**furniture(), **own}.items():
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            save(path, [raw])


def _of_periods(year: Year) -> Iterator[tuple[str, bytes]]:
    from planctl.plan.scale import OWN
    from planctl.reports.records.schemas import FILES, schema_for

    for name in FILES:
        made = json.dumps(schema_for(name, year, OWN, {}), indent=2, ensure_ascii=False)
        yield f"schema/{name}.schema.json", f"{made}\n".encode()


def furniture() -> Mapping[str, bytes]:
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
