"""Who is asked to review which action's file: the lines of CODEOWNERS that planctl keeps."""

import re
from collections.abc import Iterator, Mapping, Sequence

from planctl.plan.leads import lead_words
from planctl.plan.model import Lead
from planctl.plan.plan import Plan
from planctl.problem import UserError, visible

PLACES = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where each forge looks, the first that it finds."""

_BEGIN = "# planctl codeowners: begin"
_END = "# planctl codeowners: end"
_SPECIAL = re.compile(r"([\\ #*?\[\]!])")


def leads_without_handle(plan: Plan) -> tuple[str, ...]:
    """Return the leads of some action whom no handle in plan.yaml reaches, in order."""
    leads = plan.require().leads
    named = {lead for action in plan.actions for lead in action.lead}
    return tuple(sorted(lead for lead in named if not _handle(leads, lead)))


def code_owners_text(before: str, plan: Plan, folder: str) -> str:
    """Return the text of CODEOWNERS with the plan's block in it, all else as it was.

    `folder` is the plan's from the top of the repository. Raises UserError if the text has a block
    of planctl that does not end.
    """
    begin = f"{_BEGIN} {_path(folder)}"
    end = f"{_END} {_path(folder)}"
    lines = [begin, "# Made of `leads` in plan.yaml; write lines of your own outside."]
    block = "\n".join([*lines, *_lines(plan, folder), end])
    newline = "\r\n" if "\r\n" in before else "\n"
    block = block.replace("\n", newline)
    kept = before.splitlines(keepends=True)
    stripped = [line.strip() for line in kept]
    if begin in stripped:
        start = stripped.index(begin)
        if end not in stripped[start:]:
            message = f"the line '{visible(end)}' is missing from CODEOWNERS"
            raise UserError(message, "put it back below planctl's lines, or delete those lines")
        stop = stripped.index(end, start)
        return "".join([*kept[:start], block + newline, *kept[stop + 1 :]])
    if not before.strip():
        return block + newline
    apart = newline if before.endswith(newline) else newline * 2
    return f"{before}{apart}{block}{newline}"


def _lines(plan: Plan, folder: str) -> Iterator[str]:
    """Yield the lines of each lead: whose they are, then each action's file."""
    files: dict[tuple[str, ...], list[str]] = {}
    for entry in plan.entries:
        if entry.action:
            files.setdefault(entry.action.lead, []).append(f"{entry.id}.yaml")
    leads = plan.require().leads
    for named in sorted(files):
        found = {lead: _handle(leads, lead) for lead in named}
        handles = " ".join(dict.fromkeys(filter(None, found.values())))
        about = f"# Lead: {visible(' '.join(lead_words(named).split()))}"
        without = lead_words([lead for lead in named if not found[lead]]) if handles else ""
        of = f" for {visible(' '.join(without.split()))}" if without else ""
        yield about if all(found.values()) else f"{about} (no handle{of} in plan.yaml)"
        yield from (f"{_path(folder)}{name} {handles}" for name in files[named] if handles)


def _handle(leads: Mapping[str, Lead], lead: str) -> str:
    return leads[lead].handle if lead in leads else ""


def _path(folder: str) -> str:
    """Return a folder as a pattern that means it and nothing else."""
    inside = "" if folder in ("", ".") else f"{_SPECIAL.sub(_escaped, folder)}/"
    return f"/{inside}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found.group()}"


def code_owners_path(forge: str, there: Sequence[str]) -> str:
    """Return where the file belongs for a forge: where it is, or the first place."""
    return next((each for each in PLACES[forge] if each in there), PLACES[forge][0])
