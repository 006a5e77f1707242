"""What a shell may complete: answered from a table, so that no library need be imported."""

from __future__ import annotations

import os

from planctl.cli.shell.words import COMMANDS
from planctl.store.locate import action_files, find

TYPE_CHECKING = False  # as in typing, which takes longer to import than a completion may last
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MANY = 200
_TITLE = b"\ntitle:"
_BASH = """\
_planctl() {
  local IFS=$'\\n'
  local words
  local given=("${COMP_WORDS[@]:1:COMP_CWORD}")
  words=$(planctl __complete "${given[@]}" 2>/dev/null | cut -f1)
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
  [ ${#COMPREPLY[@]} -gt 0 ] && COMPREPLY=($(printf '%q\\n' "${COMPREPLY[@]}"))
}
complete -o default -F _planctl planctl
"""
_ZSH = """\
#compdef planctl
_planctl() {
  local -a found
  local line
  while IFS= read -r line; do
    found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
  done < <(planctl __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( ${#found} )); then _describe planctl found; else _files; fi
}
compdef _planctl planctl
"""
_FISH = """\
function __planctl
  planctl __complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null
end
complete -c planctl -f -a '(__planctl)'
"""
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName planctl -ScriptBlock {
  param($word, $ast, $position)
  $given = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($word -eq '') { $given += '""' }
  planctl __complete @given 2>$null | ForEach-Object {
    $text, $about = $_ -split "`t", 2
    $shown = if ($about) { $about } else { $text }
    $quoted = if ($text -match ' ') { "'$text'" } else { $text }
    [System.Management.Automation.CompletionResult]::new($quoted, $text, 'ParameterValue', $shown)
  }
}
"""


def script(shell: str) -> str:
    """Return the script that makes bash, zsh, fish or powershell ask planctl for completions."""
    return {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}[shell]


def answer(words: Sequence[str]) -> str:
    """Return the completions of the last word, one a line, with a tab and what each is."""
    *before, last = words or [""]
    found = _candidates(before, last)
    return "".join(f"{word}\t{about}\n" for word, about in found if word.startswith(last))


def _candidates(before: list[str], last: str) -> Iterator[tuple[str, str]]:
    options, positional, _ = COMMANDS[""]
    name = ""
    for word in before:
        longer = f"{name} {word}".strip()
        if longer in COMMANDS:
            name = longer
            options, positional, _ = COMMANDS[name]
    if before and before[-1] in options and options[before[-1]][0] is not None:
        yield from ((choice, "") for choice in options[before[-1]][0] or ())
    elif last.startswith("-"):
        yield from ((option, about) for option, (_, about) in options.items())
    elif positional == ("command",):
        depth = len(name.split()) + 1
        for command, (_, _, about) in COMMANDS.items():
            if command.startswith(name) and len(command.split()) == depth:
                yield command.split()[-1], about
    elif positional == ("action",):
        yield from _actions(before)
    else:
        yield from ((choice, "") for choice in positional)


def _actions(before: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the ids of the plan's actions, with their titles where there are not too many."""
    named = before[before.index("--plan") + 1] if "--plan" in before[:-1] else None
    folder = find(named, os.environ, os.getcwd())
    if not folder:
        return
    names = action_files(folder)
    for name in names:
        title = _title(f"{folder}/{name}") if len(names) <= _MANY else ""
        yield name.removesuffix(".yaml"), title


def _title(path: str) -> str:
    """Return an action's title as its file has it, or nothing if it cannot be had at a glance."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        head = b"\n" + os.read(descriptor, 1024)
    except OSError:
        return ""
    finally:
        os.close(descriptor)
    _, found, rest = head.partition(_TITLE)
    title = rest.split(b"\n")[0].decode(errors="replace").strip()
    return title if found and title.isprintable() else ""
