"""What makes git know planctl in a clone: its settings, its attributes and a hook, as texts."""

import re
from collections.abc import Sequence
from posixpath import dirname
from shlex import join, quote

_BEGIN = "# planctl: begin (planctl git setup wrote this, planctl git setup --undo removes it)"
_END = "# planctl: end"
_NEW_FILE = " in a new file"
_UNENDED = " after a line without an end"
_BLOCK = re.compile(
    rb"^# planctl: begin [^\r\n]*(?:\r?\n)(?:.*?\n)??# planctl: end(?:\r?\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_SPECIAL = re.compile(r"[\\*?\[\]]")
_PLAIN = re.compile(r"[\w./*-]+", re.ASCII)
_DRIVER = (
    "{planctl} git merge-driver %O %A %B %L %P %S %X %Y && exit; "
    "grep -q '^<<<<<<<' %A && exit 1; git merge-file --quiet --marker-size=%L %A %O %B"
)
_TEXTCONV = 'f() {{ {planctl} git textconv "$1" 2>/dev/null || cat "$1"; }}; f'
_HOOK = """\
#!/bin/sh
# planctl's own hook: `planctl git setup` made it, `planctl git setup --undo` removes it.
if ! {planctl} --version >/dev/null 2>&1; then
  echo {gone} >&2
  echo '   = help: run planctl git setup again, or planctl git setup --undo' >&2
  exit 0
fi
exec {planctl} git pre-commit
"""


def settings(command: Sequence[str]) -> dict[str, str]:
    """Return git's settings, by name, for the planctl that a command starts.

    Where it does not start, or does not come to its end, git's own merge of the lines is made.
    """
    planctl = join(command)
    return {
        "merge.planctl.name": "planctl, which merges plans by what they mean",
        "merge.planctl.driver": _DRIVER.format(planctl=planctl.replace("%", "%%")),
        "diff.planctl.textconv": _TEXTCONV.format(planctl=planctl),
        "diff.planctl.cachetextconv": "true",
    }


def hook_script(command: Sequence[str]) -> str:
    """Return the hook that checks what is staged; where planctl is gone it says so, and lets be."""
    planctl = join(command)
    gone = quote(f"planctl: the plan was not checked, because {planctl} does not run any more")
    return _HOOK.format(planctl=planctl, gone=gone)


def is_own_hook(raw: bytes) -> bool:
    """Return whether a hook is as `hook_script` has it, for whatever command, and no more."""
    pattern = re.escape(hook_script(("COMMAND",))).replace("COMMAND", "[^\\n]+")
    return re.fullmatch(pattern.encode(), raw) is not None


def hook_line(command: Sequence[str]) -> str:
    """Return the line by which a hook of somebody's own checks what is staged."""
    return f"{join(command)} git pre-commit || exit 1"


def with_attributes(raw: bytes | None, folder: str) -> bytes:
    """Return the .gitattributes that gives planctl the plans beside a folder, else as it was.

    The folder is seen from the top of the repository. What there was of planctl's is replaced.
    """
    newline = b"\r\n" if raw and b"\r\n" in raw else b"\n"
    before = raw or b""
    known = _BLOCK.search(before)
    line = f"{_pattern(folder)} merge=planctl diff=planctl".encode()
    if known:
        begin = known.group().splitlines()[0]
        block = newline.join([begin, line, _END.encode(), b""])
        return before[: known.start()] + block + before[known.end() :]
    is_unended = before and not before.endswith(b"\n")
    about = _NEW_FILE if raw is None else _UNENDED if is_unended else ""
    block = newline.join([f"{_BEGIN}{about}".encode(), line, _END.encode(), b""])
    return before + (newline if is_unended else b"") + block


def without_attributes(raw: bytes) -> bytes | None:
    """Return a .gitattributes as it was before planctl; None if it was not there."""
    known = _BLOCK.search(raw)
    if not known:
        return raw
    before, after = raw[: known.start()], raw[known.end() :]
    begin = known.group().splitlines()[0]
    if begin.endswith(_NEW_FILE.encode()) and not before + after:
        return None
    if begin.endswith(_UNENDED.encode()) and not after:
        before = before.removesuffix(b"\n").removesuffix(b"\r")
    return before + after


def _pattern(folder: str) -> str:
    """Return the pattern of the files of a plan, and of those in the folders beside it."""
    escaped = _SPECIAL.sub(lambda found: f"\\{found.group()}", folder)
    above = dirname(escaped)
    pattern = f"/{above}/*/*.yaml" if above else f"/{escaped}/*.yaml".replace("//", "/")
    if _PLAIN.fullmatch(pattern):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
