"""What a new plan needs beside its own files."""

import os
from collections.abc import Mapping

from planctl.store.shipped import shipped

_EXTENSIONS = b'{"recommendations": ["redhat.vscode-yaml"]}\n'


def furnish(directory: str) -> None:
    """Put the schemas beside the plan, and advise VS Code which extension reads them."""
    from planctl.store.output import save

    for name, raw in furniture().items():
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            save(path, [raw])


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
