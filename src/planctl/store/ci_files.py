"""The workflows that check a plan in continuous integration: texts, by where they belong."""

from collections.abc import Mapping
from importlib.resources import files

ACTIONS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/upload-artifact": ("bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
}
"""The actions that are used, each by the commit of a version, which nobody can move."""

_PLACES = {
    "github": {
        "github.yml": ".github/workflows/planctl.yml",
        "github-comment.yml": ".github/workflows/planctl-comment.yml",
        "github-due.yml": ".github/workflows/planctl-due.yml",
    },
    "gitlab": {"gitlab.yml": ".gitlab-ci.yml"},
}
FORGES = tuple(_PLACES)


def workflows(
    forge: str, *, install: str, branch: str = "main", pages: bool = False
) -> Mapping[str, str]:
    """Return the texts for a forge by their paths in the repository.

    `branch` is the one that holds the plan as agreed, `install` the command that installs
    planctl, and with `pages` the report of that branch is published.
    """
    folder = files("planctl.store") / "workflows"
    return {
        place: _filled((folder / name).read_text("utf-8"), branch, install, pages=pages)
        for name, place in _PLACES[forge].items()
    }


def _filled(text: str, branch: str, install: str, *, pages: bool) -> str:
    for name, (commit, version) in ACTIONS.items():
        text = text.replace(f"{name}@@", f"{name}@{commit} # {version}")
    kept = []
    publishing = False
    for line in text.splitlines(keepends=True):
        if line.strip() in ("#[pages", "#pages]"):
            publishing = line.strip() == "#[pages"
        elif pages or not publishing:
            kept.append(line)
    text = "".join(kept)
    return text.replace("@BRANCH@", branch).replace("@INSTALL@", install)
