"""What a new plan needs beside its own files."""

import os
from collections.abc import Mapping

from planctl.store.shipped import shipped

_EXTENSIONS = '{"recommendations": ["redhat.vscode-yaml"]}\n'


def furnish(directory: str) -> None:
    """Put the schemas beside the plan, and advise VS Code which extension reads them."""
    from planctl.store.output import save

    schemas = files_of(shipped("schema"))
    furniture = {
        "schema/plan.schema.json": schemas["plan.schema.json"].decode(),
        "schema/action.schema.json": schemas["action.schema.json"].decode(),
        ".vscode/extensions.json": _EXTENSIONS,
    }
    for name, text in furniture.items():
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            save(path, [text])


def files_of(folder: str) -> Mapping[str, bytes]:
    """Return the files of a folder by name."""
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found
