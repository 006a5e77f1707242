"""The plans that a commit being made changes, as they are staged."""

import os
from posixpath import dirname

from planctl.store.git import ask
from planctl.store.revisions import Blob, Texts, may_be_plan_file, read_blobs, texts_of


def staged() -> dict[str, Texts]:
    """Return the texts of each plan of which a file is staged, and what is no file, by folder.

    It is the index that git commits, which a hook is told of; at the top of the repository.
    """
    index = os.environ.get("GIT_INDEX_FILE")
    keep = {"GIT_INDEX_FILE": os.path.abspath(index)} if index else {}
    changed = ask(".", ["diff", "--cached", "--name-only", "--no-renames", "-z"], environ=keep)
    names = [os.fsdecode(each) for each in changed.stdout.split(b"\0") if each.endswith(b".yaml")]
    found: dict[str, Texts] = {}
    for folder in dict.fromkeys(map(dirname, names)):
        files = _listed(folder, keep)
        if "plan.yaml" in files or os.path.join(folder, "plan.yaml") in names:
            found[folder] = read_blobs(folder, files, texts_of(".", files.values()))
    return found


def _listed(folder: str, environ: dict[str, str]) -> dict[str, Blob]:
    """Return the plan files of a folder that the index has, by their names."""
    pattern = f":(top,literal){folder}" if folder else ":(top)"
    done = ask(".", ["ls-files", "--stage", "-z", "--", pattern], environ=environ)
    files: dict[str, Blob] = {}
    for entry in done.stdout.split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, blob, _ = about.decode().split(" ")
        above, name = os.path.split(os.fsdecode(path))
        if above == folder and may_be_plan_file(name):
            files[name] = Blob(mode, blob)
    return files
