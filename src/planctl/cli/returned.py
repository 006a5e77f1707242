"""Returns that came back: who has returned, what each changes, and what of it is written."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import typer

from planctl.cli.options import note
from planctl.cli.sheets import noted_once, written_if_agreed
from planctl.exchange.return_form import LeadReturn, lead_returns
from planctl.plan.plan import Plan, load
from planctl.plan.typed_period import parse_period
from planctl.problem import Exit, UserError, visible
from planctl.workspace.corrections import CorrectionRequest
from planctl.workspace.documents import HEADER

if TYPE_CHECKING:
    from planctl.exchange.return_sheet import SheetReturn
    from planctl.exchange.returned_document import ReturnSource
    from planctl.exchange.returned_fields import ReturnedChanges
    from planctl.plan.period import Period
    from planctl.workspace.change import Documents, PlanChange, Say
    from planctl.workspace.returns import ReturnSettings


class ReadRequest(NamedTuple):
    """Which returns are read into which plan, and how."""

    folder: str
    files: Sequence[str]
    quarter: str | None
    correction: CorrectionRequest
    empties: bool
    commit: bool
    yes: bool
    dry_run: bool


class ReturnFile(NamedTuple):
    """A return that came back: where it was, and what is in it."""

    shown: str
    source: "ReturnSource | SheetReturn"

    @property
    def lead(self) -> str:
        """Whose it is."""
        return self.source.reference.lead


class Told(NamedTuple):
    """What was told of a return: what it sets, and whether something of it is not taken."""

    changes: "ReturnedChanges"
    remarks: Sequence[str]


def take_returns(asked: ReadRequest) -> int:
    """Read returns, say what they are, and write what is agreed to; return the exit status."""
    from planctl.store.folder import texts

    plan = load(*texts(asked.folder))
    found, refused = _opened(asked.files)
    quarter = _quarter(plan, found, asked.quarter)
    if asked.commit:
        _require_committed(asked.folder)
    forms = {each.lead: each for each in _forms(plan, quarter, asked)}
    mine = list(_of_plan(found, plan, quarter, forms, refused))
    filled = _say_who(forms, mine, quarter)
    for error in refused:
        typer.echo(f"\nNot read: {visible(error.message)}")
        typer.echo(f"   = help: {visible(error.hint)}")
    left = [_take(each, quarter, asked) for each in filled]
    return Exit.PROBLEMS if refused or any(left) else Exit.DONE


def _opened(names: Sequence[str]) -> tuple[list[ReturnFile], list[UserError]]:
    """Return the returns in some files, each once, and why others cannot be read."""
    from planctl.exchange.returned_files import attached, opened_return

    found: list[ReturnFile] = []
    refused: list[UserError] = []
    seen: dict[bytes, str] = {}
    for path in _paths(names):
        try:
            for shown, raw in attached(_bytes(path), visible(path)):
                if raw in seen:
                    note(f"{shown} is the same as {seen[raw]}, and is read once")
                    continue
                seen[raw] = shown
                found.append(ReturnFile(shown, opened_return(raw, shown)))
        except UserError as error:
            name = visible(path)
            message = error.message if name in error.message else f"{name}: {error.message}"
            refused.append(UserError(message, error.hint))
    return found, refused


def _paths(names: Sequence[str]) -> Iterator[str]:
    from planctl.exchange.returned_files import SUFFIXES

    for name in names:
        if not os.path.isdir(name):
            yield name
            continue
        for each in sorted(os.listdir(name)):
            is_own = not each.startswith((".", "~$"))
            if is_own and os.path.splitext(each)[1].lower() in SUFFIXES:
                yield os.path.join(name, each)


def _bytes(path: str) -> bytes:
    from planctl.exchange.cells import MOST_BYTES

    try:
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"{visible(path)} cannot be read: {error.strerror}"
        raise UserError(message, "name a return, or a folder of them") from None
    if len(raw) > MOST_BYTES:
        raise UserError(f"{visible(path)} is far larger than a return", "send it without pictures")
    return raw


def _quarter(plan: Plan, found: Sequence[ReturnFile], typed: str | None) -> "Period":
    """Return the quarter that is meant: the one typed, else that of the returns."""
    year = plan.require().period
    said = {each.source.reference.quarter for each in found}
    if typed:
        return parse_period(typed, year)
    if len(said) != 1 or not said & year.keys.keys():
        of = " and ".join(sorted(said)) or "no quarter"
        message = f"the returns are of {visible(of)}"
        raise UserError(message, "say of which quarter: --quarter Q2", Exit.USAGE)
    return year.keys[said.pop()]


def _require_committed(folder: str) -> None:
    from planctl.store.folder import may_be_plan_file
    from planctl.store.uncommitted import uncommitted_files

    if any(map(may_be_plan_file, uncommitted_files(folder))):
        message = "something in the plan is not committed yet, and would be in the commits"
        raise UserError(message, "planctl send or git commit it first, or leave --commit out")


def _forms(plan: Plan, quarter: "Period", asked: ReadRequest) -> list[LeadReturn]:
    from planctl.summary.summary import summarise

    return lead_returns(summarise(plan, asked.correction.today, quarter))


def _of_plan(
    found: Sequence[ReturnFile],
    plan: Plan,
    quarter: "Period",
    forms: Mapping[str, LeadReturn],
    refused: list[UserError],
) -> Iterator[ReturnFile]:
    """Yield the returns of the plan and the quarter; of others it is kept what they are of."""
    from planctl.exchange.return_form import plan_reference

    header = plan.require()
    own = plan_reference(header.title, header.organisation)
    for each in found:
        of = each.source.reference
        if of.plan != own:
            message = f"{each.shown} is a return of another plan"
            refused.append(UserError(message, "name that plan: --plan DIR"))
        elif (of.year, of.quarter) != (str(header.period), quarter.key):
            message = f"{each.shown} is of {of.quarter} {of.year}, not of {quarter} {header.period}"
            refused.append(UserError(message, f"read it alone: --quarter '{of.quarter}'"))
        elif of.lead not in forms:
            message = f"{each.shown} is of {of.lead}, of whom nothing is asked for {quarter}"
            refused.append(UserError(message, "planctl list shows who leads which actions"))
        else:
            yield each


def _say_who(
    forms: Mapping[str, LeadReturn], found: Sequence[ReturnFile], quarter: "Period"
) -> list[ReturnFile]:
    """Print who has returned and who has not; return the returns that somebody filled in."""
    from planctl.exchange.returned_files import fields_returned

    there: dict[str, list[str]] = {}
    filled = [each for each in found if fields_returned(each.source, forms[each.lead]).touched]
    for each in found:
        name = os.path.basename(each.shown)
        said = name if each in filled else f"{name}, as it was sent"
        there.setdefault(each.lead, []).append(said)
    number = len({each.lead for each in filled})
    typer.echo(f"{quarter.described}: returned by {number} of {len(forms)} leads")
    wide = max(map(len, forms), default=0)
    for lead in forms:
        typer.echo(visible(f"  {lead:<{wide}}  {'; '.join(there.get(lead, ['not returned']))}"))
    return filled


def _take(each: ReturnFile, quarter: "Period", asked: ReadRequest) -> bool:
    """Say what a return changes, and write it if agreed; return whether something is left."""
    typer.echo(f"\nReturn of {visible(each.lead)}, {each.shown}")
    told: list[Told] = []
    late = _is_late(asked, quarter)
    write = partial(write_returned, each, quarter, asked, told, noted_once(), late=late)
    try:
        change = write(dry_run=asked.dry_run or not asked.yes or late)
    except UserError as error:
        _say_told(told)
        typer.echo(f"  not written: {visible(error.message)}")
        typer.echo(f"   = help: {visible(error.hint)}")
        return True
    _say_told(told)
    changes = told[0].changes
    left = bool(changes.conflicts or changes.refused or changes.emptied)
    if not changes.actions:
        typer.echo("  nothing would change: the plan says all of it already")
        return left
    _say_changes(change)
    if late:
        typer.echo(f"  not written: {quarter} is signed off and closed")
        typer.echo("   = help: to take it as a correction, say why: --correct REASON")
        return True
    would = "  it would be written; nothing was"
    question = f"Write the return of {visible(each.lead)}?"
    done = written_if_agreed(change, write, question, would, dry_run=asked.dry_run, yes=asked.yes)
    if done:
        _say_done(done, each.lead, quarter, asked)
    return left


def write_returned(
    each: ReturnFile,
    quarter: "Period",
    asked: ReadRequest,
    told: list[Told],
    say: "Say",
    *,
    late: bool,
    dry_run: bool = False,
) -> "PlanChange":
    """Write what a return sets, and return what was changed; `told` has what is told of it."""
    from planctl.store.locate import action_files
    from planctl.workspace.change import changed_meanwhile
    from planctl.workspace.returns import ReturnSettings, write_return

    def decide(documents: "Documents") -> "ReturnSettings":
        found = _decided(documents, each, quarter, asked)
        if told and not asked.yes and found.changes != told[0].changes:
            raise changed_meanwhile(asked.folder)
        told[:] = [found]
        made = found.changes
        return ReturnSettings(quarter, made.updates, made.values, made.done, made.moves)

    names = [*action_files(asked.folder), HEADER]
    request = asked.correction._replace(reason="as a correction") if late else asked.correction
    return write_return(asked.folder, names, decide, request, say, dry_run=dry_run)


def _is_late(asked: ReadRequest, quarter: "Period") -> bool:
    """Return whether a quarter is closed, and nobody said why it is to be corrected."""
    from planctl.signoff.record import day_closed
    from planctl.workspace.documents import document_in

    is_closed = bool(day_closed(document_in(asked.folder, HEADER), quarter))
    return is_closed and asked.correction.reason is None


def _decided(
    documents: "Documents", each: ReturnFile, quarter: "Period", asked: ReadRequest
) -> Told:
    """Return what a return sets in a plan as it is."""
    from planctl.exchange.returned_fields import ReturnPlan, returned_changes
    from planctl.exchange.returned_files import fields_returned
    from planctl.plan.header_year import year_of
    from planctl.plan.plan import plan_of, scale_in

    header, today = documents[HEADER], asked.correction.today
    lead = each.lead
    forms = {form.lead: form for form in _forms(plan_of(documents.values()), quarter, asked)}
    form = forms[lead]
    fields = fields_returned(each.source, form)
    actions = {name.removesuffix(".yaml"): of for name, of in documents.items() if name != HEADER}
    plan = ReturnPlan(actions, year_of(header.data), scale_in(header), today)
    changes = returned_changes(form, fields.said, plan, empties=asked.empties, plain=fields.plain)
    return Told(changes, fields.remarks)


def _say_told(told: Sequence[Told]) -> None:
    """Print what is to be known of a return beside what it changes."""
    from planctl.exchange.returned_fields import shown

    for each in told:
        changes = each.changes
        for remark in each.remarks:
            typer.echo(f"  note: {remark}")
        for action in changes.ticked:
            typer.echo(f"  {action}: nothing to add")
        for left in changes.conflicts:
            typer.echo(visible(f"  left alone: {left.action} {left.label}: {left.why}"))
            typer.echo(f"    the plan:   {shown(left.now)}")
            typer.echo(f"    the return: {shown(left.returned)}")
        for refused in changes.refused:
            what = f"{refused.action} {refused.label}: {shown(refused.text)}"
            typer.echo(visible(f"  not taken: {what}: {refused.message}"))
            typer.echo(visible(f"   = help: {refused.hint}"))
        for empty in changes.emptied:
            typer.echo(visible(f"  came back empty: {empty.action} {empty.label}, and stays"))
            typer.echo(f"    the plan:   {shown(empty.now)}")
            typer.echo("   = help: --empty empties it")


def _say_changes(change: "PlanChange") -> None:
    """Print what changes in the actions, as diff does."""
    from planctl.changes.diff import diff, plan_version
    from planctl.changes.diff_lines import diff_lines
    from planctl.cli.diff import print_changes
    from planctl.plan.plan import scale_in

    scale, actions = scale_in(change.header.before), change.actions.values()
    old = {each.before.path: each.before.encoded() for each in actions}
    new = {each.after.path: each.after.encoded() for each in actions}
    versions = (replace(plan_version(texts), scale=scale) for texts in (old, new))
    print_changes(diff_lines(diff(*versions)))


def _say_done(change: "PlanChange", lead: str, quarter: "Period", asked: ReadRequest) -> None:
    """Say that a return is written, and commit it where that is asked for."""
    from planctl.cli.next_steps import say_change

    say_change(change, quarter, dry_run=False)
    files = {name: each.after.encoded() for name, each in change.files.items() if each.differs}
    number = sum(name != HEADER for name in files)
    typer.echo(f"  written: {number} action{'s' * (number != 1)}")
    if asked.commit:
        from planctl.store.new_commit import commit_files

        refusal = UserError("the return is written, and git would not commit it", "git status")
        commit_files(asked.folder, files, f"Return of {lead} for {quarter}", refusal)
        typer.echo("  committed")
