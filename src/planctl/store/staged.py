"""The plans that a commit being made changes, as they are staged."""

import os
from posixpath import basename, dirname

from planctl.problem import Place, Problem, Severity, UserError, visible
from planctl.store.folder import refuse_name
from planctl.store.git import ask
from planctl.store.revisions import contents

_FILES = frozenset({"100644", "100755"})

Texts = dict[str, bytes]


def staged() -> dict[str, tuple[Texts, list[Problem]]]:
    """Return the texts of each plan of which a file is staged, and what is no file, by folder.

    It is the index that git commits, which a hook is told of; at the top of the repository.
    """
    index = os.environ.get("GIT_INDEX_FILE")
    keep = {"GIT_INDEX_FILE": os.path.abspath(index)} if index else {}
    changed = ask(".", ["diff", "--cached", "--name-only", "--no-renames", "-z"], environ=keep)
    names = [os.fsdecode(each) for each in changed.stdout.split(b"\0") if each.endswith(b".yaml")]
    found: dict[str, tuple[Texts, list[Problem]]] = {}
    for folder in dict.fromkeys(map(dirname, names)):
        blobs, problems = _listed(folder, keep)
        header = os.path.join(folder, "plan.yaml")
        if header in blobs or header in names:
            raw = contents(".", blobs.values())
            found[folder] = {path: raw[blob] for path, blob in blobs.items()}, problems
    return found


def _listed(folder: str, environ: dict[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the blobs of a folder's plan files by path, and what is wrong with any of them."""
    pattern = f":(top,literal){folder}" if folder else ":(top)"
    done = ask(".", ["ls-files", "--stage", "-z", "--", pattern], environ=environ)
    blobs: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in done.stdout.split(b"\0")[:-1]:
        about, _, raw_path = entry.partition(b"\t")
        mode, blob, _ = about.decode().split(" ")
        path = os.fsdecode(raw_path)
        name = basename(path)
        if dirname(path) != folder or name.startswith(".") or not name.endswith((".yaml", ".yml")):
            continue
        try:
            _refuse(name, mode)
            blobs[path] = blob
        except UserError as error:
            where = Place(visible(path))
            problems.append(Problem("file", Severity.ERROR, error.message, where, error.hint))
    return blobs, problems


def _refuse(name: str, mode: str) -> None:
    refuse_name(name)
    if mode not in _FILES:
        raise UserError(f"{name} is no ordinary file", "put the file itself in its place")
