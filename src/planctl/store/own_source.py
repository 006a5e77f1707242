"""Where this planctl came from, as an address that stays what it is: with a commit or a digest."""

import json
import os
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import urlsplit, urlunsplit
from urllib.request import url2pathname

from planctl.problem import Exit, UserError, visible
from planctl.store.git import ask_git
from planctl.store.work_tree import first_remote

DISTRIBUTION = "planctl-reports"
"""What is installed is called so: in the public index `planctl` is another program."""

_SOURCE = re.compile(
    r"git\+(?:https|ssh|file)://[\w@%:/.~+-]+@[0-9a-f]{40}(?:[0-9a-f]{24})?"
    r"|(?:https|file)://[\w@%:/.~+-]+#sha256=[0-9a-f]{64}",
    re.ASCII,
)
_IS_PINNED = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])|sha(?:256|384|512)[=:]|--require-hashes"
)
_HOST_AND_PATH = re.compile(r"(?P<user>[\w.-]+)@(?P<host>[\w.-]+):(?P<path>[^/].*)", re.ASCII)
_HINT = (
    "--install git+https://…/planctl.git@COMMIT (all of its 40 digits), or"
    " --install https://…/planctl_reports-….whl#sha256=…, or a command that names one"
)


def install_command(typed: str | None) -> str:
    """Return the command that installs planctl: from what was typed, else from where this one is.

    Raises UserError for what may be another program tomorrow: a source without a commit or digest.
    """
    if typed is None:
        return _from(own_source())
    if _SOURCE.fullmatch(typed):
        return _from(typed)
    if _IS_PINNED.search(typed):
        return typed
    message = f"'{visible(typed)}' may install another program tomorrow: it is not pinned"
    raise UserError(message, _HINT, Exit.USAGE)


def _from(source: str) -> str:
    return f'python -m pip install "{source}"'


def own_source() -> str:
    """Return the address of this planctl; UserError where it is not known, or not for others."""
    try:
        said = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        said = {}
    return recorded_source(said)


def recorded_source(said: Mapping[str, object]) -> str:
    """Return the address that is in what an installer recorded: PEP 610's direct_url.json."""
    url, vcs, archive = str(said.get("url", "")), said.get("vcs_info"), said.get("archive_info")
    if isinstance(vcs, dict):
        return _checked(f"git+{_reachable(url)}@{vcs.get('commit_id')}")
    if isinstance(archive, dict):
        hashes = archive.get("hashes") or {}
        return _checked(f"{_reachable(url)}#sha256={hashes.get('sha256')}")
    if isinstance(said.get("dir_info"), dict) and url.startswith("file://"):
        return _of_checkout(url2pathname(urlsplit(url).path))
    raise _unknown("where this planctl came from is not recorded")


def _of_checkout(folder: str) -> str:
    """Return the address of the checkout that planctl was installed from, at its commit."""
    try:
        remote = first_remote(folder)
        commit = ask_git(folder, ["rev-parse", "--verify", "--quiet", "HEAD"]).stdout.decode()
    except UserError:
        remote = ""
    if not remote:
        raise _unknown(f"this planctl came from {visible(folder)}, which has no remote repository")
    commit = commit.strip()
    there = ["for-each-ref", "--count=1", "--contains", commit, f"refs/remotes/{remote}"]
    if not ask_git(folder, there).stdout:
        raise _unknown(f"the commit of {visible(folder)} is not known to be at {visible(remote)}")
    address = os.fsdecode(ask_git(folder, ["remote", "get-url", remote]).stdout).strip()
    address = _HOST_AND_PATH.sub(r"ssh://\g<user>@\g<host>/\g<path>", address)
    return _checked(f"git+{_reachable(address)}@{commit}")


def _reachable(url: str) -> str:
    """Return an address without a password; UserError for one that is on this machine alone."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "ssh"):
        raise _unknown(f"this planctl came from {visible(url)}, which no other machine reaches")
    user = f"{parts.username}@" if parts.scheme == "ssh" and parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{user}{host}", parts.path, "", ""))


def _checked(source: str) -> str:
    if not _SOURCE.fullmatch(source):
        raise _unknown(f"this planctl came from {visible(source)}, which is not pinned")
    return source


def _unknown(why: str) -> UserError:
    return UserError(f"{why}, so the workflows cannot install it", f"say from where: {_HINT}")
