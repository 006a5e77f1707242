"""No program that a repository names is run, whichever command is."""

import os
import re
import subprocess
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

import planctl
from planctl.cli.app import COMMANDS
from planctl.cli.git import SUBCOMMANDS
from planctl.store.git import without_hooks
from transcript import printed

_SETTINGS = """\
[core]
    fsmonitor = {fsmonitor}
    hooksPath = {hooks}
    pager = {pager}
    editor = {editor}
    sshCommand = {ssh}
    gitProxy = {proxy}
    askPass = {askpass}
    alternateRefsCommand = {refs}
[pager]
    log = {pager}
    diff = {pager}
    tag = {pager}
[sequence]
    editor = {editor}
[gpg]
    program = {gpg}
[commit]
    gpgSign = true
[tag]
    gpgSign = true
    forceSignAnnotated = true
[log]
    showSignature = true
[diff]
    external = {external}
[diff "planted"]
    command = {external}
    textconv = {textconv}
[filter "planted"]
    clean = {clean}
    smudge = {smudge}
    required = true
[filter "process"]
    process = {process}
[merge "planted"]
    driver = {driver}
[credential]
    helper = !{credential}
[alias]
    ls-tree = !{alias}
    planted = !{alias}
[trailer "planted"]
    command = {trailer}
[gc]
    auto = 1
    recentObjectsHook = {gc}
[hook "a=b"]
    event = reference-transaction
    command = {hook}
[remote "origin"]
    url = ssh://planted.invalid/plan
    promisor = true
    uploadpack = {ssh}
[protocol]
    allow = always
[extensions]
    partialClone = origin
"""
_HOOKS = (
    *("applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-checkout", "post-commit"),
    *("post-index-change", "post-merge", "post-rewrite", "pre-auto-gc", "pre-commit"),
    *("pre-merge-commit", "prepare-commit-msg", "reference-transaction"),
)
_NAMES = re.findall(r"{(\w+)}", _SETTINGS)
_WHO = ("-c", "user.name=A", "-c", "user.email=a@example.invalid")

