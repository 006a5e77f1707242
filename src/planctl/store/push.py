"""How a branch is sent to another repository, and where a request is opened for it."""

import os
import re
from tempfile import TemporaryDirectory
from urllib.parse import quote

from planctl.problem import UserError, visible
from planctl.store.git import ask_git, environment, run_git, without_hooks
from planctl.store.work_tree import Remote, WorkTree

_PROTOCOLS = "file:git:http:https:ssh"
_SHA256 = 64
_BEHIND = ("fetch first", "non-fast-forward")
_SAID = re.compile(r"^remote:\s+(https://\S+)\s*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:(?:https|ssh)://)?(?:[^/@]*@)?([\w.-]+)(?::\d+(?=/))?[:/](.+?)/?(?:\.git)?/?"
)
_AZURE = re.compile(r"ssh\.dev\.azure\.com/v3/([^/]+/[^/]+)/([^/]+)")
_REQUESTS = (
    ("github", "{}/compare/{}?expand=1"),
    ("gitlab", "{}/-/merge_requests/new?merge_request%5Bsource_branch%5D={}"),
    ("bitbucket", "{}/pull-requests/new?source={}"),
    ("dev.azure", "{}/pullrequestcreate?sourceRef={}"),
)
"""Where a request is opened, by what is in the name of a host."""


def push(tree: WorkTree, remote: Remote) -> str:
    """Send the branch that git is on to a remote; return where a request is opened, if known.

    It is sent from an empty repository that borrows the objects, so that none of the programs is
    run that this one names, but the person's own alone, such as their ssh and what keeps their
    passwords. Raises UserError, with what git has against it; the commit stays.
    """
    asked = ask_git(tree.top, ["rev-parse", "--git-common-dir"]).stdout
    common = os.path.join(tree.top, os.fsdecode(asked.rstrip(b"\n")))
    kind = ["--object-format=sha256"] if len(tree.commit) == _SHA256 else []
    environ = environment() | {"LC_ALL": "C"}
    with TemporaryDirectory(prefix="planctl-", dir=common) as own:
        empty = ["init", "--quiet", "--bare", "--template=", *kind, own]
        run_git(empty, environ=environ)
        _borrow(common, own)
        what = f"{tree.commit}:refs/heads/{tree.branch}"
        command = ["-C", tree.top, f"--git-dir={own}", "push", "--no-follow-tags", "--no-verify"]
        done = run_git(
            [*command, "--", remote.address, what], environ=environ, protocols=_PROTOCOLS
        )
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise _refused(tree, remote, said)
    hooks = without_hooks(tree.top)
    here = f"refs/remotes/{remote.name}/{tree.branch}"
    ask_git(tree.top, [*hooks, "update-ref", here, tree.commit])
    for key, value in (("remote", remote.name), ("merge", f"refs/heads/{tree.branch}")):
        ask_git(tree.top, ["config", f"branch.{tree.branch}.{key}", value])
    found = _SAID.search(said)
    return visible(found[1]) if found else request_address(remote.address, tree.branch)


def _borrow(common: str, own: str) -> None:
    """Have an empty repository know the objects of another."""
    with open(os.path.join(own, "objects", "info", "alternates"), "w", encoding="utf-8") as file:
        file.write(f"{os.path.abspath(os.path.join(common, 'objects'))}\n")
    shallow = os.path.join(common, "shallow")
    if os.path.exists(shallow):
        with open(shallow, "rb") as had, open(os.path.join(own, "shallow"), "wb") as file:
            file.write(had.read())


def request_address(address: str, branch: str) -> str:
    """Return where a request for a branch is opened; "" where the address does not tell."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return ""
    host, path = found[1], found[2]
    if over_ssh := _AZURE.fullmatch(f"{host}/{path}"):
        host, path = "dev.azure.com", f"{over_ssh[1]}/_git/{over_ssh[2]}"
    forms = (form for part, form in _REQUESTS if part in host)
    page, at = f"https://{host}/{path}", quote(branch, safe="")
    return visible(next(forms, "").format(page, at))


def _refused(tree: WorkTree, remote: Remote, said: str) -> UserError:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("!", "fatal:", "error:", "ERROR:"))]
    reason = next(iter([*telling, *lines]), "git does not say why")
    message = f"it is committed on {tree.branch}, and not sent to {remote.name}"
    hint = "once that is mended, planctl send sends it"
    if any(word in said for word in _BEHIND):
        reason = "others have sent something to that branch since"
        hint = f"git pull --rebase {remote.name} {tree.branch} takes it in; then planctl send"
    return UserError(f"{message}: {reason.replace(remote.address, remote.shown)}", hint)
