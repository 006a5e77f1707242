"""The command that signs a quarter off: close."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from posixpath import basename
from typing import TYPE_CHECKING

import click

from planctl.cli.options import (
    QuarterType,
    day,
    plan_folder,
    plan_option,
    said,
    today_option,
)
from planctl.edits.typed_text import one_line
from planctl.plan.periods import Quarter, in_words
from planctl.plan.periods import quarter as quarter_named
from planctl.problem import Exit, Severity, UserError, visible

if TYPE_CHECKING:
    from planctl.edits.sign_off import NewSignOff
    from planctl.plan.plan import Plan
    from planctl.signoff.standing import SignOff
    from planctl.summary.summary import Gap
    from planctl.text.document import Document

_EXAMPLES = """\b
Examples:
  planctl close Q2 --by "Director of Children's Services"
  planctl close Q2 --by "Improvement Board" --on 2025-10-21 --accept "1.3=the post is vacant"
  planctl close Q2 --by "Director of Children's Services" --stage DMT
  planctl close Q2 --tag
"""


@click.command("close", epilog=_EXAMPLES)
@click.argument("quarter", type=QuarterType())
@click.option("--by", "post", metavar="POST", help="The post that signs it off.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the sign-off, if not today.",
)
@click.option("--stage", help="The stage that signs; if left out, the next one.")
@click.option(
    "--accept",
    "accepts",
    metavar="ACTION=REASON",
    multiple=True,
    help="Accept what an action lacks; repeat for more.",
)
@click.option("--tag", is_flag=True, help="Commit plan.yaml alone, and tag the commit.")
@plan_option
@today_option
def close_command(
    quarter: str,
    post: str | None,
    on: datetime | None,
    stage: str | None,
    accepts: tuple[str, ...],
    folder: str | None,
    today: date,
    *,
    tag: bool,
) -> int:
    """Sign a quarter off, so that it cannot change unseen.

    Refused, with a list, while something is missing or wrong. What is missing can be accepted by
    name with a reason, which every report of the quarter then prints. Without --by, --tag tags
    what was signed off and committed before.
    """
    from planctl.plan.plan import load
    from planctl.signoff.standing import contents, sign_off
    from planctl.store.folder import texts

    where = plan_folder(folder)
    found, unread = texts(where)
    plan = load(found, unread)
    year = plan.require().period
    of = quarter_named(quarter, year)
    if not post:
        return _tagged(where, sign_off(plan, of), year.tag(of), wanted=tag)
    signing = _signing(plan, of, one_line(post, "--by"), stage, day(on) if on else today)
    _refuse_day(signing, year.last_day(of), today)
    gaps = _gaps(plan, signing)
    accepted = _accepted(plan, signing, gaps, accepts)
    if _refused(plan, of, [gap for gap in gaps if gap.row.id not in accepted], today):
        return Exit.PROBLEMS
    signing = replace(signing, accepted=accepted, actions=contents(plan, of))
    if tag:
        _refuse_untaggable(where, signing, year.tag(of))
    header = written(where, found, signing)
    _say(plan, signing)
    if not tag:
        _say_next(header, signing, folder)
        return Exit.DONE
    from planctl.store.tag import commit_alone

    commit_alone(where, "plan.yaml", f"{of} is signed off by {signing.by}")
    now = sign_off(load({**found, header.path: header.encoded()}), of)
    return _tagged(where, now, year.tag(of), wanted=True)


def _signing(
    plan: "Plan", quarter: Quarter, post: str, stage: str | None, on: date
) -> "NewSignOff":
    """Return the sign-off that is asked for; UserError if it is not its turn."""
    from planctl.edits.sign_off import NewSignOff
    from planctl.signoff.standing import sign_off
    from planctl.workspace.selection import known_word

    standing, stages = sign_off(plan, quarter), plan.require().calendar.stages
    record = standing.record
    if record.date:
        message = f"{quarter} was signed off on {in_words(record.date)} by {record.by}"
        raise UserError(message, "planctl update … --correct REASON changes it on the record")
    if stage is not None and not stages:
        message = "this plan's sign-off has no stages"
        raise UserError(message, "name them in plan.yaml, below `calendar:` and `stages:`", 2)
    chosen = known_word(stage, stages, "stage") if stage is not None else standing.next
    if chosen != standing.next:
        before = stages.index(chosen) < stages.index(standing.next)
        message = f"{chosen} has signed {quarter} already, and nothing was changed since"
        if not before:
            message = f"{chosen} signs {quarter} after {standing.next}, which has still to sign"
        raise UserError(message, f"the next stage is {standing.next}")
    for open_before in (each for each in Quarter if each.number < quarter.number):
        if not sign_off(plan, open_before).closed:
            said(f"{open_before} is still open: planctl close {open_before} signs it off")
    return NewSignOff(quarter, on, post, {}, {}, chosen, stages)


def _refuse_day(signing: "NewSignOff", last: date, today: date) -> None:
    if signing.day > today:
        message = f"{in_words(signing.day)} is still to come"
        raise UserError(message, "--on is the day on which it was signed", Exit.USAGE)
    if signing.day <= last:
        message = f"{signing.quarter} ends on {in_words(last)}, so it cannot be signed off yet"
        raise UserError(message, "sign it off once it has ended", Exit.USAGE)


def _gaps(plan: "Plan", signing: "NewSignOff") -> tuple["Gap", ...]:
    from planctl.summary.summary import summarise

    return summarise(plan, signing.day, signing.quarter).gaps


def _accepted(
    plan: "Plan", signing: "NewSignOff", gaps: Sequence["Gap"], accepts: Sequence[str]
) -> Mapping[str, tuple[str, str]]:
    """Return what each action lacks that is accepted, and why, now or at an earlier stage."""
    from planctl.plan.ids import require

    lacks = {gap.row.id: " and ".join(gap.lacks) for gap in gaps}
    header = plan.require()
    before = (
        header.closed[signing.quarter.value].accepted if signing.quarter in header.closed else {}
    )
    reasons = {key: each.reason for key, each in before.items() if lacks.get(key) == each.lacks}
    for given in accepts:
        action, equals, reason = given.partition("=")
        if not equals or not reason.strip():
            message = f"--accept '{visible(given)}' does not give a reason"
            raise UserError(message, 'such as --accept "3.2=the post is vacant"', Exit.USAGE)
        action = require(action.strip(), [entry.id for entry in plan.entries])
        if action not in lacks:
            message = f"{action} lacks nothing in {signing.quarter} that could be accepted"
            raise UserError(message, f"leave out --accept {action}", Exit.USAGE)
        reasons[action] = one_line(reason, "--accept")
    return {action: (lacks[action], reasons[action]) for action in lacks if action in reasons}


def _refused(plan: "Plan", quarter: Quarter, gaps: Sequence["Gap"], today: date) -> bool:
    """Say all that keeps a quarter from being signed off; return whether anything does."""
    from planctl.checks.rules import early
    from planctl.checks.run import run

    errors = [
        each
        for each in run(plan, today)
        if each.severity is Severity.ERROR
        if each.rule != early.NAME  # it is about quarters that have not begun
    ]
    if not errors and not gaps:
        return False
    said(f"planctl: {quarter} cannot be signed off yet")
    for error in errors:
        said(f"  {error.place.path}:{error.place.line}: {error.message}")
    for gap in gaps:
        said(f"  {gap.row.id} {gap.row.title} ({gap.row.lead}): no {' and no '.join(gap.lacks)}")
    if errors:
        said("   = help: planctl check shows each error and what to do")
    if gaps:
        said(f"   = help: planctl due --quarter {quarter} says whose they are, and by when")
        said(
            f'   = help: --accept "{gaps[0].row.id}=REASON" signs it off without that, and says so'
        )
    return True


def written(folder: str, found: Mapping[str, bytes], signing: "NewSignOff") -> "Document":
    """Write the sign-off into plan.yaml, if every file still says what was signed; return it."""
    from planctl.edits.sign_off import with_sign_off
    from planctl.store.write import rewrite
    from planctl.workspace.documents import document_of

    paths = {basename(path): path for path in found}
    made: list[Document] = []

    def sign(texts: dict[str, bytes]) -> dict[str, bytes]:
        for name, raw in texts.items():
            if raw != found[paths[name]]:
                message = f"{paths[name]} was changed meanwhile; nothing was signed off"
                raise UserError(message, "read it, then run the command again")
        header = document_of(paths["plan.yaml"], texts["plan.yaml"])
        made[:] = [with_sign_off(header, signing)]
        return {"plan.yaml": made[0].encoded()}

    rewrite(folder, list(paths), sign, say=said)
    return made[0]


def _say(plan: "Plan", signing: "NewSignOff") -> None:
    of, year = signing.quarter, plan.require().period
    what = "signed off" if signing.closes else f"signed by {signing.stage}:"
    by = f"by {signing.by}" if signing.closes else signing.by
    line = f"{of}, {year.months(of)}, is {what} {by} on {in_words(signing.day)}"
    click.echo(visible(line))
    titles = {entry.id: entry.action.title for entry in plan.entries if entry.action}
    for action, (lacks, reason) in signing.accepted.items():
        click.echo(visible(f"  accepted: {action} {titles[action]}, without {lacks}: {reason}"))


def _say_next(header: "Document", signing: "NewSignOff", folder: str | None) -> None:
    """Say what comes after a sign-off that is written and not committed."""
    of, named = signing.quarter, f" --plan {shlex.quote(folder)}" if folder else ""
    if signing.closes:
        said(f"Next: commit {header.path}; once that is merged, planctl close {of} --tag{named}")
        return
    after = signing.stages[signing.stages.index(signing.stage) + 1]
    said(f"Next: commit {header.path}; then {after} signs: planctl close {of} --by POST{named}")


def _refuse_untaggable(folder: str, signing: "NewSignOff", tag: str) -> None:
    """Raise UserError if what is about to be signed could not be tagged."""
    from planctl.store.tag import require_untagged, uncommitted

    if not signing.closes:
        message = f"{signing.stage} is not the last stage, so there is nothing to tag yet"
        raise UserError(message, f"{signing.stages[-1]} closes the quarter", Exit.USAGE)
    require_untagged(folder, tag)
    changed = uncommitted(folder)
    if changed:
        message = f"there are changes that are not committed: {', '.join(changed)}"
        raise UserError(
            message, "commit them, or undo them, and run this again; nothing was signed off"
        )


def _tagged(folder: str, standing: "SignOff", tag: str, *, wanted: bool) -> int:
    """Tag the commit that holds a sign-off; UserError if there is none that does."""
    from planctl.store.tag import make_tag, require_untagged, uncommitted

    of, record = standing.quarter, standing.record
    if not wanted or not record.date:
        hint = f"planctl close {of} --by POST signs {of} off"
        if wanted:
            raise UserError(f"{of} is not signed off", hint, Exit.PROBLEMS)
        raise UserError("--by is not given", hint, Exit.USAGE)
    if not standing.stands:
        message = f"{of} is not as it was signed off, so it is not tagged"
        raise UserError(message, "planctl check shows what was changed", Exit.PROBLEMS)
    require_untagged(folder, tag)
    changed = uncommitted(folder)
    if changed:
        message = f"the sign-off is recorded, but not all is committed: {', '.join(changed)}"
        raise UserError(message, f"commit that first; then planctl close {of} --tag")
    words = f"{of} signed off on {record.date} by {record.by}\n\ndigest {record.digest}"
    make_tag(folder, tag, words)
    click.echo(f"{tag} is tagged")
    said(f"Next: git push origin {tag}")
    return Exit.DONE