_BARE = (
    f"{' '.join(_WHO)} -c core.hooksPath=/dev/null -c core.fsmonitor= -c commit.gpgSign=false "
    "-c filter.planted.clean=cat -c filter.process.process="
)
_SOURCE = f"git+https://git.example.org/planctl.git@{'a' * 40}"
LINES: Mapping[str, tuple[str, ...]] = {
    "": ("planctl",),
    "publish": (
        "planctl publish propose --format markdown --quarter Q3 --plan 2025-26",
        "planctl publish draft 1 --plan 2025-26",
        "planctl publish approve 1 --plan 2025-26",
        "planctl publish issue 1 --plan 2025-26",
        "planctl publish verify plan/2025-26/3.2.yaml",
        "planctl publish --plan 2025-26",
    ),
    "update": (
        "planctl update 3.2 -q Q4 --headline New",
        "EDITOR=none planctl update 3.2 -q Q4 --edit",
        "planctl update 3.2 -q Q1 --impact New --correct Why --by Chair",
    ),
    "record": ("planctl record 3.2 placed-far-from-home --value 28 -q Q4 --reason Late",),
    "reschedule": ("planctl reschedule 3.2 --due 2027-06 --reason Why --agreed-by Board",),
    "add": (
        "planctl add action --priority 3 --title New --lead Permanence",
        "planctl add priority New",
        "planctl add recommendation R1 --text New",
    ),
    "tidy": ("planctl tidy", "planctl tidy --check"),
    "status": ("planctl status", "planctl status --at HEAD"),
    "list": ("planctl list", "planctl list --at HEAD"),
    "show": ("planctl show 3.2", "planctl show 3.2 --at HEAD"),
    "measures": ("planctl measures",),
    "trace": ("planctl trace", "planctl trace R1"),
    "slippage": ("planctl slippage",),
    "diff": (
        "planctl diff",
        "planctl diff HEAD~1",
        "planctl diff HEAD~2 HEAD",
        "planctl diff HEAD~1...HEAD --format markdown",
        "planctl diff HEAD~1 HEAD --format html",
    ),
    "log": ("planctl log", "planctl log 3.2"),
    "check": ("planctl check", "planctl check --since HEAD~1", "planctl check --since HEAD~2"),
    "explain": ("planctl explain",),
    "due": ("planctl due",),
    "challenge": ("planctl challenge",),
    "close": (
        f"git {_BARE} add plan/2025-26/3.4.yaml",
        f"git {_BARE} commit --quiet --all --message Changes",
        "planctl close Q4 --by Board --tag --today 2026-06-20 --accept '3.4=It is new'",
        "planctl close Q3 --tag",
    ),
    "rollover": ("planctl rollover 2026-27 --dry-run", "planctl rollover 2026-27"),
    "report": (
        *(f"planctl report --format {each}" for each in ("html", "markdown", "json", "csv")),
        "planctl report --output paper.docx",
        "planctl report --output sheet.xlsx",
        "planctl report --format site --output public",
        "planctl report --kind highlight --since HEAD --format markdown",
        "planctl report --at Q3 --format markdown",
    ),
    "templates": ("planctl templates list", "planctl templates check"),
    "init": ("planctl init --title T --organisation O --priority P --year 2027-28",),
    "demo": ("planctl demo other", "planctl demo --finished finished"),
    "git": (
        "planctl git setup --dry-run",
        "planctl git setup",
        "planctl git pre-commit",
        "planctl git textconv plan/2025-26/3.2.yaml",
        "planctl git merge-driver plan/2025-26/3.1.yaml ours theirs",
        "planctl git setup --undo",
    ),
    "ci": (f"planctl ci github --install {_SOURCE}", f"planctl ci gitlab --install {_SOURCE}"),
    "codeowners": ("planctl codeowners --check", "planctl codeowners"),
    "schema": ("planctl schema action",),
    "completion": ("planctl completion bash", "_PLANCTL_COMPLETE=complete_bash planctl"),
    "set": ("planctl set 3.4 owner=Head",),
    "edit": ("planctl edit --help",),
    "remove": (
        "planctl add action --plan 2025-26 --priority 3 --title Other --lead Permanence",
        "planctl remove 3.5 --plan 2025-26",
    ),
    "renumber": ("planctl renumber 3.4 3.9 --plan 2025-26",),
    "undo": ("planctl undo --plan 2025-26",),
    "help": ("planctl help pages", "planctl help tutorial"),
    "send": ("planctl send --yes --plan 2025-26",),
    "find": ("planctl find placement",),
    "updates": ("planctl updates --csv updates.csv",),
    "returns": ("planctl returns make --plan 2025-26", "planctl returns read returns"),
    "import": ("planctl import updates.csv --year 2028-29",),
}
"""What is run of each command: all of it that looks at git."""


def script(path: Path, ran: Path) -> None:
    """Write a program that leaves its name in a folder; a filter passes on what it is given."""
    then = "exec cat" if path.name in ("clean", "smudge") else "exit 0"
    path.write_text(f'#!/bin/sh\ntouch "{ran}/{path.name}"\n{then}\n')
    path.chmod(0o755)


def git(folder: Path, *arguments: str) -> str:
    """Run git, whatever its exit status, and return what it says."""
    command = ["git", "-C", str(folder), *_WHO, *arguments]
    environ = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    told = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
    done = subprocess.run(
        command, env=environ | told, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.stdout.decode().strip()


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """A folder in which every program that is run leaves its name."""
    folder = tmp_path / "ran"
    folder.mkdir()
    return folder


@pytest.fixture
def planted(tmp_path: Path, ran: Path) -> Path:
    """A plan in a repository whose settings, attributes and hooks name programs; a text is gone."""
    top = tmp_path / "council"
    printed("planctl demo --finished council", tmp_path)
    action = top / "plan" / "2025-26" / "3.2.yaml"
    header = action.with_name("plan.yaml")
    unsigned = header.read_text().partition("\n  Q4:\n    date: ")[0]
    header.write_text(unsigned.replace("  stages:\n    - DMT\n    - Improvement Board\n", ""))
    signed = action.read_text()
    for title in ("HOMES", "PLACEMENT STABILITY"):
        action.write_text(signed.replace("PLACEMENT STABILITY", title, 1))
        git(top, "commit", "--quiet", "--all", "--message", title)
    attributes = "*.yaml filter=planted diff=planted merge=planted\n*.txt filter=process\n"
    (top / ".gitattributes").write_text(attributes)
    (top / "notes.txt").write_text("Notes.\n")
    submodule = action.parent / "submodule"
    git(top, "init", "--quiet", str(submodule))
    git(submodule, "commit", "--quiet", "--allow-empty", "--message", "Empty")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "Attributes")
    gone = git(top, "rev-parse", "HEAD~2:plan/2025-26/3.2.yaml")
    programs = tmp_path / "programs"
    hooks = programs / "hooks"
    hooks.mkdir(parents=True)
    for name in _NAMES:
        if name != "hooks":
            script(programs / name, ran)
    for name in _HOOKS:
        script(hooks / name, ran)
    settings = _SETTINGS.format(**{name: programs / name for name in _NAMES})
    with (top / ".git" / "config").open("a") as config:
        config.write(settings)
    with (submodule / ".git" / "config").open("a") as config:
        config.write(f"[core]\nfsmonitor = {programs / 'fsmonitor'}\n")
    (top / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    for changed in (action, top / "notes.txt"):  # as git cannot but think
        os.utime(changed, (1, 1))
    for name in ("ours", "theirs"):
        (top / name).write_bytes(action.read_bytes())
    return top


def test_the_programs_are_run_by_git_itself(planted: Path, ran: Path) -> None:
    """Else the next test would prove nothing."""
    action = planted / "plan" / "2025-26" / "3.2.yaml"
    git(planted, "status")
    git(planted, "config", "filter.process.process", "")  # which git does not outlive
    action.write_text(action.read_text().replace("STABILITY", "STEADINESS"))
    git(planted, "diff")
    git(planted, "commit", "--all", "--message", "M")
    git(planted, "-c", "commit.gpgSign=false", "commit", "--all", "--message", "M")
    git(planted, "log", "-1", "-p")
    git(planted, "cat-file", "-p", "HEAD~3:plan/2025-26/3.2.yaml")
    git(planted, "planted")
    found = {each.name for each in ran.iterdir()}
    wanted = {"fsmonitor", "clean", "process", "textconv", "external", "gpg", "ssh", "alias"}
    assert found >= wanted | {"pre-commit", "reference-transaction", "post-index-change"}


def test_git_is_started_in_one_place() -> None:
    started = {
        path.name: path.read_text().count("Popen(") + path.read_text().count("subprocess.run(")
        for path in Path(planctl.__file__).parent.rglob("*.py")
    }
    assert {name: times for name, times in started.items() if times} == {
        "git.py": 1,
        "editor.py": 1,
        "pager.py": 1,
    }


@pytest.mark.slow
def test_none_is_run_by_any_command(planted: Path, ran: Path) -> None:
    """Nor do they keep a quarter from being signed off, committed and tagged."""
    assert LINES.keys() == {"", *(name for group in COMMANDS.values() for name in group)}
    assert all(any(f"git {each}" in line for line in LINES["git"]) for each in SUBCOMMANDS)
    for line in chain.from_iterable(LINES.values()):
        text = printed(line, planted)
        assert "Traceback" not in text
        assert "[exit status 2]" not in text, text
        assert not [each.name for each in ran.iterdir()], line
        assert "--tag" not in line or " is tagged\n" in text, text
    assert git(planted, "tag", "--list").split() == ["2025-26-Q3", "2025-26-Q4"]


def test_hooks_that_are_settings_are_switched_off_by_name(planted: Path) -> None:
    assert without_hooks(str(planted)) == ["--config-env=hook.a=b.enabled=PLANCTL_OFF"]


def test_what_is_missing_from_a_partial_clone_is_said(planted: Path) -> None:
    text = printed("planctl diff HEAD~2 HEAD", planted)
    assert text == (
        "planctl: a part of the plan's history is missing from this clone\n"
        "   = help: git fetch --refetch --no-filter brings what it left out; "
        "planctl itself fetches nothing\n"
        "[exit status 3]"
    )
